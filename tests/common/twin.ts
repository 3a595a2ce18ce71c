import assert from "node:assert/strict";
import { delegatedLamports, StakeStatus, TicketStatus, usesStake, usesTransient } from "@truestake/sdk";
import type { Done, TestPool, User } from "./context";
import { Model } from "./model";

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
    const { seedLamports, rewardFee, depositFee, ticketFee, referralShare } = pool.config;
    const fees = { reward: rewardFee, deposit: depositFee, ticket: ticketFee, referralShare };
    this.model = new Model(seedLamports, fees, pool.chain.epoch);
  }

  private get slot(): bigint {
    return this.pool.chain.slot;
  }

  private get epoch(): bigint {
    return this.pool.chain.epoch;
  }

  deposit(user: User, lamports: bigint, referrer?: User): Done {
    const charged = this.pool.tokensOf(this.pool.config.treasury) >= 0n && this.canCharge();
    const done = this.pool.deposit(user, lamports, referrer ? { referrer: referrer.tokens } : {});
    const withReferrer = referrer !== undefined && charged;
    const { depositor, treasury, referrer: share } = this.model.deposit(lamports, this.slot, { withReferrer, charged });
    assert.equal(done.event.data.tokens, depositor, "the depositor's tokens");
    assert.equal(done.event.data.treasury_tokens, treasury, "the treasury's tokens");
    assert.equal(done.event.data.referrer_tokens, share, "the referrer's tokens");
    this.check();
    return done;
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
