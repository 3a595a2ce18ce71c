// The model's world in the words of the accounts.
import { TicketStatus } from "@truestake/sdk";
import {
  arrived,
  type Fields,
  feeOf,
  LIMITS,
  type ModelFees,
  type ModelLiquidityFees,
  type ModelTicket,
} from "../common";
import type { StakeAccount } from "./reference/stakeAccount";
import { coolingOf, fundedOf, scoresOf, type World } from "./reference/world";
import type { State } from "./state";

/** As what a field is written that names nobody. */
export const NOBODY = "11111111111111111111111111111111";

const STATUS = {
  queued: TicketStatus.Queued,
  settled: TicketStatus.Settled,
  cancelled: TicketStatus.Cancelled,
  returned: TicketStatus.Returned,
  claimed: undefined,
} as const;

/** As the list numbers what validators take. */
const TAKING = { share: 1n, shareToCap: 2n, cap: 3n, nothing: 4n, busy: 5n } as const;

/** Every field that the model foretells; `undefined` for an account that must not be there. */
export function expectedOf(world: World): Record<string, Fields | undefined> {
  const { books, reserve } = world;
  const { staked } = books;
  if (books.held !== reserve.booked + staked) throw new Error("the model's books are not the sum of its parts");
  requireNoted(world);
  return {
    clock: { ...clockOf(world) },
    pool: poolOf(world),
    list: listOf(world),
    queue: queueOf(world),
    history: historyOf(world),
    reserve: { lamports: reserve.lamports },
    mint: { supply: world.mintSupply },
    escrow: { tokens: escrowedOf(world) },
    ...liquidityOf(world),
    ...usersOf(world),
    ...stakesOf(world),
    ...marksOf(world),
    ...ticketsOf(world),
  };
}

/** The intake is of those who were noted in its epoch: each counts once. */
function requireNoted({ books: { intake }, validators }: World): void {
  const noted = validators.filter(({ earning, taking }) => earning.epoch === intake.epoch && taking === "shareToCap");
  if (intake.capped !== BigInt(noted.length)) throw new Error("the model's intake is not the sum of its parts");
}

/** Tokens of tickets that were neither paid nor given back, those that the queue has passed included. */
function escrowedOf({ books, gifts }: World): bigint {
  return books.tickets.reduce((sum, { tokens }) => sum + tokens, gifts.escrow);
}

function clockOf({ clock, lamportsPerByte }: World): Fields {
  const { slot, epoch, time, rewardsActive, slotsPerEpoch } = clock;
  const start = epoch * slotsPerEpoch;
  return {
    slot,
    epoch,
    time,
    rewards: rewardsActive ? 1n : 0n,
    start,
    end: start + slotsPerEpoch,
    rent: lamportsPerByte,
  };
}

function poolOf(world: World): Fields {
  const { books, roles, policy } = world;
  const fees = (prefix: string, rates: ModelFees | undefined): Fields => ({
    [`${prefix}.reward`]: BigInt(rates?.reward ?? 0),
    [`${prefix}.deposit`]: BigInt(rates?.deposit ?? 0),
    [`${prefix}.withdrawal`]: BigInt(rates?.withdrawal ?? 0),
    [`${prefix}.ticket`]: BigInt(rates?.ticket ?? 0),
    [`${prefix}.referral_share`]: BigInt(rates?.referralShare ?? 0),
  });
  return {
    supply: books.supply,
    reserve_lamports: world.reserve.booked,
    staked_lamports: world.books.staked,
    release_lamports: books.release.lamports,
    release_start_slot: books.release.from,
    release_end_slot: books.release.until,
    pending_gain: books.gain,
    pending_loss: books.loss,
    last_update_epoch: books.epoch,
    updates: books.updates,
    mark_total: books.mark.total,
    mark_supply: books.mark.supply,
    ...Object.fromEntries(books.idleRates.map((rate, place) => [`idle_rates[${place}]`, rate])),
    earned_lamports: books.earned.lamports,
    earning_lamport_epochs: books.earned.lamportEpochs,
    next_ticket: BigInt(books.tickets.length),
    next_settlement: books.head,
    ...queueSumsOf(world),
    cooling_lamports: coolingOf(world),
    moved_epoch: world.rebalanced.epoch,
    moved_lamports: world.rebalanced.lamports,
    validator_count: BigInt(world.validators.length),
    stake_account_count: fundedOf(world),
    funded_rent: world.fundedRent,
    admin: roles.admin,
    pending_admin: roles.pending ?? NOBODY,
    "validator_manager.now": roles.manager.now,
    "validator_manager.next": roles.manager.next ?? NOBODY,
    "validator_manager.from_update": roles.manager.from,
    guardian: roles.guardian,
    treasury: `treasury ${world.treasury}`,
    liquidity: books.liquidity ? "liquidity" : NOBODY,
    ...fees("fees.now", books.fees.now),
    ...fees("fees.next", books.fees.next),
    "fees.from_update": books.fees.from,
    deposit_cap: world.depositCap,
    held_at_update: world.books.heldAtUpdate,
    intake_epoch: books.intake.epoch,
    busy_share: books.intake.busy,
    intake_uncapped: books.intake.uncapped,
    intake_capped: books.intake.capped,
    intake_lowest_cap: books.intake.lowestCap,
    intake_lamports: books.intake.lamports,
    stuck_lamports: 0n,
    reserve_buffer: policy.reserveBuffer,
    max_validator_share: policy.maxValidatorShare,
    max_move: policy.maxMove,
    moving_part: books.movingPart,
    paused_until: world.pausedUntil,
    pause_allowed_from: world.pauseAllowedFrom,
  };
}

/** The queue's sums, added up anew from its tickets. */
function queueSumsOf({ books }: World): Fields {
  const { queueEpoch } = books;
  const queued = books.queued();
  const recent = queued.filter(({ epoch }) => epoch === queueEpoch);
  const sum = (tickets: ModelTicket[], of: (ticket: ModelTicket) => bigint) =>
    tickets.reduce((all, ticket) => all + of(ticket), 0n);
  const value = ({ value }: ModelTicket) => value;
  const isLate = ({ late }: ModelTicket) => late;
  return {
    queued_tokens: books.queuedTokens,
    queued_lamports: books.queuedValue,
    queued_fees: books.queuedFees,
    queue_epoch: queueEpoch,
    recent_tokens: sum(recent, ({ tokens }) => tokens),
    recent_lamports: sum(recent, value),
    recent_fees: sum(recent, feeOf),
    late_lamports: sum(recent.filter(isLate), value),
    waiting_lamports: sum(
      queued.filter((ticket) => isLate(ticket) && ticket.epoch === queueEpoch - 1n),
      value,
    ),
    cumulative_ordered_lamports: books.ordered,
    cumulative_passed_lamports: books.passed,
  };
}

function listOf(world: World): Fields {
  const { total, clipped, clippedShare, clippedCaps, level } = scoresOf(world);
  const { cap, shareScore } = world.top;
  const list: Fields = {
    lamports: world.list.lamports,
    bytes: world.list.bytes,
    count: BigInt(world.validators.length),
    total_score: total,
    clipped_score: clipped,
    clipped_share: clippedShare,
    clipped_caps: clippedCaps,
    level,
    top_cap: cap?.lamports ?? 0n,
    top_score: cap?.score ?? 0n,
    top_share_score: shareScore ?? 0n,
    lowered_epoch: world.lowered,
    updated_epoch: world.measured.epoch,
    updated_count: BigInt(world.measured.count),
  };
  for (const [index, record] of world.validators.entries()) {
    const { earning } = record;
    Object.assign(list, {
      [`[${index}].vote`]: `vote ${record.vote}`,
      [`[${index}].stake`]: `stake ${record.vote}`,
      [`[${index}].stake_lamports`]: record.stakeLamports,
      [`[${index}].transient_lamports`]: record.transientLamports,
      [`[${index}].cooling_lamports`]: record.cooling,
      [`[${index}].delegated_lamports`]: record.delegated,
      [`[${index}].cap`]: record.cap,
      [`[${index}].clipped`]: record.limit === undefined ? 0n : record.limit.kind === "share" ? 1n : 2n,
      [`[${index}].clipped_limit`]: record.limit?.amount ?? 0n,
      [`[${index}].taking`]: record.taking === undefined ? 0n : TAKING[record.taking],
      [`[${index}].stuck_lamports`]: 0n,
      [`[${index}].listed_epoch`]: record.listed,
      [`[${index}].earning.since`]: earning.since,
      [`[${index}].earning.epoch`]: earning.epoch,
      [`[${index}].earning.base`]: earning.base,
      [`[${index}].earning.earned`]: earning.earned,
      [`[${index}].earning.other`]: earning.other,
      [`[${index}].earning.lost`]: earning.lost,
      [`[${index}].score`]: record.score,
      [`[${index}].stake_status`]: record.stakeStatus,
      [`[${index}].transient_status`]: record.transientStatus,
      [`[${index}].keep`]: record.keep ? 1n : 0n,
    });
  }
  return list;
}

/** A ticket's name; where the owner has used a nonce again, that of the last one at its address. */
function ticketName({ tickets }: World, sequence: bigint): string {
  const { orderer, nonce } = tickets[Number(sequence)] ?? {};
  const last = tickets.findLastIndex((ticket) => ticket.orderer === orderer && ticket.nonce === nonce);
  return `ticket ${last}`;
}

function queueOf(world: World): Fields {
  const { base, bytes, lamports, places } = world.ring;
  const queue: Fields = { base, bytes, lamports };
  for (const [place, sequence] of places.entries()) {
    if (sequence !== undefined) queue[`[${place}]`] = ticketName(world, sequence);
  }
  return queue;
}

/** The number of entries, and the last one. */
function historyOf({ prices }: World): Fields {
  const last = prices.at(-1);
  if (!last) return { count: 0n };
  return {
    count: BigInt(prices.length),
    place: BigInt((prices.length - 1) % LIMITS.history),
    epoch: last.epoch,
    slot: last.slot,
    unix_time: last.time,
    total: last.total,
    supply: last.supply,
    gain_before_fee: last.gain,
    fee_tokens: last.feeTokens,
  };
}

function liquidityOf(world: World): Record<string, Fields | undefined> {
  const { liquidity } = world.books;
  if (!liquidity) return { liquidity: undefined };
  const { fees, held, line } = liquidity;
  const rates = (prefix: string, of: ModelLiquidityFees | undefined): Fields => ({
    [`${prefix}.target`]: of?.target ?? 0n,
    [`${prefix}.min`]: of?.min ?? 0n,
    [`${prefix}.max`]: of?.max ?? 0n,
    [`${prefix}.treasury_cut`]: of?.treasuryCut ?? 0n,
  });
  return {
    liquidity: {
      sol_lamports: liquidity.lamports,
      token_amount: liquidity.tokens,
      shares: liquidity.shares,
      held_epoch: held.touched,
      held_recent: arrived(held, held.touched),
      held_earlier: arrived(held, held.touched - 1n),
      line_lamports: line.lamports,
      line_slot: line.slot,
      ...rates("fees.now", fees.now),
      ...rates("fees.next", fees.next),
      "fees.from_update": fees.from,
      cap: world.liquidityCap,
    },
    liquiditySol: { lamports: world.vault },
    liquidityTokens: { tokens: liquidity.tokens + world.gifts.liquidityTokens },
  };
}

function usersOf({ people, staff, treasuries }: World): Record<string, Fields | undefined> {
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
  const members = Object.entries(staff).map(([name, lamports]): [string, Fields] => [name, { lamports }]);
  return Object.fromEntries([...users, ...members, ...owned]);
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

function marksOf(world: World): Record<string, Fields | undefined> {
  const { accounts, marks } = world;
  return Object.fromEntries(
    Object.keys(accounts).map((vote) => {
      const mark = marks[vote];
      if (!mark) return [`mark ${vote}`, undefined];
      const { index, rentPayer, lamports } = mark;
      const rent_payer = nameOf(world, rentPayer);
      return [`mark ${vote}`, { lamports, index: BigInt(index), pool: "pool", vote: `vote ${vote}`, rent_payer }];
    }),
  );
}

function ticketsOf(world: World): Record<string, Fields | undefined> {
  const { books, tickets } = world;
  return Object.fromEntries(
    books.tickets.flatMap((ticket): [string, Fields | undefined][] => {
      const account = tickets[Number(ticket.sequence)];
      const name = ticketName(world, ticket.sequence);
      // Another ticket of the same owner and nonce is there instead.
      if (!account || name !== `ticket ${ticket.sequence}`) return [];
      const status = STATUS[ticket.state];
      if (status === undefined) return [[name, undefined]];
      const fields: Fields = {
        lamports: account.lamports,
        owner: nameOf(world, account.owner),
        orderer: nameOf(world, account.orderer),
        nonce: account.nonce,
        rent_payer: nameOf(world, account.rentPayer),
        status: BigInt(status),
        sequence: ticket.sequence,
        late: ticket.late ? 1n : 0n,
        tokens: ticket.tokens,
        ordered_lamports: ticket.value,
        fee: ticket.feeBps,
        queue_start: ticket.start,
        ordered_epoch: ticket.epoch,
        ordered_slot: ticket.slot,
        claimable_lamports: ticket.claimable,
        paid_lamports: ticket.paid,
        settled_epoch: ticket.settledEpoch,
      };
      return [[name, fields]];
    }),
  );
}

/** Somebody's name as the accounts' addresses are named. */
function nameOf({ people }: World, name: string): string {
  return people[name] ? `user ${name}` : name;
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
