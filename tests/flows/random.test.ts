// Random lives of pools, compared with the model after every step. TEST_SEED=… repeats the run that a title shows.
import assert from "node:assert/strict";
import type { Keypair, PublicKey } from "@solana/web3.js";
import { instructions, StakeStatus } from "@truestake/sdk";
import { type Provider, Random, SEED, SOL, TestContext, type TestPool, Twin } from "../common";

const SEQUENCES = Number(process.env.TEST_SEQUENCES ?? 50);
const STEPS = 40;

/** A random life of one pool. */
class Life {
  readonly random: Random;
  readonly context = new TestContext();
  readonly pool: TestPool;
  readonly twin: Twin;
  readonly users: Provider[];
  /** Stake accounts of the users, and the validators they are with. */
  private readonly stakes: { user: Provider; stake: PublicKey; vote: PublicKey }[] = [];
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
      withdrawalFee: random.between(0, 50),
      ticketFee: random.between(0, 50),
      referralShare: random.between(0, 10_000),
      reserveBuffer: random.between(0, 2_000),
      maxValidatorShare: random.pick([10_000, 10_000, 5_000, 3_000]),
      maxMove: random.pick([0, 500, 2_000, 10_000]),
    });
    this.twin = new Twin(this.pool);
    const maxFee = random.between(0, 1_000);
    const rates = { minFee: random.between(0, maxFee), maxFee, treasuryCut: random.between(0, 5_000) };
    this.twin.createLiquidity({ target: random.amount(SOL, 1_000n * SOL), ...rates }, random.amount(SOL, 50n * SOL));
    this.users = ["ann", "ben", "eva"].map((name) => this.pool.provider(name));
    if (random.chance(0.3)) return;
    // Mostly there is something staked from the first.
    for (const user of this.users) this.twin.deposit(user, random.amount(20n * SOL, 300n * SOL));
    this.twin.delegateAll();
    this.chain.passEpochs(1);
    this.twin.update();
  }

  get chain() {
    return this.context.chain;
  }

  get isFresh(): boolean {
    return this.pool.state.lastUpdateEpoch === this.chain.epoch;
  }

  get isPaused(): boolean {
    return this.chain.unixTime < this.pool.state.pausedUntil;
  }

  /** Why what needs a price and a running pool is refused now. */
  get closed(): "PoolOutOfDate" | "Paused" | undefined {
    if (!this.isFresh) return "PoolOutOfDate";
    return this.isPaused ? "Paused" : undefined;
  }

  private refused(instruction: ReturnType<TestPool["delegateInstruction"]>, signer: Keypair, error: string): void {
    this.context.refused(instruction, [signer], error);
  }

  /** A validator with stake, if there is one. */
  private delegated(): number {
    const all = this.pool.list.records().filter(({ stakeStatus }) => stakeStatus === StakeStatus.Delegated);
    return all.length > 0 ? this.random.pick(all).index : this.validator();
  }

  private validator(): number {
    return this.random.between(0, this.pool.list.count - 1);
  }

  /** What users do: the price must not fall by it. */
  private readonly userSteps: Record<string, () => void> = {
    deposit: () => {
      const user = this.random.pick(this.users);
      const lamports = this.random.amount(10_000n, 500n * SOL);
      if (this.closed) {
        this.refused(this.pool.depositInstruction(user, lamports), user.keypair, this.closed);
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
      if (!this.closed) this.twin.delegateAll();
    },
    sell: () => {
      const user = this.random.pick(this.users);
      const has = this.pool.tokensOf(user.tokens);
      if (has === 0n) return;
      const tokens = this.random.amount(1n, has);
      if (this.closed) this.refused(this.pool.sellInstruction(user, tokens), user.keypair, this.closed);
      else this.twin.sell(user, tokens);
    },
    addLiquidity: () => {
      const user = this.random.pick(this.users);
      const lamports = this.random.amount(10_000n, 200n * SOL);
      if (this.chain.balance(user.address) <= lamports) return;
      if (this.closed) this.refused(this.pool.addLiquidityInstruction(user, lamports), user.keypair, this.closed);
      else if (this.pool.books.total > 0n) this.twin.addLiquidity(user, lamports);
    },
    removeLiquidity: () => {
      const user = this.random.pick(this.users);
      const has = this.pool.tokensOf(user.shares);
      if (has > 0n) this.twin.removeLiquidity(user, this.random.amount(1n, has));
    },
    stake: () => {
      const user = this.random.pick(this.users);
      const vote = this.pool.vote(this.validator());
      const loose = this.random.chance(0.3) ? this.random.amount(1n, SOL) : 0n;
      const stake = this.context.stakeAccount(user.keypair, vote, this.random.amount(SOL, 100n * SOL), { loose });
      this.stakes.push({ user, stake, vote });
    },
    depositStake: () => {
      const place = this.random.between(0, this.stakes.length - 1);
      const given = this.stakes[place];
      const index = given ? this.pool.votes.findIndex((vote) => vote.equals(given.vote)) : -1;
      if (!given || index < 0 || this.pool.books.total === 0n) return;
      const { user, stake } = given;
      if (this.closed) this.refused(this.pool.depositStakeInstruction(user, stake, index), user.keypair, this.closed);
      else if (this.twin.depositStake(user, stake, index, DEPOSIT_ERRORS)) this.stakes.splice(place, 1);
    },
    withdrawStake: () => {
      const user = this.random.pick(this.users);
      const has = this.pool.tokensOf(user.tokens);
      if (has === 0n || !this.isFresh) return;
      // Mostly what is worth a delegation.
      const least = this.random.chance(0.9) && has > SOL + SOL / 10n ? SOL + SOL / 10n : 1n;
      const tokens = this.random.chance(0.2) ? has : this.random.amount(least, has);
      const index = this.delegated();
      const stake = this.twin.withdrawStake(user, index, tokens, WITHDRAWAL_ERRORS);
      if (stake) this.stakes.push({ user, stake, vote: this.pool.vote(index) });
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
        const { delegation } = this.chain.stakeAccount(stake) ?? {};
        // What has cooled down and been withdrawn is still written in the account.
        if (delegation && delegation.stake <= this.chain.balance(stake))
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
    emergency: () => {
      const index = this.delegated();
      this.pool.setScore(index, 0);
      const { error } = this.context.send(this.pool.emergencyInstruction(index), [this.pool.roles.manager]);
      assert(error === undefined || error === "NothingToDeactivate", error);
      this.twin.check();
    },
    remove: () => {
      const { list } = this.pool;
      const index = this.validator();
      const { score, stakeStatus, transientStatus } = list.record(index);
      const isIdle = stakeStatus <= StakeStatus.Idle && transientStatus <= StakeStatus.Idle;
      if (score > 0 || !isIdle) {
        const error = score > 0 ? "ValidatorStillScored" : "ValidatorNotDrained";
        this.context.refused(this.pool.removeValidatorInstruction(index), [], error);
      } else if (list.count > 1) this.pool.removeValidator(index);
      this.twin.check();
    },
    propose: () => {
      const name = this.random.pick(["reward", "deposit", "withdrawal", "ticket", "referralShare"] as const);
      const most = { reward: 1_000, deposit: 50, withdrawal: 50, ticket: 50, referralShare: 10_000 }[name];
      this.twin.propose({ [name]: this.random.between(0, most) });
    },
    pause: () => {
      const { guardian } = this.pool.roles;
      if (this.isPaused) {
        const resumption = instructions.resume({ pool: this.pool.addresses, guardian: guardian.publicKey });
        this.context.done(resumption, [guardian]);
      } else if (this.chain.unixTime < this.pool.state.pauseAllowedFrom) {
        this.context.refused(this.pool.pauseInstruction(1), [guardian], "PauseTooSoon");
      } else this.pool.pause(this.random.between(1, 500));
      this.twin.check();
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
      const shares = this.pool.tokensOf(user.shares);
      if (shares > 0n) this.twin.removeLiquidity(user, shares);
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

/** Why a stake account may not be deposited now. */
const DEPOSIT_ERRORS = ["StakeNotActive", "ValidatorDraining", "ReserveNeeded"];
/** Why a stake account may not be withdrawn now. */
const WITHDRAWAL_ERRORS = ["ZeroResult", "BelowMinimumDelegation", "NotEnoughStake"];

const WEIGHTED_USERS = [
  ...Array(5).fill("deposit"),
  ...Array(4).fill("order"),
  ...Array(2).fill("cancel"),
  ...Array(2).fill("claim"),
  ...Array(3).fill("settle"),
  ...Array(4).fill("delegate"),
  ...Array(3).fill("deactivate"),
  ...Array(3).fill("sell"),
  ...Array(2).fill("addLiquidity"),
  "removeLiquidity",
  ...Array(2).fill("stake"),
  ...Array(3).fill("depositStake"),
  ...Array(3).fill("withdrawStake"),
  "burn",
  "donate",
] as string[];

const WEIGHTED_OTHERS = [
  ...Array(8).fill("epoch"),
  "update",
  "time",
  "time",
  "score",
  "emergency",
  "remove",
  "remove",
  "propose",
  "pause",
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
