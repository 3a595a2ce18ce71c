// The model's world in the words of the accounts.
import { TicketStatus } from "@truestake/sdk";
import { arrived, type Fields, type ModelArrivals } from "../common";
import type { StakeAccount } from "./reference/stakeAccount";
import { coolingOf, totalScoreOf, type World } from "./reference/world";
import type { State } from "./state";

/** As what a field is written that names nobody. */
export const NOBODY = "11111111111111111111111111111111";

const STATUS = {
  queued: TicketStatus.Queued,
  settled: TicketStatus.Settled,
  cancelled: TicketStatus.Cancelled,
  claimed: undefined,
} as const;

/** Every field that the model foretells; `undefined` for an account that must not be there. */
export function expectedOf(world: World): Record<string, Fields | undefined> {
  return {
    clock: { ...clockOf(world) },
    pool: poolOf(world),
    list: listOf(world),
    reserve: { lamports: world.rents.empty + world.reserve.held },
    mint: { supply: world.mintSupply },
    escrow: { tokens: world.books.queuedTokens + world.gifts.escrow },
    ...liquidityOf(world),
    ...usersOf(world),
    ...stakesOf(world),
    ...ticketsOf(world),
  };
}

function clockOf({ clock }: World): Fields {
  const { slot, epoch, time, rewardsActive, slotsPerEpoch } = clock;
  const start = epoch * slotsPerEpoch;
  return { slot, epoch, time, rewards: rewardsActive ? 1n : 0n, start, end: start + slotsPerEpoch };
}

function poolOf(world: World): Fields {
  const { books, roles, policy } = world;
  const { reward, deposit, withdrawal, ticket, referralShare } = books.fees;
  const fees = (prefix: string, rates: typeof books.fees): Fields => ({
    [`${prefix}.reward`]: BigInt(rates.reward),
    [`${prefix}.deposit`]: BigInt(rates.deposit),
    [`${prefix}.withdrawal`]: BigInt(rates.withdrawal),
    [`${prefix}.ticket`]: BigInt(rates.ticket),
    [`${prefix}.referral_share`]: BigInt(rates.referralShare),
  });
  const none = { reward: 0, deposit: 0, withdrawal: 0, ticket: 0, referralShare: 0 };
  return {
    supply: books.supply,
    reserve_lamports: world.reserve.booked,
    staked_lamports: world.staked,
    release_lamports: books.release.lamports,
    release_start_slot: books.release.from,
    release_end_slot: books.release.until,
    pending_gain: world.pending.gain + books.kept,
    pending_loss: world.pending.loss,
    last_update_epoch: books.epoch,
    updates: books.updates,
    high_water_total: books.peak.total,
    high_water_supply: books.peak.supply,
    fee_credit: books.credit,
    next_ticket: BigInt(books.tickets.length),
    next_settlement: books.head,
    queued_tokens: books.queuedTokens,
    queued_lamports: books.queuedValue,
    cooling_lamports: coolingOf(world),
    moved_epoch: world.moved.epoch,
    moved_lamports: world.moved.lamports,
    admin: roles.admin,
    pending_admin: roles.pending ?? NOBODY,
    validator_manager: roles.manager,
    guardian: roles.guardian,
    treasury: `treasury ${world.treasury}`,
    liquidity: books.liquidity ? "liquidity" : NOBODY,
    ...fees("fees", { reward, deposit, withdrawal, ticket, referralShare }),
    ...fees("pending_fees", books.pending?.fees ?? none),
    pending_fees_update: books.pending?.update ?? 0n,
    deposit_cap: world.depositCap,
    reserve_buffer: policy.reserveBuffer,
    max_validator_share: policy.maxValidatorShare,
    max_move: policy.maxMove,
    paused_until: world.pausedUntil,
    pause_allowed_from: world.pauseAllowedFrom,
  };
}

function listOf(world: World): Fields {
  const list: Fields = {
    count: BigInt(world.validators.length),
    total_score: totalScoreOf(world),
    updated_epoch: world.measured.epoch,
    updated_count: BigInt(world.measured.count),
  };
  for (const [index, record] of world.validators.entries()) {
    Object.assign(list, {
      [`[${index}].vote`]: `vote ${record.vote}`,
      [`[${index}].stake`]: `stake ${record.vote}`,
      [`[${index}].stake_lamports`]: record.stakeLamports,
      [`[${index}].transient_lamports`]: record.transientLamports,
      [`[${index}].cooling_lamports`]: record.cooling,
      [`[${index}].last_update_epoch`]: record.measured,
      [`[${index}].score`]: record.score,
      [`[${index}].stake_status`]: record.stakeStatus,
      [`[${index}].transient_status`]: record.transientStatus,
    });
  }
  return list;
}

function liquidityOf(world: World): Record<string, Fields | undefined> {
  const { liquidity } = world.books;
  if (!liquidity) return { liquidity: undefined };
  const { fees, pending } = liquidity;
  return {
    liquidity: {
      sol_lamports: liquidity.lamports,
      token_amount: liquidity.tokens,
      shares: liquidity.shares,
      ...arrivals("held_fees", liquidity.earned),
      ...arrivals("added", liquidity.added),
      "fees.target": fees.target,
      "fees.min": fees.min,
      "fees.max": fees.max,
      "fees.treasury_cut": fees.treasuryCut,
      "pending_fees.target": pending?.fees.target ?? 0n,
      "pending_fees.min": pending?.fees.min ?? 0n,
      "pending_fees.max": pending?.fees.max ?? 0n,
      "pending_fees.treasury_cut": pending?.fees.treasuryCut ?? 0n,
      pending_fees_update: pending?.update ?? 0n,
      cap: world.liquidityCap,
    },
    liquiditySol: { lamports: world.rents.empty + liquidity.lamports + world.gifts.liquiditySol },
    liquidityTokens: { tokens: liquidity.tokens + world.gifts.liquidityTokens },
  };
}

function arrivals(prefix: string, came: ModelArrivals): Fields {
  const { touched } = came;
  return {
    [`${prefix}.epoch`]: touched,
    [`${prefix}.recent`]: arrived(came, touched),
    [`${prefix}.earlier`]: arrived(came, touched - 1n),
  };
}

function usersOf({ people, treasuries }: World): Record<string, Fields | undefined> {
  const users = Object.entries(people).flatMap(([name, { lamports, tokens, shares }]): [string, Fields][] => [
    [`user ${name}`, { lamports }],
    [`tokens ${name}`, { tokens }],
    // The account is made when somebody can have shares.
    ...(shares > 0n ? [[`shares ${name}`, { tokens: shares }] as [string, Fields]] : []),
  ]);
  const owned = Object.entries(treasuries).map(([name, tokens]): [string, Fields | undefined] => [
    `treasury ${name}`,
    tokens === undefined ? undefined : { tokens },
  ]);
  return Object.fromEntries([...users, ...owned]);
}

function stakesOf({ accounts, given }: World): Record<string, Fields | undefined> {
  const fields = ({ lamports, isStake, delegation }: StakeAccount): Fields | undefined => {
    if (lamports === 0n) return undefined;
    if (!isStake) return { lamports };
    if (!delegation) return { lamports, kind: "initialized" };
    const { stake, activation, deactivation } = delegation;
    return {
      lamports,
      kind: "delegated",
      stake,
      activation_epoch: activation,
      deactivation_epoch: deactivation,
    };
  };
  const pools = Object.entries(accounts).flatMap(([vote, { stake, transient }]): [string, Fields | undefined][] => [
    [`stake ${vote}`, fields(stake)],
    [`transient ${vote}`, fields(transient)],
  ]);
  const users = Object.entries(given).map(([id, { account }]): [string, Fields | undefined] => [
    `given ${id}`,
    fields(account),
  ]);
  return Object.fromEntries([...pools, ...users]);
}

function ticketsOf({ books, owners, rents }: World): Record<string, Fields | undefined> {
  return Object.fromEntries(
    books.tickets.map(({ sequence, tokens, value, feeBps, epoch, state, pays }) => {
      const status = STATUS[state];
      if (status === undefined) return [`ticket ${sequence}`, undefined];
      const fields: Fields = {
        lamports: rents.ticket + pays,
        owner: `user ${owners[Number(sequence)]}`,
        status: BigInt(status),
        sequence,
        tokens: state === "cancelled" ? 0n : tokens,
        ordered_lamports: value,
        fee: feeBps,
        ordered_epoch: epoch,
        settled_lamports: pays,
      };
      return [`ticket ${sequence}`, fields];
    }),
  );
}

/** Where the accounts are not as the model says, in words. */
export function differences(expected: Record<string, Fields | undefined>, state: State): string[] {
  return Object.entries(expected).flatMap(([account, fields]) => {
    const found = state[account];
    if (!fields) return found ? [`${account} is still there`] : [];
    if (!found) return [`${account} is not there`];
    return Object.entries(fields).flatMap(([field, value]) =>
      found[field] === value ? [] : [`${account}.${field} is ${found[field]}, not ${value}`],
    );
  });
}
