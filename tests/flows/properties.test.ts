// The properties that every pool keeps, on one life in which every kind of step occurs, written down after each step.
// Random lives hold the same against the model; here each property has its name, and what it is tested on.
import assert from "node:assert/strict";
import type { PublicKey } from "@solana/web3.js";
import { decodeConverted, instructions } from "@truestake/sdk";
import { type Provider, SOL, TestContext, type TestEvent, type TestPool } from "../common";

/** Enough for the ask to be known to a billionth of a lamport. */
const ASKED = 1_000_000n * SOL;

/** What there is at one moment. */
interface Moment {
  total: bigint;
  supply: bigint;
  minted: bigint;
  /** Tokens that {@link ASKED} lamports buy: more of them would be a lower ask. */
  bought: bigint;
  /** All that users, tickets, their stake accounts, pool and liquidity hold. */
  wealth: bigint;
  /** Accounts that hold less than the books say. */
  short: string[];
}

interface Step {
  name: string;
  /** By a user, or a crank that serves users: no price may fall by it. */
  isUsers: boolean;
  before: Moment;
  after: Moment;
  events: TestEvent[];
}

class Life {
  readonly context = new TestContext();
  readonly pool: TestPool = this.context.createTestPool({ scores: [200, 100], maxMove: 10_000 });
  readonly steps: Step[] = [];
  readonly ann: Provider;
  readonly ben: Provider;
  /** Stake accounts of users. */
  private readonly stakes: PublicKey[] = [];

  constructor() {
    this.pool.createLiquidity({}, 10n * SOL);
    this.ann = this.pool.provider("ann");
    this.ben = this.pool.provider("ben");
    this.live();
  }

  private moment(): Moment {
    const { pool } = this;
    const { chain } = pool;
    const { reserveLamports, stakedLamports, supply, queuedTokens, nextTicket } = pool.state;
    const { solLamports, tokenAmount } = pool.liquidity;
    const tickets = Array.from({ length: Number(nextTicket) }, (_, sequence) => pool.ticketAddress(BigInt(sequence)));
    const theirs = [this.ann.address, this.ben.address, ...tickets, ...this.stakes];
    const wealth = theirs.reduce((sum, address) => sum + chain.balance(address), 0n);
    const holds: [string, bigint, bigint][] = [
      ["reserve", pool.reserve, reserveLamports],
      ["escrow", pool.escrowed, queuedTokens],
      ["liquidity's SOL", chain.balance(pool.liquidityPdas.liquiditySol) - chain.rentFor(0n), solLamports],
      ["liquidity's tokens", pool.tokensOf(pool.liquidityPdas.liquidityTokens), tokenAmount],
    ];
    for (const { index, stake, stakeLamports, transientLamports } of pool.list.records()) {
      holds.push([`stake ${index}`, chain.balance(stake), stakeLamports]);
      holds.push([`transient ${index}`, chain.balance(pool.transient(index)), transientLamports]);
    }
    for (const [sequence, address] of tickets.entries()) {
      if (!chain.account(address)) continue;
      holds.push([`ticket ${sequence}`, chain.balance(address), pool.ticket(BigInt(sequence)).claimableLamports]);
    }
    return {
      total: pool.books.total,
      supply,
      minted: pool.supply,
      bought: this.bought,
      wealth: wealth + reserveLamports + stakedLamports + solLamports,
      short: holds.filter(([, held, booked]) => held < booked).map(([name]) => name),
    };
  }

  private get bought(): bigint {
    const ask = instructions.convert({ pool: this.pool.deployment, conversion: "toTokens", amount: ASKED });
    return decodeConverted(this.context.view(ask)).amount;
  }

  private step(name: string, isUsers: boolean, run: () => { events: TestEvent[] }): void {
    const before = this.moment();
    const { events } = run();
    this.steps.push({ name, isUsers, before, after: this.moment(), events });
  }

  private update(...rewards: bigint[]): void {
    const { pool } = this;
    pool.chain.passEpochs(1);
    for (const [index, lamports] of rewards.entries()) pool.chain.payRewards([{ vote: pool.vote(index), lamports }]);
    this.step("update", false, () => {
      const measured = this.context.done(pool.updateValidatorsInstruction());
      return { events: [...measured.events, ...this.context.done(pool.updatePoolInstruction()).events] };
    });
    pool.chain.advanceSlots(600n);
  }

  private live(): void {
    const { pool, ann, ben, context } = this;
    const user = (name: string, run: () => { events: TestEvent[] }) => this.step(name, true, run);
    user("deposit_sol", () => pool.deposit(ann, 300n * SOL));
    user("deposit_sol, referred", () => pool.deposit(ben, 123_456_789_012n, { referrer: ann.tokens }));
    for (const index of [0, 1]) user("delegate_reserve", () => pool.delegate(index));
    this.update();
    this.update(3n * SOL, SOL);
    user("deposit_sol at an odd price", () => pool.deposit(ben, 7_777_777_777n));
    user("liquid_unstake", () => pool.sell(ann, 3_333_333_333n));
    user("add_liquidity", () => pool.addLiquidity(ben, 5_000_000_003n));
    user("deposit_sol of the liquidity's tokens", () => pool.deposit(ben, 1_234_567_890n));
    user("remove_liquidity", () => pool.removeLiquidity(ben, pool.tokensOf(ben.shares) / 3n));
    user("order_unstake", () => pool.context.done(pool.orderInstruction(ann, 100n * SOL), [ann.keypair]));
    user("order_unstake, another", () => pool.context.done(pool.orderInstruction(ben, 11_111_111_111n), [ben.keypair]));
    user("order_unstake, a third", () => pool.context.done(pool.orderInstruction(ben, 2n * SOL), [ben.keypair]));
    user("cancel_ticket", () => pool.cancel(ben, 2n));
    user("transfer_ticket", () => {
      const ticket = {
        pool: pool.deployment,
        ticket: pool.ticketAddress(1n),
        owner: ben.address,
        newOwner: ann.address,
      };
      return context.done(instructions.transferTicket(ticket), [ben.keypair]);
    });
    pool.toMovingPart();
    user("deactivate_stake", () => {
      assert(pool.deactivateAll() > 0);
      return { events: [] };
    });
    this.update(SOL, 2n * SOL);
    // A loss of a hundredth of one validator's stake.
    pool.chain.passEpochs(1);
    pool.chain.slash(pool.stake(1), 10_000n);
    this.update();
    user("settle_tickets", () => pool.settle(2));
    user("claim_ticket", () => pool.claim(ann.address, 0n));
    user("claim_ticket of another owner", () => pool.claim(ann.address, 1n));
    // A user's stake account in and another out; no rewards while they are on their own.
    const given = context.stakeAccount(ann.keypair, pool.vote(0), 20n * SOL, { loose: 12_345n });
    this.stakes.push(given);
    this.update();
    user("deposit_stake_account", () => pool.depositStake(ann, given, 0));
    user("withdraw_stake_account", () => {
      const done = pool.withdrawStake(ann, 1, 15_151_515_151n);
      this.stakes.push(done.stake);
      return done;
    });
    this.step("set_score", false, () => pool.setScore(1, 0));
    this.step("emergency_deactivate", false, () => pool.emergency(1));
    this.update();
    user("remove_validator", () => pool.removeValidator(1));
    user("tokens burned outside", () => {
      pool.burn(ben, SOL);
      return { events: [] };
    });
    this.update();
    this.update();
  }
}

describe("a life with every kind of step", () => {
  let life: Life;
  let steps: Step[];

  before(() => {
    life = new Life();
    steps = life.steps;
  });

  /** The steps of which something can be said; there must be some. */
  const those = (which: (step: Step) => boolean): Step[] => {
    const found = steps.filter(which);
    assert(found.length > 0, "the property is tested on something");
    return found;
  };

  it("[P-01] the accounts hold what the books say, after every step", () => {
    for (const { name, after } of steps) assert.deepEqual(after.short, [], name);
  });

  it("[P-02] the mint's supply is the books', after every step; what was burned outside until the next update", () => {
    const burned = steps.findIndex(({ name }) => name === "tokens burned outside");
    assert(burned > 0);
    for (const [at, { name, after }] of steps.entries()) {
      assert.equal(after.supply - after.minted, at === burned ? SOL : 0n, name);
    }
  });

  it("[P-03] no user's step lowers the price, and a loss does", () => {
    for (const { name, before, after } of those(({ isUsers }) => isUsers)) {
      assert(after.total * before.supply >= before.total * after.supply, name);
    }
    const falls = steps.filter(({ before, after }) => after.total * before.supply < before.total * after.supply);
    assert.deepEqual(
      falls.map(({ name }) => name),
      ["update"],
    );
  });

  it("[P-18] no user's step lowers the ask by more than three lamports of the total, but a ticket that is cancelled", () => {
    for (const { name, before, after } of those(({ isUsers, name }) => isUsers && name !== "cancel_ticket")) {
      assert(after.bought <= before.bought + (3n * ASKED) / before.total + 1n, name);
    }
  });

  it("[P-04] nobody gets more than the part that they pay for, or give up", () => {
    for (const { name, before, after } of those((step) => step.isUsers && step.after.supply > step.before.supply)) {
      const [paid, minted] = [after.total - before.total, after.supply - before.supply];
      assert(minted * before.total <= paid * before.supply, name);
    }
    for (const { name, before, after } of those((step) => step.isUsers && step.after.supply < step.before.supply)) {
      const [received, burned] = [before.total - after.total, before.supply - after.supply];
      assert(received * before.supply <= burned * before.total, name);
    }
  });

  it("[P-07] nothing comes or goes but measured gains and losses", () => {
    for (const { name, before, after, events } of steps) {
      const measured = events.find((event) => event.name === "ValidatorsUpdated")?.data;
      const [earned, other, loss] = ["earned", "other", "loss"].map((field) => (measured?.[field] ?? 0n) as bigint);
      assert.equal(after.wealth - before.wealth, (earned ?? 0n) + (other ?? 0n) - (loss ?? 0n), name);
    }
    assert(those(({ events }) => events.some(({ data }) => (data.loss as bigint) > 0n)).length > 0);
  });

  it("[bug-community-event] every event tells total and supply as they were and as they are", () => {
    for (const { name, before, after, events } of those((step) => step.events.length === 1)) {
      const { data } = events[0] as TestEvent;
      assert.deepEqual(data.before, { total: before.total, supply: before.supply }, name);
      assert.deepEqual(data.after, { total: after.total, supply: after.supply }, name);
    }
  });

  it("[bug-spl-rent] the rent of accounts that come and go is in no price", () => {
    for (const { name, before, after } of those(({ name }) => /delegate|deactivate|remove_validator/.test(name))) {
      assert.deepEqual([after.total, after.supply], [before.total, before.supply], name);
    }
  });

  it("[P-08] when everybody has left, what is there is the seed's and the treasury's, and nothing is stranded", () => {
    const { pool, ann, ben } = life;
    for (const user of [ann, ben]) {
      const shares = pool.tokensOf(user.shares);
      if (shares > 0n) pool.removeLiquidity(user, shares);
      pool.order(user, pool.tokensOf(user.tokens));
    }
    pool.deactivateAll();
    pool.nextEpoch();
    pool.nextEpoch();
    pool.settle(Number(pool.state.nextTicket - pool.state.nextSettlement));
    const { queuedTokens, supply, reserveLamports, stakedLamports } = pool.state;
    assert.equal(queuedTokens, 0n);
    const left = SOL + pool.tokensOf(pool.config.treasury) + pool.tokensOf(pool.liquidityPdas.liquidityTokens);
    assert.equal(supply, left);
    assert.equal(pool.reserve, reserveLamports);
    const staked = pool.list.records().reduce((sum, { index, stake }) => {
      return sum + pool.chain.balance(stake) + pool.chain.balance(pool.transient(index));
    }, 0n);
    assert.equal(staked, stakedLamports);
  });

  it("[P-12] a transaction of which one instruction is refused changes nothing", () => {
    const { pool, context, ann } = new Life();
    const state = pool.state;
    const steps = [pool.depositInstruction(ann, SOL), pool.orderInstruction(ann, 0n)];
    context.refused(steps, [ann.keypair], "ZeroAmount");
    assert.deepEqual(pool.state, state);
  });
});
