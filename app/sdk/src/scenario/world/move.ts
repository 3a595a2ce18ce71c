// Stake that moves, by the rules that decide how much, in the order of keepers.
import { isDelegated, NEVER, type StakeAccount } from "../../accounts/stakeAccount";
import { StakeStatus } from "../../accounts/validatorList";
import { shortfall } from "../../math/target";
import { min, saturatingMinus } from "../../math/units";
import { holdingsOf, recool, remeasure } from "../../quote/books";
import { receiverOf, type ValidatorSituation } from "../../quote/moves";
import { belowTarget, overTarget, type PlannedMove, quoteDeactivations, quoteDelegations } from "../../quote/rebalance";
import { settle } from "./queue";
import { withAccounts } from "./time";
import { measureReserve, noteBusy, noteLeft } from "./update";
import { rulesOf, snapshotOf, type World } from "./world";

/** A keeper's pass once the pool is up to date: settles, delegates, deactivates. Answers with the lamports paid to tickets. */
export function crank(world: World): bigint {
  const paid = settle(world);
  delegateAll(world);
  deactivateAll(world);
  return paid;
}

const situationsOf = (world: World, records: readonly { index: number }[]): ValidatorSituation[] =>
  records.map(({ index }) => world.validators[index] as ValidatorSituation);

/** Delegates what is over in the reserve; answers with the lamports. */
export function delegateAll(world: World): bigint {
  const snapshot = snapshotOf(world);
  const moves = quoteDelegations(snapshot, rulesOf(world), situationsOf(world, belowTarget(snapshot)));
  for (const move of moves) if (move.lamports > 0n) delegate(world, move.record.index, move.lamports);
  return moves.reduce((sum, { lamports }) => sum + lamports, 0n);
}

/** Deactivates what tickets and targets want; answers with the lamports. */
export function deactivateAll(world: World): bigint {
  const snapshot = snapshotOf(world);
  const moves = quoteDeactivations(snapshot, rulesOf(world), situationsOf(world, overTarget(snapshot)));
  for (const move of moves) if (move.lamports > 0n) deactivate(world, move);
  return moves.reduce((sum, { lamports }) => sum + lamports, 0n);
}

function delegate(world: World, index: number, lamports: bigint): void {
  measureReserve(world);
  const { clock, stakeRent, stakeHistory } = world;
  let validator = world.validators[index] as ValidatorSituation;
  const receiver = receiverOf(snapshotOf(world), validator, stakeHistory);
  if (typeof receiver === "string") return;
  if (receiver.lamports !== undefined) {
    const found = remeasure(world.pool, clock, validator.record, receiver.holder, receiver.lamports);
    world.pool = found.pool;
    validator = { ...validator, record: found.record };
  }
  const { record } = validator;
  const newRent = receiver.exists ? 0n : stakeRent;
  const transientRent = record.transientStatus === StakeStatus.None ? stakeRent : 0n;
  const delegated = lamports - transientRent - newRent;
  const account = validator[receiver.holder];
  const held = (account?.lamports ?? receiver.lamports ?? 0n) + delegated + newRent;
  // What lies above the rent is delegated with the rest; an account that was idle is made anew.
  const stake = saturatingMinus(held, stakeRent);
  const { stakeAuthority: owner } = world.pool;
  const made: StakeAccount = {
    ...{ address: record.stake, staker: owner, withdrawer: owner, locked: false },
    ...{ lockup: { unixTimestamp: 0n, epoch: 0n }, ...account, lamports: held },
    delegation: { vote: record.vote, stake, activationEpoch: clock.epoch, deactivationEpoch: NEVER },
  };
  const isStake = receiver.holder === "stake";
  const resting = record.transientLamports + transientRent;
  const transient = isStake ? validator.transient : made;
  const after = withAccounts(validator, isStake ? made : validator.stake, transient);
  put(world, index, {
    ...after,
    transientBalance: transient?.lamports ?? resting,
    record: {
      ...record,
      stakeLamports: record.stakeLamports + (isStake ? delegated + newRent : 0n),
      delegatedLamports: record.delegatedLamports + (isStake ? delegated : 0n),
      transientLamports: resting + (isStake ? 0n : delegated),
      stakeStatus: isStake ? StakeStatus.Delegated : record.stakeStatus,
      transientStatus: isStake
        ? Math.max(record.transientStatus, transientRent > 0n ? StakeStatus.Idle : StakeStatus.None)
        : StakeStatus.Delegated,
    },
  });
  const accounts = Number(newRent > 0n) + Number(transientRent > 0n);
  spend(world, lamports);
  world.pool = { ...world.pool, stakeAccountCount: world.pool.stakeAccountCount + accounts };
  if (accounts > 0) noteRent(world);
}

function deactivate(world: World, move: PlannedMove): void {
  measureReserve(world);
  const { index } = move.record;
  if (move.rentToSend) fund(world, index, move.rentToSend);
  if (move.recalled) recall(world, index, move.lamports);
  else cool(world, index, move.lamports, move.rentToSend ? 0n : move.missingRent);
}

/** Stake of this epoch comes back at once; what is left of it is delegated again. */
function recall(world: World, index: number, lamports: bigint): void {
  const { clock, stakeRent } = world;
  const validator = world.validators[index] as ValidatorSituation;
  let { record } = validator;
  const young = (account: StakeAccount | undefined) =>
    account && isDelegated(account) && account.delegation?.activationEpoch === clock.epoch;
  const isStake = !(record.transientStatus === StakeStatus.Delegated && young(validator.transient));
  const account = validator[isStake ? "stake" : "transient"] as StakeAccount;
  const { delegation } = account;
  if (!delegation) return;
  // What it has lost counts before it is emptied; what it has too much waits for an update.
  const holder = isStake ? "stake" : "transient";
  const found = min(account.lamports, isStake ? record.stakeLamports : record.transientLamports);
  const measured = remeasure(world.pool, clock, record, holder, found);
  world.pool = measured.pool;
  record = measured.record;
  const kept = saturatingMinus(delegation.stake + stakeRent, account.lamports);
  const all = lamports === saturatingMinus(delegation.stake, kept);
  const rest = account.lamports - lamports;
  const after: StakeAccount = {
    ...{ ...account, lamports: rest },
    delegation: all
      ? { ...delegation, deactivationEpoch: clock.epoch }
      : { ...delegation, stake: saturatingMinus(rest, stakeRent) },
  };
  put(world, index, {
    ...withAccounts(validator, isStake ? after : validator.stake, isStake ? validator.transient : after),
    record: isStake
      ? {
          ...record,
          stakeLamports: record.stakeLamports - lamports,
          delegatedLamports: saturatingMinus(record.delegatedLamports, lamports),
          stakeStatus: all ? StakeStatus.Idle : record.stakeStatus,
        }
      : {
          ...record,
          transientLamports: record.transientLamports - lamports,
          transientStatus: all ? StakeStatus.Idle : record.transientStatus,
        },
  });
  noteLeft(world, (world.validators[index] as ValidatorSituation).record, lamports);
  spend(world, -lamports);
  if (kept > 0n) noteRent(world);
}

/** Active stake begins to cool down: a whole account, or a part of it that moves into the transient account first. */
function cool(world: World, index: number, lamports: bigint, missingRent: bigint): void {
  const { clock } = world;
  const validator = world.validators[index] as ValidatorSituation;
  const { stake, transient } = validator;
  const record = noteBusy(world, validator.record);
  const before = holdingsOf(world.pool, clock);
  const needed = min(lamports, shortfall(before));
  const moved = before.moved + lamports - needed;
  world.pool = { ...world.pool, movedLamports: moved, movedEpoch: clock.epoch };
  if (missingRent > 0n) {
    spend(world, missingRent);
    noteRent(world);
  }
  const ended = (account: StakeAccount): StakeAccount =>
    account.delegation
      ? { ...account, delegation: { ...account.delegation, deactivationEpoch: clock.epoch } }
      : account;
  const coolingLamports = record.coolingLamports + lamports;
  let after: ValidatorSituation;
  const isWhole = (account: StakeAccount | undefined) => account?.delegation?.stake === lamports;
  if (record.transientStatus === StakeStatus.Delegated && transient && isWhole(transient)) {
    after = {
      ...withAccounts(validator, stake, ended(transient)),
      record: { ...record, coolingLamports, transientStatus: StakeStatus.Deactivating },
    };
  } else if (stake && isWhole(stake)) {
    after = {
      ...withAccounts(validator, ended(stake), transient),
      record: { ...record, coolingLamports, stakeStatus: StakeStatus.Deactivating },
    };
  } else if (stake?.delegation) {
    // What cools down in this epoch already goes on with it.
    const present = record.transientStatus === StakeStatus.Deactivating ? (transient?.delegation?.stake ?? 0n) : 0n;
    const held = validator.transientBalance ?? transient?.lamports ?? record.transientLamports;
    const delegation = { ...stake.delegation, stake: present + lamports, deactivationEpoch: clock.epoch };
    const source = {
      ...{ ...stake, lamports: stake.lamports - lamports },
      delegation: { ...stake.delegation, stake: stake.delegation.stake - lamports },
    };
    const target: StakeAccount = { ...stake, ...transient, lamports: held + missingRent + lamports, delegation };
    after = {
      ...withAccounts(validator, source, target),
      record: {
        ...{ ...record, coolingLamports, transientStatus: StakeStatus.Deactivating },
        stakeLamports: record.stakeLamports - lamports,
        delegatedLamports: saturatingMinus(record.delegatedLamports, lamports),
        transientLamports: record.transientLamports + missingRent + lamports,
      },
    };
  } else return;
  const limited = recool(world.pool, after.record, record.coolingLamports);
  world.pool = limited.pool;
  put(world, index, { ...after, record: limited.record });
}

/** A rent that the reserve cannot pay, sent by whoever moves the stake. */
function fund(world: World, index: number, lamports: bigint): void {
  const validator = world.validators[index] as ValidatorSituation;
  const transientBalance = (validator.transientBalance ?? validator.record.transientLamports) + lamports;
  const transient = validator.transient && { ...validator.transient, lamports: transientBalance };
  put(world, index, { ...validator, transient, transientBalance });
}

function put(world: World, index: number, validator: ValidatorSituation): void {
  world.validators[index] = validator;
}

/** Moves lamports of the reserve into stake accounts, or back where they are negative. */
function spend(world: World, lamports: bigint): void {
  const { pool } = world;
  world.pool = {
    ...pool,
    reserveLamports: pool.reserveLamports - lamports,
    stakedLamports: pool.stakedLamports + lamports,
  };
  world.reserveBalance -= lamports;
}

function noteRent(world: World): void {
  const { pool, stakeRent } = world;
  if (stakeRent > pool.fundedRent) world.pool = { ...pool, fundedRent: stakeRent };
}
