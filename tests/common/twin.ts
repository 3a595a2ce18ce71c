import assert from "node:assert/strict";
import { Keypair, type PublicKey } from "@solana/web3.js";
import { delegatedLamports, StakeStatus, TicketStatus, usesStake, usesTransient } from "@truestake/sdk";
import type { Done } from "./context";
import { arrived, Model, type ModelFees, type ModelLiquidity, type ModelTime, noArrivals } from "./model";
import type { Provider, TestPool, User } from "./pool";

/**
 * A pool on the chain and its model, doing the same; after every step the chain's books are compared with the model's
 * and with what the accounts really hold.
 */
export class Twin {
  readonly model: Model;
  /** Owners of the tickets, by number. */
  readonly owners: User[] = [];
  /** What the tickets' owners paid for their accounts. */
  private readonly rents: bigint[] = [];

  constructor(readonly pool: TestPool) {
    const { seedLamports, rewardFee, depositFee, withdrawalFee, ticketFee, referralShare } = pool.config;
    const rates = { deposit: depositFee, withdrawal: withdrawalFee, ticket: ticketFee };
    const fees = { reward: rewardFee, ...rates, referralShare };
    this.model = new Model(seedLamports, fees, pool.chain.epoch, pool.state.updates);
  }

  private get slot(): bigint {
    return this.pool.chain.slot;
  }

  private get epoch(): bigint {
    return this.pool.chain.epoch;
  }

  private get time(): ModelTime {
    const { slot, epoch, slotsPerEpoch } = this.pool.chain;
    return { slot, epoch, slotsPerEpoch };
  }

  deposit(user: User, lamports: bigint, referrer?: User): Done {
    const charged = this.pool.tokensOf(this.pool.config.treasury) >= 0n && this.canCharge();
    const done = this.pool.deposit(user, lamports, referrer ? { referrer: referrer.tokens } : {});
    const withReferrer = referrer !== undefined && charged;
    const paid = this.model.deposit(lamports, this.time, { withReferrer, charged });
    const { depositor, treasury, referrer: share } = paid;
    assert.equal(done.event.data.tokens, depositor, "the depositor's tokens");
    assert.equal(done.event.data.lamports_to_liquidity, paid.paid, "what the liquidity pool is paid");
    assert.equal(done.event.data.tokens_from_liquidity, paid.bought, "what the liquidity pool sells");
    assert.equal(done.event.data.treasury_tokens, treasury, "the treasury's tokens");
    assert.equal(done.event.data.referrer_tokens, share, "the referrer's tokens");
    this.check();
    return done;
  }

  /** The model's liquidity pool, which the tests that use it have made. */
  private get liquidity(): ModelLiquidity {
    return this.model.liquidity ?? assert.fail("there is a liquidity pool");
  }

  createLiquidity(config: { target: bigint; minFee: number; maxFee: number; treasuryCut: number }, seed: bigint): void {
    const { target, minFee, maxFee, treasuryCut } = config;
    this.pool.createLiquidity(config, seed);
    const fees = { target, min: BigInt(minFee), max: BigInt(maxFee), treasuryCut: BigInt(treasuryCut) };
    this.model.liquidity = {
      lamports: seed,
      tokens: 0n,
      shares: seed,
      fees,
      earned: noArrivals(),
      added: noArrivals(),
    };
    this.check();
  }

  addLiquidity(provider: Provider, lamports: bigint): void {
    const { event } = this.pool.addLiquidity(provider, lamports);
    assert.equal(event.data.shares, this.model.addLiquidity(lamports, this.time, this.liquidity), "the shares");
    this.check();
  }

  /** Removes liquidity, or is told that the shares stand for nothing. */
  removeLiquidity(provider: Provider, shares: bigint): void {
    const state = structuredClone(this.liquidity);
    const { lamports, tokens } = this.model.removeLiquidity(shares, this.time, this.liquidity);
    if (lamports === 0n && tokens === 0n) {
      this.model.liquidity = state;
      const instruction = this.pool.removeLiquidityInstruction(provider, shares);
      this.pool.context.refused(instruction, [provider.keypair], "ZeroResult");
      return;
    }
    const { event } = this.pool.removeLiquidity(provider, shares);
    assert.deepEqual([event.data.lamports, event.data.tokens], [lamports, tokens], "what the shares stand for");
    this.check();
  }

  /** Sells tokens to the liquidity pool, or is told that it cannot pay. */
  sell(user: User, tokens: bigint): void {
    const sale = this.model.quoteSale(tokens, this.time, this.liquidity);
    if (!sale || sale.lamports === 0n) {
      const error = sale ? "ZeroResult" : "InsufficientLiquidity";
      this.pool.context.refused(this.pool.sellInstruction(user, tokens), [user.keypair], error);
      return;
    }
    const charged = this.canCharge();
    const { event } = this.pool.sell(user, tokens);
    const cut = this.model.sell(tokens, this.time, this.liquidity, sale.lamports, charged);
    assert.deepEqual([event.data.lamports, event.data.fee], [sale.lamports, sale.fee], "what the sale pays");
    assert.equal(event.data.treasury_tokens, cut, "the treasury's cut");
    this.check();
  }

  /** Deposits a stake account, or is told by one of `errors` why not; says whether it did. */
  depositStake(user: User, stake: PublicKey, index: number, errors: readonly string[]): boolean {
    const charged = this.canCharge();
    const lamports = this.pool.chain.balance(stake);
    const { error, events } = this.pool.context.send(this.pool.depositStakeInstruction(user, stake, index), [
      user.keypair,
    ]);
    if (error !== undefined) {
      assert(errors.includes(error), error);
      return false;
    }
    const { depositor, treasury } = this.model.mint(lamports, this.slot, { charged });
    assert.equal(events[0]?.data.tokens, depositor, "the depositor's tokens");
    assert.equal(events[0]?.data.treasury_tokens, treasury, "the treasury's tokens");
    this.check();
    return true;
  }

  /** Withdraws a stake account, or is told by one of `errors` why not; its address if it did. */
  withdrawStake(user: User, index: number, tokens: bigint, errors: readonly string[]): PublicKey | undefined {
    const account = Keypair.generate();
    const instruction = this.pool.withdrawStakeInstruction(user, index, tokens, account.publicKey);
    const { error, events } = this.pool.context.send(instruction, [user.keypair, account]);
    if (error !== undefined) {
      assert(errors.includes(error), error);
      return undefined;
    }
    const { lamports, fee } = this.model.withdraw(tokens, this.slot);
    assert.deepEqual([events[0]?.data.lamports, events[0]?.data.fee], [lamports, fee], "the stake and its fee");
    assert.equal(this.pool.chain.stakeAccount(account.publicKey)?.delegation?.stake, lamports, "the stake");
    this.check();
    return account.publicKey;
  }

  propose(change: Partial<ModelFees>): void {
    const {
      reward: rewardFee,
      deposit: depositFee,
      withdrawal: withdrawalFee,
      ticket: ticketFee,
      referralShare,
    } = change;
    this.pool.propose({ rewardFee, depositFee, withdrawalFee, ticketFee, referralShare });
    this.model.propose(change);
    this.check();
  }

  order(user: User, tokens: bigint): bigint {
    const sequence = this.pool.order(user, tokens);
    const ticket = this.model.order(tokens, this.slot, this.epoch);
    this.owners[Number(sequence)] = user;
    this.rents[Number(sequence)] = this.pool.chain.balance(this.pool.ticketAddress(sequence));
    assert.equal(sequence, ticket.sequence, "the ticket's number");
    assert.equal(this.pool.ticket(sequence).orderedLamports, ticket.value, "the ticket's value");
    this.check();
    return sequence;
  }

  cancel(sequence: bigint): void {
    this.pool.cancel(this.owner(sequence), sequence);
    this.model.cancel(sequence);
    this.check();
  }

  /** Settles up to `count` tickets; returns how many left the queue. */
  settle(count: number): number {
    const { state } = this.pool;
    const length = Math.min(count, Number(state.nextTicket - state.nextSettlement));
    if (length === 0) return 0;
    const head = this.model.head;
    const paid = this.model.settle(length, state.reserveLamports, this.slot, this.epoch);
    const passed = Number(this.model.head - head);
    if (passed > 0) {
      const { event } = this.pool.context.done(this.pool.settleInstruction(length));
      assert.equal(event.data.lamports, paid, "what the tickets are paid");
      assert.equal(event.data.next_sequence, this.model.head, "the head of the queue");
    } else {
      const { error } = this.pool.context.send(this.pool.settleInstruction(length));
      assert(error === "TicketNotDue" || error === "ReserveTooLow", `${error}`);
    }
    this.check();
    return passed;
  }

  claim(sequence: bigint): bigint {
    const owner = this.owner(sequence).address;
    const done = this.pool.claim(owner, sequence);
    const paid = this.model.claim(sequence);
    assert.equal(done.event.data.lamports, paid, "what the claim pays");
    this.check();
    return paid;
  }

  /** Everything the accounts hold that an update sees. */
  found(): bigint {
    const { pool } = this;
    return pool.list.records().reduce((sum, record) => {
      const stake = usesStake(record) ? pool.chain.balance(record.stake) : record.stakeLamports;
      const transient = usesTransient(record)
        ? pool.chain.balance(pool.transient(record.index))
        : record.transientLamports;
      return sum + stake + transient;
    }, pool.reserve);
  }

  update(): Done {
    const found = this.found();
    const minted = this.pool.supply;
    const wasFresh = this.pool.state.lastUpdateEpoch === this.epoch;
    const charged = this.canCharge();
    const done = this.pool.update();
    const { slotsPerEpoch } = this.pool.chain;
    const { feeTokens } = this.model.update(found, minted, this.slot, this.epoch, slotsPerEpoch, charged);
    if (!wasFresh) assert.equal(done.event.data.fee_tokens, feeTokens, "the fee's tokens");
    this.check();
    return done;
  }

  delegateAll(): number {
    const count = this.pool.delegateAll();
    this.check();
    return count;
  }

  deactivateAll(): number {
    const count = this.pool.deactivateAll();
    this.check();
    return count;
  }

  private canCharge(): boolean {
    return this.pool.chain.account(this.pool.config.treasury) !== null;
  }

  private owner(sequence: bigint): User {
    return this.owners[Number(sequence)] ?? assert.fail(`ticket ${sequence} has an owner`);
  }

  /** Compares the chain's books with the model's, and with the accounts as far as nothing waits to be measured. */
  check(): void {
    const { pool, model } = this;
    const { state } = pool;
    const books = { total: model.total(this.slot), supply: model.supply };
    assert.deepEqual(pool.books, books, "total and supply");
    assert.deepEqual(pool.price, books, "the price");
    assert.equal(state.nextSettlement, model.head, "the head of the queue");
    assert.equal(state.nextTicket, BigInt(model.tickets.length), "the end of the queue");
    assert.equal(state.queuedTokens, model.queuedTokens, "tokens in the queue");
    assert.equal(state.queuedLamports, model.queuedValue, "lamports in the queue");
    assert.equal(pool.escrowed, model.queuedTokens, "tokens in escrow");
    assert(pool.supply <= state.supply, "tokens that the books do not know");

    const { reward, deposit, withdrawal, ticket, referralShare } = model.fees;
    assert.deepEqual({ ...state.fees }, { reward, deposit, withdrawal, ticket, referralShare }, "the fees");
    assert.equal(state.pendingFeesUpdate, model.pending?.update ?? 0n, "when the fees rise");
    if (model.liquidity) this.checkLiquidity(model.liquidity);

    const records = pool.list.records();
    const sum = (of: (record: (typeof records)[number]) => bigint) =>
      records.reduce((total, record) => total + of(record), 0n);
    assert.equal(
      state.stakedLamports,
      sum(({ stakeLamports, transientLamports }) => stakeLamports + transientLamports),
      "what is staked is the sum over the validators",
    );
    assert.equal(
      state.coolingLamports,
      sum(({ coolingLamports }) => coolingLamports),
      "what cools down is the sum over the validators",
    );
    assert.equal(
      pool.list.totalScore,
      sum(({ score }) => BigInt(score)),
      "the sum of scores",
    );
    for (const record of records) {
      assert(delegatedLamports(record) >= 0n);
      const exists = pool.chain.stakeAccount(record.stake) !== null;
      assert.equal(record.stakeStatus !== StakeStatus.None, exists, "a canonical account is known when it exists");
    }
    for (const { sequence, state: status, pays } of model.tickets) {
      const account = pool.chain.account(pool.ticketAddress(sequence));
      assert.equal(account !== null, status !== "claimed", `ticket ${sequence} is ${status}`);
      if (!account) continue;
      const expected = {
        queued: TicketStatus.Queued,
        settled: TicketStatus.Settled,
        cancelled: TicketStatus.Cancelled,
      };
      assert.equal(pool.ticket(sequence).status, expected[status as keyof typeof expected]);
      const rent = this.rents[Number(sequence)] ?? 0n;
      assert(BigInt(account.lamports) >= rent + pays, `ticket ${sequence} holds what it pays and its rent`);
    }
  }

  private checkLiquidity({ lamports, tokens, shares, earned, added }: ModelLiquidity): void {
    const { pool } = this;
    const { liquidity, liquidityPdas } = pool;
    assert.deepEqual(
      [liquidity.solLamports, liquidity.tokenAmount, liquidity.shares],
      [lamports, tokens, shares],
      "SOL, tokens and shares of the liquidity pool",
    );
    for (const [{ epoch, recent, earlier }, came] of [
      [liquidity.heldFees, earned],
      [liquidity.added, added],
    ] as const) {
      const expected = [came.touched, arrived(came, came.touched), arrived(came, came.touched - 1n)];
      assert.deepEqual([epoch, recent, earlier], expected, "what came in the last epochs");
    }
    assert(pool.chain.balance(liquidityPdas.liquiditySol) >= lamports + pool.chain.rentFor(0n), "its SOL is there");
    assert(pool.tokensOf(liquidityPdas.liquidityTokens) >= tokens, "its tokens are there");
    const issued = pool.chain.account(liquidityPdas.liquidityMint)?.data.readBigUInt64LE(36);
    assert.equal(issued, shares - liquidity.lockedShares, "its shares are those of the providers and of the seed");
  }

  /** Solvency, where no loss waits to be measured: the accounts hold at least what the books say. */
  checkBacking(): void {
    const { pool } = this;
    assert(pool.reserve >= pool.state.reserveLamports, "the reserve holds what the books say");
    for (const record of pool.list.records()) {
      const { index, stakeLamports, transientLamports } = record;
      assert(pool.chain.balance(record.stake) >= stakeLamports, `canonical account ${index}`);
      assert(pool.chain.balance(pool.transient(index)) >= transientLamports, `transient account ${index}`);
    }
  }
}
