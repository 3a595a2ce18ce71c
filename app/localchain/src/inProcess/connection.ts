import {
  type AccountChangeCallback,
  type AccountInfo,
  type BlockhashWithExpiryBlockHeight,
  type ConfirmedSignatureInfo,
  Connection,
  type EpochInfo,
  EpochSchedule,
  type GetAccountInfoConfig,
  type GetProgramAccountsConfig,
  type GetProgramAccountsFilter,
  type GetProgramAccountsResponse,
  type KeyedAccountInfo,
  type LogsCallback,
  type LogsFilter,
  PublicKey,
  type RecentPrioritizationFees,
  type RpcResponseAndContext,
  type SendOptions,
  SendTransactionError,
  type SignatureResultCallback,
  type SignatureStatus,
  type SimulatedTransactionResponse,
  type SimulateTransactionConfig,
  type SlotChangeCallback,
  type TokenAccountsFilter,
  type TokenAmount,
  type TokenBalance,
  Transaction,
  type TransactionError,
  VersionedTransaction,
  type VersionedTransactionResponse,
  type VoteAccountStatus,
} from "@solana/web3.js";
import { base58, toBase58 } from "./base58";
import type { ChainListener, InProcessChain } from "./chain";
import { errorText } from "./errorText";
import { decodeStake, stakeAt } from "./stake";
import { type TokenBalance as OwnTokenBalance, uiAmount } from "./tokenBalances";
import type { LandedTransaction } from "./transaction";
import { decodeVote } from "./vote";

const TOKEN_PROGRAM = new PublicKey("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");
const STAKE_PROGRAM = new PublicKey("Stake11111111111111111111111111111111111111");
const VOTE_PROGRAM = new PublicKey("Vote111111111111111111111111111111111111111");

/** Slots without a vote after which a validator counts as delinquent. */
const DELINQUENT_SLOTS = 128n;

type AccountFilter = GetProgramAccountsFilter;

type Subscription =
  | { kind: "account"; address: string; callback: AccountChangeCallback; last: string }
  | { kind: "program"; program: PublicKey; filters: AccountFilter[]; callback: (account: KeyedAccountInfo) => void }
  | { kind: "logs"; filter: LogsFilter; callback: LogsCallback }
  | { kind: "signature"; signature: string; callback: SignatureResultCallback }
  | { kind: "slot"; callback: SlotChangeCallback };

/**
 * web3.js' `Connection`, answered by an {@link InProcessChain}. What it does not know it refuses by name; it never goes
 * to a network. Every commitment is the same: a transaction is final when it has run.
 */
export class InProcessConnection extends Connection implements ChainListener {
  private readonly chain: InProcessChain;
  private readonly subscriptions = new Map<number, Subscription>();
  private nextSubscription = 1;

  constructor(chain: InProcessChain) {
    super("http://in-process.invalid", "confirmed");
    this.chain = chain;
    const refuse = (method: string): never => {
      throw new Error(`the in-process chain does not answer ${method}`);
    };
    this.getBlockHeight = async () => Number(chain.blockHeight);
    Object.assign(this, { _rpcRequest: async (method: string) => refuse(method), _rpcBatchRequest: refuse });
  }

  // Accounts

  override async getAccountInfoAndContext(
    address: PublicKey,
    config?: unknown,
  ): Promise<RpcResponseAndContext<AccountInfo<Buffer> | null>> {
    return this.withContext(slice(this.chain.account(address), config));
  }

  override async getAccountInfo(address: PublicKey, config?: unknown): Promise<AccountInfo<Buffer> | null> {
    return slice(this.chain.account(address), config);
  }

  override async getMultipleAccountsInfoAndContext(
    addresses: PublicKey[],
    config?: unknown,
  ): Promise<RpcResponseAndContext<(AccountInfo<Buffer> | null)[]>> {
    if (addresses.length > 100) throw new Error(`Too many inputs provided; max 100, got ${addresses.length}`);
    return this.withContext(addresses.map((address) => slice(this.chain.account(address), config)));
  }

  override async getMultipleAccountsInfo(
    addresses: PublicKey[],
    config?: unknown,
  ): Promise<(AccountInfo<Buffer> | null)[]> {
    return (await this.getMultipleAccountsInfoAndContext(addresses, config)).value;
  }

  override async getBalanceAndContext(address: PublicKey): Promise<RpcResponseAndContext<number>> {
    return this.withContext(Number(this.chain.balance(address)));
  }

  override async getBalance(address: PublicKey): Promise<number> {
    return Number(this.chain.balance(address));
  }

  override getProgramAccounts(
    program: PublicKey,
    config: GetProgramAccountsConfig & { readonly withContext: true },
  ): Promise<RpcResponseAndContext<GetProgramAccountsResponse>>;
  override getProgramAccounts(program: PublicKey, config?: unknown): Promise<GetProgramAccountsResponse>;
  override async getProgramAccounts(
    program: PublicKey,
    config?: unknown,
  ): Promise<GetProgramAccountsResponse | RpcResponseAndContext<GetProgramAccountsResponse>> {
    const options = (typeof config === "object" && config !== null ? config : {}) as GetProgramAccountsConfig;
    const found = this.chain
      .accountsOf(program)
      .filter(({ account }) => (options.filters ?? []).every((filter) => passes(account.data, filter)))
      .map(({ pubkey, account }) => ({ pubkey, account: slice(account, options) as AccountInfo<Buffer> }));
    return options.withContext ? this.withContext(found) : found;
  }

  // Tokens

  override async getTokenAccountBalance(address: PublicKey): Promise<RpcResponseAndContext<TokenAmount>> {
    const account = this.chain.account(address);
    if (!account?.owner.equals(TOKEN_PROGRAM)) throw new Error("Invalid param: could not find account");
    const mint = new PublicKey(account.data.subarray(0, 32));
    return this.withContext(this.tokenAmount(account.data.readBigUInt64LE(64), mint));
  }

  override async getTokenSupply(mint: PublicKey): Promise<RpcResponseAndContext<TokenAmount>> {
    const account = this.chain.account(mint);
    if (!account?.owner.equals(TOKEN_PROGRAM)) throw new Error("Invalid param: could not find mint");
    return this.withContext(this.tokenAmount(account.data.readBigUInt64LE(36), mint));
  }

  override async getTokenAccountsByOwner(
    owner: PublicKey,
    filter: TokenAccountsFilter,
  ): Promise<RpcResponseAndContext<GetProgramAccountsResponse>> {
    const filters: AccountFilter[] = [{ dataSize: 165 }, { memcmp: { offset: 32, bytes: owner.toBase58() } }];
    if ("mint" in filter) filters.push({ memcmp: { offset: 0, bytes: filter.mint.toBase58() } });
    return this.withContext([...(await this.getProgramAccounts(TOKEN_PROGRAM, { filters }))]);
  }

  override async getTokenLargestAccounts(
    mint: PublicKey,
  ): Promise<RpcResponseAndContext<(TokenAmount & { address: PublicKey })[]>> {
    const filters: AccountFilter[] = [{ dataSize: 165 }, { memcmp: { offset: 0, bytes: mint.toBase58() } }];
    const accounts = await this.getProgramAccounts(TOKEN_PROGRAM, { filters });
    const amounts = accounts.map(({ pubkey, account }) => ({ pubkey, amount: account.data.readBigUInt64LE(64) }));
    amounts.sort((a, b) => (a.amount < b.amount ? 1 : a.amount > b.amount ? -1 : 0));
    return this.withContext(
      amounts.slice(0, 20).map(({ pubkey, amount }) => ({ address: pubkey, ...this.tokenAmount(amount, mint) })),
    );
  }

  private tokenAmount(amount: bigint, mint: PublicKey): TokenAmount {
    const decimals = this.chain.account(mint)?.data.readUInt8(44) ?? 0;
    return uiAmount(amount, decimals);
  }

  // Time

  override async getLatestBlockhashAndContext(): Promise<RpcResponseAndContext<BlockhashWithExpiryBlockHeight>> {
    return this.withContext(this.chain.newBlockhash());
  }

  override async getLatestBlockhash(): Promise<BlockhashWithExpiryBlockHeight> {
    return this.chain.newBlockhash();
  }

  override async isBlockhashValid(blockhash: string): Promise<RpcResponseAndContext<boolean>> {
    return this.withContext(this.chain.knowsBlockhash(blockhash));
  }

  override async getSlot(): Promise<number> {
    return Number(this.chain.slot);
  }

  override async getBlockTime(slot: number): Promise<number> {
    return Number(this.chain.unixTimeAt(BigInt(slot)));
  }

  override async getEpochInfo(): Promise<EpochInfo> {
    const { slot, epoch, slotsPerEpoch } = this.chain;
    return {
      absoluteSlot: Number(slot),
      blockHeight: Number(this.chain.blockHeight),
      epoch: Number(epoch),
      slotIndex: Number(slot % slotsPerEpoch),
      slotsInEpoch: Number(slotsPerEpoch),
      transactionCount: this.chain.transactionCount,
    };
  }

  override async getEpochSchedule(): Promise<EpochSchedule> {
    const slots = Number(this.chain.slotsPerEpoch);
    return new EpochSchedule(slots, slots, false, 0, 0);
  }

  override async getRecentPerformanceSamples(): Promise<
    { slot: number; numTransactions: number; numSlots: number; samplePeriodSecs: number }[]
  > {
    return [{ slot: Number(this.chain.slot), numTransactions: 0, numSlots: 150, samplePeriodSecs: 60 }];
  }

  // Cluster

  override async getVersion(): Promise<{ "solana-core": string; "feature-set": number }> {
    return { "solana-core": "in-process", "feature-set": 0 };
  }

  override async getGenesisHash(): Promise<string> {
    return this.chain.genesisHash;
  }

  override async getVoteAccounts(): Promise<VoteAccountStatus> {
    const { epoch, slot } = this.chain;
    const history = this.chain.stakeHistory;
    const stakes = new Map<string, bigint>();
    for (const { account } of this.chain.accountsOf(STAKE_PROGRAM)) {
      const { delegation } = decodeStake(account.data);
      if (!delegation) continue;
      const vote = delegation.vote.toBase58();
      stakes.set(vote, (stakes.get(vote) ?? 0n) + stakeAt(delegation, epoch, history).effective);
    }
    const status: VoteAccountStatus = { current: [], delinquent: [] };
    for (const { pubkey, account } of this.chain.accountsOf(VOTE_PROGRAM)) {
      const vote = decodeVote(account.data);
      const info = {
        votePubkey: pubkey.toBase58(),
        nodePubkey: vote.node.toBase58(),
        activatedStake: Number(stakes.get(pubkey.toBase58()) ?? 0n),
        epochVoteAccount: true,
        epochCredits: vote.epochCredits.map(({ epoch: of, credits, previousCredits }): [number, number, number] => [
          Number(of),
          Number(credits),
          Number(previousCredits),
        ]),
        commission: Math.floor(vote.commissionBps / 100),
        lastVote: Number(vote.lastVotedSlot),
      };
      const isCurrent = vote.lastVotedSlot + DELINQUENT_SLOTS >= slot;
      status[isCurrent ? "current" : "delinquent"].push(info);
    }
    return status;
  }

  override async getMinimumBalanceForRentExemption(bytes: number): Promise<number> {
    return Number(this.chain.rentFor(BigInt(bytes)));
  }

  override async getStakeMinimumDelegation(): Promise<RpcResponseAndContext<number>> {
    return this.withContext(Number(this.chain.minimumDelegation()));
  }

  override async getRecentPrioritizationFees(): Promise<RecentPrioritizationFees[]> {
    return [{ slot: Number(this.chain.slot), prioritizationFee: 0 }];
  }

  override async requestAirdrop(to: PublicKey, lamports: number): Promise<string> {
    return this.chain.airdropNow(to, BigInt(lamports));
  }

  // Transactions

  override simulateTransaction(
    transaction: unknown,
    config?: unknown,
    includeAccounts?: boolean | PublicKey[],
  ): Promise<RpcResponseAndContext<SimulatedTransactionResponse>>;
  override async simulateTransaction(
    transaction: unknown,
    config?: unknown,
  ): Promise<RpcResponseAndContext<SimulatedTransactionResponse>> {
    const options = (config !== null && typeof config === "object" && !Array.isArray(config) ? config : {}) as Partial<
      SimulateTransactionConfig & { sigVerify: boolean }
    >;
    const result = this.chain.simulate(wire(transaction, this.chain), {
      verifySignatures: options.sigVerify === true,
      checkBlockhash: options.replaceRecentBlockhash !== true && transaction instanceof VersionedTransaction,
    });
    const accounts = options.accounts?.addresses.map((address) => {
      const account = result.accounts(new PublicKey(address));
      if (!account || account.lamports === 0) return null;
      const { lamports, owner, executable, data } = account;
      return { executable, owner: owner.toBase58(), lamports, data: [data.toString("base64"), "base64"], rentEpoch: 0 };
    });
    return this.withContext({
      err: result.err as TransactionError | null,
      logs: result.logs,
      unitsConsumed: Number(result.units),
      accounts: accounts ?? null,
      returnData: result.returnData
        ? {
            programId: result.returnData.program.toBase58(),
            data: [result.returnData.data.toString("base64"), "base64"],
          }
        : null,
    });
  }

  override async sendRawTransaction(raw: Buffer | Uint8Array | number[], options?: SendOptions): Promise<string> {
    const transaction = VersionedTransaction.deserialize(Uint8Array.from(raw));
    if (!options?.skipPreflight) {
      const simulated = this.chain.simulate(transaction, { verifySignatures: true, checkBlockhash: true });
      if (simulated.err) {
        throw new SendTransactionError({
          action: "simulate",
          signature: "",
          transactionMessage: `Transaction simulation failed: ${errorText(simulated.err)}`,
          logs: simulated.logs,
        });
      }
    }
    const landed = this.chain.process(transaction);
    if ("rejected" in landed) {
      throw new SendTransactionError({
        action: "send",
        signature: "",
        transactionMessage: `failed to send transaction: ${landed.rejected}`,
        logs: [],
      });
    }
    return landed.signature;
  }

  override async sendEncodedTransaction(encoded: string, options?: SendOptions): Promise<string> {
    return this.sendRawTransaction(Buffer.from(encoded, "base64"), options);
  }

  override async confirmTransaction(
    strategy: unknown,
  ): Promise<RpcResponseAndContext<{ err: TransactionError | null }>> {
    const signature = typeof strategy === "string" ? strategy : (strategy as { signature: string }).signature;
    const landed = this.chain.transaction(signature);
    if (!landed) throw new Error(`Signature ${signature} has expired: it never landed.`);
    return this.withContext({ err: landed.err as TransactionError | null });
  }

  override async getSignatureStatuses(
    signatures: string[],
  ): Promise<RpcResponseAndContext<(SignatureStatus | null)[]>> {
    return this.withContext(
      signatures.map((signature) => {
        const landed = this.chain.transaction(signature);
        return landed
          ? {
              slot: Number(landed.slot),
              confirmations: null,
              err: landed.err as TransactionError | null,
              confirmationStatus: "finalized" as const,
            }
          : null;
      }),
    );
  }

  override async getSignatureStatus(signature: string): Promise<RpcResponseAndContext<SignatureStatus | null>> {
    const { context, value } = await this.getSignatureStatuses([signature]);
    return { context, value: value[0] ?? null };
  }

  override getTransaction(signature: string, config?: unknown): Promise<never>;
  override async getTransaction(signature: string): Promise<VersionedTransactionResponse | null> {
    const landed = this.chain.transaction(signature);
    return landed ? this.response(landed) : null;
  }

  override getTransactions(signatures: string[], config?: unknown): Promise<never[]>;
  override async getTransactions(signatures: string[]): Promise<(VersionedTransactionResponse | null)[]> {
    return Promise.all(signatures.map((signature) => this.getTransaction(signature)));
  }

  override async getSignaturesForAddress(
    address: PublicKey,
    options: { limit?: number; before?: string; until?: string } = {},
  ): Promise<ConfirmedSignatureInfo[]> {
    let found = this.chain.transactionsWith(address).reverse();
    const before = found.findIndex(({ signature }) => signature === options.before);
    if (before >= 0) found = found.slice(before + 1);
    const until = found.findIndex(({ signature }) => signature === options.until);
    if (until >= 0) found = found.slice(0, until);
    return found.slice(0, options.limit ?? 1_000).map(({ signature, slot, err, unixTime }) => ({
      signature,
      slot: Number(slot),
      err: err as TransactionError | null,
      memo: null,
      blockTime: Number(unixTime),
      confirmationStatus: "finalized",
    }));
  }

  private response(landed: LandedTransaction): VersionedTransactionResponse {
    const { message } = landed.transaction;
    return {
      slot: Number(landed.slot),
      blockTime: Number(landed.unixTime),
      version: message.version,
      transaction: { message, signatures: landed.transaction.signatures.map(toBase58) },
      meta: {
        err: landed.err as TransactionError | null,
        fee: Number(landed.fee),
        logMessages: landed.logs,
        computeUnitsConsumed: Number(landed.units),
        preBalances: landed.preBalances.map(Number),
        postBalances: landed.postBalances.map(Number),
        innerInstructions: landed.innerInstructions.map(({ index, instructions }) => ({
          index,
          instructions: instructions.map(({ programIdIndex, accounts, data }) => ({
            programIdIndex,
            accounts,
            data: toBase58(data),
          })),
        })),
        // The chain in process keeps none unless it is asked to.
        preTokenBalances: landed.preTokenBalances?.map(tokenBalance) ?? null,
        postTokenBalances: landed.postTokenBalances?.map(tokenBalance) ?? null,
        loadedAddresses: landed.loadedAddresses,
      },
    };
  }

  // Subscriptions: called back after the transaction that caused them, never within

  override onAccountChange(address: PublicKey, callback: AccountChangeCallback): number {
    const last = fingerprint(this.chain.account(address));
    return this.subscribe({ kind: "account", address: address.toBase58(), callback, last });
  }

  override onProgramAccountChange(
    program: PublicKey,
    callback: (account: KeyedAccountInfo, context: { slot: number }) => void,
    config?: unknown,
    filters?: AccountFilter[],
  ): number {
    const given = typeof config === "object" && config !== null ? (config as { filters?: AccountFilter[] }) : {};
    return this.subscribe({
      kind: "program",
      program,
      filters: filters ?? given.filters ?? [],
      callback: (account) => callback(account, this.context()),
    });
  }

  override onLogs(filter: LogsFilter, callback: LogsCallback): number {
    return this.subscribe({ kind: "logs", filter, callback });
  }

  override onSlotChange(callback: SlotChangeCallback): number {
    return this.subscribe({ kind: "slot", callback });
  }

  override onSignature(signature: string, callback: SignatureResultCallback): number {
    const landed = this.chain.transaction(signature);
    const id = this.subscribe({ kind: "signature", signature, callback });
    if (landed) queueMicrotask(() => this.tellSignature(id, landed));
    return id;
  }

  override async removeAccountChangeListener(id: number): Promise<void> {
    this.subscriptions.delete(id);
  }
  override async removeProgramAccountChangeListener(id: number): Promise<void> {
    this.subscriptions.delete(id);
  }
  override async removeOnLogsListener(id: number): Promise<void> {
    this.subscriptions.delete(id);
  }
  override async removeSlotChangeListener(id: number): Promise<void> {
    this.subscriptions.delete(id);
  }
  override async removeSignatureListener(id: number): Promise<void> {
    this.subscriptions.delete(id);
  }

  /** Tells subscribers of a transaction. The chain calls it. */
  published(landed: LandedTransaction): void {
    if (this.subscriptions.size === 0) return;
    queueMicrotask(() => {
      for (const [id, subscription] of this.subscriptions) {
        if (subscription.kind === "signature") {
          if (subscription.signature === landed.signature) this.tellSignature(id, landed);
        } else if (subscription.kind === "logs") {
          const { filter } = subscription;
          const mentioned = filter instanceof PublicKey ? landed.mentions.has(filter.toBase58()) : true;
          const logs = { signature: landed.signature, err: landed.err as TransactionError | null, logs: landed.logs };
          if (mentioned) subscription.callback(logs, { slot: Number(landed.slot) });
        }
      }
      this.changed(landed.err ? [] : [...landed.mentions].map((address) => new PublicKey(address)));
    });
  }

  /** Tells subscribers of changed accounts. The chain calls it. */
  changed(addresses: PublicKey[]): void {
    for (const subscription of this.subscriptions.values()) {
      if (subscription.kind === "account") {
        const account = this.chain.account(new PublicKey(subscription.address));
        const now = fingerprint(account);
        if (now === subscription.last || !account) continue;
        subscription.last = now;
        subscription.callback(account, this.context());
      } else if (subscription.kind === "program") {
        for (const accountId of addresses) {
          const accountInfo = this.chain.account(accountId);
          if (!accountInfo?.owner.equals(subscription.program)) continue;
          if (subscription.filters.every((filter) => passes(accountInfo.data, filter)))
            subscription.callback({ accountId, accountInfo });
        }
      }
    }
  }

  /** Tells subscribers that time has passed. The chain calls it. */
  slotChanged(): void {
    const slot = Number(this.chain.slot);
    for (const subscription of this.subscriptions.values()) {
      if (subscription.kind === "slot") subscription.callback({ slot, parent: slot - 1, root: slot - 32 });
    }
  }

  private tellSignature(id: number, landed: LandedTransaction): void {
    const subscription = this.subscriptions.get(id);
    if (subscription?.kind !== "signature" || !this.subscriptions.delete(id)) return;
    subscription.callback({ err: landed.err as TransactionError | null }, { slot: Number(landed.slot) });
  }

  private subscribe(subscription: Subscription): number {
    const id = this.nextSubscription++;
    this.subscriptions.set(id, subscription);
    return id;
  }

  private context(): { slot: number } {
    return { slot: Number(this.chain.slot) };
  }

  private withContext<T>(value: T): RpcResponseAndContext<T> {
    return { context: this.context(), value };
  }
}

function slice(account: AccountInfo<Buffer> | null, config: unknown): AccountInfo<Buffer> | null {
  const part = typeof config === "object" && config !== null ? (config as GetAccountInfoConfig).dataSlice : undefined;
  if (!account || !part) return account;
  return { ...account, data: account.data.subarray(part.offset, part.offset + part.length) };
}

function passes(data: Buffer, filter: AccountFilter): boolean {
  if ("dataSize" in filter) return data.length === filter.dataSize;
  const { offset, bytes } = filter.memcmp;
  const wanted =
    "encoding" in filter.memcmp && filter.memcmp.encoding === "base64" ? Buffer.from(bytes, "base64") : base58(bytes);
  return data.subarray(offset, offset + wanted.length).equals(wanted);
}

function tokenBalance({ accountIndex, mint, owner, program, amount, decimals }: OwnTokenBalance): TokenBalance {
  return {
    accountIndex,
    mint: mint.toBase58(),
    owner: owner.toBase58(),
    programId: program.toBase58(),
    uiTokenAmount: uiAmount(amount, decimals),
  } as TokenBalance;
}

function fingerprint(account: AccountInfo<Buffer> | null): string {
  return account ? `${account.lamports} ${account.owner.toBase58()} ${account.data.toString("base64")}` : "";
}

function wire(transaction: unknown, chain: InProcessChain): VersionedTransaction {
  if (transaction instanceof VersionedTransaction) return transaction;
  if (!(transaction instanceof Transaction)) throw new Error("simulate a Transaction or a VersionedTransaction");
  transaction.recentBlockhash ??= chain.newBlockhash().blockhash;
  return VersionedTransaction.deserialize(
    transaction.serialize({ requireAllSignatures: false, verifySignatures: false }),
  );
}
