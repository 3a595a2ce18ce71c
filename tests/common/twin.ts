import assert from "node:assert/strict";
import { delegatedLamports, feesOf, StakeStatus, TicketStatus, usesStake, usesTransient } from "@truestake/sdk";
import { most } from "../model/bigint";
import { Model, type ModelTicket, type ModelTime } from "../model/reference/money";
import type { Done } from "./context";
import type { TestPool, User } from "./pool";

const STATUS: Record<Exclude<ModelTicket["state"], "claimed">, TicketStatus> = {
  queued: TicketStatus.Queued,
  settled: TicketStatus.Settled,
  cancelled: TicketStatus.Cancelled,
  returned: TicketStatus.Returned,
};

/**
 * A pool on the chain and its model, doing the same; after every step the chain's books are compared with the model's
 * and with what the accounts really hold.
 */
export class Twin {
  readonly model: Model;
  /** Owners of the tickets, by number. */
  private readonly owners: User[] = [];
  /** What the tickets' owners paid for their accounts. */
  private readonly rents: bigint[] = [];

  constructor(readonly pool: TestPool) {
    const { seedLamports, rewardFee, depositFee, withdrawalFee, ticketFee, referralShare, movingPart } = pool.config;
    const rates = { deposit: depositFee, withdrawal: withdrawalFee, ticket: ticketFee };
    const fees = { reward: rewardFee, ...rates, referralShare };
    this.model = new Model(seedLamports, fees, this.time, BigInt(movingPart), pool.state.updates);
  }

  private get time(): ModelTime {
    const { slot, epoch, slotsPerEpoch } = this.pool.chain;
    return { slot, epoch, slotsPerEpoch };
  }

  /** What the ask knows of stake, which this model does not have: the random lives compute it on their own. */
  private noteStake(): void {
    const { idleRates, stakedLamports, reserveBuffer } = this.pool.state;
    const { intakeEpoch, intakeLamports, intakeUncapped, intakeCapped, intakeLowestCap, busyShare } = this.pool.state;
    const [uncapped, busy] = [BigInt(intakeUncapped), BigInt(busyShare)];
    const sums = { lamports: intakeLamports, uncapped, capped: intakeCapped, lowestCap: intakeLowestCap, busy };
    this.model.intake = { epoch: intakeEpoch, ...sums };
    this.model.reserveBuffer = BigInt(reserveBuffer);
    this.model.maxValidatorShare = BigInt(this.pool.state.maxValidatorShare);
    this.model.idleRates = idleRates.map(BigInt);
    this.model.staked = stakedLamports;
  }

  deposit(user: User, lamports: bigint, referrer?: User): Done {
    const charged = this.canCharge();
    this.measureReserve();
    this.noteStake();
    const done = this.pool.deposit(user, lamports, referrer ? { referrer: referrer.tokens } : {});
    const withReferrer = referrer !== undefined && charged;
    const paid = this.model.deposit(lamports, this.time, { withReferrer, charged }) ?? assert.fail("there is a price");
    const { depositor, treasury, referrer: share, premium } = paid;
    assert.equal(done.event.data.tokens, depositor, "the depositor's tokens");
    assert.equal(done.event.data.premium, premium, "what is paid over the true price");
    assert.equal(done.event.data.treasury_tokens, treasury, "the treasury's tokens");
    assert.equal(done.event.data.referrer_tokens, share, "the referrer's tokens");
    this.check();
    return done;
  }

  order(user: User, tokens: bigint): bigint {
    const sequence = this.pool.order(user, tokens);
    const ticket = this.model.order(tokens, this.time);
    this.owners[Number(sequence)] = user;
    this.rents[Number(sequence)] = this.pool.chain.balance(this.pool.ticketAddress(sequence));
    assert.equal(sequence, ticket.sequence, "the ticket's number");
    assert.equal(this.pool.ticket(sequence).orderedLamports, ticket.value, "the ticket's value");
    assert.equal(this.pool.ticket(sequence).late, Number(ticket.late), "whether it was ordered in the moving part");
    this.check();
    return sequence;
  }

  cancel(sequence: bigint): void {
    this.noteStake();
    const { event } = this.pool.cancel(this.owner(sequence), sequence);
    const { tokens, cost } = this.model.cancel(sequence, this.time);
    assert.deepEqual([event.data.tokens, event.data.cost], [tokens, cost], "what comes back, and what it costs");
    this.check();
  }

  /** Settles up to `count` tickets, the last perhaps in part; returns how many left the queue. */
  settle(count: number): number {
    const { state } = this.pool;
    const length = Math.min(count, Number(state.nextTicket - state.nextSettlement));
    if (length === 0) return 0;
    this.measureReserve();
    const head = this.model.head;
    const rent = this.pool.chain.rentFor(BigInt(this.pool.chain.account(this.head)?.data.length ?? 0));
    const missingRent = ({ sequence }: ModelTicket) =>
      most(rent - this.pool.chain.balance(this.pool.ticketAddress(sequence)), 0n);
    const reserve = { lamports: this.pool.state.reserveLamports + this.unmeasured, isAll: this.isAll };
    const { paid, waits } = this.model.settle(length, reserve, this.time, missingRent);
    const instruction = this.pool.settleInstruction(length);
    if (waits) this.pool.context.refused(instruction, [], waits);
    else {
      const { event } = this.pool.context.done(instruction);
      const lamports = paid.reduce((sum, { payment }) => sum + payment.net, 0n);
      assert.equal(event.data.lamports, lamports, "what the tickets are paid");
      assert.equal(event.data.next_sequence, this.model.head, "the head of the queue");
    }
    this.check();
    return Number(this.model.head - head);
  }

  claim(sequence: bigint): bigint {
    const owner = this.owner(sequence).address;
    const { chain } = this.pool;
    const address = this.pool.ticketAddress(sequence);
    const held = chain.balance(address);
    const rent = chain.rentFor(BigInt(chain.account(address)?.data.length ?? 0));
    const done = this.pool.claim(owner, sequence);
    const { lamports } = this.model.claim(sequence, most(held - rent, 0n));
    assert.equal(done.event.data.lamports, lamports, "what the claim pays");
    this.check();
    return lamports;
  }

  /** What the accounts hold over the books and under them, as the next update will see it. */
  unseen(): { gain: bigint; loss: bigint } {
    const { pool } = this;
    const differences = pool.list.records().flatMap((record) => {
      const { stake, stakeLamports, transientLamports, index } = record;
      return [
        usesStake(record) ? pool.chain.balance(stake) - stakeLamports : 0n,
        usesTransient(record) ? pool.chain.balance(pool.transient(index)) - transientLamports : 0n,
      ];
    });
    differences.push(pool.reserve - pool.state.reserveLamports);
    const sum = (amounts: bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
    return {
      gain: sum(differences.filter((amount) => amount > 0n)),
      loss: -sum(differences.filter((amount) => amount < 0n)),
    };
  }

  /** The epoch's update. */
  update(): Done {
    const unseen = this.unseen();
    const charged = this.canCharge();
    const minted = this.pool.supply;
    const done = this.pool.update();
    assert.equal(done.event.data.fee_tokens, this.updateModel(unseen, minted, charged), "the fee's tokens");
    this.check();
    return done;
  }

  /** Lets the model do an update that the chain has had; what was `unseen` before it is measured. Returns the fee's tokens. */
  updateModel(unseen: { gain: bigint; loss: bigint }, minted = this.pool.supply, charged = this.canCharge()): bigint {
    this.model.measure(unseen, this.time);
    const updated = this.model.update(minted, this.time, charged) ?? assert.fail("the update is due");
    // What stake earned is the chain's to say.
    this.model.idleRates = this.pool.state.idleRates.map(BigInt);
    return updated.feeTokens;
  }

  delegateAll(): number {
    this.measureReserve();
    const count = this.pool.delegateAll();
    this.check();
    return count;
  }

  deactivateAll(): number {
    this.measureReserve();
    const count = this.pool.deactivateAll();
    this.check();
    return count;
  }

  /** What the reserve holds that no book has yet. */
  private get unmeasured(): bigint {
    return this.pool.reserve - this.pool.state.reserveLamports;
  }

  private measureReserve(): void {
    const change = this.unmeasured;
    this.model.measure({ gain: change > 0n ? change : 0n, loss: change < 0n ? -change : 0n }, this.time);
  }

  /** Whether nothing but the rents of the stake accounts is staked. */
  private get isAll(): boolean {
    const { coolingLamports, stakedLamports, stakeAccountCount, fundedRent } = this.pool.state;
    return coolingLamports === 0n && stakedLamports <= BigInt(stakeAccountCount) * fundedRent;
  }

  private get head() {
    return this.pool.ticketAddress(this.pool.state.nextSettlement);
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
    const books = model.bid(this.time.slot);
    assert.deepEqual(pool.books, books, "total and supply");
    assert.deepEqual(pool.price, books, "the price");
    assert.deepEqual([state.pendingGain, state.pendingLoss], [model.gain, model.loss], "what waits for the update");
    assert.equal(state.nextSettlement, model.head, "the head of the queue");
    assert.equal(state.nextTicket, BigInt(model.tickets.length), "the end of the queue");
    assert.equal(state.queuedTokens, model.queuedTokens, "tokens in the queue");
    assert.equal(state.queuedLamports, model.queuedValue, "lamports in the queue");
    assert.equal(pool.escrowed, model.queuedTokens, "tokens in escrow");
    assert(pool.supply <= state.supply, "tokens that the books do not know");

    const { reward, deposit, withdrawal, ticket, referralShare } = model.feesNow;
    assert.deepEqual({ ...feesOf(state) }, { reward, deposit, withdrawal, ticket, referralShare }, "the fees");

    this.checkValidators();
    this.checkTickets();
  }

  private checkValidators(): void {
    const { pool } = this;
    const { state } = pool;
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
      assert.equal(
        record.stakeStatus !== StakeStatus.None,
        exists,
        "a validator stake account is known when it exists",
      );
    }
  }

  private checkTickets(): void {
    const { pool, model } = this;
    for (const { sequence, state, tokens, claimable } of model.tickets) {
      const address = pool.ticketAddress(sequence);
      const account = pool.chain.account(address);
      assert.equal(account !== null, state !== "claimed", `ticket ${sequence} is ${state}`);
      if (!account || state === "claimed") continue;
      const ticket = pool.ticket(sequence);
      assert.deepEqual(
        [ticket.status, ticket.tokens, ticket.claimableLamports],
        [STATUS[state], tokens, claimable],
        `ticket ${sequence}`,
      );
      const rent = this.rents[Number(sequence)] ?? 0n;
      assert(BigInt(account.lamports) >= rent + claimable, `ticket ${sequence} holds what it pays and its rent`);
    }
  }

  /** Solvency, where no loss waits to be measured: the accounts hold at least what the books say. */
  checkBacking(): void {
    const { pool } = this;
    assert(pool.reserve >= pool.state.reserveLamports, "the reserve holds what the books say");
    for (const record of pool.list.records()) {
      const { index, stakeLamports, transientLamports } = record;
      assert(pool.chain.balance(record.stake) >= stakeLamports, `validator stake account ${index}`);
      assert(pool.chain.balance(pool.transient(index)) >= transientLamports, `transient account ${index}`);
    }
  }
}
