import assert from "node:assert/strict";
import path from "node:path";
import {
  createAssociatedTokenAccountIdempotentInstruction,
  createBurnInstruction,
  createTransferInstruction,
  getAssociatedTokenAddressSync,
} from "@solana/spl-token";
import {
  Authorized,
  ComputeBudgetProgram,
  Keypair,
  Lockup,
  type PublicKey,
  type Signer,
  StakeProgram,
  SystemProgram,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { type Snapshot as ChainState, InProcessChain, type LandedTransaction } from "@truestake/localchain";
import {
  decodeLiquidityPool,
  decodePool,
  decodeTicket,
  decodeTruePrice,
  instructions,
  type LiquidityAddresses,
  type LiquidityPool,
  liquidityAddresses,
  markAddress,
  type Pool,
  type PoolAddresses,
  type PoolConfig,
  PROGRAM_ID,
  poolAddresses,
  StakeStatus,
  stakeAddress,
  type Ticket,
  ticketAddress,
  transientAddress,
  ValidatorList,
  type ValidatorRecord,
} from "@truestake/sdk";
import { assertNamedOnly } from "./allowedChanges";
import { DEFAULTS, LIQUIDITY } from "./defaults";
import { errorName } from "./errors";
import { eventsIn, type TestEvent } from "./events";
import { placeOf } from "./fields";
import { type Changes, Snapshot } from "./snapshot";

const COMPUTE_UNITS = 1_400_000;
const ADDRESSES_PER_BATCH = 12;

/** What came of a transaction. */
export interface Sent {
  logs: string[];
  units: bigint;
  events: TestEvent[];
  /** Name of what stopped it. */
  error: string | undefined;
  landed: LandedTransaction | undefined;
}

/** What a transaction that went well did. */
export interface Done extends Sent {
  landed: LandedTransaction;
  /** Every field that changed, but for the fee payer's fee. */
  changes: Changes;
  /** The one event of our program; fails when there is another number of them. */
  event: TestEvent;
}

export interface User {
  keypair: Keypair;
  address: PublicKey;
  /** Its account of the pool's token. */
  tokens: PublicKey;
}

/** Somebody with an account of the liquidity pool's shares. */
export interface Provider extends User {
  shares: PublicKey;
}

/** What a stake account holds, and who may withdraw from it when. */
export interface StakeOptions {
  /** Lamports beside stake and rent. */
  loose?: bigint;
  /** Locked up until the end of this epoch. */
  lockedUntilEpoch?: number;
  /** May withdraw, if not the owner. */
  withdrawer?: PublicKey;
}

export type PoolOptions = Partial<Omit<PoolConfig, "admin" | "validatorManager" | "guardian" | "treasury">> & {
  /** A validator for each score, ready in the list. */
  scores?: number[];
  /** Whether the treasury's token account exists; it does if not said otherwise. */
  treasury?: boolean;
  rewardFee?: number;
};

export interface ContextOptions {
  slotsPerEpoch?: bigint;
  clusterStake?: bigint;
  epoch?: bigint;
  /** Programs beside ours. */
  programs?: { address: PublicKey; file: string }[];
}

/** A chain with the program, somebody who pays fees, and a state to begin every test from. */
export class TestContext {
  readonly chain: InProcessChain;
  readonly payer = Keypair.generate();
  private readonly names = new Map<string, string>();

  constructor({ programs = [], ...options }: ContextOptions = {}) {
    this.chain = new InProcessChain({
      slotsPerEpoch: DEFAULTS.slotsPerEpoch,
      programs: [{ address: PROGRAM_ID, file: path.resolve(__dirname, "../../artifacts/truestake.so") }, ...programs],
      ...options,
    });
    this.chain.setLamports(this.payer.publicKey, 1_000_000n * 1_000_000_000n);
  }

  /** Names an account in {@link Changes}. */
  name(address: PublicKey, name: string): PublicKey {
    this.names.set(address.toBase58(), name);
    return address;
  }

  nameOf = (address: string): string => this.names.get(address) ?? address;

  keypair(name: string, lamports: bigint = DEFAULTS.userLamports): Keypair {
    const keypair = Keypair.generate();
    if (lamports > 0n) this.chain.setLamports(keypair.publicKey, lamports);
    this.name(keypair.publicKey, name);
    return keypair;
  }

  /** Sends instructions; the payer pays the fee. What is refused changes nothing else. */
  send(sent: TransactionInstruction | TransactionInstruction[], signers: Signer[] = []): Sent {
    return this.compared(sent, signers)[0];
  }

  /** Sends instructions that go well. */
  done(sent: TransactionInstruction | TransactionInstruction[], signers: Signer[] = []): Done {
    const [result, before] = this.compared(sent, signers);
    const { landed, events } = result;
    assert(landed && result.error === undefined, `${result.error}\n${result.logs.join("\n")}`);
    return {
      ...result,
      landed,
      changes: before.changes(this.nameOf),
      get event() {
        assert.equal(events.length, 1, `one event, not ${events.map(({ name }) => name)}`);
        return events[0] as TestEvent;
      },
    };
  }

  /** Sends instructions that are refused with this error and change nothing. */
  refused(sent: TransactionInstruction | TransactionInstruction[], signers: Signer[], error: string): void {
    const result = this.send(sent, signers);
    assert.equal(result.error, error, `expected ${error}, got ${result.error}\n${result.logs.join("\n")}`);
  }

  /** Sends instructions; with what there was before. P-12: a failed transaction takes its fee and nothing else. */
  private compared(sent: TransactionInstruction | TransactionInstruction[], signers: Signer[]): [Sent, Snapshot] {
    const transaction = this.transaction(sent);
    transaction.sign([this.payer, ...signers]);
    const before = this.snapshotFor(sent);
    const balance = this.chain.balance(this.payer.publicKey);
    const landed = this.chain.process(transaction);
    if (!("rejected" in landed) && landed.err === null) {
      const { logs, units } = landed;
      assertNamedOnly(Array.isArray(sent) ? sent : [sent], before);
      return [{ logs, units, events: eventsIn(logs), error: undefined, landed }, before];
    }
    before.assertUnchanged(this.nameOf);
    const fee = "rejected" in landed ? 0n : landed.fee;
    assert.equal(this.chain.balance(this.payer.publicKey), balance - fee, "the payer pays the fee");
    if ("rejected" in landed) {
      return [{ logs: [], units: 0n, events: [], error: landed.rejected, landed: undefined }, before];
    }
    const { logs, units, err } = landed;
    return [{ logs, units, events: eventsIn(logs), error: errorName(err, logs), landed }, before];
  }

  /** What an instruction returns that changes nothing. */
  view(instruction: TransactionInstruction): Buffer {
    const { err, logs, returnData } = this.chain.simulate(this.transaction(instruction), { verifySignatures: false });
    assert(err === null && returnData, logs.join("\n"));
    return returnData.data;
  }

  private snapshotFor(sent: TransactionInstruction | TransactionInstruction[]): Snapshot {
    const keys = (Array.isArray(sent) ? sent : [sent]).flatMap(({ keys: metas }) => metas);
    const addresses = new Set(keys.map(({ pubkey }) => pubkey.toBase58()));
    addresses.delete(this.payer.publicKey.toBase58());
    return new Snapshot((address) => this.chain.account(address), addresses);
  }

  private transaction(sent: TransactionInstruction | TransactionInstruction[]): VersionedTransaction {
    const message = new TransactionMessage({
      payerKey: this.payer.publicKey,
      recentBlockhash: this.chain.newBlockhash().blockhash,
      instructions: [
        ComputeBudgetProgram.setComputeUnitLimit({ units: COMPUTE_UNITS }),
        ...(Array.isArray(sent) ? sent : [sent]),
      ],
    });
    return new VersionedTransaction(message.compileToV0Message());
  }

  /** A stake account of `owner`, delegated to `vote` from this epoch on; without stake it is initialized only. */
  stakeAccount(owner: Keypair, vote: PublicKey, stake: bigint, options: StakeOptions = {}): PublicKey {
    const { loose = 0n, lockedUntilEpoch = 0, withdrawer = owner.publicKey } = options;
    const account = Keypair.generate();
    const stakePubkey = this.name(account.publicKey, "stake account");
    const authorizedPubkey = owner.publicKey;
    this.done(
      [
        SystemProgram.createAccount({
          fromPubkey: this.payer.publicKey,
          newAccountPubkey: stakePubkey,
          lamports: Number(this.chain.rentFor(200n) + stake),
          space: 200,
          programId: StakeProgram.programId,
        }),
        StakeProgram.initialize({
          stakePubkey,
          authorized: new Authorized(authorizedPubkey, withdrawer),
          lockup: new Lockup(0, lockedUntilEpoch, this.payer.publicKey),
        }),
        ...(stake > 0n ? StakeProgram.delegate({ stakePubkey, authorizedPubkey, votePubkey: vote }).instructions : []),
      ],
      stake > 0n ? [account, owner] : [account],
    );
    if (loose > 0n) this.chain.donate(stakePubkey, loose);
    return stakePubkey;
  }

  /** A pool as the tests want it: its treasury exists, and its validators are listed. */
  createTestPool({ scores = [], treasury: hasTreasury = true, ...options }: PoolOptions = {}): TestPool {
    const creator = this.keypair("creator");
    const mint = this.keypair("mint", 0n);
    const [admin, manager, guardian] = [this.keypair("admin"), this.keypair("manager"), this.keypair("guardian")];
    const owner = Keypair.generate().publicKey;
    const treasury = getAssociatedTokenAddressSync(mint.publicKey, owner, true);
    const config: PoolConfig = {
      seedLamports: DEFAULTS.seedLamports,
      admin: admin.publicKey,
      validatorManager: manager.publicKey,
      guardian: guardian.publicKey,
      treasury,
      rewardFee: DEFAULTS.fees.reward,
      depositFee: DEFAULTS.fees.deposit,
      withdrawalFee: DEFAULTS.fees.withdrawal,
      ticketFee: DEFAULTS.fees.ticket,
      referralShare: DEFAULTS.fees.referralShare,
      depositCap: DEFAULTS.depositCap,
      reserveBuffer: DEFAULTS.reserveBuffer,
      maxValidatorShare: DEFAULTS.maxValidatorShare,
      maxMove: DEFAULTS.maxMove,
      ...options,
    };
    const pool = new TestPool(this, poolAddresses(mint.publicKey), config, { admin, manager, guardian }, owner);
    const { publicKey } = creator;
    this.done(
      [
        instructions.createPool({ creator: publicKey, mint: mint.publicKey, config }),
        instructions.growHistory({ pool: pool.addresses, payer: publicKey }),
      ],
      [creator, mint],
    );
    if (hasTreasury) pool.openTreasury();
    for (const score of scores) pool.addValidator(score);
    return pool;
  }
}

/** A pool in a test: what it holds, and what one does with it. Everything here goes well, or the test fails. */
export class TestPool {
  /** Where its liquidity pool is, or would be. */
  readonly liquidityPdas: LiquidityAddresses;
  private readonly found = new Map<string, PublicKey>();

  constructor(
    readonly context: TestContext,
    readonly pdas: PoolAddresses,
    readonly config: PoolConfig,
    readonly roles: { admin: Keypair; manager: Keypair; guardian: Keypair },
    /** Owns the treasury. */
    readonly treasuryOwner: PublicKey,
  ) {
    for (const [name, address] of Object.entries(pdas)) context.name(address as PublicKey, name);
    context.name(config.treasury, "treasury");
    this.liquidityPdas = liquidityAddresses(pdas.pool);
    const { liquidity, liquiditySol, liquidityTokens, liquidityMint } = this.liquidityPdas;
    context.name(liquidity, "liquidity");
    context.name(liquiditySol, "liquidity's SOL");
    context.name(liquidityTokens, "liquidity's tokens");
    context.name(liquidityMint, "shares");
  }

  get chain(): InProcessChain {
    return this.context.chain;
  }

  /** Its addresses, as instruction builders want them. */
  get addresses(): PoolAddresses & { treasury: PublicKey; liquidity: PublicKey | undefined } {
    const { liquidity } = this.liquidityPdas;
    const exists = this.chain.account(liquidity) !== null;
    return { ...this.pdas, treasury: this.config.treasury, liquidity: exists ? liquidity : undefined };
  }

  // Reading

  get state(): Pool {
    const account = this.chain.account(this.pdas.pool);
    assert(account, "the pool exists");
    return decodePool(this.pdas.pool, account.data);
  }

  get liquidity(): LiquidityPool {
    const account = this.chain.account(this.liquidityPdas.liquidity);
    assert(account, "the liquidity pool exists");
    return decodeLiquidityPool(this.liquidityPdas.liquidity, account.data);
  }

  get list(): ValidatorList {
    const account = this.chain.account(this.pdas.validators);
    assert(account, "the validator list exists");
    return new ValidatorList(account.data);
  }

  record(index: number): ValidatorRecord {
    return this.list.record(index);
  }

  /** The price's two numbers now, as the program tells them. */
  get price(): { total: bigint; supply: bigint } {
    const { total, supply } = decodeTruePrice(this.context.view(instructions.getPrice({ pool: this.addresses })));
    return { total, supply };
  }

  /** The price's two numbers now, from the account's fields. */
  get books(): { total: bigint; supply: bigint } {
    const { state } = this;
    const { reserveLamports, stakedLamports, pendingGain, pendingLoss, releaseLamports, supply } = state;
    const left = state.releaseEndSlot - bigMax(this.chain.slot, state.releaseStartSlot);
    const span = state.releaseEndSlot - state.releaseStartSlot;
    const unreleased = left > 0n ? (releaseLamports * left + span - 1n) / span : 0n;
    return { total: reserveLamports + stakedLamports + pendingLoss - pendingGain - unreleased, supply };
  }

  /** Lamports in the reserve over its rent. */
  get reserve(): bigint {
    return this.chain.balance(this.pdas.reserve) - this.chain.rentFor(0n);
  }

  stake(index: number): PublicKey {
    const vote = this.vote(index);
    return this.derived(`stake ${vote}`, () => stakeAddress(this.pdas.pool, vote));
  }

  transient(index: number): PublicKey {
    const vote = this.vote(index);
    return this.derived(`transient ${vote}`, () => transientAddress(this.pdas.pool, vote));
  }

  /** Finding an address takes a while: once is enough. */
  private derived(name: string, derive: () => PublicKey): PublicKey {
    const known = this.found.get(name);
    if (known) return known;
    const address = derive();
    this.found.set(name, address);
    return address;
  }

  vote(index: number): PublicKey {
    return this.record(index).vote;
  }

  /** The vote accounts of all validators, in the order of the list. */
  get votes(): PublicKey[] {
    return this.list.records().map(({ vote }) => vote);
  }

  validator(index: number): { index: number; vote: PublicKey } {
    return { index, vote: this.vote(index) };
  }

  ticketAddress(sequence: bigint): PublicKey {
    const address = this.derived(`ticket ${sequence}`, () => ticketAddress(this.pdas.pool, sequence));
    return this.context.name(address, "ticket");
  }

  ticket(sequence: bigint): Ticket {
    const address = this.ticketAddress(sequence);
    const account = this.chain.account(address);
    assert(account, `ticket ${sequence} exists`);
    return decodeTicket(address, account.data);
  }

  get supply(): bigint {
    return this.chain.account(this.pdas.mint)?.data.readBigUInt64LE(36) ?? 0n;
  }

  tokensOf(account: PublicKey): bigint {
    return this.chain.account(account)?.data.readBigUInt64LE(64) ?? 0n;
  }

  get escrowed(): bigint {
    return this.tokensOf(this.pdas.escrow);
  }

  // People

  user(name = "user", lamports: bigint = DEFAULTS.userLamports): User {
    const keypair = this.context.keypair(name, lamports);
    return { keypair, address: keypair.publicKey, tokens: this.tokenAccount(keypair.publicKey, `${name}'s tokens`) };
  }

  tokenAccount(owner: PublicKey, name = "tokens"): PublicKey {
    const { payer } = this.context;
    const address = getAssociatedTokenAddressSync(this.pdas.mint, owner, true);
    const make = createAssociatedTokenAccountIdempotentInstruction;
    this.context.done(make(payer.publicKey, address, owner, this.pdas.mint));
    return this.context.name(address, name);
  }

  /** Somebody with accounts for tokens and for shares of the liquidity pool. */
  provider(name = "provider", lamports: bigint = DEFAULTS.userLamports): Provider {
    const user = this.user(name, lamports);
    const { liquidityMint } = this.liquidityPdas;
    const shares = getAssociatedTokenAddressSync(liquidityMint, user.address, true);
    const make = createAssociatedTokenAccountIdempotentInstruction;
    this.context.done(make(this.context.payer.publicKey, shares, user.address, liquidityMint));
    return { ...user, shares: this.context.name(shares, `${name}'s shares`) };
  }

  openTreasury(): void {
    this.tokenAccount(this.treasuryOwner, "treasury");
  }

  // Instructions of users

  depositInstruction(
    user: User,
    lamports: bigint,
    { minimum = 1n, referrer = undefined as PublicKey | undefined } = {},
  ) {
    return instructions.depositSol({
      pool: this.addresses,
      depositor: user.address,
      destination: user.tokens,
      lamports,
      minimumTokensOut: minimum,
      referrer,
    });
  }

  deposit(user: User, lamports: bigint, options: { minimum?: bigint; referrer?: PublicKey } = {}): Done {
    return this.context.done(this.depositInstruction(user, lamports, options), [user.keypair]);
  }

  orderInstruction(user: User, tokens: bigint, minimum = 1n) {
    const pool = { ...this.addresses, nextTicket: this.state.nextTicket };
    const { address: owner, tokens: source } = user;
    return instructions.orderUnstake({ pool, owner, source, tokens, minimumLamportsOut: minimum });
  }

  /** Orders an unstake; returns the ticket's number. */
  order(user: User, tokens: bigint): bigint {
    const sequence = this.state.nextTicket;
    this.context.done(this.orderInstruction(user, tokens), [user.keypair]);
    return sequence;
  }

  cancelInstruction(user: User, sequence: bigint) {
    const { address: owner, tokens: destination } = user;
    return instructions.cancelTicket({
      pool: this.addresses,
      ticket: this.ticketAddress(sequence),
      owner,
      destination,
    });
  }

  cancel(user: User, sequence: bigint): Done {
    return this.context.done(this.cancelInstruction(user, sequence), [user.keypair]);
  }

  claimInstruction(owner: PublicKey, sequence: bigint) {
    return instructions.claimTicket({ pool: this.addresses, ticket: this.ticketAddress(sequence), owner });
  }

  claim(owner: PublicKey, sequence: bigint): Done {
    return this.context.done(this.claimInstruction(owner, sequence));
  }

  /** Burns tokens with the token program, past the pool. */
  burn(user: User, tokens: bigint): void {
    this.context.done(createBurnInstruction(user.tokens, this.pdas.mint, user.address, tokens), [user.keypair]);
  }

  transferTokens(from: User, to: PublicKey, tokens: bigint): void {
    this.context.done(createTransferInstruction(from.tokens, to, from.address, tokens), [from.keypair]);
  }

  // Liquidity

  createLiquidityInstruction(config = {}, seedLamports: bigint = LIQUIDITY.seed, admin = this.roles.admin.publicKey) {
    const { seed: _, ...rest } = LIQUIDITY;
    return instructions.createLiquidity({ pool: this.addresses, admin, seedLamports, config: { ...rest, ...config } });
  }

  createLiquidity(config: Partial<instructions.LiquidityConfig> = {}, seedLamports: bigint = LIQUIDITY.seed): Done {
    return this.context.done(this.createLiquidityInstruction(config, seedLamports), [this.roles.admin]);
  }

  setLiquidityInstruction(config: Partial<instructions.LiquidityConfig>, admin = this.roles.admin.publicKey) {
    const { seed: _, ...rest } = LIQUIDITY;
    return instructions.setLiquidityConfig({ pool: this.addresses, admin, config: { ...rest, ...config } });
  }

  setLiquidity(config: Partial<instructions.LiquidityConfig>): Done {
    return this.context.done(this.setLiquidityInstruction(config), [this.roles.admin]);
  }

  sellInstruction(user: User, tokens: bigint, minimum = 1n) {
    const { address: seller, tokens: source } = user;
    return instructions.liquidUnstake({ pool: this.addresses, seller, source, tokens, minimumLamportsOut: minimum });
  }

  /** Sells tokens to the liquidity pool. */
  sell(user: User, tokens: bigint): Done {
    return this.context.done(this.sellInstruction(user, tokens), [user.keypair]);
  }

  addLiquidityInstruction({ address, shares }: Provider, lamports: bigint, minimum = 1n) {
    const options = { pool: this.addresses, provider: address, destination: shares };
    return instructions.addLiquidity({ ...options, lamports, minimumSharesOut: minimum });
  }

  addLiquidity(provider: Provider, lamports: bigint): Done {
    return this.context.done(this.addLiquidityInstruction(provider, lamports), [provider.keypair]);
  }

  /** Lets time pass until all that was added is on the fee line, and all fees are released. */
  settleLiquidity(): void {
    for (let passed = 0; passed < 2; passed++) this.nextEpoch();
  }

  removeLiquidityInstruction(provider: Provider, shares: bigint, minimum: { lamports?: bigint; tokens?: bigint } = {}) {
    return instructions.removeLiquidity({
      pool: this.addresses,
      provider: provider.address,
      source: provider.shares,
      destination: provider.tokens,
      shares,
      minimumLamportsOut: minimum.lamports ?? 0n,
      minimumTokensOut: minimum.tokens ?? 0n,
    });
  }

  removeLiquidity(provider: Provider, shares: bigint): Done {
    return this.context.done(this.removeLiquidityInstruction(provider, shares), [provider.keypair]);
  }

  // Stake accounts in and out

  depositStakeInstruction(user: User, deposited: PublicKey, index: number, minimum = 1n) {
    return instructions.depositStakeAccount({
      pool: this.addresses,
      depositor: user.address,
      deposited,
      validator: this.validator(index),
      destination: user.tokens,
      minimumTokensOut: minimum,
    });
  }

  depositStake(user: User, deposited: PublicKey, index: number): Done {
    return this.context.done(this.depositStakeInstruction(user, deposited, index), [user.keypair]);
  }

  withdrawStakeInstruction(user: User, index: number, tokens: bigint, newStake: PublicKey, minimum = 1n) {
    return instructions.withdrawStakeAccount({
      pool: this.addresses,
      owner: user.address,
      source: user.tokens,
      validator: this.validator(index),
      newStake,
      tokens,
      minimumLamportsOut: minimum,
    });
  }

  /** Burns tokens for a new stake account. */
  withdrawStake(user: User, index: number, tokens: bigint): Done & { stake: PublicKey } {
    const account = Keypair.generate();
    const stake = this.context.name(account.publicKey, "new stake");
    const instruction = this.withdrawStakeInstruction(user, index, tokens, stake);
    return Object.assign(this.context.done(instruction, [user.keypair, account]), { stake });
  }

  // Governance

  proposeInstruction(change: instructions.ConfigChange, admin = this.roles.admin.publicKey) {
    return instructions.proposeConfig({ pool: this.addresses, admin, change });
  }

  propose(change: instructions.ConfigChange): Done {
    return this.context.done(this.proposeInstruction(change), [this.roles.admin]);
  }

  pauseInstruction(seconds: number, guardian = this.roles.guardian.publicKey) {
    return instructions.pause({ pool: this.addresses, guardian, seconds });
  }

  pause(seconds = 1_000): Done {
    return this.context.done(this.pauseInstruction(seconds), [this.roles.guardian]);
  }

  // Validators

  addValidatorInstruction(vote: PublicKey, score: number, manager = this.roles.manager.publicKey) {
    this.context.name(markAddress(this.pdas.pool, vote), "mark");
    return instructions.addValidator({ pool: this.addresses, validatorManager: manager, vote, score });
  }

  /** Lists a new validator; returns its index. */
  addValidator(score: number, vote = this.chain.createVoteAccount()): number {
    const index = this.list.count;
    this.context.done(this.addValidatorInstruction(vote, score), [this.roles.manager]);
    this.context.name(vote, `vote ${index}`);
    this.context.name(this.stake(index), `stake ${index}`);
    this.context.name(this.transient(index), `transient ${index}`);
    return index;
  }

  setScoreInstruction(index: number, score: number, manager = this.roles.manager.publicKey) {
    const validator = this.validator(index);
    return instructions.setScore({ pool: this.addresses, validatorManager: manager, validator, score });
  }

  setScore(index: number, score: number): Done {
    return this.context.done(this.setScoreInstruction(index, score), [this.roles.manager]);
  }

  emergencyInstruction(index: number, manager = this.roles.manager.publicKey) {
    const validator = this.validator(index);
    return instructions.emergencyDeactivate({ pool: this.addresses, validatorManager: manager, validator });
  }

  emergency(index: number): Done {
    return this.context.done(this.emergencyInstruction(index), [this.roles.manager]);
  }

  removeValidatorInstruction(index: number): TransactionInstruction {
    this.context.name(markAddress(this.pdas.pool, this.vote(index)), "mark");
    const pool = { ...this.addresses, validatorManager: this.state.validatorManager };
    return instructions.removeValidator({ pool, validator: this.validator(index) });
  }

  /** Takes a drained validator off the list; the last one takes its index. */
  removeValidator(index: number): Done {
    return this.context.done(this.removeValidatorInstruction(index));
  }

  // Cranks

  delegateInstruction(index: number): TransactionInstruction {
    return instructions.delegateReserve({ pool: this.addresses, validator: this.validator(index) });
  }

  delegate(index: number): Done {
    return this.context.done(this.delegateInstruction(index));
  }

  /** Delegates to every validator to which the rules let something go; returns how many. */
  delegateAll(): number {
    let count = 0;
    for (let index = 0; index < this.list.count; index++) {
      const { error, logs } = this.context.send(this.delegateInstruction(index));
      if (!error) count += 1;
      else assert(QUIET.has(error), `${error}\n${logs.join("\n")}`);
    }
    return count;
  }

  deactivateInstruction(index: number): TransactionInstruction {
    return instructions.deactivateStake({ pool: this.addresses, validator: this.validator(index) });
  }

  deactivate(index: number): Done {
    return this.context.done(this.deactivateInstruction(index));
  }

  /** Deactivates with every validator from which the rules take something; returns how many. */
  deactivateAll(): number {
    let count = 0;
    for (let index = 0; index < this.list.count; index++) {
      const { error, logs } = this.context.send(this.deactivateInstruction(index));
      if (!error) count += 1;
      else assert(QUIET.has(error), `${error}\n${logs.join("\n")}`);
    }
    return count;
  }

  updateValidatorsInstruction(
    indexes = Array.from({ length: this.list.count }, (_, index) => index),
    measureOnly = false,
  ): TransactionInstruction {
    const { list } = this;
    const validators = indexes.map((index) => list.record(index));
    return instructions.updateValidators({ pool: this.addresses, validators, measureOnly });
  }

  updatePoolInstruction(): TransactionInstruction {
    return instructions.updatePool({ pool: this.addresses });
  }

  /** Measures all validators, as many in a transaction as fit. */
  updateValidators(measureOnly = false): void {
    const { list } = this;
    let batch: number[] = [];
    let addresses = 0;
    const flush = () => {
      if (batch.length > 0) this.context.done(this.updateValidatorsInstruction(batch, measureOnly));
      batch = [];
      addresses = 0;
    };
    for (const record of list.records()) {
      batch.push(record.index);
      addresses += 1 + Number(record.transientStatus > StakeStatus.Idle);
      if (addresses >= ADDRESSES_PER_BATCH) flush();
    }
    flush();
  }

  /** The epoch update. */
  update(): Done {
    this.updateValidators();
    return this.context.done(this.updatePoolInstruction());
  }

  /** Goes on to the next epoch and updates. */
  nextEpoch(rewards: Parameters<InProcessChain["payRewards"]>[0] = []): Done {
    this.chain.passEpochs(1);
    this.chain.payRewards(rewards);
    return this.update();
  }

  settleInstruction(count = 1, from = this.state.nextSettlement): TransactionInstruction {
    const tickets = Array.from({ length: count }, (_, place) => this.ticketAddress(from + BigInt(place)));
    return instructions.settleTickets({ pool: this.addresses, tickets });
  }

  settle(count = 1): Done {
    return this.context.done(this.settleInstruction(count));
  }

  // What no instruction does

  /** Writes a number into a field of an account of the program. */
  inject(address: PublicKey, kind: string, field: string, value: bigint): void {
    const account = this.chain.account(address);
    assert(account, `${kind} exists`);
    const { offset, bytes } = placeOf(kind, field);
    const encoded = Buffer.alloc(8);
    encoded.writeBigUInt64LE(BigInt.asUintN(64, value));
    encoded.copy(account.data, offset, 0, bytes);
    this.chain.setAccount(address, account);
  }

  injectPool(field: string, value: bigint): void {
    this.inject(this.pdas.pool, "Pool", field, value);
  }

  /** Writes another supply into the mint. */
  injectSupply(supply: bigint): void {
    const account = this.chain.account(this.pdas.mint);
    assert(account, "the mint exists");
    account.data.writeBigUInt64LE(supply, 36);
    this.chain.setAccount(this.pdas.mint, account);
  }
}

/** Why a crank has nothing to do. */
const QUIET = new Set([
  "AtTarget",
  "ReserveNeeded",
  "BelowMinimumDelegation",
  "MoveLimitReached",
  "TransientInUse",
  "StakeNotActive",
  "StakeCoolingDown",
  "NothingToDeactivate",
  "InvalidVoteAccount",
]);

function bigMax(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** A state that is made once and that every test begins from. */
export function fixture<T extends { context: TestContext }>(make: () => T): () => T {
  let made: T | undefined;
  let state: ChainState | undefined;
  return () => {
    if (made && state) {
      made.context.chain.restore(state);
      return made;
    }
    made = make();
    state = made.context.chain.snapshot();
    return made;
  };
}
