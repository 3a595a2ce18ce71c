// What users do with SOL and tokens.
import { ceilDiv, floorDiv, LIMITS, type ModelLiquidity, type ModelTicket } from "../../common";
import { allow, refuse } from "./refusal";
import { canCharge, payTreasury, person, requireFresh, requireRunning, type World } from "./world";

/** What the instruction's event must say. */
export type Told = Record<string, bigint>;

export interface DepositArgs {
  user: string;
  lamports: bigint;
  minimum: bigint;
  referrer?: string | undefined;
}

export function depositSol(world: World, { user, lamports, minimum, referrer }: DepositArgs): Told {
  const { books, clock } = world;
  const depositor = person(world, user);
  allow(lamports > 0n, "ZeroAmount");
  allow(lamports >= LIMITS.deposit, "DepositTooSmall");
  allow(lamports <= depositor.lamports, "InsufficientLamports");
  requireFresh(world);
  requireRunning(world);
  const before = books.total(clock.slot);
  allow(before > 0n, "NoPrice");
  const options = { charged: canCharge(world), withReferrer: canCharge(world) && referrer !== undefined };
  const plan = books.deposit(lamports, clock, options);
  allow(plan.depositor > 0n, "ZeroResult");
  allow(plan.depositor >= minimum, "SlippageExceeded");
  const deposited = lamports - plan.paid;
  allow(deposited === 0n || before + deposited <= world.depositCap, "DepositCapExceeded");
  world.reserve.booked += deposited;
  world.reserve.held += deposited;
  depositor.lamports -= lamports;
  depositor.tokens += plan.depositor;
  if (referrer) person(world, referrer).tokens += plan.referrer;
  payTreasury(world, plan.treasury);
  world.mintSupply += plan.depositor - plan.bought + plan.treasury + plan.referrer;
  return {
    tokens: plan.depositor,
    lamports_to_liquidity: plan.paid,
    tokens_from_liquidity: plan.bought,
    treasury_tokens: plan.treasury,
    referrer_tokens: plan.referrer,
  };
}

/** The liquidity pool; without it Anchor finds no account. */
export function liquidityOf({ books }: World): ModelLiquidity {
  return books.liquidity ?? refuse("AccountOwnedByWrongProgram");
}

/** Checks of what gives tokens up. */
function spend(world: World, user: string, tokens: bigint): void {
  allow(tokens > 0n, "ZeroAmount");
  allow(tokens <= person(world, user).tokens, "InsufficientTokens");
}

export interface TokensArgs {
  user: string;
  tokens: bigint;
  minimum: bigint;
}

export function liquidUnstake(world: World, { user, tokens, minimum }: TokensArgs): Told {
  const { books, clock } = world;
  const liquidity = liquidityOf(world);
  const seller = person(world, user);
  spend(world, user, tokens);
  requireFresh(world);
  requireRunning(world);
  const sale = books.quoteSale(tokens, clock, liquidity) ?? refuse("InsufficientLiquidity");
  allow(sale.lamports > 0n, "ZeroResult");
  allow(sale.lamports >= minimum, "SlippageExceeded");
  const cut = books.sell(tokens, clock, liquidity, sale.lamports, canCharge(world));
  seller.tokens -= tokens;
  seller.lamports += sale.lamports;
  payTreasury(world, cut);
  return { lamports: sale.lamports, fee: sale.fee, treasury_tokens: cut };
}

export interface LiquidityArgs {
  user: string;
  lamports: bigint;
  minimum: bigint;
}

export function addLiquidity(world: World, { user, lamports, minimum }: LiquidityArgs): Told {
  const { books, clock } = world;
  const liquidity = liquidityOf(world);
  const provider = person(world, user);
  allow(lamports > 0n, "ZeroAmount");
  allow(lamports >= LIMITS.deposit, "DepositTooSmall");
  allow(lamports <= provider.lamports, "InsufficientLamports");
  requireFresh(world);
  requireRunning(world);
  allow(liquidity.lamports + lamports <= world.liquidityCap, "LiquidityCapExceeded");
  const shares = books.addLiquidity(lamports, clock, liquidity);
  allow(shares > 0n, "ZeroResult");
  allow(shares >= minimum, "SlippageExceeded");
  provider.lamports -= lamports;
  provider.shares += shares;
  return { shares };
}

export interface SharesArgs {
  user: string;
  shares: bigint;
}

export function removeLiquidity(world: World, { user, shares }: SharesArgs): Told {
  const liquidity = liquidityOf(world);
  const provider = person(world, user);
  allow(shares > 0n, "ZeroAmount");
  allow(shares <= provider.shares, "InsufficientTokens");
  const part = world.books.removeLiquidity(shares, world.clock, liquidity);
  allow(part.lamports > 0n || part.tokens > 0n, "ZeroResult");
  provider.shares -= shares;
  provider.lamports += part.lamports;
  provider.tokens += part.tokens;
  return part;
}

export function orderUnstake(world: World, { user, tokens, minimum }: TokensArgs): Told {
  const { books, clock, rents } = world;
  const owner = person(world, user);
  spend(world, user, tokens);
  requireFresh(world);
  const value = floorDiv(tokens, books.total(clock.slot), books.supply);
  allow(value >= LIMITS.ticket, "TicketTooSmall");
  allow(value - ceilDiv(value, BigInt(books.fees.ticket), 10_000n) >= minimum, "SlippageExceeded");
  const ticket = books.order(tokens, clock.slot, clock.epoch);
  owner.tokens -= tokens;
  owner.lamports -= rents.ticket;
  world.owners.push(user);
  world.orderedSlots.push(clock.slot);
  return { sequence: ticket.sequence, ordered_lamports: value };
}

export interface TicketArgs {
  /** Who signs, or is paid. */
  user: string;
  sequence: bigint;
}

/** A ticket whose account exists and that belongs to `user`. */
function ticketOf(world: World, { user, sequence }: TicketArgs, error: string): ModelTicket {
  const ticket = world.books.tickets[Number(sequence)];
  if (!ticket || ticket.state === "claimed") refuse("AccountOwnedByWrongProgram");
  allow(world.owners[Number(sequence)] === user, error);
  return ticket;
}

export function cancelTicket(world: World, args: TicketArgs): Told {
  const ticket = ticketOf(world, args, "NotTicketOwner");
  allow(ticket.state === "queued", "TicketNotQueued");
  const { tokens } = ticket;
  world.books.cancel(args.sequence);
  const owner = person(world, args.user);
  owner.tokens += tokens;
  // The head's account is closed at once.
  if (world.books.tickets[Number(args.sequence)]?.state === "claimed") owner.lamports += world.rents.ticket;
  return { sequence: args.sequence, tokens };
}

export function transferTicket(world: World, args: TicketArgs & { to: string | undefined }): Told {
  const ticket = ticketOf(world, args, "NotTicketOwner");
  allow(ticket.state === "queued", "TicketNotQueued");
  world.owners[Number(args.sequence)] = args.to ?? refuse("MissingRole");
  return { sequence: args.sequence };
}

export function claimTicket(world: World, args: TicketArgs): Told {
  const ticket = ticketOf(world, args, "WrongTicketOwner");
  const hasPassed = args.sequence < world.books.head && ticket.state !== "queued";
  allow(hasPassed, "TicketNotSettled");
  const lamports = world.books.claim(args.sequence);
  person(world, args.user).lamports += lamports + world.rents.ticket;
  return { sequence: args.sequence, lamports, rent: world.rents.ticket };
}

/** Settles up to `count` tickets from number `from` on. */
export function settleTickets(world: World, { from, count }: { from: bigint; count: number }): Told | undefined {
  const { books, clock, reserve } = world;
  requireFresh(world);
  allow(count > 0, "WrongAccountCount");
  // Accounts that are gone are passed over.
  const named = books.tickets.slice(Number(from), Number(from) + count).filter(({ state }) => state !== "claimed");
  const first = named.find(({ sequence }) => sequence >= books.head);
  if (!first) return undefined;
  allow(first.sequence === books.head, "TicketOutOfOrder");
  if (first.state === "queued") {
    allow(first.epoch < clock.epoch, "TicketNotDue");
    allow(books.payment(first, clock.slot) <= reserve.booked, "ReserveTooLow");
  }
  const head = books.head;
  const end = from + BigInt(count);
  const queued = books.queuedTokens;
  const lamports = books.settle(Number(end - head), reserve.booked, clock.slot, clock.epoch);
  const tokens = queued - books.queuedTokens;
  reserve.booked -= lamports;
  reserve.held -= lamports;
  world.mintSupply -= tokens;
  return { first_sequence: head, next_sequence: books.head, lamports, tokens };
}
