// What the validator manager may do. Everybody else is refused by name.
import { LIMITS } from "../../common";
import { over } from "../bigint";
import { enterEpoch } from "./cranks";
import { changeScores } from "./limits";
import { allow } from "./refusal";
import { deactivate, delegated, isDelegated } from "./stakeAccount";
import type { Told } from "./users";
import { limitCooling, newValidator, STATUS } from "./validators";
import { accountsOf, managerOf, pay, rentFor, requirePaidOut, rulesOf, scoresOf, validator, type World } from "./world";

export interface ListArgs {
  by: string;
  vote: string;
  score: bigint;
  cap: bigint;
  /** Who pays for the place; the manager unless named. */
  payer?: string | undefined;
}

export function addValidator(world: World, { by, vote, score, cap, payer = by }: ListArgs): Told {
  const { list, sizes } = world;
  allow(by === managerOf(world), "NotValidatorManager");
  allow(world.votes[vote]?.open === true, "InvalidVoteAccount");
  allow(world.marks[vote] === undefined, "ValidatorAlreadyListed");
  allow(score <= BigInt(LIMITS.score), "ScoreTooHigh");
  enterEpoch(world);
  world.measured.count += 1;
  const index = world.validators.length;
  world.accounts[vote] ??= {
    stake: { lamports: 0n, isStake: false },
    transient: { lamports: 0n, isStake: false },
  };
  // The list's account never shrinks.
  const bytes = LIST_HEADER_BYTES + BigInt(index + 1) * sizes.record;
  if (bytes > list.bytes) {
    const missing = over(rentFor(world, bytes), list.lamports);
    list.bytes = bytes;
    list.lamports += missing;
    pay(world, payer, -missing);
  }
  const lamports = rentFor(world, sizes.mark);
  pay(world, payer, -lamports);
  world.marks[vote] = { index, rentPayer: payer, lamports };
  const record = newValidator(vote, score, cap, world.clock.epoch);
  changeScores(world, [record], () => world.validators.push(record));
  return { index: BigInt(index), score, cap };
}

/** Bytes of the list's account before the first record. */
export const LIST_HEADER_BYTES = 128n;

export function setScore(world: World, { by, index, score }: { by: string; index: number; score: bigint }): Told {
  allow(by === managerOf(world), "NotValidatorManager");
  allow(score <= BigInt(LIMITS.score), "ScoreTooHigh");
  const record = validator(world, index);
  const old_score = record.score;
  changeScores(world, [record], () => Object.assign(record, { score }));
  return { old_score, new_score: score };
}

export interface ScoreChange {
  index: number;
  vote: string;
  score: bigint;
  cap: bigint;
  keep: boolean;
}

export function setScores(world: World, { by, changes }: { by: string; changes: ScoreChange[] }): Told {
  allow(changes.length > 0, "ZeroAmount");
  allow(by === managerOf(world), "NotValidatorManager");
  const records = changes.map(({ index, vote, score }) => {
    allow(score <= BigInt(LIMITS.score), "ScoreTooHigh");
    const record = validator(world, index);
    allow(record.vote === vote, "ValidatorNotFound");
    return record;
  });
  changeScores(world, records, () => {
    for (const [at, { score, cap, keep }] of changes.entries()) Object.assign(records[at] ?? {}, { score, cap, keep });
  });
  return { count: BigInt(changes.length), total_score: scoresOf(world).total };
}

export function emergencyDeactivate(world: World, { by, index }: { by: string; index: number }): Told {
  const rules = rulesOf(world);
  const record = validator(world, index);
  allow(by === managerOf(world), "NotValidatorManager");
  requirePaidOut(world);
  allow(record.score === 0n, "ValidatorStillScored");
  const accounts = accountsOf(world, record.vote);
  let lamports = 0n;
  for (const which of ["stake", "transient"] as const) {
    const account = accounts[which];
    if (record[`${which}Status`] !== STATUS.delegated || !isDelegated(account)) continue;
    record[`${which}Status`] = STATUS.deactivating;
    record.cooling += delegated(account);
    limitCooling(record);
    lamports += delegated(account);
    deactivate(account, rules);
  }
  allow(lamports > 0n, "NothingToDeactivate");
  return { lamports };
}
