// Does anybody gain who comes late? Random lives against the real program: a newcomer with SOL and stake meets a pool in a random
// state, after which it earns nothing more, so that whatever they get beyond what they brought was others'. They try what the
// program lets them do, in any order, and stay until all is released.
//
// TEST_LIVES=20000 TEST_SEED=1 node_modules/.bin/ts-mocha -p tsconfig.json --timeout 0 tests/attacks/search.test.ts
//
// Two limits of the rules are known (docs/adr/0012) and left out of the states: the ask does not count tickets of the same
// epoch, which can still be cancelled, and takes the queue's sums for its tickets, so the states have one ticket at most.
import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import type { PublicKey, Signer, TransactionInstruction } from "@solana/web3.js";
import { fixture, type Provider, Random, SEED, SOL, TestContext, type TestPool, type User } from "../common";
import { FREE } from "./helpers";

const LIVES = Number(process.env.TEST_LIVES ?? 200);
/** So many lives try every act. */
const ENOUGH = 1_000;
/** What rounding may give over a life, in lamports: the bound that the rules were searched with on paper, and the crate's lives are. */
const ROUNDING = 50n;
const SLOTS = 1_000n;
/** Where a token account has its amount, a mint its supply, and a stake account its delegation's stake. */
const [AMOUNT, SUPPLY, STAKE] = [64, 36, 156] as const;

interface Start {
  context: TestContext;
  pool: TestPool;
  holder: User;
  newcomer: Provider;
  /** The newcomer's stake with validator 0, active. */
  stakes: PublicKey[];
}

/** A pool with one validator's active stake, and liquidity; with a ticket of an earlier epoch, or without one. */
const start = (isQueued: boolean) =>
  fixture((): Start => {
    const context = new TestContext();
    const pool = context.createTestPool({ ...FREE, scores: [1] });
    pool.createLiquidity();
    const holder = pool.user("holder");
    const newcomer = pool.provider("newcomer", 2_000_000n * SOL);
    const stakes = [10n, 1_000n, 9_000n].map((sol) => context.stakeAccount(newcomer.keypair, pool.vote(0), sol * SOL));
    pool.deposit(holder, 99n * SOL);
    pool.delegateAll();
    if (isQueued) pool.order(holder, SOL);
    pool.nextEpoch();
    return { context, pool, holder, newcomer, stakes };
  });
const starts = [start(false), start(true)] as const;

const ALONE = [
  ...["deposit", "deposit", "deposit", "depositStake", "add", "remove", "remove", "settle", "settle", "settle"],
  ...["sell", "order", "cancel", "takeStake", "wait", "turn"],
] as const;
/** With other sellers, whose fees a provider may keep if they stay over the epoch: this one leaves before it ends. */
const AMONG_SELLERS = [
  ...["deposit", "depositStake", "add", "add", "remove", "remove", "holderSells", "holderSells"],
  ...["sell", "takeStake", "wait", "turn"],
] as const;

class Life {
  readonly log: string[] = [];
  readonly passed: string[] = [];
  private readonly exits: PublicKey[] = [];
  private readonly tickets: bigint[] = [];

  constructor(
    private readonly start: Start,
    private readonly random: Random,
    private readonly isQueued: boolean,
  ) {
    this.set();
  }

  private get chain() {
    return this.start.context.chain;
  }

  private part = (amount: bigint, parts: number): bigint => (amount * BigInt(parts)) / 10_000n;

  /** Writes a state that somebody could come upon. */
  private set(): void {
    const { pool, holder } = this.start;
    const { random, chain, part } = this;
    const supply = BigInt(random.between(100, 2_000)) * SOL;
    const total = part(supply, random.between(3_000, 15_000));
    const unreleased = part(total, random.pick([0, 4, 4, 10, 100, 2_500, 9_000]));
    const pending = part(total, random.pick([0, 0, 5, 45]));
    const ticketFee = random.pick([0, 0, 50]);

    // The liquidity pool, with tokens that it bought earlier, some of them held.
    const liquidity = BigInt(random.between(1, 199)) * SOL;
    const most = supply / 8n;
    const wanted = random.pick([0n, liquidity / 2n, liquidity]);
    const bought = wanted < most ? wanted : most;
    const curve = random.pick([
      { min: 0, max: 0 },
      { min: 30, max: 300 },
    ]);
    const fields: [string, bigint][] = [
      ["sol_lamports", liquidity],
      ["token_amount", bought],
      ["shares", liquidity + bought],
      ["held_epoch", chain.epoch],
      ["held_recent", 0n],
      ["held_earlier", part(bought, random.pick([0, 500, 5_000]))],
      ["line_lamports", liquidity],
      ["line_slot", chain.slot],
      ["fees.now.min", BigInt(curve.min)],
      ["fees.now.max", BigInt(curve.max)],
      ["fees.now.treasury_cut", random.pick([0n, 2_500n])],
    ];
    const { liquidity: address, liquiditySol, liquidityTokens } = pool.liquidityPdas;
    for (const [field, value] of fields) pool.inject(address, "LiquidityPool", field, value);
    chain.setLamports(liquiditySol, chain.rentFor(0n) + liquidity);
    this.write(liquidityTokens, AMOUNT, bought);

    // A ticket that was ordered at a price of then: above that of now after a loss.
    let queued = 0n;
    if (this.isQueued) {
      queued = part(supply - bought - SOL, random.pick([1_000, 5_000, 8_500]));
      const ordered = part((queued * total) / supply, random.pick([9_000, 10_000, 10_000, 12_500]));
      const ticket = pool.ticketAddress(0n);
      pool.inject(ticket, "Ticket", "tokens", queued);
      pool.inject(ticket, "Ticket", "ordered_lamports", ordered);
      pool.inject(ticket, "Ticket", "fee", BigInt(ticketFee));
      pool.injectPool("queued_tokens", queued);
      pool.injectPool("queued_lamports", ordered);
      pool.injectPool("queued_fees", (ordered * BigInt(ticketFee) + 9_999n) / 10_000n);
    }
    this.write(pool.pdas.escrow, AMOUNT, queued);
    this.write(holder.tokens, AMOUNT, supply - SOL - bought - queued);
    this.write(pool.pdas.mint, SUPPLY, supply);

    // The books, of which a part is staked.
    const held = total + unreleased + pending;
    const staked = part(total, random.pick([2_000, 6_000, 9_000]));
    const rent = chain.rentFor(200n);
    this.write(pool.stake(0), STAKE, staked);
    chain.setLamports(pool.stake(0), staked + rent);
    pool.injectRecord(0, "stake_lamports", staked + rent);
    pool.injectRecord(0, "delegated_lamports", staked);
    const { transientLamports } = pool.record(0);
    const inStake = staked + rent + transientLamports;
    chain.setLamports(pool.pdas.reserve, chain.rentFor(0n) + held - inStake);
    const books: [string, bigint][] = [
      ["supply", supply],
      ["staked_lamports", inStake],
      ["reserve_lamports", held - inStake],
      ["release_lamports", unreleased],
      ["release_start_slot", chain.slot],
      ["release_end_slot", chain.slot + SLOTS],
      ["pending_gain", pending],
      ["mark_total", random.pick([1n, supply / 2n, supply, 2n * supply])],
      ["mark_supply", supply],
      ["idle_rates[0]", random.pick([0n, 400_000n, 1_000_000n, 5_000_000n])],
      ["fees.now.reward", random.pick([0n, 0n, 500n, 1_000n])],
      ["fees.now.deposit", random.pick([0n, 0n, 50n])],
      ["fees.now.withdrawal", random.pick([0n, 10n])],
      ["fees.now.ticket", BigInt(ticketFee)],
    ];
    for (const [field, value] of books) pool.injectPool(field, value);
    this.wait(random.pick([0n, 1n, BigInt(random.between(0, 999)), SLOTS - 2n]));
    const { total: found, supply: minted } = pool.books;
    assert.deepEqual([found + pool.state.pendingGain, minted], [held - this.unreleased, supply], "the state is sound");
  }

  private get unreleased(): bigint {
    const { releaseLamports, releaseEndSlot, releaseStartSlot } = this.start.pool.state;
    const left = releaseEndSlot - this.chain.slot;
    const span = releaseEndSlot - releaseStartSlot;
    return left <= 0n ? 0n : (releaseLamports * left + span - 1n) / span;
  }

  private write(address: PublicKey, offset: number, value: bigint): void {
    const account = this.chain.account(address) ?? assert.fail();
    account.data.writeBigUInt64LE(value, offset);
    this.chain.setAccount(address, account);
  }

  /** Sends instructions; says whether they passed. The fee is no business of the newcomer's. */
  private send(instructions: TransactionInstruction[], signers: Signer[] = []): boolean {
    return this.chain.send(instructions, [this.start.context.payer, ...signers]).err === null;
  }

  private get tokens(): bigint {
    return this.start.pool.tokensOf(this.start.newcomer.tokens);
  }

  private get shares(): bigint {
    return this.start.pool.tokensOf(this.start.newcomer.shares);
  }

  /** Tries something, and sees to it that the true price does not fall by it. */
  act(acts: readonly string[]): void {
    const act = this.random.pick(acts);
    const before = this.start.pool.books;
    const [amount, passed] = this.attempt(act, acts);
    this.log.push(`${act} ${amount}${passed ? "" : " refused"}`);
    if (!passed) return;
    this.passed.push(act);
    const { total, supply } = this.start.pool.books;
    assert(total * before.supply >= before.total * supply, `the true price fell: ${this.log.join(", ")}`);
  }

  private attempt(act: string, acts: readonly string[]): [amount: bigint, passed: boolean] {
    const { random, chain } = this;
    const { pool, newcomer, holder, context, stakes } = this.start;
    const some = (all: bigint) => (random.chance(0.5) ? all : all / 2n);
    const few = BigInt(random.between(0, 2));
    switch (act) {
      case "deposit": {
        const lamports = BigInt(random.pick([1, 10, 100, 1_000, 9_000])) * SOL + few;
        return [lamports, this.send([pool.depositInstruction(newcomer, lamports)], [newcomer.keypair])];
      }
      case "depositStake": {
        const stake = random.pick(stakes);
        const deposit = pool.depositStakeInstruction(newcomer, stake, 0);
        return [chain.balance(stake), this.send([deposit], [newcomer.keypair])];
      }
      case "add": {
        const lamports = BigInt(random.pick([10, 1_000, 100_000])) * SOL + few;
        return [lamports, this.send([pool.addLiquidityInstruction(newcomer, lamports)], [newcomer.keypair])];
      }
      case "remove": {
        const shares = some(this.shares);
        return [shares, this.remove(shares)];
      }
      case "sell": {
        const tokens = some(this.tokens);
        return [tokens, tokens > 0n && this.send([pool.sellInstruction(newcomer, tokens)], [newcomer.keypair])];
      }
      case "holderSells": {
        const tokens = BigInt(random.pick([1, 10, 100])) * SOL;
        return [tokens, this.send([pool.sellInstruction(holder, tokens)], [holder.keypair])];
      }
      case "order": {
        const [tokens, payer] = [some(this.tokens), context.payer.publicKey];
        const sequence = pool.state.nextTicket;
        const order = pool.orderInstruction(newcomer, tokens, 1n, { payer });
        const passed = tokens > 0n && this.send([order], [newcomer.keypair]);
        if (passed) this.tickets.push(sequence);
        return [tokens, passed];
      }
      case "cancel": {
        const sequence = this.tickets[0];
        if (sequence === undefined) return [0n, false];
        return [sequence, this.send([pool.cancelInstruction(newcomer, sequence)], [newcomer.keypair])];
      }
      case "takeStake": {
        const [tokens, payer, nonce] = [some(this.tokens), context.payer.publicKey, pool.nextNonce()];
        const withdrawal = pool.withdrawStakeInstruction(newcomer, 0, tokens, { payer, nonce });
        const passed = tokens > 0n && this.send([withdrawal], [newcomer.keypair]);
        if (passed) this.exits.push(pool.exitStake(newcomer, nonce));
        return [tokens, passed];
      }
      case "settle":
        return [0n, this.settle()];
      case "wait": {
        const slots = BigInt(random.between(0, 999));
        this.wait(slots);
        return [slots, true];
      }
      default:
        if (acts.includes("holderSells")) this.remove(this.shares);
        this.turn();
        return [0n, true];
    }
  }

  private remove(shares: bigint): boolean {
    const { pool, newcomer } = this.start;
    return shares > 0n && this.send([pool.removeLiquidityInstruction(newcomer, shares)], [newcomer.keypair]);
  }

  private settle(): boolean {
    const { pool } = this.start;
    const { nextSettlement, nextTicket } = pool.state;
    const count = Number(nextTicket - nextSettlement);
    return count > 0 && this.send([pool.settleInstruction(Math.min(count, 8))]);
  }

  private wait(slots: bigint): void {
    const left = SLOTS - 1n - (this.chain.slot % SLOTS);
    this.chain.advanceSlots(slots < left ? slots : left);
  }

  /** The next epoch; stake is deactivated for the queue before it begins. */
  private turn(): void {
    const { pool } = this.start;
    this.wait(SLOTS);
    this.send([pool.deactivateInstruction(0)]);
    this.chain.passEpochs(1);
    assert(this.send([pool.updateValidatorsInstruction(), pool.updatePoolInstruction()]), "the update never fails");
  }

  /** Everything is paid, claimed and released; what the newcomer has then, of which the tokens at the true price to be. */
  wealthInTheEnd(): bigint {
    const { pool, newcomer } = this.start;
    this.remove(this.shares);
    for (let epoch = 0; epoch < 4; epoch++) {
      while (this.settle());
      this.turn();
      this.remove(this.shares);
    }
    while (this.settle());
    let wealth = 0n;
    for (const sequence of this.tickets) {
      this.send([pool.claimInstruction(newcomer.address, sequence)]);
      // What cannot be paid yet is worth what it was ordered at, at most.
      const left = this.chain.account(pool.ticketAddress(sequence)) ? pool.ticket(sequence).orderedLamports : 0n;
      wealth += left;
    }
    for (const exit of this.exits) wealth += this.chain.stakeAccount(exit)?.delegation?.stake ?? 0n;
    const { reserveLamports, stakedLamports, pendingLoss, supply } = pool.state;
    wealth += (this.tokens * (reserveLamports + stakedLamports + pendingLoss)) / supply;
    return wealth + this.brought;
  }

  /** What the newcomer has outside of the pool: SOL, and stake that was never deposited. */
  get brought(): bigint {
    const { newcomer, stakes } = this.start;
    return [newcomer.address, ...stakes].reduce((sum, address) => sum + this.chain.balance(address), 0n);
  }
}

/** A life's gain, and which of its acts passed. */
function live(
  seed: number,
  acts: readonly string[],
  isQueued: boolean,
): { gain: bigint; passed: string[]; log: string[] } {
  const state = (isQueued ? starts[1] : starts[0])();
  const random = new Random(seed);
  const life = new Life(state, random, isQueued);
  const { brought } = life;
  for (let count = random.between(2, 8); count > 0; count--) life.act(acts);
  const gain = life.wealthInTheEnd() - brought;
  void state.context.chain.close();
  return { gain, passed: life.passed, log: life.log };
}

describe(`[fault-late] [P-03] [P-04] [P-05] ${LIVES} lives of a newcomer (TEST_SEED=${SEED})`, function () {
  this.timeout(0);

  for (const [name, acts, isQueued] of [
    ["alone", ALONE, false],
    ["alone, with a queue", ALONE, true],
    ["among sellers", AMONG_SELLERS, false],
    ["among sellers, with a queue", AMONG_SELLERS, true],
  ] as const) {
    it(`gain nothing over rounding: ${name}`, async () => {
      let most = 0n;
      const passed = new Map<string, number>();
      const count = Math.ceil(LIVES / 4);
      for (let number = 0; number < count; number++) {
        const life = live(SEED + number, acts, isQueued);
        const what = `life ${SEED + number} gained ${life.gain} lamports: ${life.log.join(", ")}`;
        assert(life.gain <= ROUNDING, what);
        if (life.gain > most) most = life.gain;
        for (const act of life.passed) passed.set(act, (passed.get(act) ?? 0) + 1);
        // A chain's memory is given back only between two turns of the event loop.
        await setImmediate();
      }
      console.log(
        `        ${most} lamports at most; ${[...passed].map(([act, times]) => `${act} ${times}`).join(", ")}`,
      );
      const all = [...passed.values()].reduce((sum, times) => sum + times, 0);
      assert(all >= count, `${all} acts of ${count} lives passed`);
      const never = acts.filter((act) => !passed.has(act));
      assert(count < ENOUGH || never.length === 0, `${never} passed in none of ${count} lives`);
    });
  }
});
