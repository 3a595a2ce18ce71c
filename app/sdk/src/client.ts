// A pool and a wallet: every action as a method. What each does is in actions/.
import type { PublicKey } from "@solana/web3.js";
import { fetchLiquidityPool, type LiquidityPool } from "./accounts/liquidityPool";
import { fetchPool, type Pool } from "./accounts/pool";
import { fetchPriceHistory, type PriceHistory } from "./accounts/priceHistory";
import { fetchSnapshot, type PoolSnapshot } from "./accounts/snapshot";
import { fetchOwnTickets, type Ticket } from "./accounts/ticket";
import { fetchTokenMetadata, type TokenKind, type TokenMetadataAccount, tokenMint } from "./accounts/tokenMetadata";
import type { AddLiquidityParameters, LiquidityAdded } from "./actions/addLiquidity";
import type { AddValidatorParameters } from "./actions/addValidator";
import type { CancelTicketParameters } from "./actions/cancelTicket";
import type { ClaimTicketParameters } from "./actions/claimTicket";
import type { ClaimTicketsParameters as TicketsParameters } from "./actions/claimTickets";
import type { ConvertParameters } from "./actions/convert";
import type { CrankParameters, CrankReport } from "./actions/crank";
import type { CreateLiquidityParameters } from "./actions/createLiquidity";
import type { CreatePoolParameters } from "./actions/createPool";
import type { CreateTokenMetadataParameters } from "./actions/createTokenMetadata";
import { type DepositSolParameters, depositSol, type SolDeposited } from "./actions/depositSol";
import type { DepositStakeAccountParameters, StakeDeposited } from "./actions/depositStakeAccount";
import type { EmergencyDeactivateParameters } from "./actions/emergencyDeactivate";
import type { Rebalanced } from "./actions/internal/moveStake";
import { type LiquidUnstaked, type LiquidUnstakeParameters, liquidUnstake } from "./actions/liquidUnstake";
import type { MeasureAgainParameters } from "./actions/measureAgain";
import { type OrderUnstakeParameters, orderUnstake, type UnstakeOrdered } from "./actions/orderUnstake";
import type { PauseParameters } from "./actions/pause";
import type { PlanExitParameters } from "./actions/planExit";
import { type PriceNow, price } from "./actions/price";
import type { ProposeAdminParameters } from "./actions/proposeAdmin";
import type { ProposeConfigParameters } from "./actions/proposeConfig";
import type { QuoteCancelTicketParameters } from "./actions/quoteCancelTicket";
import type { LiquidityRemoved, RemoveLiquidityParameters } from "./actions/removeLiquidity";
import type { RemoveValidatorParameters } from "./actions/removeValidator";
import type { RemoveValidatorsParameters } from "./actions/removeValidators";
import { resume } from "./actions/resume";
import type { SetLiquidityConfigParameters } from "./actions/setLiquidityConfig";
import type { SetRoleParameters } from "./actions/setRole";
import type { SetScoreParameters } from "./actions/setScore";
import type { SetScoresParameters } from "./actions/setScores";
import type { Settled } from "./actions/settleTickets";
import type { TicketPositionParameters } from "./actions/ticketPosition";
import type { TransferTicketParameters } from "./actions/transferTicket";
import type { UnsignedMessage } from "./actions/unsignedMessage";
import type { UpdateTokenMetadataParameters } from "./actions/updateTokenMetadata";
import type { StakeTaken, WithdrawStakeAccountParameters } from "./actions/withdrawStakeAccount";
import type { WithdrawStakeAccountsParameters } from "./actions/withdrawStakeAccounts";
import type { BackingCheck } from "./backing/check";
import type { Backing } from "./backing/proof";
import type { Refreshed, RefreshOptions } from "./cranks/refresh";
import { type Deployment, type DeploymentOptions, deployment } from "./deployment";
import { type Apy, type ApyOptions, apyOf } from "./history/apy";
import type { Converted } from "./instructions/convert";
import type { ClosedLookupTables, KeepLookupTablesOptions, KeptLookupTables } from "./lookupTables/keep";
import type { Nodes } from "./nodes";
import type { ChainSender } from "./nodes/chain";
import type { CancellationQuote } from "./quote/cancelTicket";
import type { ExitPlan } from "./quote/exit";
import type { ValidatorExplanation } from "./quote/explain";
import type { TicketPosition } from "./quote/ticket";
import type { Sent } from "./transaction/details";
import type { Handle } from "./transaction/handle";
import type { Outcome } from "./transaction/outcome";
import { type ClientOptions, nodesIn, type Session, walletOf } from "./transaction/session";
import type { AnyWallet } from "./transaction/wallet";

/** Loaded when it is first needed, where a bundler splits what is: see later.ts. */
const later = () => import("./later");

/** What a client is made of: a connection, a pool by its token's mint, and for all that sends a wallet. */
export interface ClientConfig extends DeploymentOptions {
  /** Or several, of nodes of one cluster: what one does not answer another may. See `connect`. */
  connection: ChainSender | readonly ChainSender[];
  /** Signs and pays; reading works without. */
  wallet?: AnyWallet | undefined;
  options?: ClientOptions | undefined;
}

/**
 * A pool and a wallet. Every method that uses the price runs the epoch's missing cranks first, in the same transaction
 * if they fit. Amounts are bigint, in lamports or token units; errors are `TruestakeError`.
 */
export class TruestakeClient {
  /** What every action takes. */
  readonly session: Session;

  constructor({ connection, wallet, options, ...of }: ClientConfig) {
    // Its addresses are known where another client has had them.
    const known = "liquidityPool" in of ? (of as unknown as Deployment) : deployment(of);
    this.session = { connection, wallet, deployment: known, options: { ...options } };
  }

  /**
   * Creates a pool with its whole price history; the wallet pays the seed deposit and the rents. When the treasury is the admin's
   * associated token account, that is created too, by a second transaction where a long URI leaves no room for it: fees are
   * charged only to a treasury that exists. An account grows by a bounded number of bytes at a time, so the history takes two
   * steps more. With `token` the token has its name from the beginning; the admin signs for that.
   */
  static async createPool(parameters: CreatePoolParameters): Promise<{ client: TruestakeClient; sent: Sent }> {
    const { session, sent } = await (await later()).createPool(parameters);
    const { deployment: of, connection, wallet, options } = session;
    return { client: new TruestakeClient({ ...of, connection, wallet, options }), sent };
  }

  /** The pool's program and addresses. */
  get deployment(): Deployment {
    return this.session.deployment;
  }

  /** The connection that was given, or all of them as one. */
  get connection(): ChainSender {
    const { connection } = this.session;
    return Array.isArray(connection) ? this.nodes : (connection as ChainSender);
  }

  private get nodes(): Nodes {
    return nodesIn(this.session);
  }

  /**
   * This client with other options, for a call that shall differ: `signal`, `onSigned`, `retries`, `lean`, …
   *
   * @example
   * ```ts
   * const signal = AbortSignal.timeout(60_000);
   * await client.with({ signal, onSigned: (handle) => store(JSON.stringify(handle)) }).depositSol({ lamports });
   * ```
   */
  with(options: ClientOptions): TruestakeClient {
    const { connection, wallet, deployment: of } = this.session;
    return new TruestakeClient({ ...of, connection, wallet, options: { ...this.session.options, ...options } });
  }

  /** The pool's token. */
  get mint(): PublicKey {
    return this.deployment.mint;
  }

  // Reading

  /** The pool account. */
  pool(): Promise<Pool> {
    return fetchPool(this.nodes, this.deployment);
  }

  /** The pool with everything that quotes need. */
  snapshot(): Promise<PoolSnapshot> {
    return fetchSnapshot(this.nodes, this.deployment);
  }

  /** The true price in the current slot. */
  price(): Promise<PriceNow> {
    return price(this.session);
  }

  /** An owner's tickets; the wallet's if none is named. Those `received` from others are named by address; see `fetchOwnTickets`. */
  tickets({ owner = walletOf(this.session).publicKey, received }: TicketsParameters = {}): Promise<Ticket[]> {
    return fetchOwnTickets(this.nodes, this.deployment, { owner, received });
  }

  /** Where a ticket stands in the queue, and when it can be expected. */
  async ticketPosition(parameters: TicketPositionParameters): Promise<TicketPosition> {
    return (await later()).ticketPosition(this.session, parameters);
  }

  /** What cancelling a ticket gives back and costs now. */
  async quoteCancelTicket(parameters: QuoteCancelTicketParameters): Promise<CancellationQuote> {
    return (await later()).quoteCancelTicket(this.session, parameters);
  }

  /** The price after each of the last 512 epoch updates. */
  history(): Promise<PriceHistory> {
    return fetchPriceHistory(this.nodes, this.deployment);
  }

  /** What holders earned lately, per year and net of fees; undefined without history. */
  async apy(options?: ApyOptions): Promise<Apy | undefined> {
    return apyOf(await this.history(), options);
  }

  /** The liquidity pool. `AccountMissing` when the pool has none. */
  liquidity(): Promise<LiquidityPool> {
    return fetchLiquidityPool(this.nodes, this.deployment);
  }

  /** What wallets show of the pool token, or of the liquidity pool's shares; undefined while they have no name. */
  tokenMetadata(token: TokenKind = "pool"): Promise<TokenMetadataAccount | undefined> {
    return fetchTokenMetadata(this.nodes, tokenMint(this.deployment, token).mint);
  }

  /** All ways out for `tokens`, side by side: lamports, fee, wait, and why one is closed. */
  async planExit(parameters: PlanExitParameters): Promise<ExitPlan> {
    return (await later()).planExit(this.session, parameters);
  }

  /** Where every validator's stake stands, what moves next, and which rule binds. */
  async explainValidators(): Promise<ValidatorExplanation[]> {
    return (await later()).explainValidators(this.nodes, await this.snapshot());
  }

  /** Converts an amount by the program itself, floored: nothing is sent, and no wallet is needed. */
  async convert(parameters: ConvertParameters): Promise<Converted> {
    return (await later()).convert(this.session, parameters);
  }

  /**
   * Has the program compare all accounts with the books, in as few views as they fit: nothing is sent, and no wallet is needed.
   * Throws `NotBacked` when any account holds less.
   */
  async checkBacking(): Promise<BackingCheck> {
    return (await later()).checkBacking(this.session);
  }

  /** Recomputes the books from every account of the pool. */
  async proofOfBacking(): Promise<Backing> {
    return (await later()).proofOfBacking(this.nodes, this.deployment);
  }

  // Outcomes and messages

  /**
   * Settles a transaction that was signed before: broadcasts it again, and follows it to its outcome, also after a crash, as often
   * as needed. Takes what `onSigned` was given, or `args.handle` of `OutcomeUnknown`.
   */
  resume(handle: Handle): Promise<Outcome> {
    return resume(this.session, handle);
  }

  /**
   * Any action of one transaction as a message for somebody else to sign, such as a multisig: without compute budget, cranks and
   * extra signers, and with room for a wrapper. Minimums have to be named.
   *
   * @example
   * ```ts
   * const { instructions } = await client.unsigned(vault, (it) => it.depositSol({ lamports, minimumTokensOut }));
   * ```
   */
  async unsigned<T>(authority: PublicKey, act: (client: TruestakeClient) => Promise<T>): Promise<UnsignedMessage> {
    return (await later()).unsignedMessage(this.session, { authority, act: (session) => act(clientOf(session)) });
  }

  /**
   * The same of an action that may take several transactions: all of them, in the order in which they are to be run.
   *
   * @example
   * ```ts
   * const messages = await client.unsignedAll(vault, (it) => it.claimTickets());
   * console.log(messages.map(({ bytes, bytesLeft }) => `${bytes} bytes, ${bytesLeft} left`));
   * ```
   */
  async unsignedAll<T>(authority: PublicKey, act: (client: TruestakeClient) => Promise<T>): Promise<UnsignedMessage[]> {
    return (await later()).unsignedMessages(this.session, { authority, act: (session) => act(clientOf(session)) });
  }

  // Users

  /** Deposits lamports for tokens, with the epoch's missing cranks before it. */
  depositSol(parameters: DepositSolParameters): Promise<SolDeposited> {
    return depositSol(this.session, parameters);
  }

  /** Deposits a stake account of the wallet's for tokens. */
  async depositStakeAccount(parameters: DepositStakeAccountParameters): Promise<StakeDeposited> {
    return (await later()).depositStakeAccount(this.session, parameters);
  }

  /** Sells tokens to the liquidity pool at once. */
  liquidUnstake(parameters: LiquidUnstakeParameters): Promise<LiquidUnstaked> {
    return liquidUnstake(this.session, parameters);
  }

  /**
   * Orders the redemption of tokens, at an address of the wallet's own: nobody else's order can be in its way. What is ordered
   * before the moving part of an epoch is SOL from the next epoch on; see `ticketPosition`.
   */
  orderUnstake(parameters: OrderUnstakeParameters): Promise<UnstakeOrdered> {
    return orderUnstake(this.session, parameters);
  }

  /**
   * Takes back what is left of a ticket, less what `quoteCancelTicket` says; pays what is paid on it and closes it in the same
   * transaction, if it is the head of the queue or has been passed. Otherwise `claimTickets` closes it later.
   */
  async cancelTicket(parameters: CancelTicketParameters): Promise<Sent> {
    return (await later()).cancelTicket(this.session, parameters);
  }

  /** Gives a queued ticket away. */
  async transferTicket(parameters: TransferTicketParameters): Promise<Sent> {
    return (await later()).transferTicket(this.session, parameters);
  }

  /**
   * Pays a ticket to its owner, whoever that is: all of it, or the part that is paid. Undefined when somebody else has just done so.
   */
  async claimTicket(parameters: ClaimTicketParameters): Promise<Sent | undefined> {
    return (await later()).claimTicket(this.session, parameters);
  }

  /** Pays what is paid on all tickets of an owner, and closes those that are done. Others may claim them at the same time. */
  async claimTickets(parameters?: TicketsParameters): Promise<Sent[]> {
    return (await later()).claimTickets(this.session, parameters);
  }

  /** Burns tokens for a stake account, at an address of the wallet's own: no new key has to sign. The wallet pays its rent. */
  async withdrawStakeAccount(parameters: WithdrawStakeAccountParameters): Promise<StakeTaken> {
    return (await later()).withdrawStakeAccount(this.session, parameters);
  }

  /**
   * Burns tokens for as many stake accounts as it takes, one transaction each; see `planStakeWithdrawals`. `PartlyDone` with those
   * that were taken when an error stops the rest.
   */
  async withdrawStakeAccounts(parameters: WithdrawStakeAccountsParameters): Promise<StakeTaken[]> {
    return (await later()).withdrawStakeAccounts(this.session, parameters);
  }

  /** Adds SOL to the liquidity pool for shares of it. */
  async addLiquidity(parameters: AddLiquidityParameters): Promise<LiquidityAdded> {
    return (await later()).addLiquidity(this.session, parameters);
  }

  /** Redeems shares of the liquidity pool for SOL and tokens, at any time. */
  async removeLiquidity(parameters: RemoveLiquidityParameters): Promise<LiquidityRemoved> {
    return (await later()).removeLiquidity(this.session, parameters);
  }

  // Cranks

  /** Brings the pool up to date, if it is not, and tidies its stake accounts. */
  async refresh(options?: RefreshOptions): Promise<Refreshed> {
    return (await later()).refresh(this.session, options);
  }

  /**
   * Settles tickets from the head of the queue on, as far as the reserve goes: what is left over pays a part of the next. Sends
   * what a ticket's account lacks of a rent that has risen first.
   */
  async settleTickets(): Promise<Settled> {
    return (await later()).settleTickets(this.session);
  }

  /** Delegates reserve to every validator below its target. Anybody may. */
  async delegateAll(): Promise<Rebalanced> {
    return (await later()).delegateAll(this.session);
  }

  /**
   * Deactivates stake for tickets and of every validator over its target. Before the epoch's moving part only for tickets that
   * could have been served in an earlier epoch. Anybody may.
   */
  async deactivateAll(): Promise<Rebalanced> {
    return (await later()).deactivateAll(this.session);
  }

  /**
   * Measures validators again whose stake accounts hold other lamports than the books say; all of them, or those named. Before the
   * epoch's update this is what the update does anyway. A loss counts at once, a gain from the next update on. Anybody may.
   */
  async measureAgain(parameters?: MeasureAgainParameters): Promise<Sent[]> {
    return (await later()).measureAgain(this.session, parameters);
  }

  /** Takes a drained validator off the list; throws why it cannot be. Anybody may. Undefined when somebody else has just done so. */
  async removeValidator(parameters: RemoveValidatorParameters): Promise<Sent | undefined> {
    return (await later()).removeValidator(this.session, parameters);
  }

  /**
   * Takes validators off the list whose score is 0 and whose stake has come back: all of them, or those named. One
   * transaction each. Anybody may.
   */
  async removeValidators(parameters?: RemoveValidatorsParameters): Promise<Sent[]> {
    return (await later()).removeValidators(this.session, parameters);
  }

  /** One pass of a keeper: refresh, settle, delegate, deactivate and, if asked to, remove drained validators. */
  async crank(parameters?: CrankParameters): Promise<CrankReport> {
    return (await later()).crank(this.session, parameters);
  }

  /**
   * Makes the wallet's lookup tables for this pool, or brings them up to date, and uses them from now on: an update then
   * takes a third of the transactions. For a keeper of a pool with many validators; call it again when some were added.
   * The tables' rent comes back with {@link closeLookupTables}.
   */
  async keepLookupTables(options?: KeepLookupTablesOptions): Promise<KeptLookupTables> {
    const kept = await (await later()).keepLookupTables(this.session, options);
    this.session.options.lookupTables = kept.tables;
    return kept;
  }

  /**
   * Gives up the wallet's lookup tables for this pool, and uses none from now on. Their rent comes back when they are
   * closed, some minutes after the first call: to be repeated until none is left.
   */
  async closeLookupTables(): Promise<ClosedLookupTables> {
    this.session.options.lookupTables = undefined;
    return (await later()).closeLookupTables(this.session);
  }

  // Validator manager

  /** Lists a validator. The wallet has to be the pool's validator manager; it pays. */
  async addValidator(parameters: AddValidatorParameters): Promise<Sent> {
    return (await later()).addValidator(this.session, parameters);
  }

  /** Sets a validator's score. The wallet has to be the pool's validator manager. */
  async setScore(parameters: SetScoreParameters): Promise<Sent> {
    return (await later()).setScore(this.session, parameters);
  }

  /**
   * Sets score, cap and keep of many validators, by their places in the list; as many at once as fit into a transaction. The
   * wallet has to be the pool's validator manager.
   */
  async setScores(parameters: SetScoresParameters): Promise<Sent> {
    return (await later()).setScores(this.session, parameters);
  }

  /** Deactivates all stake of a validator with score 0 at once. The wallet has to be the pool's validator manager. */
  async emergencyDeactivate(parameters: EmergencyDeactivateParameters): Promise<Sent> {
    return (await later()).emergencyDeactivate(this.session, parameters);
  }

  // Admin and guardian

  /** Changes settings; `quoteConfig` says what takes effect when. The wallet has to be the pool's admin. */
  async proposeConfig(parameters: ProposeConfigParameters): Promise<Sent> {
    return (await later()).proposeConfig(this.session, parameters);
  }

  /** Proposes another admin; `PublicKey.default` withdraws a proposal. The wallet has to be the pool's admin. */
  async proposeAdmin(parameters: ProposeAdminParameters): Promise<Sent> {
    return (await later()).proposeAdmin(this.session, parameters);
  }

  /** Becomes the pool's admin. The wallet has to be the proposed one. */
  async acceptAdmin(): Promise<Sent> {
    return (await later()).acceptAdmin(this.session);
  }

  /** Gives a role to somebody else. The wallet has to be the pool's admin. */
  async setRole(parameters: SetRoleParameters): Promise<Sent> {
    return (await later()).setRole(this.session, parameters);
  }

  /** Stops deposits, instant unstakes and new delegation for a time. The wallet has to be the pool's guardian. */
  async pause(parameters: PauseParameters): Promise<Sent> {
    return (await later()).pause(this.session, parameters);
  }

  /** Ends a pause early. The wallet has to be the pool's guardian. */
  async unpause(): Promise<Sent> {
    return (await later()).unpause(this.session);
  }

  /** Creates the liquidity pool. The wallet has to be the pool's admin; it pays the seed and the rents. */
  async createLiquidity(parameters: CreateLiquidityParameters): Promise<Sent> {
    return (await later()).createLiquidity(this.session, parameters);
  }

  /** Changes the liquidity pool's fees and cap; see `quoteLiquidityConfig`. The wallet has to be the pool's admin. */
  async setLiquidityConfig(parameters: SetLiquidityConfigParameters): Promise<Sent> {
    return (await later()).setLiquidityConfig(this.session, parameters);
  }

  /**
   * Gives the pool token, or the liquidity pool's shares, the name, symbol and picture that wallets show, once. The wallet has to
   * be the pool's admin, and pays.
   */
  async createTokenMetadata(parameters: CreateTokenMetadataParameters): Promise<Sent> {
    return (await later()).createTokenMetadata(this.session, parameters);
  }

  /**
   * Changes what `createTokenMetadata` gave; what shall stay the same has to be given, too. The wallet has to be the pool's
   * admin.
   */
  async updateTokenMetadata(parameters: UpdateTokenMetadataParameters): Promise<Sent> {
    return (await later()).updateTokenMetadata(this.session, parameters);
  }
}

/** A client of a session, with all that is set on it. */
function clientOf({ deployment: of, connection, wallet, options, capture }: Session): TruestakeClient {
  const client = new TruestakeClient({ ...of, connection, wallet, options });
  client.session.capture = capture;
  return client;
}
