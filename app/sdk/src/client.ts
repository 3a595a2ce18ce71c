import { createAssociatedTokenAccountIdempotentInstruction, getAssociatedTokenAddressSync } from "@solana/spl-token";
import type { PublicKey, Signer, TransactionInstruction } from "@solana/web3.js";
import { fetchLiquidityPool, type LiquidityPool } from "./accounts/liquidityPool";
import { fetchPoolOfMint, type Pool } from "./accounts/pool";
import { fetchPriceHistory, type PriceHistory } from "./accounts/priceHistory";
import { fetchSnapshot, isFresh, type PoolSnapshot } from "./accounts/snapshot";
import { fetchStakeHistory } from "./accounts/stakeHistory";
import { fetchTicket, fetchTickets, type Ticket } from "./accounts/ticket";
import {
  fetchTokenMetadata,
  type TokenKind,
  type TokenMetadata,
  type TokenMetadataAccount,
  tokenMint,
} from "./accounts/tokenMetadata";
import { type CrankReport, crank } from "./actions/crank";
import { createPool, type NewPool } from "./actions/createPool";
import { measureAgain } from "./actions/measureAgain";
import { moveStake, type Rebalanced } from "./actions/moveStake";
import { sendPriced } from "./actions/priced";
import { type ClientOptions, minimumOf, type Session, send, update } from "./actions/session";
import { type Settled, settleTickets } from "./actions/settleTickets";
import {
  depositStakeAccount,
  type StakeTaken,
  withdrawStakeAccount,
  withdrawStakeAccounts,
} from "./actions/stakeAccounts";
import { cancelTicket, claimTicket, claimTickets, orderUnstake, ticketRent } from "./actions/tickets";
import { atValidator, removeValidator, removeValidators } from "./actions/validators";
import { type Apy, type ApyOptions, apyOf } from "./apy";
import { type Backing, proofOfBacking } from "./backing";
import { type BackingCheck, checkBacking } from "./backingCheck";
import type { ChainSender } from "./chain";
import { TruestakeError } from "./errors";
import { findEvent } from "./events";
import type { Freshened } from "./freshen";
import * as instructions from "./instructions";
import { type ClosedLookupTables, closeLookupTables, type KeptLookupTables, keepLookupTables } from "./lookupTables";
import { formatPrice, type Price } from "./math/price";
import { liquidityAddresses, type PoolAddresses, poolAddresses } from "./pda";
import { quoteAddLiquidity } from "./quote/addLiquidity";
import { askAt, priceAt } from "./quote/books";
import { type CancellationQuote, quoteCancelTicket } from "./quote/cancelTicket";
import { quoteDepositSol } from "./quote/depositSol";
import { type ExitPlan, planExit } from "./quote/exit";
import type { ValidatorExplanation } from "./quote/explain";
import { quoteLiquidUnstake } from "./quote/liquidUnstake";
import { quoteRemoveLiquidity } from "./quote/removeLiquidity";
import { type TicketPosition, ticketPosition } from "./quote/ticket";
import { explainValidators, fetchExitStakes } from "./rebalance";
import type { Sent } from "./transaction/send";
import { simulate } from "./transaction/simulate";
import type { Wallet } from "./transaction/wallet";

export type { CrankReport } from "./actions/crank";
export type { NewPool } from "./actions/createPool";
export type { Rebalanced } from "./actions/moveStake";
export type { ClientOptions } from "./actions/session";
export type { Settled } from "./actions/settleTickets";
export type { StakeTaken } from "./actions/stakeAccounts";

export interface ClientConfig {
  connection: ChainSender;
  /** Signs and pays; reading works without. */
  wallet?: Wallet | undefined;
  /** The pool's token. */
  mint: PublicKey;
  programId?: PublicKey | undefined;
  options?: ClientOptions | undefined;
}

/** The true price at one slot. */
export interface PriceNow extends Price {
  /** SOL per token with 9 decimals, floored. */
  text: string;
  /** What a token costs whoever comes in; undefined when the pool has lost everything. */
  ask: Price | undefined;
  /** Whether instructions that use the price work now. */
  fresh: boolean;
  /** Epoch of the last update. */
  epoch: bigint;
  slot: bigint;
}

/**
 * A pool and a wallet. Every method that uses the price runs the epoch's missing cranks first, in the same transaction
 * if they fit. Amounts are bigint, in lamports or token units; errors are `TruestakeError`.
 */
export class TruestakeClient {
  readonly connection: ChainSender;
  readonly mint: PublicKey;
  readonly addresses: PoolAddresses;
  readonly #wallet: Wallet | undefined;
  readonly #programId: PublicKey | undefined;
  readonly #options: ClientOptions;

  constructor({ connection, wallet, mint, programId, options = {} }: ClientConfig) {
    this.connection = connection;
    this.mint = mint;
    this.addresses = poolAddresses(mint, programId);
    this.#wallet = wallet;
    this.#programId = programId;
    this.#options = { ...options, programId };
  }

  /**
   * Creates a pool with its whole price history; the wallet pays the seed deposit and the rents. When the treasury is
   * the admin's associated token account, that is created too: fees are charged only to a treasury that exists. An account
   * grows by a bounded number of bytes at a time, so the history takes two steps more. With `token` the token has its name
   * from the beginning; the admin signs for that.
   */
  static async createPool(
    config: Omit<ClientConfig, "mint" | "wallet"> & NewPool,
  ): Promise<{ client: TruestakeClient; sent: Sent }> {
    const { connection, wallet, programId, options } = config;
    const { publicKey: mint } = config.mint;
    const sent = await createPool(connection, config, { ...options, programId });
    return { client: new TruestakeClient({ connection, wallet, mint, programId, options }), sent };
  }

  // Reading

  /** The pool account. */
  pool(): Promise<Pool> {
    return fetchPoolOfMint(this.connection, this.mint, this.#programId);
  }

  /** The pool with everything that quotes need. */
  snapshot(): Promise<PoolSnapshot> {
    return fetchSnapshot(this.connection, this.mint, this.#programId);
  }

  /** The true price in the current slot. */
  async price(): Promise<PriceNow> {
    const snapshot = await this.snapshot();
    const { pool, clock } = snapshot;
    const price = priceAt(pool, clock.slot);
    return {
      ...price,
      text: formatPrice(price),
      ask: price.total > 0n ? askAt(pool, clock) : undefined,
      fresh: isFresh(snapshot),
      epoch: pool.lastUpdateEpoch,
      slot: clock.slot,
    };
  }

  /** The wallet's tickets, or somebody else's. */
  tickets(owner = this.wallet.publicKey): Promise<Ticket[]> {
    return fetchTickets(this.connection, { pool: this.addresses.pool, owner }, this.#programId);
  }

  /** Where a ticket stands in the queue, and when it can be expected. */
  async ticketPosition(ticket: PublicKey): Promise<TicketPosition> {
    const [snapshot, decoded, stakeHistory] = await Promise.all([
      this.snapshot(),
      fetchTicket(this.connection, ticket),
      fetchStakeHistory(this.connection),
    ]);
    return ticketPosition(snapshot, decoded, stakeHistory);
  }

  /** What cancelling a ticket gives back and costs now. */
  async quoteCancelTicket(ticket: PublicKey): Promise<CancellationQuote> {
    const [snapshot, decoded] = await Promise.all([this.snapshot(), fetchTicket(this.connection, ticket)]);
    return quoteCancelTicket(snapshot, decoded);
  }

  /** The price after each of the last 512 epoch updates. */
  history(): Promise<PriceHistory> {
    return fetchPriceHistory(this.connection, this.addresses);
  }

  /** What holders earned lately, per year and net of fees; undefined without history. */
  async apy(options?: ApyOptions): Promise<Apy | undefined> {
    return apyOf(await this.history(), options);
  }

  /** The liquidity pool. `AccountError` when the pool has none. */
  liquidity(): Promise<LiquidityPool> {
    return fetchLiquidityPool(this.connection, this.addresses.pool, this.#programId);
  }

  /** What wallets show of the pool token, or of the liquidity pool's shares; undefined while they have no name. */
  tokenMetadata(token: TokenKind = "pool"): Promise<TokenMetadataAccount | undefined> {
    return fetchTokenMetadata(this.connection, tokenMint(this.addresses, token, this.#programId).mint);
  }

  /** All ways out for `tokens`, side by side: lamports, fee, wait, and why one is closed. */
  async planExit(tokens: bigint): Promise<ExitPlan> {
    const [snapshot, rent] = await Promise.all([this.snapshot(), ticketRent(this.connection)]);
    const stakes = await fetchExitStakes(this.connection, snapshot, { programId: this.#programId });
    return planExit(snapshot, tokens, { stakes, ticketRent: rent });
  }

  /** Where every validator's stake stands, what moves next, and which rule binds. */
  async explainValidators(): Promise<ValidatorExplanation[]> {
    return explainValidators(this.connection, await this.snapshot(), this.#programId);
  }

  /** Converts an amount by the program itself, floored: nothing is sent. See {@link instructions.Conversion}. */
  async convert(conversion: instructions.Conversion, amount: bigint): Promise<instructions.Converted> {
    const programId = this.#programId;
    const view = instructions.convert({ pool: this.addresses, conversion, amount, programId });
    const payer = await this.viewer();
    const { returnData } = await simulate(this.connection, { payer, instructions: [view], programId });
    return instructions.decodeConverted(returnData ?? Buffer.alloc(0));
  }

  /**
   * Has the program compare all accounts with the books, in as few views as they fit: nothing is sent. Throws `NotBacked`
   * when any account holds less.
   */
  async checkBacking(): Promise<BackingCheck> {
    const payer = await this.viewer();
    return checkBacking(this.connection, { mint: this.mint, payer, programId: this.#programId });
  }

  /** Recomputes the books from every account of the pool. */
  proofOfBacking(): Promise<Backing> {
    return proofOfBacking(this.connection, this.mint, this.#programId);
  }

  // Users

  /**
   * Deposits lamports for tokens. Creates the depositor's token account if need be. Without `minimumTokensOut` it takes
   * the quote less the slippage.
   */
  async depositSol(options: {
    lamports: bigint;
    minimumTokensOut?: bigint;
    destination?: PublicKey;
    referrer?: PublicKey;
    /** What the destination must hold before, so that a retry cannot deposit twice. */
    ifBalance?: bigint;
  }): Promise<Sent & { tokens: bigint }> {
    const { lamports, minimumTokensOut, referrer, ifBalance } = options;
    const depositor = this.wallet.publicKey;
    const destination = options.destination ?? this.tokenAccount();
    const sent = await this.sendPriced((snapshot) => {
      const quote = () => quoteDepositSol(snapshot, { lamports, referred: referrer !== undefined }).tokens;
      return [
        ...(options.destination ? [] : [this.createTokenAccount()]),
        instructions.depositSol({
          pool: snapshot.pool,
          depositor,
          destination,
          lamports,
          minimumTokensOut: minimumTokensOut ?? this.minimum(quote()),
          referrer,
          ifBalance,
          programId: this.#programId,
        }),
      ];
    });
    return { ...sent, tokens: findEvent(sent.events, "SolDeposited")?.data.tokens ?? 0n };
  }

  /**
   * Orders the redemption of tokens. Without `minimumLamportsOut` it takes the quote less the slippage. What is ordered before
   * the moving part of an epoch is SOL from the next epoch on; see {@link ticketPosition}.
   */
  async orderUnstake(options: {
    tokens: bigint;
    minimumLamportsOut?: bigint;
    source?: PublicKey;
  }): Promise<Sent & { ticket: PublicKey }> {
    const { tokens, minimumLamportsOut, source = this.tokenAccount() } = options;
    return orderUnstake(this.session, { tokens, source, minimumLamportsOut });
  }

  /**
   * Takes back what is left of a ticket, less what {@link quoteCancelTicket} says; pays what is paid on it and closes it in the
   * same transaction, if it is the head of the queue or has been passed. Otherwise {@link claimTickets} closes it later.
   */
  cancelTicket({ ticket, destination }: { ticket: PublicKey; destination?: PublicKey }): Promise<Sent> {
    return cancelTicket(this.session, {
      ticket,
      destination: destination ?? this.tokenAccount(),
      before: destination ? [] : [this.createTokenAccount()],
    });
  }

  /** Gives a queued ticket away. */
  transferTicket({ ticket, newOwner }: { ticket: PublicKey; newOwner: PublicKey }): Promise<Sent> {
    const owner = this.wallet.publicKey;
    const programId = this.#programId;
    return this.send([instructions.transferTicket({ pool: this.addresses, ticket, owner, newOwner, programId })]);
  }

  /** Pays a ticket to its owner, whoever that is: all of it, or the part that is paid. */
  async claimTicket({ ticket }: { ticket: PublicKey }): Promise<Sent> {
    return claimTicket(this.session, ticket);
  }

  /** Pays what is paid on all tickets of an owner, the wallet's if not given, and closes those that are done. */
  async claimTickets(owner = this.wallet.publicKey): Promise<Sent[]> {
    return claimTickets(this.session, owner);
  }

  /** Sells tokens to the liquidity pool at once. Without `minimumLamportsOut` it takes the quote less the slippage. */
  async liquidUnstake(options: {
    tokens: bigint;
    minimumLamportsOut?: bigint;
    source?: PublicKey;
    /** Receives the lamports; the wallet if not given. */
    recipient?: PublicKey;
    /** What the source must hold before, so that a retry cannot sell twice. */
    ifBalance?: bigint;
  }): Promise<Sent & { lamports: bigint }> {
    const { tokens, minimumLamportsOut, recipient, ifBalance, source = this.tokenAccount() } = options;
    const seller = this.wallet.publicKey;
    const programId = this.#programId;
    const sent = await this.sendPriced((snapshot) => {
      const minimum = minimumLamportsOut ?? this.minimum(quoteLiquidUnstake(snapshot, tokens).lamports);
      const { pool } = snapshot;
      const sale = { pool, seller, source, recipient, tokens, minimumLamportsOut: minimum, ifBalance, programId };
      return [instructions.liquidUnstake(sale)];
    });
    return { ...sent, lamports: findEvent(sent.events, "LiquidUnstaked")?.data.lamports ?? 0n };
  }

  /**
   * Adds SOL to the liquidity pool. Creates the provider's account for shares if need be. Without `minimumSharesOut` it
   * takes the quote less the slippage.
   */
  async addLiquidity(options: {
    lamports: bigint;
    minimumSharesOut?: bigint;
    destination?: PublicKey;
    /** What the destination must hold before, so that a retry cannot add twice. */
    ifBalance?: bigint;
  }): Promise<Sent & { shares: bigint }> {
    const { lamports, minimumSharesOut, ifBalance } = options;
    const provider = this.wallet.publicKey;
    const destination = options.destination ?? this.tokenAccount(this.sharesMint());
    const programId = this.#programId;
    const sent = await this.sendPriced((snapshot) => {
      const { pool } = snapshot;
      const least = minimumSharesOut ?? this.minimum(quoteAddLiquidity(snapshot, lamports).shares);
      const addition = { pool, provider, destination, lamports, minimumSharesOut: least, ifBalance, programId };
      return [
        ...(options.destination ? [] : [this.createTokenAccount(this.sharesMint())]),
        instructions.addLiquidity(addition),
      ];
    });
    return { ...sent, shares: findEvent(sent.events, "LiquidityAdded")?.data.shares ?? 0n };
  }

  /**
   * Redeems shares of the liquidity pool for SOL and tokens, at any time. Creates the provider's token account if need be.
   * Without minimums it takes the quote less the slippage.
   */
  async removeLiquidity(options: {
    shares: bigint;
    minimumLamportsOut?: bigint;
    minimumTokensOut?: bigint;
    source?: PublicKey;
    destination?: PublicKey;
    /** Receives the lamports; the wallet if not given. */
    recipient?: PublicKey;
    /** What the source must hold before, so that a retry cannot remove twice. */
    ifBalance?: bigint;
  }): Promise<Sent & { lamports: bigint; tokens: bigint }> {
    const { shares, source = this.tokenAccount(this.sharesMint()) } = options;
    const quote = quoteRemoveLiquidity(await this.snapshot(), shares);
    const sent = await this.send([
      ...(options.destination ? [] : [this.createTokenAccount()]),
      instructions.removeLiquidity({
        pool: this.addresses,
        provider: this.wallet.publicKey,
        source,
        destination: options.destination ?? this.tokenAccount(),
        shares,
        minimumLamportsOut: options.minimumLamportsOut ?? this.minimum(quote.lamports),
        minimumTokensOut: options.minimumTokensOut ?? this.minimum(quote.tokens),
        recipient: options.recipient,
        ifBalance: options.ifBalance,
        programId: this.#programId,
      }),
    ]);
    const { lamports = 0n, tokens = 0n } = findEvent(sent.events, "LiquidityRemoved")?.data ?? {};
    return { ...sent, lamports, tokens };
  }

  /**
   * Deposits a stake account of the wallet's for tokens. Creates the depositor's token account if need be. Without
   * `minimumTokensOut` it takes the quote less the slippage.
   */
  async depositStakeAccount(options: {
    stake: PublicKey;
    minimumTokensOut?: bigint;
    destination?: PublicKey;
  }): Promise<Sent & { tokens: bigint }> {
    const { stake, minimumTokensOut } = options;
    const before = options.destination ? [] : [this.createTokenAccount()];
    const destination = options.destination ?? this.tokenAccount();
    return depositStakeAccount(this.session, { stake, destination, minimumTokensOut, before });
  }

  /**
   * Burns tokens for a stake account at an address of the wallet's own, of the validator `vote` or of one that can give it.
   * The wallet pays its rent, and is its staker and withdrawer unless `authority` is. Without `minimumLamportsOut` it takes the
   * quote less the slippage.
   */
  async withdrawStakeAccount(options: {
    tokens: bigint;
    vote?: PublicKey;
    minimumLamportsOut?: bigint;
    source?: PublicKey;
    authority?: PublicKey;
  }): Promise<StakeTaken> {
    const { tokens, vote, minimumLamportsOut, authority, source = this.tokenAccount() } = options;
    return withdrawStakeAccount(this.session, { tokens, source, vote, minimumLamportsOut, authority });
  }

  /** Burns tokens for as many stake accounts as it takes, one transaction each; see `planStakeWithdrawals`. */
  async withdrawStakeAccounts(options: { tokens: bigint; source?: PublicKey }): Promise<StakeTaken[]> {
    const { tokens, source = this.tokenAccount() } = options;
    return withdrawStakeAccounts(this.session, { tokens, source });
  }

  // Cranks

  /** Brings the pool up to date, if it is not, and its stake accounts in order. */
  freshen(): Promise<Freshened> {
    return update(this.session, true);
  }

  /**
   * Makes the wallet's lookup tables for this pool, or brings them up to date, and uses them from now on: an update then
   * takes a third of the transactions. For a keeper of a pool with many validators; call it again when some were added.
   * The tables' rent comes back with {@link closeLookupTables}.
   */
  async keepLookupTables(): Promise<KeptLookupTables> {
    const kept = await keepLookupTables(this.connection, this.wallet, { ...this.#options, mint: this.mint });
    this.#options.lookupTables = kept.tables;
    return kept;
  }

  /**
   * Gives up the wallet's lookup tables for this pool, and uses none from now on. Their rent comes back when they are
   * closed, some minutes after the first call: to be repeated until none is left.
   */
  closeLookupTables(): Promise<ClosedLookupTables> {
    this.#options.lookupTables = undefined;
    return closeLookupTables(this.connection, this.wallet, { ...this.#options, pool: this.addresses.pool });
  }

  /**
   * Measures again in this epoch whatever stake accounts hold other lamports than the books say, or those of the validators
   * `votes`: a loss counts at once, a gain from the next update on. Anybody may.
   */
  async measureAgain(votes?: PublicKey[]): Promise<Sent[]> {
    return measureAgain(this.session, votes);
  }

  /** Settles tickets from the head of the queue on, as far as the reserve goes: the last of them in part. */
  async settleTickets(): Promise<Settled> {
    return settleTickets(this.session);
  }

  /** Delegates reserve to every validator below its target. */
  async delegateAll(): Promise<Rebalanced> {
    return moveStake(this.session, "delegate", { order: true });
  }

  /**
   * Deactivates stake for tickets and of every validator over its target. Before the epoch's moving part only for tickets that
   * could have been served in an earlier epoch.
   */
  async deactivateAll(): Promise<Rebalanced> {
    return moveStake(this.session, "deactivate", { order: true });
  }

  /**
   * Takes validators off the list whose score is 0 and whose stake has come back: all of them, or those named. One
   * transaction each. Anybody may.
   */
  async removeValidators(votes?: PublicKey[]): Promise<Sent[]> {
    return removeValidators(this.session, votes);
  }

  /** Takes a drained validator off the list. Anybody may. */
  async removeValidator({ vote }: { vote: PublicKey }): Promise<Sent> {
    return removeValidator(this.session, vote);
  }

  /**
   * One pass of a keeper: freshen, settle, delegate, deactivate and, if asked to, remove drained validators. Does nothing
   * where nothing is to be done.
   */
  async crank(options: { removeDrained?: boolean } = {}): Promise<CrankReport> {
    return crank(this.session, options);
  }

  // Validator manager

  /**
   * Lists a validator, which never gets more than `cap` lamports, if that is given. The wallet has to be the pool's validator
   * manager.
   */
  addValidator({ vote, score, cap }: { vote: PublicKey; score: number; cap?: bigint }): Promise<Sent> {
    const validatorManager = this.wallet.publicKey;
    const options = { pool: this.addresses, validatorManager, vote, score, cap, programId: this.#programId };
    return this.send([instructions.addValidator(options)]);
  }

  /** Sets a validator's score. The wallet has to be the pool's validator manager. */
  async setScore({ vote, score }: { vote: PublicKey; score: number }): Promise<Sent> {
    const validatorManager = this.wallet.publicKey;
    const options = { pool: this.addresses, validatorManager, validator: { vote }, score, programId: this.#programId };
    return atValidator(this.session, vote, instructions.setScore(options));
  }

  /**
   * Sets score, cap and keep of many validators, by their places in the list; as many at once as fit into a transaction. The
   * wallet has to be the pool's validator manager.
   */
  async setScores(changes: instructions.ScoreChange[]): Promise<Sent> {
    const validatorManager = this.wallet.publicKey;
    const programId = this.#programId;
    return this.send([instructions.setScores({ pool: this.addresses, validatorManager, changes, programId })]);
  }

  /** Deactivates all stake of a validator with score 0 at once. The wallet has to be the pool's validator manager. */
  async emergencyDeactivate({ vote }: { vote: PublicKey }): Promise<Sent> {
    const validatorManager = this.wallet.publicKey;
    const options = { pool: this.addresses, validatorManager, validator: { vote }, programId: this.#programId };
    return atValidator(this.session, vote, instructions.emergencyDeactivate(options));
  }

  // Admin and guardian

  /** Changes settings; `quoteConfig` says what takes effect when. The wallet has to be the pool's admin. */
  proposeConfig(change: instructions.ConfigChange): Promise<Sent> {
    const admin = this.wallet.publicKey;
    return this.send([instructions.proposeConfig({ pool: this.addresses, admin, change, programId: this.#programId })]);
  }

  /** Proposes another admin; `PublicKey.default` withdraws a proposal. The wallet has to be the pool's admin. */
  proposeAdmin({ newAdmin }: { newAdmin: PublicKey }): Promise<Sent> {
    const admin = this.wallet.publicKey;
    return this.send([
      instructions.proposeAdmin({ pool: this.addresses, admin, newAdmin, programId: this.#programId }),
    ]);
  }

  /** Becomes the pool's admin. The wallet has to be the proposed one. */
  acceptAdmin(): Promise<Sent> {
    const pendingAdmin = this.wallet.publicKey;
    return this.send([instructions.acceptAdmin({ pool: this.addresses, pendingAdmin, programId: this.#programId })]);
  }

  /** Gives a role to somebody else. The wallet has to be the pool's admin. */
  setRole({ role, newHolder }: { role: instructions.Role; newHolder: PublicKey }): Promise<Sent> {
    const admin = this.wallet.publicKey;
    const programId = this.#programId;
    return this.send([instructions.setRole({ pool: this.addresses, admin, role, newHolder, programId })]);
  }

  /** Stops deposits, instant unstakes and new delegation for `seconds`. The wallet has to be the pool's guardian. */
  pause({ seconds }: { seconds: number }): Promise<Sent> {
    const guardian = this.wallet.publicKey;
    return this.send([instructions.pause({ pool: this.addresses, guardian, seconds, programId: this.#programId })]);
  }

  /** Ends a pause early. The wallet has to be the pool's guardian. */
  resume(): Promise<Sent> {
    const guardian = this.wallet.publicKey;
    return this.send([instructions.resume({ pool: this.addresses, guardian, programId: this.#programId })]);
  }

  /** Creates the liquidity pool. The wallet has to be the pool's admin; it pays the seed and the rents. */
  createLiquidity(options: { seedLamports: bigint; config: instructions.LiquidityConfig }): Promise<Sent> {
    const admin = this.wallet.publicKey;
    const programId = this.#programId;
    return this.send([instructions.createLiquidity({ pool: this.addresses, admin, ...options, programId })]);
  }

  /** Changes the liquidity pool's fees and cap; see `quoteLiquidityConfig`. The wallet has to be the pool's admin. */
  setLiquidityConfig(config: instructions.LiquidityConfig): Promise<Sent> {
    const admin = this.wallet.publicKey;
    const programId = this.#programId;
    return this.send([instructions.setLiquidityConfig({ pool: this.addresses, admin, config, programId })]);
  }

  /**
   * Gives the pool token, or the liquidity pool's shares, the name, symbol and picture that wallets show, once. The wallet
   * has to be the pool's admin, and pays.
   */
  createTokenMetadata({ token = "pool", ...metadata }: TokenMetadata & { token?: TokenKind }): Promise<Sent> {
    const admin = this.wallet.publicKey;
    const options = { pool: this.addresses, admin, token, metadata, programId: this.#programId };
    return this.send([instructions.createTokenMetadata(options)]);
  }

  /**
   * Changes what {@link createTokenMetadata} gave; what shall stay the same has to be given, too. The wallet has to be the
   * pool's admin.
   */
  updateTokenMetadata({ token = "pool", ...metadata }: TokenMetadata & { token?: TokenKind }): Promise<Sent> {
    const admin = this.wallet.publicKey;
    const options = { pool: this.addresses, admin, token, metadata, programId: this.#programId };
    return this.send([instructions.updateTokenMetadata(options)]);
  }

  // How

  /** The wallet; `WalletRejected` for a client that only reads. */
  private get wallet(): Wallet {
    if (!this.#wallet) throw new TruestakeError("WalletRejected", "this client has no wallet");
    return this.#wallet;
  }

  /** Who views are simulated for: the wallet, without one the admin; nobody signs or pays. */
  private async viewer(): Promise<PublicKey> {
    return this.#wallet?.publicKey ?? (await this.pool()).admin;
  }

  private tokenAccount(mint = this.mint): PublicKey {
    return getAssociatedTokenAddressSync(mint, this.wallet.publicKey, true);
  }

  private sharesMint(): PublicKey {
    return liquidityAddresses(this.addresses.pool, this.#programId).liquidityMint;
  }

  private createTokenAccount(mint = this.mint): TransactionInstruction {
    const { publicKey } = this.wallet;
    return createAssociatedTokenAccountIdempotentInstruction(publicKey, this.tokenAccount(mint), publicKey, mint);
  }

  private minimum(amount: bigint): bigint {
    return minimumOf(this.session, amount);
  }

  private get session(): Session {
    return { connection: this.connection, wallet: this.wallet, mint: this.mint, options: this.#options };
  }

  private async send(batch: TransactionInstruction[], signers: Signer[] = []): Promise<Sent> {
    return send(this.session, batch, signers);
  }

  /** Sends instructions that use the price, with the missing cranks before them or run first. */
  private async sendPriced(build: (snapshot: PoolSnapshot) => TransactionInstruction[]): Promise<Sent> {
    return sendPriced(this.session, build);
  }
}
