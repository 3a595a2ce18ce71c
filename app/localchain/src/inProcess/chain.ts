import { createHash } from "node:crypto";
import {
  type AccountInfo,
  type BlockhashWithExpiryBlockHeight,
  type Connection,
  Keypair,
  PublicKey,
  type Signer,
  StakeProgram,
  SYSVAR_SLOT_HASHES_PUBKEY,
  SystemProgram,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
  VoteInit,
  VoteProgram,
} from "@solana/web3.js";
import {
  Clock,
  type EpochRewards,
  EpochSchedule,
  FailedTransactionMetadata,
  LiteSvm,
  Rent,
  StakeHistory,
  StakeHistoryEntry,
} from "litesvm/dist/internal.js";
import type { LocalChain } from "../localChain";
import { accountInfo, type ExactAccount, exactAccount, type KeyedAccount, NO_ACCOUNT } from "./account";
import { toBase58 } from "./base58";
import { Blocks, type Gap } from "./blocks";
import { InProcessConnection } from "./connection";
import { svmWithout } from "./features";
import { totalFee } from "./fee";
import { LOADERS } from "./loaders";
import { TransactionLog } from "./log";
import { allKeys, isWritable, loadedAddresses } from "./lookups";
import { BUILT_IN_MINIMUM, STAKE_PROGRAM_DATA, withMinimumDelegation } from "./minimumDelegation";
import { advancedNonce, nonceAccountOf, usesNonce } from "./nonce";
import type { InProcessOptions } from "./options";
import { Originals } from "./originals";
import { type Run, runOf, type Simulated } from "./run";
import { seeded } from "./seed";
import { signTransaction } from "./sign";
import {
  type ClusterStake,
  deactivateDelinquent,
  decodeStake,
  getMinimumDelegation,
  type StakeState,
  stakeAt,
  withDelegatedStake,
} from "./stake";
import { accountsOwnedBy, keyed, readAccount, writeAccount } from "./svm";
import { tokenBalances } from "./tokenBalances";
import { innerInstructions, type LandedTransaction, type ReturnData } from "./transaction";
import { rpcError } from "./transactionError";
import type { Versions } from "./versions";
import { decodeVote, VOTE_ACCOUNT_BYTES, withCredits } from "./vote";

/** What is one in a ratio of parts per million. */
export const MILLION = 1_000_000n;
/** The same in basis points. */
export const BASIS = 10_000n;

/** Blockhashes that are kept before those are forgotten that are no longer good. */
const MOST_BLOCKHASHES = 10_000;
/** When the first epoch of a chain began that says nothing else. */
const FIRST_TIME = 1_700_000_000n;
const ANY_HASH = Buffer.concat([Buffer.of(1)], 32);
/** Slots that the SlotHashes sysvar knows. */
const SLOT_HASHES = 512n;
const SLOT_HASH_BYTES = 40;
const SYSVAR_OWNER = new PublicKey("Sysvar1111111111111111111111111111111111111");
/** What a validator earns for a slot that it votes on, of the 16 that there are at most. */
const CREDITS_PER_SLOT = 14n;
/** What its first votes of an epoch bring. */
const FIRST_CREDITS = 1n;
/** Most stake accounts that the runtime pays in one block. */
const PAID_PER_BLOCK = 4_096n;

/** Is told of what happens on a chain. */
export interface ChainListener {
  /** A transaction was processed. */
  published(landed: LandedTransaction): void;
  /** Accounts were written to, not by a transaction. */
  changed(addresses: PublicKey[]): void;
  /** Time has passed. */
  slotChanged(): void;
}

/** A reward that a stake account was paid. */
export interface PaidReward {
  address: PublicKey;
  vote: PublicKey;
  /** For which it was paid, at whose end. */
  epoch: bigint;
  slot: bigint;
  lamports: bigint;
  postBalance: bigint;
}

/** Rewards of one validator's stake accounts: in all, or as a part of their stake, less a commission in basis points if there is one. */
export type Reward = { vote: PublicKey } & (
  | { lamports: bigint }
  | { partsPerMillion: bigint; commissionBps?: bigint | undefined }
);

/** What the EpochRewards sysvar has of an epoch. */
export interface WrittenRewards {
  points: bigint;
  lamports: bigint;
  distributed?: bigint;
}

/** A state of the chain to come back to. */
export interface Snapshot {
  readonly bytes: Uint8Array;
  readonly silent: ReadonlySet<string>;
  readonly history: ReadonlyMap<bigint, ClusterStake>;
  readonly gaps: readonly Gap[];
  readonly transactions: readonly LandedTransaction[];
  readonly rewards: readonly PaidReward[];
  readonly clock: Clock;
  readonly rent: Rent;
  readonly epochRewards: EpochRewards;
}

/**
 * A chain inside this process. It runs the real programs: the system, token, stake and vote programs and ours.
 *
 * It has no validators: **votes, rewards and losses are injected** by {@link passEpochs}, {@link payRewards} and
 * {@link slash}, and time stands still until {@link advanceSlots} or {@link passEpochs} moves it.
 */
export class InProcessChain implements LocalChain {
  /** Is told of every transaction that any chain of this process runs or simulates. */
  static watch: ((run: Run) => void) | undefined;

  readonly connection: Connection;
  readonly slotsPerEpoch: bigint;
  readonly slotMilliseconds: bigint;
  readonly seed: string;
  readonly genesisHash: string;
  /** Pays for what the chain itself does. */
  readonly faucet: Keypair;
  readonly blocks: Blocks;
  /** Blocks for which a blockhash is good. */
  readonly blockhashBlocks: bigint;
  /** What was paid to stake accounts, the newest last. */
  readonly rewards: PaidReward[] = [];
  /** Where the chain keeps what accounts were in the last slots, if somebody wants to read it. */
  versions: Versions | undefined;
  private readonly listeners = new Set<ChainListener>();
  /** Stake of validators that are not on this chain. */
  readonly clusterStake: bigint;
  private readonly startTime: bigint;
  private readonly keepsTokenBalances: boolean;
  private svm: LiteSvm;
  private readonly log = new TransactionLog();
  /** Counts what is made up, so that nothing is made up twice; a restored state goes on counting. */
  private made = 0;
  /** The block heights up to which blockhashes are good. */
  private readonly blockhashes = new Map<string, bigint>();
  /** Vote accounts that do not vote. */
  private silent = new Set<string>();
  private history: ReadonlyMap<bigint, ClusterStake> = new Map();
  /** Where {@link rewind} goes back to: the states taken last, the newest first. */
  private bases: { snapshot: Snapshot; originals: Originals }[] = [];

  constructor(options: InProcessOptions = {}) {
    this.slotsPerEpoch = options.slotsPerEpoch ?? 432_000n;
    this.slotMilliseconds = options.slotMilliseconds ?? 400n;
    this.clusterStake = options.clusterStake ?? 400_000_000_000_000_000n;
    this.blockhashBlocks = options.blockhashBlocks ?? 150n;
    this.keepsTokenBalances = options.keepsTokenBalances ?? false;
    this.seed = options.seed ?? Keypair.generate().publicKey.toBase58();
    this.genesisHash = seeded(this.seed, "genesis").publicKey.toBase58();
    this.faucet = seeded(this.seed, "faucet");
    const first = (options.epoch ?? 100n) * this.slotsPerEpoch;
    this.blocks = new Blocks(this.seed, first, first - (options.skippedSlots ?? 0n));
    const sinceGenesis = (first * this.slotMilliseconds) / 1_000n;
    this.startTime = options.startTime === undefined ? FIRST_TIME : options.startTime - sinceGenesis;
    this.svm = withoutMemory(svmWithout(options.inactiveFeatures ?? []));
    if (options.lamportsPerByte !== undefined) this.setRent(options.lamportsPerByte);
    this.svm.setEpochSchedule(new EpochSchedule(this.slotsPerEpoch, this.slotsPerEpoch, false, 0n, 0n));
    this.setSlot(first);
    for (const program of options.programs ?? []) this.load(program);
    const rpc = new InProcessConnection(this);
    this.connection = rpc;
    this.listen(rpc);
    this.setLamports(this.faucet.publicKey, 1_000_000_000_000_000_000n);
    const { minimumDelegation = BUILT_IN_MINIMUM } = options;
    if (minimumDelegation !== BUILT_IN_MINIMUM) this.setMinimumDelegation(minimumDelegation);
  }

  /** Tells somebody of what happens, until the function that it returns is called. */
  listen(listener: ChainListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  // Reading

  get slot(): bigint {
    return this.svm.getClock().slot;
  }

  get epoch(): bigint {
    return this.slot / this.slotsPerEpoch;
  }

  get blockHeight(): bigint {
    return this.blocks.height(this.slot);
  }

  get unixTime(): bigint {
    return this.unixTimeAt(this.slot);
  }

  /** Entries of the StakeHistory sysvar. */
  get stakeHistory(): ReadonlyMap<bigint, ClusterStake> {
    return this.history;
  }

  get transactionCount(): number {
    return this.log.all.length;
  }

  unixTimeAt(slot: bigint): bigint {
    return this.startTime + (slot * this.slotMilliseconds) / 1_000n;
  }

  account(address: PublicKey): AccountInfo<Buffer> | null {
    const account = this.exact(address);
    return account && accountInfo(account);
  }

  exact(address: PublicKey): ExactAccount | null {
    return readAccount(this.svm, address);
  }

  balance(address: PublicKey): bigint {
    return this.svm.getBalance(address.toBytes()) ?? 0n;
  }

  accountsOf(program: PublicKey): { pubkey: PublicKey; account: AccountInfo<Buffer> }[] {
    return this.exactAccountsOf(program).map(({ address, account }) => ({
      pubkey: address,
      account: accountInfo(account),
    }));
  }

  exactAccountsOf(program: PublicKey): KeyedAccount[] {
    return accountsOwnedBy(this.svm, program);
  }

  stakeAccount(address: PublicKey): (StakeState & { lamports: bigint }) | null {
    const account = this.exact(address);
    if (!account?.owner.equals(StakeProgram.programId)) return null;
    return { ...decodeStake(account.data), lamports: account.lamports };
  }

  rentFor(bytes: bigint): bigint {
    return this.svm.minimumBalanceForRentExemption(bytes);
  }

  minimumDelegation(): bigint {
    const data = this.simulate(this.compile([getMinimumDelegation()]), { verifySignatures: false }).returnData?.data;
    if (!data) throw new Error("the stake program did not tell its minimum delegation");
    return data.readBigUInt64LE(0);
  }

  async voteAccounts(): Promise<PublicKey[]> {
    return this.accountsOf(VoteProgram.programId).map(({ pubkey }) => pubkey);
  }

  // Transactions

  /** A blockhash that nobody has had yet: the same instructions may be sent again. */
  newBlockhash(): BlockhashWithExpiryBlockHeight {
    const blockhash = toBase58(
      createHash("sha256")
        .update(`${this.seed} blockhash ${this.made++}`)
        .digest(),
    );
    const last = this.blockHeight + this.blockhashBlocks;
    this.blockhashes.set(blockhash, last);
    return { blockhash, lastValidBlockHeight: Number(last) };
  }

  /** The hash of a block, and the last block height at which it is good. */
  blockhashOf(slot: bigint): { blockhash: string; last: bigint } {
    const blockhash = this.blocks.hash(slot);
    const last = this.blocks.height(slot) + this.blockhashBlocks;
    if (this.blockhashes.size > MOST_BLOCKHASHES) this.forgetBlockhashes();
    this.blockhashes.set(blockhash, last);
    return { blockhash, last };
  }

  private forgetBlockhashes(): void {
    for (const [blockhash, last] of this.blockhashes) if (last < this.blockHeight) this.blockhashes.delete(blockhash);
  }

  /** Whether a blockhash is good at a block height; now if none is given. */
  knowsBlockhash(blockhash: string, height = this.blockHeight): boolean {
    const last = this.blockhashes.get(blockhash);
    // A block that comes later is not known yet.
    return last !== undefined && last >= height && last - this.blockhashBlocks <= height;
  }

  /** Whether a transaction has a good blockhash, or the nonce of an account in its place. */
  private isTimely({ message }: VersionedTransaction, height?: bigint): boolean {
    return this.knowsBlockhash(message.recentBlockhash, height) || usesNonce(message, (key) => this.exact(key));
  }

  /** Processes a transaction. One that could never be in a block is rejected and leaves no trace. */
  process(transaction: VersionedTransaction): LandedTransaction | { rejected: string } {
    const signature = signatureOf(transaction);
    const known = this.log.get(signature);
    if (known) return known;
    if (!this.isTimely(transaction)) return { rejected: "Blockhash not found" };
    const { message } = transaction;
    const account = (key: PublicKey): ExactAccount | null => this.exact(key);
    const loaded = loadedAddresses(message, account);
    const keys = allKeys(message, loaded);
    const preBalances = keys.map((key) => this.balance(key));
    const preTokenBalances = this.keepsTokenBalances ? tokenBalances(keys, account) : undefined;
    const canWrite = keys.map((_, index) => isWritable(message, loaded, index));
    const before = keys.map((key, index) => (this.versions && canWrite[index] ? this.exact(key) : undefined));
    for (const [index, key] of keys.entries()) if (canWrite[index]) this.keepOriginal(key);
    const nonceAccount = nonceAccountOf(message);
    const nonce = nonceAccount && usesNonce(message, account) ? account(nonceAccount) : null;
    const result = attempt(() => this.svm.sendVersionedTransaction(transaction.serialize()));
    if (result instanceof Error) return { rejected: `The transaction cannot be read: ${result.message}` };
    const meta = result instanceof FailedTransactionMetadata ? result.meta() : result;
    const err = result instanceof FailedTransactionMetadata ? rpcError(result) : null;
    if (typeof err === "string" && meta.logs().length === 0) return { rejected: err };
    InProcessChain.watch?.(runOf(transaction, err, meta));
    // What fails writes nothing but the fee.
    const written = keys.filter((_, index) => (err === null ? canWrite[index] : index === 0));
    for (const [index, old] of before.entries()) {
      const key = keys[index] as PublicKey;
      if (old !== undefined && written.includes(key)) this.versions?.note(key.toBase58(), this.slot, () => old);
    }
    // The nonce is used up whatever came of the rest.
    if (err !== null && nonceAccount && nonce) this.put(nonceAccount, advancedNonce(nonce, this.svm.latestBlockhash()));
    let mentions: ReadonlySet<string> | undefined;
    const landed: LandedTransaction = {
      signature,
      transaction,
      slot: this.slot,
      unixTime: this.unixTime,
      err,
      logs: meta.logs(),
      units: meta.computeUnitsConsumed(),
      fee: totalFee(message),
      returnData: returnData(meta.returnData()),
      preBalances,
      postBalances: keys.map((key) => this.balance(key)),
      loadedAddresses: loaded,
      written,
      innerInstructions: innerInstructions(meta),
      preTokenBalances,
      postTokenBalances: this.keepsTokenBalances ? tokenBalances(keys, account) : undefined,
      get mentions() {
        // Few are ever asked for, and base58 takes its time.
        mentions ??= new Set(keys.map((key) => key.toBase58()));
        return mentions;
      },
    };
    this.log.add(landed);
    for (const listener of this.listeners) listener.published(landed);
    return landed;
  }

  simulate(
    transaction: VersionedTransaction,
    { verifySignatures, checkBlockhash = false }: { verifySignatures: boolean; checkBlockhash?: boolean },
  ): Simulated {
    const fee = totalFee(transaction.message);
    const nothing = {
      logs: [],
      units: 0n,
      returnData: undefined,
      fee,
      innerInstructions: [],
      accounts: (of: PublicKey) => this.account(of),
      exact: (of: PublicKey) => this.exact(of),
    };
    if (checkBlockhash && !this.isTimely(transaction)) return { ...nothing, err: "BlockhashNotFound" };
    if (this.log.get(signatureOf(transaction))) return { ...nothing, err: "AlreadyProcessed" };
    this.svm.setSigverify(verifySignatures);
    const result = attempt(() => this.svm.simulateVersionedTransaction(transaction.serialize()));
    this.svm.setSigverify(true);
    if (result instanceof Error) return { ...nothing, err: "SignatureFailure" };
    const meta = result.meta();
    const after = result instanceof FailedTransactionMetadata ? [] : keyed(result.postAccounts());
    const err = result instanceof FailedTransactionMetadata ? rpcError(result) : null;
    InProcessChain.watch?.(runOf(transaction, err, meta));
    const exact = (of: PublicKey): ExactAccount | null => {
      return after.find(({ address }) => address.equals(of))?.account ?? this.exact(of);
    };
    return {
      err,
      logs: meta.logs(),
      units: meta.computeUnitsConsumed(),
      returnData: returnData(meta.returnData()),
      fee,
      innerInstructions: innerInstructions(meta),
      exact,
      accounts: (of) => {
        const account = exact(of);
        return account && accountInfo(account);
      },
    };
  }

  /** What `work` gives while these accounts are what is given, and not what they are; the clock shows that slot. */
  asIf<T>(accounts: readonly KeyedAccount[], slot: bigint, work: () => T): T {
    const now = this.svm.getClock();
    const kept = accounts.map(({ address }) => ({ address, account: this.exact(address) ?? NO_ACCOUNT }));
    try {
      if (slot !== now.slot) this.svm.setClock(this.clockAt(slot));
      for (const { address, account } of accounts) writeAccount(this.svm, address, account);
      return work();
    } finally {
      for (const { address, account } of kept) writeAccount(this.svm, address, account);
      this.svm.setClock(now);
    }
  }

  /** Sends instructions, paid for by the first signer. They may fail: see `err` of the answer. */
  send(instructions: TransactionInstruction[], signers: Signer[] = [this.faucet]): LandedTransaction {
    const transaction = this.compile(instructions, (signers[0] ?? this.faucet).publicKey);
    signTransaction(transaction, signers);
    const landed = this.process(transaction);
    if ("rejected" in landed) throw new Error(landed.rejected);
    return landed;
  }

  /** Sends instructions, and throws when they fail. */
  run(instructions: TransactionInstruction[], signers: Signer[] = [this.faucet]): LandedTransaction {
    const landed = this.send(instructions, signers);
    if (landed.err) throw new Error(`${JSON.stringify(landed.err)}\n${landed.logs.join("\n")}`);
    return landed;
  }

  transaction(signature: string): LandedTransaction | undefined {
    return this.log.get(signature);
  }

  transactionsWith(address: PublicKey): LandedTransaction[] {
    const text = address.toBase58();
    return this.log.all.filter(({ mentions }) => mentions.has(text));
  }

  private compile(instructions: TransactionInstruction[], payerKey = this.faucet.publicKey): VersionedTransaction {
    const recentBlockhash = this.newBlockhash().blockhash;
    return new VersionedTransaction(
      new TransactionMessage({ payerKey, recentBlockhash, instructions }).compileToV0Message(),
    );
  }

  // Money

  async airdrop(to: PublicKey, lamports: bigint): Promise<void> {
    this.airdropNow(to, lamports);
  }

  /** All transactions, in the order in which they were processed. */
  allTransactions(): readonly LandedTransaction[] {
    return this.log.all;
  }

  /** The transactions of slots after `from`, up to `to`. */
  transactionsBetween(from: bigint, to: bigint): LandedTransaction[] {
    return this.log.between(from, to);
  }

  transactionsIn(slot: bigint): LandedTransaction[] {
    return this.transactionsBetween(slot - 1n, slot);
  }

  airdropNow(to: PublicKey, lamports: bigint): string {
    return this.donate(to, lamports);
  }

  /** Sends lamports to any address, as everybody can. */
  donate(to: PublicKey, lamports: bigint): string {
    return this.run([SystemProgram.transfer({ fromPubkey: this.faucet.publicKey, toPubkey: to, lamports })]).signature;
  }

  // Time

  async passEpoch(): Promise<void> {
    this.passEpochs(1);
  }

  /**
   * Goes to the first slot of the epoch after `count` more. In each epoch that ends the validators have voted, except
   * those that {@link setVoting} silenced, and the stake history gets its entry.
   */
  passEpochs(count = 1): void {
    for (let passed = 0; passed < count; passed++) {
      const { epoch, slotsPerEpoch } = this;
      this.recordStake(epoch);
      this.setSlot((epoch + 1n) * slotsPerEpoch);
      for (const { pubkey, account } of this.accountsOf(VoteProgram.programId)) {
        if (this.silent.has(pubkey.toBase58()) || account.data.readUInt32LE(4) === 0) continue;
        const voted = withCredits(account.data, epoch, CREDITS_PER_SLOT * slotsPerEpoch, this.slot - 1n);
        // Its first votes of the new epoch.
        const data = Buffer.from(withCredits(voted, epoch + 1n, FIRST_CREDITS, this.slot));
        this.write(pubkey, { ...account, data });
      }
    }
    this.tellOfTime();
  }

  /** Has the validators vote for the slot before this one, as they do all the time; the silent ones do not. */
  vote(): void {
    for (const { address, account } of this.exactAccountsOf(VoteProgram.programId)) {
      if (this.silent.has(address.toBase58()) || account.data.readUInt32LE(4) === 0) continue;
      this.put(address, { ...account, data: Buffer.from(withCredits(account.data, this.epoch, 0n, this.slot - 1n)) });
    }
  }

  /** Lets `count` slots pass, over the end of the epoch if they reach it. */
  advanceSlots(count: bigint): void {
    const end = this.slot + count;
    while ((this.epoch + 1n) * this.slotsPerEpoch <= end) this.passEpochs(1);
    this.setSlot(end);
    this.tellOfTime();
  }

  private tellOfTime(): void {
    for (const listener of this.listeners) listener.slotChanged();
  }

  /**
   * Leaves the fork of the slots after one: what was written in them is undone, their transactions have never been, and
   * their blocks are others. Time goes on. Only as far back as {@link versions} knows, and within an epoch.
   */
  forkAfter(slot: bigint): LandedTransaction[] {
    const { versions } = this;
    if (!versions) throw new Error("the chain keeps no versions of its accounts to go back to");
    if (slot / this.slotsPerEpoch !== this.epoch) throw new Error("an epoch has begun since");
    const timely = new Set(CHANGING_SYSVARS.map((address) => address.toBase58()));
    const undone = [...versions.changedIn(slot, this.slot)].filter((address) => !timely.has(address));
    const before = undone.map((address) => ({ address, account: versions.at(address, slot) }));
    for (const { address, account } of before) {
      if (account !== undefined) this.put(new PublicKey(address), account ?? NO_ACCOUNT);
    }
    const dropped = this.log.dropAfter(slot);
    for (let at = slot + 1n; at <= this.slot; at++) this.blockhashes.delete(this.blocks.hash(at));
    this.blocks.fork(slot + 1n, this.slot);
    return dropped;
  }

  private clockAt(slot: bigint): Clock {
    const epoch = slot / this.slotsPerEpoch;
    const start = this.unixTimeAt(epoch * this.slotsPerEpoch);
    return new Clock(slot, start, epoch, epoch + 1n, this.unixTimeAt(slot));
  }

  /** What the clock's account has at a slot. */
  clockData(slot: bigint): Buffer {
    const { epochStartTimestamp, epoch, leaderScheduleEpoch, unixTimestamp } = this.clockAt(slot);
    const data = Buffer.alloc(40);
    data.writeBigUInt64LE(slot, 0);
    data.writeBigInt64LE(epochStartTimestamp, 8);
    data.writeBigUInt64LE(epoch, 16);
    data.writeBigUInt64LE(leaderScheduleEpoch, 24);
    data.writeBigInt64LE(unixTimestamp, 32);
    return data;
  }

  private setSlot(slot: bigint): void {
    for (const address of this.versions ? CHANGING_SYSVARS : []) {
      this.versions?.note(address.toBase58(), slot, () => this.exact(address));
    }
    this.svm.setClock(this.clockAt(slot));
    // A nonce can be advanced once in a block.
    this.svm.expireBlockhash();
    this.setSlotHashes(slot);
  }

  private setSlotHashes(slot: bigint): void {
    const lamports = this.balance(SYSVAR_SLOT_HASHES_PUBKEY);
    const account = { lamports, owner: SYSVAR_OWNER, data: slotHashes(slot), executable: false };
    // litesvm knows a sysvar by its address.
    writeAccount(this.svm, SYSVAR_SLOT_HASHES_PUBKEY, account);
  }

  // Stake

  /** Says whether a validator votes in the epochs to come. */
  setVoting(vote: PublicKey, votes: boolean): void {
    if (votes) this.silent.delete(vote.toBase58());
    else this.silent.add(vote.toBase58());
  }

  /** What a validator has of an epoch when it votes in all of it. */
  get mostCredits(): bigint {
    return CREDITS_PER_SLOT * this.slotsPerEpoch + FIRST_CREDITS;
  }

  votes(vote: PublicKey | string): boolean {
    return !this.silent.has(vote.toString());
  }

  /** A vote account of a validator that has just begun; commission in per cent. */
  createVoteAccount({
    identity = seeded(this.seed, `identity ${this.made++}`),
    vote = seeded(this.seed, `vote ${this.made++}`),
    commission = 5,
    withdrawer = this.faucet.publicKey,
  } = {}): PublicKey {
    this.runUnsigned([
      SystemProgram.createAccount({
        fromPubkey: this.faucet.publicKey,
        newAccountPubkey: vote.publicKey,
        lamports: Number(this.rentFor(BigInt(VOTE_ACCOUNT_BYTES))),
        space: VOTE_ACCOUNT_BYTES,
        programId: VoteProgram.programId,
      }),
      VoteProgram.initializeAccount({
        votePubkey: vote.publicKey,
        nodePubkey: identity.publicKey,
        voteInit: new VoteInit(identity.publicKey, identity.publicKey, withdrawer, commission),
      }),
    ]);
    return vote.publicKey;
  }

  /** Closes a vote account, as its withdrawer can when it has not voted of late; whoever that is need not sign here. */
  closeVoteAccount(vote: PublicKey): void {
    const { publicKey } = this.faucet;
    const { withdrawer } = decodeVote(this.exact(vote)?.data ?? new Uint8Array());
    const lamports = Number(this.balance(vote));
    const to = { votePubkey: vote, authorizedWithdrawerPubkey: withdrawer, lamports, toPubkey: publicKey };
    this.runUnsigned(VoteProgram.withdraw(to).instructions);
  }

  /** Runs instructions that others than the faucet need not sign. */
  private runUnsigned(instructions: TransactionInstruction[]): void {
    this.svm.setSigverify(false);
    try {
      this.run(instructions);
    } finally {
      this.svm.setSigverify(true);
    }
  }

  /** Pays rewards to the stake that is active with a validator: into its accounts and their delegations. */
  payRewards(rewards: Reward[]): bigint {
    let paid = 0n;
    const active = this.activeStake();
    for (const reward of rewards) {
      const accounts = active.get(reward.vote.toBase58()) ?? [];
      const sum = accounts.reduce((total, { stake }) => total + stake, 0n);
      for (const { address, stake } of accounts) {
        const lamports =
          "lamports" in reward
            ? (reward.lamports * stake) / sum
            : (stake * reward.partsPerMillion * (BASIS - (reward.commissionBps ?? 0n))) / (MILLION * BASIS);
        const postBalance = this.changeStake(address, lamports);
        const { epoch, slot } = this;
        this.rewards.push({ address, epoch: epoch - 1n, slot, lamports, postBalance, vote: reward.vote });
        paid += lamports;
      }
    }
    return paid;
  }

  /** Takes a part of an account's stake away, for good. Returns the loss. */
  slash(stakeAccount: PublicKey, partsPerMillion: bigint): bigint {
    const stake = this.stakeAccount(stakeAccount)?.delegation?.stake;
    if (stake === undefined) throw new Error(`${stakeAccount.toBase58()} has no stake`);
    const loss = (stake * partsPerMillion) / MILLION;
    this.changeStake(stakeAccount, -loss);
    return loss;
  }

  /** The stake program's own instruction: anybody may send it for a validator that has been silent for five epochs. */
  deactivateDelinquent(stake: PublicKey, vote: PublicKey, reference: PublicKey, outsider: Signer = this.faucet): void {
    this.run([deactivateDelinquent(stake, vote, reference)], [outsider]);
  }

  /** Replaces the StakeHistory sysvar. {@link passEpochs} adds to it by itself. */
  setStakeHistory(entries: ReadonlyMap<bigint, ClusterStake>): void {
    this.history = new Map(entries);
    const history = new StakeHistory();
    for (const [epoch, { effective, activating, deactivating }] of entries) {
      history.add(epoch, new StakeHistoryEntry(effective, activating, deactivating));
    }
    this.svm.setStakeHistory(history);
  }

  /** What the stake history has to say about an epoch: everybody's stake, here and elsewhere. */
  clusterStakeIn(epoch: bigint): ClusterStake {
    const sum: ClusterStake = { effective: this.clusterStake, activating: 0n, deactivating: 0n };
    for (const { account } of this.accountsOf(StakeProgram.programId)) {
      const { delegation } = decodeStake(account.data);
      if (!delegation) continue;
      const status = stakeAt(delegation, epoch, this.history);
      sum.effective += status.effective;
      sum.activating += status.activating;
      sum.deactivating += status.deactivating;
    }
    return sum;
  }

  private recordStake(epoch: bigint): void {
    const entries = new Map(this.history).set(epoch, this.clusterStakeIn(epoch));
    this.setStakeHistory(new Map([...entries].slice(-512)));
  }

  /** The accounts whose stake was effective in the epoch that has ended, for which rewards are paid, by validator. */
  activeStake(): Map<string, { address: PublicKey; stake: bigint }[]> {
    const byVote = new Map<string, { address: PublicKey; stake: bigint }[]>();
    for (const { pubkey, account } of this.accountsOf(StakeProgram.programId)) {
      const { delegation } = decodeStake(account.data);
      if (!delegation) continue;
      const { effective } = stakeAt(delegation, this.epoch - 1n, this.history);
      if (effective === 0n) continue;
      const vote = delegation.vote.toBase58();
      const accounts = byVote.get(vote);
      if (accounts) accounts.push({ address: pubkey, stake: effective });
      else byVote.set(vote, [{ address: pubkey, stake: effective }]);
    }
    return byVote;
  }

  private changeStake(address: PublicKey, by: bigint): bigint {
    const account = this.exact(address);
    const stake = this.stakeAccount(address)?.delegation?.stake;
    if (!account || stake === undefined) throw new Error(`${address.toBase58()} has no stake`);
    const data = Buffer.from(withDelegatedStake(account.data, stake + by));
    const lamports = account.lamports + by;
    this.put(address, { ...account, lamports, data });
    return lamports;
  }

  // Circumstances

  /** Whether the epoch's rewards are being paid out just now. */
  setRewardsActive(active: boolean): void {
    const rewards: EpochRewards = this.svm.getEpochRewards();
    rewards.active = active;
    this.svm.setEpochRewards(rewards);
  }

  /**
   * Says what the rewards of the epoch that has ended were, as the runtime does once they are paid: for the points of all stake so many
   * lamports, of which so many were `distributed`.
   */
  setEpochRewards({ points, lamports, distributed = lamports }: WrittenRewards): void {
    const first = this.epoch * this.slotsPerEpoch;
    const accounts = BigInt(this.svm.getProgramAccounts(StakeProgram.programId.toBytes()).length);
    const blocks = (accounts + PAID_PER_BLOCK - 1n) / PAID_PER_BLOCK;
    const rewards: EpochRewards = this.svm.getEpochRewards();
    // The first block of the epoch counts them, and the one behind it begins to pay.
    const counted = this.blocks.height(first) + (this.blocks.isSkipped(first) ? 1n : 0n);
    rewards.distributionStartingBlockHeight = counted + 1n;
    rewards.numPartitions = blocks > 0n ? blocks : 1n;
    rewards.parentBlockhash = this.blocks.hash(this.blocks.parent(first));
    rewards.totalPoints = points;
    rewards.totalRewards = lamports;
    rewards.distributedRewards = distributed;
    rewards.active = false;
    this.svm.setEpochRewards(rewards);
  }

  /** Rent of all accounts from now on. */
  setRent(lamportsPerByte: bigint): void {
    this.svm.setRent(new Rent(lamportsPerByte, 1, 50));
  }

  /** Loads a program; an error names its file. */
  private load({ address, file }: { address: PublicKey; file: string }): void {
    try {
      this.svm.addProgramFromFile(address.toBytes(), file);
    } catch (error) {
      throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
    }
  }

  /** Replaces the stake program by one with another minimum. */
  private setMinimumDelegation(lamports: bigint): void {
    const { data } = this.account(STAKE_PROGRAM_DATA) ?? {};
    if (!data) throw new Error("the stake program is not where it is expected");
    this.svm.addProgram(StakeProgram.programId.toBytes(), withMinimumDelegation(data, lamports));
    const minimum = this.minimumDelegation();
    if (minimum !== lamports) throw new Error(`the stake program's minimum delegation stays ${minimum}`);
  }

  get lamportsPerByte(): bigint {
    return this.svm.getRent().lamportsPerByteYear;
  }

  // What no chain can do

  /** Writes an account as it is given: for states that no transaction leads to. */
  setAccount(address: PublicKey, account: AccountInfo<Buffer>): void {
    this.write(address, account);
  }

  setLamports(address: PublicKey, lamports: bigint): void {
    const account = this.exact(address) ?? { ...NO_ACCOUNT, owner: SystemProgram.programId };
    this.put(address, { ...account, lamports });
  }

  /** A state to come back to with {@link restore} or {@link rewind}; faster than making it again. */
  snapshot(): Snapshot {
    const snapshot = {
      bytes: this.svm.toBytes(),
      silent: new Set(this.silent),
      history: this.history,
      gaps: this.blocks.copy(),
      transactions: [...this.log.all],
      rewards: [...this.rewards],
      clock: this.svm.getClock(),
      rent: this.svm.getRent(),
      epochRewards: this.svm.getEpochRewards(),
    };
    this.bases = [this.newBase(snapshot), ...this.bases].slice(0, MOST_BASES);
    return snapshot;
  }

  restore(snapshot: Snapshot): void {
    this.svm = withoutMemory(LiteSvm.fromBytes(snapshot.bytes));
    this.bases = [this.newBase(snapshot)];
    this.comeBack(snapshot);
  }

  /**
   * Like {@link restore}, in a tenth of its time where the chain has come from that state, and it is one of the last few that were taken:
   * only the accounts that have changed since are written back. The blockhash stays the latest: nonces advance to others than after
   * {@link restore}, and also where it is the block that they were last advanced in.
   */
  rewind(snapshot: Snapshot): void {
    const kept = this.bases.find((base) => base.snapshot === snapshot)?.originals.take();
    // What litesvm has compiled of a program stays.
    if (!kept || kept.some(({ address, account }) => isProgram(account) || isProgram(this.exact(address)))) {
      this.restore(snapshot);
      return;
    }
    const others = this.bases.filter((base) => base.snapshot !== snapshot);
    for (const { address, account } of kept) {
      for (const { originals } of others) originals.keep(address);
      writeAccount(this.svm, address, account);
    }
    // Sysvars change without a word to `originals`: all of them after the accounts.
    const { clock, rent, epochRewards, history } = snapshot;
    this.svm.setRent(rent);
    this.svm.setEpochRewards(epochRewards);
    this.svm.setClock(clock);
    this.setSlotHashes(clock.slot);
    this.setStakeHistory(history);
    this.comeBack(snapshot);
  }

  private newBase(snapshot: Snapshot) {
    return { snapshot, originals: new Originals((address) => this.exact(address)) };
  }

  private keepOriginal(address: PublicKey): void {
    for (const { originals } of this.bases) originals.keep(address);
  }

  /** What this class itself knows, beside litesvm. */
  private comeBack(snapshot: Snapshot): void {
    this.silent = new Set(snapshot.silent);
    this.history = snapshot.history;
    this.blocks.comeBack(snapshot.gaps);
    this.log.comeBack(snapshot.transactions);
    this.rewards.splice(0, this.rewards.length, ...snapshot.rewards);
    this.versions?.clear();
  }

  async close(): Promise<void> {
    this.log.comeBack([]);
    this.blockhashes.clear();
  }

  private write(address: PublicKey, account: AccountInfo<Buffer>): void {
    this.put(address, exactAccount(account));
  }

  /** Writes an account, and tells of it. */
  put(address: PublicKey, account: ExactAccount): void {
    this.versions?.note(address.toBase58(), this.slot, () => this.exact(address));
    this.keepOriginal(address);
    writeAccount(this.svm, address, account);
    for (const listener of this.listeners) listener.changed([address]);
  }
}

/** Sysvars that the passing of time changes, but for the clock, which says for every slot what it was. */
const CHANGING_SYSVARS = [
  "SysvarS1otHashes111111111111111111111111111",
  "SysvarRecentB1ockHashes11111111111111111111",
  "SysvarStakeHistory1111111111111111111111111",
  "SysvarEpochRewards1111111111111111111111111",
].map((address) => new PublicKey(address));

/** So many states to go back to know what has changed since. */
const MOST_BASES = 3;

/** Checks no blockhash and remembers no transaction: the chain itself knows what has landed, and can forget it. */
function withoutMemory(svm: LiteSvm): LiteSvm {
  svm.setBlockhashCheck(false);
  svm.setTransactionHistory(0n);
  return svm;
}

function isProgram(account: ExactAccount | null): boolean {
  return account !== null && (account.executable || LOADERS.some((loader) => account.owner.equals(loader)));
}

function signatureOf({ signatures }: VersionedTransaction): string {
  return toBase58(signatures[0] ?? new Uint8Array(64));
}

/**
 * The SlotHashes sysvar at a slot, as if none had been skipped: address lookup tables are made and closed by the recent slots. All have
 * the same hash: only the slots themselves matter here.
 */
function slotHashes(slot: bigint): Buffer {
  const recent = slot < SLOT_HASHES ? slot : SLOT_HASHES;
  const data = Buffer.alloc(8 + Number(SLOT_HASHES) * SLOT_HASH_BYTES);
  data.writeBigUInt64LE(recent);
  for (let ago = 0; ago < Number(recent); ago++) {
    const at = 8 + ago * SLOT_HASH_BYTES;
    data.writeBigUInt64LE(slot - 1n - BigInt(ago), at);
    ANY_HASH.copy(data, at + 8);
  }
  return data;
}

function returnData(data: { programId(): Uint8Array; data(): Uint8Array }): ReturnData | undefined {
  const bytes = Buffer.from(data.data());
  return bytes.length > 0 ? { program: new PublicKey(data.programId()), data: bytes } : undefined;
}

function attempt<T>(action: () => T): T | Error {
  try {
    return action();
  } catch (error) {
    return error as Error;
  }
}
