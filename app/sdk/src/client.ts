import { createAssociatedTokenAccountIdempotentInstruction, getAssociatedTokenAddressSync } from "@solana/spl-token";
import type { PublicKey, Signer, TransactionInstruction } from "@solana/web3.js";
import { fetchMany } from "./accounts/common";
import { fetchPoolOfMint, type Pool } from "./accounts/pool";
import { fetchPriceHistory, type PriceHistory } from "./accounts/priceHistory";
import { fetchSnapshot, isFresh, type PoolSnapshot } from "./accounts/snapshot";
import { fetchQueue, fetchTicket, fetchTickets, type Ticket, TicketStatus } from "./accounts/ticket";
import { usesStake, usesTransient } from "./accounts/validatorList";
import { type Apy, type ApyOptions, apyOf } from "./apy";
import { type Backing, proofOfBacking } from "./backing";
import type { ChainSender } from "./chain";
import { type ErrorName, isError, programError, TruestakeError } from "./errors";
import { findEvent } from "./events";
import { type Freshened, freshen, planCranks, prependCranks } from "./freshen";
import * as instructions from "./instructions";
import { formatPrice, type Price } from "./math/price";
import { type PoolAddresses, poolAddresses, stakeAddress, ticketAddress, transientAddress } from "./pda";
import { priceAt } from "./quote/books";
import { quoteDepositSol } from "./quote/depositSol";
import type { Move } from "./quote/moves";
import { quoteOrderUnstake } from "./quote/orderUnstake";
import { minimumFor } from "./quote/slippage";
import { quoteTicket, type TicketPosition, ticketPosition } from "./quote/ticket";
import { type Holding, measureValidators, quoteUpdatePool } from "./quote/updatePool";
import { moveInstructions, planDeactivations, planDelegations } from "./rebalance";
import { fits } from "./transaction/compile";
import { pack } from "./transaction/pack";
import { type Batch, type SendOptions, type Sent, sendTransaction } from "./transaction/send";
import type { Wallet } from "./transaction/wallet";

export interface ClientOptions extends SendOptions {
  /** Slippage allowed where a call names no minimum, in basis points; 10 if not given. */
  slippageBps?: number | undefined;
}

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
  /** Whether instructions that use the price work now. */
  fresh: boolean;
  /** Epoch of the last update. */
  epoch: bigint;
  slot: bigint;
}

/** What one pass of moving stake did. */
export interface Rebalanced {
  /** Every validator that is not at its target, with what moved or the rule that binds. */
  moves: Move[];
  transactions: Sent[];
  /** Says which rules bind when nothing moved; undefined when something did. */
  idle: string | undefined;
}

/** What a keeper's pass did. */
export interface CrankReport {
  freshened: Sent[];
  settled: Sent[];
  /** Why the queue's head is not settled; undefined when the queue is empty. */
  queueWaitsFor: ErrorName | undefined;
  delegated: Rebalanced;
  deactivated: Rebalanced;
}

/** Units that one instruction may take, to pack several into a transaction. */
const MOVE_UNITS = 150_000;
const CLAIM_UNITS = 30_000;
/** Most tickets to settle in one transaction. */
const SETTLE_MOST = 24;
/** Attempts when somebody else was faster. */
const ATTEMPTS = 3;

/** The epoch has ended since the pool was looked at. */
const EPOCH_ENDED: ErrorName[] = ["PoolOutOfDate", "EpochRewardsActive"];

/** A move that the program refuses although it was planned: somebody else has just made it. */
const MOVE_RACES: ErrorName[] = [
  "AtTarget",
  "ReserveNeeded",
  "BelowMinimumDelegation",
  "MoveLimitReached",
  "TransientInUse",
  "StakeCoolingDown",
  "NothingToDeactivate",
];

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
   * the admin's associated token account, that is created too: fees are charged only to a treasury that exists.
   */
  static async createPool(
    config: Omit<ClientConfig, "mint" | "wallet"> & { wallet: Wallet; mint: Signer; config: instructions.PoolConfig },
  ): Promise<{ client: TruestakeClient; sent: Sent }> {
    const { connection, wallet, programId, options } = config;
    const { publicKey: mint } = config.mint;
    const { admin, treasury } = config.config;
    const payer = wallet.publicKey;
    const batch: TransactionInstruction[] = [
      instructions.createPool({ creator: payer, mint, config: config.config, programId }),
      instructions.growHistory({ pool: poolAddresses(mint, programId), payer, programId }),
    ];
    if (treasury.equals(getAssociatedTokenAddressSync(mint, admin, true))) {
      batch.push(createAssociatedTokenAccountIdempotentInstruction(payer, treasury, admin, mint));
    }
    const signed: Batch = { instructions: batch, signers: [config.mint] };
    const sent = await sendTransaction(connection, wallet, signed, { ...options, programId });
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
    const [snapshot, decoded] = await Promise.all([this.snapshot(), fetchTicket(this.connection, ticket)]);
    return ticketPosition(snapshot, decoded);
  }

  /** The price after each of the last 512 epoch updates. */
  history(): Promise<PriceHistory> {
    return fetchPriceHistory(this.connection, this.addresses);
  }

  /** What holders earned lately, per year and net of fees; undefined without history. */
  async apy(options?: ApyOptions): Promise<Apy | undefined> {
    return apyOf(await this.history(), options);
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
  }): Promise<Sent & { tokens: bigint }> {
    const { lamports, minimumTokensOut, referrer } = options;
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
          minimumTokensOut: minimumTokensOut ?? minimumFor(quote(), this.#options.slippageBps),
          referrer,
          programId: this.#programId,
        }),
      ];
    });
    return { ...sent, tokens: findEvent(sent.events, "SolDeposited")?.data.tokens ?? 0n };
  }

  /** Orders the redemption of tokens. Without `minimumLamportsOut` it takes the quote less the slippage. */
  async orderUnstake(options: {
    tokens: bigint;
    minimumLamportsOut?: bigint;
    source?: PublicKey;
  }): Promise<Sent & { ticket: PublicKey }> {
    const { tokens, minimumLamportsOut, source = this.tokenAccount() } = options;
    const owner = this.wallet.publicKey;
    let sequence = 0n;
    const build = ({ pool, clock }: PoolSnapshot): TransactionInstruction[] => {
      sequence = pool.nextTicket;
      const quote = () => quoteOrderUnstake({ pool, clock }, tokens).lamports;
      const minimum = minimumLamportsOut ?? minimumFor(quote(), this.#options.slippageBps);
      const programId = this.#programId;
      return [instructions.orderUnstake({ pool, owner, source, tokens, minimumLamportsOut: minimum, programId })];
    };
    for (let attempt = 1; ; attempt++) {
      try {
        const sent = await this.sendPriced(build);
        return { ...sent, ticket: ticketAddress(this.addresses.pool, sequence, this.#programId) };
      } catch (error) {
        // Somebody else took the ticket number.
        if (attempt >= ATTEMPTS || !isError(error, "ConstraintSeeds")) throw error;
      }
    }
  }

  /** Takes a queued ticket's tokens back. */
  cancelTicket({ ticket, destination }: { ticket: PublicKey; destination?: PublicKey }): Promise<Sent> {
    const owner = this.wallet.publicKey;
    return this.send([
      ...(destination ? [] : [this.createTokenAccount()]),
      instructions.cancelTicket({
        pool: this.addresses,
        ticket,
        owner,
        destination: destination ?? this.tokenAccount(),
        programId: this.#programId,
      }),
    ]);
  }

  /** Gives a queued ticket away. */
  transferTicket({ ticket, newOwner }: { ticket: PublicKey; newOwner: PublicKey }): Promise<Sent> {
    const owner = this.wallet.publicKey;
    const programId = this.#programId;
    return this.send([instructions.transferTicket({ pool: this.addresses, ticket, owner, newOwner, programId })]);
  }

  /** Pays a settled ticket to its owner, whoever that is. */
  async claimTicket({ ticket }: { ticket: PublicKey }): Promise<Sent> {
    const { owner } = await fetchTicket(this.connection, ticket);
    return this.send([this.claim({ address: ticket, owner })]);
  }

  /** Pays all settled tickets of an owner, the wallet's if not given, and returns the rent of cancelled ones. */
  async claimTickets(owner = this.wallet.publicKey): Promise<Sent[]> {
    const [pool, tickets] = await Promise.all([this.pool(), this.tickets(owner)]);
    const done = tickets.filter(
      ({ status, sequence }) => status !== TicketStatus.Queued && sequence < pool.nextSettlement,
    );
    return this.sendPacked(
      done.map((ticket) => this.claim(ticket)),
      CLAIM_UNITS,
    );
  }

  // Cranks

  /** Brings the pool up to date, if it is not. */
  freshen(): Promise<Freshened> {
    return freshen(this.connection, this.wallet, { ...this.#options, mint: this.mint });
  }

  /** Settles tickets from the head of the queue on, as far as the reserve goes. */
  async settleTickets(): Promise<{ transactions: Sent[]; waitsFor: ErrorName | undefined }> {
    const transactions: Sent[] = [];
    return withinEpoch(async () => {
      let { snapshot } = await this.freshen();
      for (;;) {
        const queue = await fetchQueue(this.connection, snapshot.pool, SETTLE_MOST, this.#programId);
        const [head] = queue;
        if (!head) return { transactions, waitsFor: undefined };
        const { waitsFor } = quoteTicket(snapshot, head);
        if (waitsFor && waitsFor !== "TicketOutOfOrder") return { transactions, waitsFor };
        const build = (count: number) =>
          instructions.settleTickets({
            pool: snapshot.pool,
            tickets: queue.slice(0, count).map(({ address }) => address),
            programId: this.#programId,
          });
        let count = queue.length;
        while (count > 1 && !fits(this.wallet.publicKey, [build(count)])) count--;
        const before = snapshot.pool.nextSettlement;
        transactions.push(await this.send([build(count)]));
        snapshot = await this.snapshot();
        if (snapshot.pool.nextSettlement === before) return { transactions, waitsFor: undefined };
      }
    });
  }

  /** Delegates reserve to every validator below its target. */
  delegateAll(): Promise<Rebalanced> {
    return this.move("delegate");
  }

  /** Deactivates stake of every validator over its target. */
  deactivateAll(): Promise<Rebalanced> {
    return this.move("deactivate");
  }

  /** One pass of a keeper: freshen, settle, delegate, deactivate. Does nothing where nothing is to be done. */
  async crank(): Promise<CrankReport> {
    const { transactions: freshened } = await this.freshen();
    const { transactions: settled, waitsFor: queueWaitsFor } = await this.settleTickets();
    const delegated = await this.delegateAll();
    const deactivated = await this.deactivateAll();
    return { freshened, settled, queueWaitsFor, delegated, deactivated };
  }

  // Validator manager

  /** Lists a validator. The wallet has to be the pool's validator manager. */
  addValidator({ vote, score }: { vote: PublicKey; score: number }): Promise<Sent> {
    const validatorManager = this.wallet.publicKey;
    const programId = this.#programId;
    return this.send([instructions.addValidator({ pool: this.addresses, validatorManager, vote, score, programId })]);
  }

  /** Sets a validator's score. The wallet has to be the pool's validator manager. */
  async setScore({ vote, score }: { vote: PublicKey; score: number }): Promise<Sent> {
    const validator = (await this.snapshot()).validators.find(vote);
    if (!validator) throw programError("ValidatorNotFound");
    const validatorManager = this.wallet.publicKey;
    const programId = this.#programId;
    return this.send([instructions.setScore({ pool: this.addresses, validatorManager, validator, score, programId })]);
  }

  // How

  /** The wallet; `WalletRejected` for a client that only reads. */
  private get wallet(): Wallet {
    if (!this.#wallet) throw new TruestakeError("WalletRejected", "this client has no wallet");
    return this.#wallet;
  }

  private tokenAccount(): PublicKey {
    return getAssociatedTokenAddressSync(this.mint, this.wallet.publicKey, true);
  }

  private createTokenAccount(): TransactionInstruction {
    const { publicKey } = this.wallet;
    return createAssociatedTokenAccountIdempotentInstruction(publicKey, this.tokenAccount(), publicKey, this.mint);
  }

  private claim({ address, owner }: { address: PublicKey; owner: PublicKey }): TransactionInstruction {
    return instructions.claimTicket({ pool: this.addresses, ticket: address, owner, programId: this.#programId });
  }

  private send(batch: TransactionInstruction[]): Promise<Sent> {
    return sendTransaction(this.connection, this.wallet, { instructions: batch }, this.#options);
  }

  private async sendPacked(batch: TransactionInstruction[], units: number): Promise<Sent[]> {
    const sent: Sent[] = [];
    for (const part of pack(this.wallet.publicKey, batch, units)) sent.push(await this.send(part));
    return sent;
  }

  /** Sends instructions that use the price, with the missing cranks before them or run first. */
  private sendPriced(build: (snapshot: PoolSnapshot) => TransactionInstruction[]): Promise<Sent> {
    return withinEpoch(() => this.sendPricedNow(build));
  }

  private async sendPricedNow(build: (snapshot: PoolSnapshot) => TransactionInstruction[]): Promise<Sent> {
    const snapshot = await this.snapshot();
    if (isFresh(snapshot)) return this.send(build(snapshot));
    const options = { payer: this.wallet.publicKey, programId: this.#programId };
    if (!snapshot.clock.rewardsActive && planCranks(snapshot, options).first.length === 0) {
      const whole = prependCranks(snapshot, build(await this.updated(snapshot)), options);
      if (whole) {
        try {
          return await this.send(whole);
        } catch (error) {
          // Somebody else has run the cranks, or the epoch has ended.
          if (!isError(error, "WrongAccountCount", "ValidatorsOutOfDate", "EpochRewardsActive")) throw error;
        }
      }
    }
    return this.send(build((await this.freshen()).snapshot));
  }

  /** A snapshot as the missing cranks will leave it. */
  private async updated(snapshot: PoolSnapshot): Promise<PoolSnapshot> {
    const { pool, validators, clock } = snapshot;
    const records = validators.unmeasured(clock.epoch).map((index) => validators.record(index));
    const addresses = records.flatMap(({ vote }) => [
      stakeAddress(pool.pool, vote, this.#programId),
      transientAddress(pool.pool, vote, this.#programId),
    ]);
    const accounts = await fetchMany(this.connection, addresses);
    const holdings = records.map((record, index): Holding => {
      const lamports = (at: number): bigint => BigInt(accounts[at]?.lamports ?? 0);
      return {
        record,
        stake: usesStake(record) ? lamports(2 * index) : 0n,
        transient: usesTransient(record) ? lamports(2 * index + 1) : 0n,
      };
    });
    const update = quoteUpdatePool(snapshot, measureValidators(holdings, clock.epoch));
    return { ...snapshot, pool: update.pool };
  }

  private move(kind: "delegate" | "deactivate"): Promise<Rebalanced> {
    const plan = kind === "delegate" ? planDelegations : planDeactivations;
    const transactions: Sent[] = [];
    return withinEpoch(async () => {
      const { snapshot } = await this.freshen();
      const moves = await plan(this.connection, snapshot, this.#programId);
      const refused: TruestakeError[] = [];
      const batches = pack(this.wallet.publicKey, moveInstructions(kind, snapshot, moves, this.#programId), MOVE_UNITS);
      for (const batch of batches) {
        try {
          transactions.push(await this.send(batch));
        } catch (error) {
          if (!isError(error, ...MOVE_RACES)) throw error;
          refused.push(error);
        }
      }
      const idle = transactions.length > 0 ? undefined : explainIdle(moves, refused);
      return { moves, transactions, idle };
    });
  }
}

/** Tries anew from the look at the pool on when an epoch has ended since: nothing has happened then. */
async function withinEpoch<T>(attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (error) {
      if (attempts >= ATTEMPTS || !isError(error, ...EPOCH_ENDED)) throw error;
    }
  }
}

function explainIdle(moves: Move[], refused: TruestakeError[]): string {
  const reasons = new Map<string, number>();
  const add = (reason: string) => reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  for (const { binding } of moves) if (binding) add(binding);
  for (const { name } of refused) add(name);
  if (reasons.size === 0) return "AtTarget: every validator has what its score wants";
  return [...reasons]
    .map(([reason, times]) => `${reason} at ${times} ${times === 1 ? "validator" : "validators"}`)
    .join(", ");
}
