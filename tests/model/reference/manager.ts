// What the validator manager may do. Everybody else is refused by name.
import { LIMITS } from "../../common";
import { enterEpoch } from "./cranks";
import { allow } from "./refusal";
import { deactivate, delegated, isDelegated } from "./stakeAccount";
import type { Told } from "./users";
import { limitCooling, newValidator, STATUS } from "./validators";
import { accountsOf, requirePaidOut, rulesOf, validator, type World } from "./world";

export function addValidator(world: World, { by, vote, score }: { by: string; vote: string; score: bigint }): Told {
  allow(by === world.roles.manager, "NotValidatorManager");
  allow(score <= BigInt(LIMITS.score), "ScoreTooHigh");
  allow(world.votes[vote]?.open === true, "InvalidVoteAccount");
  const isListed = world.validators.some((record) => record.vote === vote);
  allow(!isListed, "ValidatorAlreadyListed");
  enterEpoch(world);
  world.measured.count += 1;
  world.validators.push(newValidator(vote, score, world.clock.epoch));
  world.accounts[vote] ??= {
    stake: { lamports: 0n, isStake: false },
    transient: { lamports: 0n, isStake: false },
  };
  return { index: BigInt(world.validators.length - 1), score };
}

export function setScore(world: World, { by, index, score }: { by: string; index: number; score: bigint }): Told {
  allow(by === world.roles.manager, "NotValidatorManager");
  allow(score <= BigInt(LIMITS.score), "ScoreTooHigh");
  const record = validator(world, index);
  const old_score = record.score;
  record.score = score;
  return { old_score, new_score: score };
}

export function emergencyDeactivate(world: World, { by, index }: { by: string; index: number }): Told {
  const rules = rulesOf(world);
  allow(by === world.roles.manager, "NotValidatorManager");
  requirePaidOut(world);
  const record = validator(world, index);
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
