// Random lives of pools, compared with the model after every step. TEST_SEED=… repeats the run that a title shows.
import assert from "node:assert/strict";
import { Random, SEED, SOL, TestContext, type TestPool, Twin, type User } from "../common";

const SEQUENCES = Number(process.env.TEST_SEQUENCES ?? 60);
const STEPS = 30;

/** A random life of one pool. */
class Life {
  readonly random: Random;
  readonly context = new TestContext();
  readonly pool: TestPool;
  readonly twin: Twin;
  readonly users: User[];
  /** What was done, for the one who has to find out why it went wrong. */
  readonly log: string[] = [];
  /** Lamports sent to addresses that no update looks at while nothing is staked there. */
  private hidden = 0n;

  constructor(seed: number) {
    const random = new Random(seed);
    this.random = random;
    this.pool = this.context.createTestPool({
      scores: Array.from({ length: random.between(1, 4) }, () => random.between(0, 1_000)),
      seedLamports: random.amount(SOL, 100n * SOL),
      rewardFee: random.between(0, 1_000),
      depositFee: random.between(0, 50),
      ticketFee: random.between(0, 50),
      referralShare: random.between(0, 10_000),
      reserveBuffer: random.between(0, 2_000),
      maxValidatorShare: random.pick([10_000, 10_000, 5_000, 3_000]),
      maxMove: random.pick([0, 500, 2_000, 10_000]),
    });
    this.twin = new Twin(this.pool);
    this.users = ["ann", "ben", "eva"].map((name) => this.pool.user(name));
  }

  get chain() {
    return this.context.chain;
  }

  get isFresh(): boolean {
    return this.pool.state.lastUpdateEpoch === this.chain.epoch;
  }

  private validator(): number {
    return this.random.between(0, this.pool.list.count - 1);
  }

  /** What users do: the price must not fall by it. */
  private readonly userSteps: Record<string, () => void> = {
    deposit: () => {
      const user = this.random.pick(this.users);
      const lamports = this.random.amount(10_000n, 500n * SOL);
      if (!this.isFresh) {
        this.context.refused(this.pool.depositInstruction(user, lamports), [user.keypair], "PoolOutOfDate");
      } else if (this.pool.books.total > 0n && this.chain.balance(user.address) > lamports) {
        this.twin.deposit(user, lamports, this.random.chance(0.3) ? this.random.pick(this.users) : undefined);
      }
    },
    order: () => {
      const user = this.random.pick(this.users);
      const has = this.pool.tokensOf(user.tokens);
      if (has === 0n) return;
      const tokens = this.random.amount(1n, has);
      const { total, supply } = this.pool.books;
      const small = (tokens * total) / supply < 1_000_000n;
      if (this.isFresh && !small) this.twin.order(user, tokens);
      else {
        const error = this.isFresh ? "TicketTooSmall" : "PoolOutOfDate";
        this.context.refused(this.pool.orderInstruction(user, tokens, 0n), [user.keypair], error);
      }
    },
    cancel: () => {
      const queued = this.twin.model.tickets.filter(({ state }) => state === "queued");
      if (queued.length > 0) this.twin.cancel(this.random.pick(queued).sequence);
    },
    claim: () => {
      const { tickets, head } = this.twin.model;
      const ripe = tickets.filter(({ state, sequence }) => sequence < head && state !== "claimed");
      if (ripe.length > 0) this.twin.claim(this.random.pick(ripe).sequence);
    },
    settle: () => {
      if (this.isFresh) this.twin.settle(this.random.between(1, 4));
    },
    delegate: () => {
      if (this.isFresh) this.twin.delegateAll();
    },
    deactivate: () => {
      if (this.isFresh) this.twin.deactivateAll();
    },
    burn: () => {
      const user = this.random.pick(this.users);
      const has = this.pool.tokensOf(user.tokens);
      if (has > 0n) this.pool.burn(user, this.random.amount(1n, has / 4n + 1n));
    },
    donate: () => {
      const lamports = this.random.amount(1_000_000n, 10n * SOL);
      const index = this.validator();
      const to = this.random.pick([this.pool.pdas.reserve, this.pool.stake(index), this.pool.transient(index)]);
      if (!to.equals(this.pool.pdas.reserve)) this.hidden += lamports;
      this.chain.donate(to, lamports);
    },
  };

  /** What happens to a pool, or what its manager does. */
  private readonly otherSteps: Record<string, () => void> = {
    epoch: () => {
      this.chain.passEpochs(this.random.chance(0.2) ? this.random.between(2, 4) : 1);
      for (const vote of this.pool.votes) {
        if (this.random.chance(0.7)) {
          this.chain.payRewards([{ vote, partsPerMillion: BigInt(this.random.between(1, 2_000)) }]);
        }
      }
      if (this.random.chance(0.2)) {
        const stake = this.pool.stake(this.validator());
        if (this.chain.stakeAccount(stake)?.delegation)
          this.chain.slash(stake, BigInt(this.random.between(1, 400_000)));
      }
      // Late updates release into the epoch after.
      if (this.random.chance(0.4)) this.passTime();
      if (this.random.chance(0.85)) this.twin.update();
      if (this.random.chance(0.4)) this.passTime();
    },
    update: () => {
      this.twin.update();
    },
    time: () => this.passTime(),
    score: () => {
      this.pool.setScore(this.validator(), this.random.pick([0, 1, 100, 1_000]));
    },
    list: () => {
      if (this.pool.list.count < 6) this.pool.addValidator(this.random.between(0, 1_000));
    },
    treasury: () => {
      if (this.chain.account(this.pool.config.treasury)) {
        // An owner who has emptied the account closes it; its tokens are gone with it here.
        if (this.pool.tokensOf(this.pool.config.treasury) === 0n) {
          this.chain.setLamports(this.pool.config.treasury, 0n);
        }
      } else this.pool.openTreasury();
    },
    slowly: () => {
      // The crank of measuring alone, and the price of the whole at the same moment.
      if (this.isFresh) this.pool.updateValidators();
      this.twin.check();
    },
  };

  private passTime(): void {
    const left = this.chain.slotsPerEpoch - (this.chain.slot % this.chain.slotsPerEpoch) - 1n;
    this.chain.advanceSlots(BigInt(this.random.between(0, Number(left))));
    this.twin.check();
  }

  step(): void {
    const isUsers = this.random.chance(0.72);
    const steps = isUsers ? this.userSteps : this.otherSteps;
    const name = this.random.pick(isUsers ? WEIGHTED_USERS : WEIGHTED_OTHERS);
    this.log.push(name);
    const before = this.pool.books;
    steps[name]?.();
    if (!isUsers) return;
    const after = this.pool.books;
    assert(after.total * before.supply >= before.total * after.supply, `${name} has lowered the price`);
  }

  /** Everybody leaves; the queue must come to its end. */
  unwind(): void {
    for (const user of this.users) {
      if (!this.isFresh) this.twin.update();
      const tokens = this.pool.tokensOf(user.tokens);
      const { total, supply } = this.pool.books;
      if ((tokens * total) / supply >= 1_000_000n) this.twin.order(user, tokens);
    }
    for (let epoch = 0; epoch < 12 && this.twin.model.head < BigInt(this.twin.model.tickets.length); epoch++) {
      this.twin.deactivateAll();
      this.chain.passEpochs(1);
      this.twin.update();
      this.twin.settle(12);
    }
    const { pool } = this;
    const { model } = this.twin;
    assert.equal(Number(model.head), model.tickets.length, "the queue has come to its end");
    for (const { sequence, state } of model.tickets) if (state !== "claimed") this.twin.claim(sequence);
    // What has come in since the last update is in the books after the next.
    this.chain.passEpochs(1);
    this.twin.update();
    this.twin.checkBacking();
    const records = pool.list.records();
    const raw = records.reduce(
      (sum, { index, stake }) => sum + this.chain.balance(stake) + this.chain.balance(pool.transient(index)),
      pool.reserve,
    );
    const { reserveLamports, stakedLamports } = pool.state;
    assert(raw - reserveLamports - stakedLamports <= this.hidden, "nothing is stranded but what was sent astray");
  }
}

const WEIGHTED_USERS = [
  ...Array(5).fill("deposit"),
  ...Array(4).fill("order"),
  ...Array(2).fill("cancel"),
  ...Array(2).fill("claim"),
  ...Array(3).fill("settle"),
  ...Array(4).fill("delegate"),
  ...Array(3).fill("deactivate"),
  "burn",
  "donate",
] as string[];

const WEIGHTED_OTHERS = [
  ...Array(8).fill("epoch"),
  "update",
  "time",
  "time",
  "score",
  "list",
  "treasury",
  "slowly",
] as string[];

describe(`random lives of pools (TEST_SEED=${SEED})`, () => {
  const runs = Array.from({ length: SEQUENCES }, (_, index) => SEED + index);
  for (const seed of runs) {
    it(`keeps its books, seed ${seed}`, () => {
      const life = new Life(seed);
      try {
        for (let step = 0; step < STEPS; step++) life.step();
        life.log.push("unwind");
        life.unwind();
      } catch (error) {
        (error as Error).message = `after ${life.log.join(", ")}: ${(error as Error).message}`;
        throw error;
      }
    });
  }
});
