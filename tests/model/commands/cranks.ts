// What anybody does for a pool, and what anybody may ask it.
import assert from "node:assert/strict";
import {
  decodeBackingAnswer,
  decodeConverted,
  decodeTicket,
  decodeTruePrice,
  instructions,
  type PoolSnapshot,
  programError,
} from "@truestake/sdk";
import { type Move, quoteDeactivate, quoteDelegate, quoteTicket, quoteUpdatePool } from "@truestake/sdk/quotes";
import fc from "fast-check";
import { floorDiv, SOL } from "../../common";
import type { Life } from "../life";
import * as cranks from "../reference/cranks";
import { refuse } from "../reference/refusal";
import { settleTickets, type Told } from "../reference/users";
import { managerOf, rentFor } from "../reference/world";
import { amount } from "../setup";
import { kind, place, rarely } from "./command";
import { release, setScore } from "./manager";
import { someIndex } from "./stakes";
import { toMovingPart } from "./time";

export function measure(life: Life, indexes: number[], measureOnly = false): void {
  // Nobody can name the accounts of a validator that is not there.
  const known = indexes.filter((index) => index < life.world.validators.length);
  life.perform({
    name: "update_validators",
    instruction: life.pool.updateValidatorsInstruction(known, measureOnly),
    predict: (world) => cranks.updateValidators(world, { indexes: known, measureOnly }),
  });
}

export function updatePool(life: Life): void {
  const { books, clock } = life.world;
  // The SDK's forecast is of an update that is due.
  const isDue = books.epoch !== clock.epoch;
  const quote = (snapshot: PoolSnapshot): Told => {
    if (clock.rewardsActive) throw programError("EpochRewardsActive");
    if (!snapshot.validators.isMeasured(clock.epoch)) throw programError("ValidatorsOutOfDate");
    const { feeTokens, gain, loss, taxable, burned, unreleased } = quoteUpdatePool(snapshot);
    return { fee_tokens: feeTokens, gain, loss, taxable, burned, unreleased };
  };
  life.perform({
    name: "update_pool",
    instruction: life.pool.updatePoolInstruction(),
    predict: cranks.updatePool,
    ...(isDue ? { quote } : {}),
  });
}

/** The whole epoch update, the validators in any order. */
export function updateAll(life: Life, first = 0): void {
  const count = life.world.validators.length;
  const order = Array.from({ length: count }, (_, index) => (index + first) % count);
  for (let at = 0; at < count; at += 4) measure(life, order.slice(at, at + 4));
  updatePool(life);
}

function movement({ lamports, binding }: Move): Told {
  if (binding) throw programError(binding);
  return { lamports };
}

export function delegateTo(life: Life, index: number): void {
  if (index >= life.world.validators.length) return;
  life.perform({
    name: "delegate_reserve",
    instruction: life.pool.delegateInstruction(index),
    predict: (world) => cranks.delegateReserve(world, index),
    quote: (snapshot) => {
      return movement(quoteDelegate(snapshot, life.stakeRules, life.situation(index)));
    },
  });
}

export function deactivateAt(life: Life, index: number): Told | undefined {
  if (index >= life.world.validators.length) return undefined;
  return life.perform({
    name: "deactivate_stake",
    instruction: life.pool.deactivateInstruction(index),
    predict: (world) => cranks.deactivateStake(world, index),
    quote: (snapshot) => {
      return movement(quoteDeactivate(snapshot, life.stakeRules, life.situation(index)));
    },
  });
}

/** Settles tickets from number `from` on. */
export function settle(life: Life, count: number, from = life.world.books.head): void {
  const { world } = life;
  const { books, clock } = world;
  const isPriced = books.epoch === clock.epoch && !clock.rewardsActive;
  // The event tells of all tickets together, and the quote knows no ticket account's rent.
  const hasRent = (world.tickets[Number(from)]?.lamports ?? 0n) >= rentFor(world, world.sizes.ticket);
  const ticket = isPriced && hasRent && count === 1 && from === books.head ? books.tickets[Number(from)] : undefined;
  const quote = (snapshot: PoolSnapshot): Told => {
    const account = life.chain.account(life.ticket(from)) ?? assert.fail("the ticket exists");
    const { payment, waitsFor } = quoteTicket(snapshot, decodeTicket(life.ticket(from), account.data));
    if (waitsFor) throw programError(waitsFor);
    // Without a payment the queue passes it: nothing is left to pay with.
    return { lamports: payment?.net ?? 0n, fee: payment?.fee ?? 0n, tokens: payment?.tokens ?? 0n };
  };
  const tickets = Array.from({ length: count }, (_, place) => life.ticket(from + BigInt(place)));
  life.perform({
    name: "settle_tickets",
    instruction: instructions.settleTickets({ pool: life.pool.deployment, tickets }),
    predict: (world) => settleTickets(world, { from, count }),
    ...(ticket?.state === "queued" ? { quote } : {}),
  });
}

const everywhere = (life: Life, act: (life: Life, index: number) => unknown): void => {
  for (let index = 0; index < life.world.validators.length; index++) act(life, index);
};

/** Deactivates with every validator from which the rules take something; returns how many. */
export function deactivateEverywhere(life: Life): number {
  return [...life.world.validators.keys()].filter((index) => deactivateAt(life, index) !== undefined).length;
}

const delegate = kind("delegate", 7, { place, all: rarely(2) }, (life, { place, all }) => {
  if (all) everywhere(life, delegateTo);
  else delegateTo(life, someIndex(life, place));
});

const deactivating = { place, all: rarely(2), isMoving: rarely(3) };

const deactivate = kind("deactivate", 5, deactivating, (life, { place, all, isMoving }) => {
  if (isMoving) toMovingPart(life);
  if (all) everywhere(life, deactivateAt);
  else deactivateAt(life, someIndex(life, place, true));
});

const settleSome = kind(
  "settle",
  5,
  { count: fc.nat(4), from: fc.constantFrom(0n, 0n, 0n, 0n, 0n, 1n, -1n) },
  (life, { count, from }) => {
    const first = life.world.books.head + from;
    settle(life, count, first < 0n ? 0n : first);
  },
);

const updateSome = kind(
  "measure",
  2,
  { places: fc.array(place, { maxLength: 3 }), measureOnly: rarely(4) },
  (life, { places, measureOnly }) => {
    const indexes = [...new Set(places.map((place) => someIndex(life, place)))];
    measure(life, indexes, measureOnly);
  },
);

const update = kind("update", 2, { first: place, poolOnly: rarely(3) }, (life, { first, poolOnly }) => {
  if (poolOnly) updatePool(life);
  else updateAll(life, first);
});

/** Takes off the list one that nothing is left of, if there is one; its score may have to be taken first. */
const removing = { place, scoreFirst: rarely(2), isReleased: rarely(2) };

const remove = kind("remove", 2.5, removing, (life, { place, scoreFirst, isReleased }) => {
  const { validators } = life.world;
  const empty = validators.findIndex(({ stakeStatus, transientStatus }) => stakeStatus <= 1n && transientStatus <= 1n);
  const index = empty >= 0 ? empty : someIndex(life, place);
  if (!validators[index]) return;
  if (isReleased) release(life, index);
  if (scoreFirst) setScore(life, managerOf(life.world), index, 0);
  life.perform({
    name: "remove_validator",
    instruction: life.pool.removeValidatorInstruction(index),
    predict: (world) => cranks.removeValidator(world, index),
  });
});

/** What an instruction answers that changes nothing. */
function answer(life: Life, name: string, instruction: ReturnType<typeof instructions.getPrice>): Buffer | undefined {
  const { landed } = life.context.send(instruction);
  return landed?.returnData?.data ?? assert.fail(`${name} does not answer`);
}

const price = kind("price", 1, { lamports: amount(1_000n * SOL), tokens: amount(1_000n * SOL) }, (life, asked) => {
  const { books, clock } = life.world;
  const pool = life.pool.deployment;
  const { total, supply } = books.bid(clock.slot);
  const ask = books.ask(clock, asked.lamports);
  const told = { epoch: books.epoch, slot: clock.slot, fresh: books.epoch === clock.epoch && !clock.rewardsActive };
  const views = [
    {
      name: "get_price",
      instruction: instructions.getPrice({ pool }),
      decode: decodeTruePrice,
      expected: { version: 1, total, supply, price: (total << 32n) / supply, ...told },
    },
    {
      name: "convert",
      instruction: instructions.convert({ pool, conversion: "toLamports", amount: asked.tokens }),
      decode: decodeConverted,
      expected: { version: 1, amount: floorDiv(asked.tokens, total, supply), ...told },
    },
  ];
  for (const { name, instruction, decode, expected } of views) {
    const data = answer(life, name, instruction) ?? Buffer.alloc(0);
    assert.deepEqual({ ...decode(data) }, expected, name);
    life.perform({ name, instruction, predict: () => undefined });
  }
  // Whoever comes in pays the ask.
  const instruction = instructions.convert({ pool, conversion: "toTokens", amount: asked.lamports });
  life.perform({ name: "convert", instruction, predict: () => (ask ? undefined : refuse("NoPrice")) });
  if (!ask) return;
  const amount = floorDiv(asked.lamports, ask.supply, ask.total);
  const data = answer(life, "convert", instruction) ?? Buffer.alloc(0);
  assert.deepEqual({ ...decodeConverted(data) }, { version: 1, amount, ...told }, "convert to tokens");
});

const backing = kind("backing", 1, {}, (life) => {
  const { list, deployment } = life.pool;
  const indexes = life.world.validators.map((_, index) => index).slice(0, 8);
  const instruction = instructions.checkBacking({
    pool: deployment,
    validators: indexes.map((index) => list.record(index)),
  });
  let expected: Told | undefined;
  life.perform({
    name: "check_backing",
    instruction,
    predict: (world) => {
      expected = cranks.checkBacking(world, indexes);
      return undefined;
    },
  });
  if (!expected) return;
  const { booked, held } = decodeBackingAnswer(answer(life, "check_backing", instruction) ?? Buffer.alloc(0));
  assert.deepEqual({ booked, held }, expected, "check_backing");
});

export const CRANK_KINDS = [delegate, deactivate, settleSome, updateSome, update, remove, price, backing];
