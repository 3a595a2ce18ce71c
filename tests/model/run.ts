import assert from "node:assert/strict";
import { decodeTicket } from "@truestake/sdk";
import { ticketPosition } from "@truestake/sdk/quotes";
import fc from "fast-check";
import { SOL } from "../common";
import { sequences } from "./commands";
import { deactivateEverywhere, delegateTo, settle, updateAll } from "./commands/cranks";
import { createLiquidity } from "./commands/feeLine";
import { list } from "./commands/manager";
import { passEpochs, toMovingPart } from "./commands/time";
import { cancelFor, claimFor, deposit, order, removeShares } from "./commands/users";
import type { Coverage } from "./coverage";
import type { Life } from "./life";
import { freeChains, hold } from "./lives";
import { nothingStranded } from "./properties";
import type { StakeAccount } from "./reference/stakeAccount";
import { isUsed, type ModelValidator, STATUS, type Which } from "./reference/validators";
import { stakeRent } from "./reference/world";
import { amount, begin, type Setup, setups, USERS } from "./setup";

export const STEPS = 40;

/** What is there before the first step: mostly a pool with stake, and with a liquidity pool. */
const openings = fc.record({
  scores: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 4 }),
  liquidity: fc.option(
    fc.record({
      target: amount(1_000n * SOL).map((more) => SOL + more),
      minFee: fc.nat(500),
      maxFee: fc.integer({ min: 500, max: 1_000 }),
      treasuryCut: fc.nat(5_000),
      seed: amount(50n * SOL).map((more) => SOL + more),
    }),
    { freq: 5, nil: undefined },
  ),
  deposits: fc.option(fc.array(amount(300n * SOL), { minLength: USERS.length, maxLength: USERS.length }), {
    freq: 3,
    nil: undefined,
  }),
});

type Opening = typeof openings extends fc.Arbitrary<infer T> ? T : never;

function open(life: Life, { scores, liquidity, deposits }: Opening): void {
  for (const score of scores) list(life, "manager", score);
  if (liquidity) createLiquidity(life, "admin", liquidity);
  if (!deposits) return;
  for (const [index, user] of USERS.entries()) deposit(life, { user, lamports: 20n * SOL + (deposits[index] ?? 0n) });
  for (const index of scores.keys()) delegateTo(life, index);
  passEpochs(life, 1);
  updateAll(life);
}

/** With little other stake the cluster lets only so much cool down in an epoch. */
const MOST_EPOCHS = 60;

/** With so much other stake all of a pool's warms up and cools down in one epoch. */
const LARGE_CLUSTER = 1_000_000n * SOL;

/**
 * Epochs of which no ticket can tell. In one a part of a validator's stake has to wait: its transient account is in use, its stake cools
 * down, accounts from a time of lower rents keep some of what comes back, or it has lost what no update has seen yet, and what the
 * others give counts on that. And where tickets are worth less than what was ordered, stake comes back for that: the fees of those
 * that are paid first lift it again, and the difference comes an epoch later.
 */
function mayWait({ world }: Life): bigint {
  const rent = stakeRent(world);
  const lacksRent = ({ lamports, delegation }: StakeAccount) => delegation && lamports - delegation.stake < rent;
  const isBusy = ({ stakeStatus, transientStatus }: ModelValidator) =>
    stakeStatus === STATUS.deactivating || transientStatus >= STATUS.delegated;
  const hasLost = (record: ModelValidator) => {
    const { [record.vote]: accounts } = world.accounts;
    const lacks = (which: Which) =>
      isUsed(record, which) && (accounts?.[which].lamports ?? 0n) < record[`${which}Lamports`];
    return lacks("stake") || lacks("transient");
  };
  const { books, clock, validators } = world;
  const isUnseen = validators.some(hasLost);
  const waits =
    isUnseen ||
    validators.some(isBusy) ||
    Object.values(world.accounts).some(({ stake, transient }) => lacksRent(stake) || lacksRent(transient));
  const rises = isUnseen || books.grossClaim(books.queued(), clock.slot) < books.queuedValue;
  return (waits ? 1n : 0n) + (rises ? 1n : 0n);
}

/** By which epoch the SDK says that each ticket of the queue will be paid, if all cranks run. */
function promises(life: Life, { clusterStake }: Setup): Map<bigint, bigint> {
  // Stake that warms up over several epochs cannot be divided before.
  if (clusterStake < LARGE_CLUSTER) return new Map();
  const wait = mayWait(life);
  const snapshot = life.snapshot();
  const { stakeHistory } = life.stakeRules;
  const queued = life.world.books.queued().map(({ sequence }): [bigint, bigint] => {
    const address = life.ticket(sequence);
    const account = life.chain.account(address) ?? assert.fail(`ticket ${sequence} exists`);
    const { expectedEpoch } = ticketPosition(snapshot, decodeTicket(address, account.data), stakeHistory);
    return [sequence, expectedEpoch + wait];
  });
  return new Map(queued);
}

/** Sends what transient addresses lack of a rent that has risen: an empty reserve cannot, and a part of stake waits for it. */
function payTransientRents(life: Life): void {
  const rent = stakeRent(life.world);
  for (const { vote, transientStatus } of life.world.validators) {
    const held = life.world.accounts[vote]?.transient.lamports ?? rent;
    if (transientStatus !== STATUS.idle || held >= rent) continue;
    life.astray += rent - held;
    life.happens(
      `the rent of transient ${vote}`,
      () => life.chain.donate(life.address(`transient ${vote}`), rent - held),
      ({ accounts }) => {
        const account = accounts[vote]?.transient;
        if (account) account.lamports = rent;
        return rent - held;
      },
    );
  }
}

/** Everybody leaves: the queue comes to its end, every ticket is paid, and nothing is stranded. */
export function unwind(life: Life, setup: Setup): void {
  life.setPayout(0);
  const { books } = life.world;
  if (books.epoch !== life.world.clock.epoch) updateAll(life);
  for (const user of USERS) {
    const { shares = 0n } = life.world.people[user] ?? {};
    if (shares > 0n) removeShares(life, user, shares);
    const { tokens = 0n } = life.world.people[user] ?? {};
    if (tokens > 0n) order(life, user, tokens);
  }
  const open = (): number => life.world.books.tickets.length - Number(life.world.books.head);
  const promised = promises(life, setup);
  const settleAll = (): void => {
    for (let left = open() + 1; open() < left && open() > 0; ) {
      left = open();
      settle(life, Math.min(12, left));
    }
  };
  settleAll();
  for (let epoch = 0; epoch < MOST_EPOCHS && open() > 0; epoch++) {
    toMovingPart(life);
    payTransientRents(life);
    while (deactivateEverywhere(life) > 0);
    passEpochs(life, 1);
    updateAll(life);
    settleAll();
  }
  assert.equal(open(), 0, "P-14: the queue does not come to its end");
  for (const { sequence, state, settledEpoch } of life.world.books.tickets) {
    const epoch = promised.get(sequence);
    const isKept = epoch === undefined || state !== "settled" || settledEpoch <= epoch;
    assert(isKept, `P-16: ticket ${sequence} was promised for epoch ${epoch} and paid in ${settledEpoch}`);
  }
  for (const { sequence } of life.world.books.tickets) {
    const owner = life.world.tickets[Number(sequence)]?.owner ?? "";
    const state = () => life.world.books.tickets[Number(sequence)]?.state;
    // Where nothing was left to pay with, the tokens are taken back.
    if (state() === "returned") cancelFor(life, owner, sequence);
    if (state() !== "claimed") claimFor(life, owner, sequence);
  }
  // What came in since the last update is in the books after the next.
  passEpochs(life, 1);
  updateAll(life);
  life.look();
  nothingStranded(life.state, life.astray);
}

/** A pool from its beginning to its end, as a property of fast-check. */
export function life(coverage: Coverage) {
  return fc.asyncProperty(setups, openings, sequences(STEPS), async (setup, opening, commands) => {
    const pool = begin(setup, coverage);
    open(pool, opening);
    fc.modelRun(() => ({ model: pool, real: pool }), commands);
    unwind(pool, setup);
    coverage.sequences += 1;
    coverage.steps += STEPS;
    await freeChains();
  });
}

/** Lets `count` pools live; throws fast-check's report with seed and path when a property does not hold. */
export const live = (seed: number, count: number, coverage: Coverage): Promise<void> =>
  hold(life(coverage), seed, count);
