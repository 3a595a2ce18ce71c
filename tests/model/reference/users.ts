// What users do with SOL and tokens.
import { ceilDiv, LIMITS, type ModelLiquidity, type ModelSale, type ModelTicket } from "../../common";
import { over } from "../bigint";
import { allow, refuse } from "./refusal";
import {
  canCharge,
  measureReserve,
  moveReserve,
  pay,
  payTreasury,
  person,
  rentFor,
  rentsOf,
  requireFresh,
  requirePrice,
  requireRunning,
  type World,
} from "./world";

/** What the instruction's event must say. */
export type Told = Record<string, bigint>;

/** What somebody's token account must hold before, in their own words; `undefined` for anything. */
function requireBalance(held: bigint, ifBalance: bigint | undefined): void {
  allow(ifBalance === undefined || ifBalance === held, "BalanceChanged");
}

export interface DepositArgs {
  user: string;
  lamports: bigint;
  minimum: bigint;
  referrer?: string | undefined;
  ifBalance?: bigint | undefined;
}

export function depositSol(world: World, { user, lamports, minimum, referrer, ifBalance }: DepositArgs): Told {
  const { books, clock } = world;
  const depositor = person(world, user);
  allow(lamports > 0n, "ZeroAmount");
  allow(lamports >= LIMITS.deposit, "DepositTooSmall");
  allow(lamports <= depositor.lamports, "InsufficientLamports");
  requireFresh(world);
  requireRunning(world);
  requireBalance(depositor.tokens, ifBalance);
  measureReserve(world);
  const before = books.total(clock.slot);
  const options = { charged: canCharge(world), withReferrer: canCharge(world) && referrer !== undefined };
  requirePrice(world, lamports, lamports);
  const plan = books.deposit(lamports, clock, options) ?? refuse("NoPrice");
  allow(plan.depositor > 0n, "ZeroResult");
  allow(plan.depositor >= minimum, "SlippageExceeded");
  const deposited = lamports - plan.paid;
  allow(deposited === 0n || before + deposited <= world.depositCap, "DepositCapExceeded");
  moveReserve(world, deposited);
  world.vault += plan.paid;
  depositor.lamports -= lamports;
  depositor.tokens += plan.depositor;
  if (referrer) person(world, referrer).tokens += plan.referrer;
  payTreasury(world, plan.treasury);
  world.mintSupply += plan.depositor - plan.bought + plan.treasury + plan.referrer;
  return {
    tokens: plan.depositor,
    premium: plan.premium,
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

/** SOL of the liquidity pool that can be paid out: what its account holds over the rent of now. */
function availableOf(world: World, liquidity: ModelLiquidity): bigint {
  const overRent = world.vault - rentFor(world, 0n);
  const there = overRent > 0n ? overRent : 0n;
  return liquidity.lamports < there ? liquidity.lamports : there;
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

export interface SaleArgs extends TokensArgs {
  /** Who is paid; the seller unless named. */
  to?: string | undefined;
  ifBalance?: bigint | undefined;
}

export function liquidUnstake(world: World, { user, tokens, minimum, to = user, ifBalance }: SaleArgs): Told {
  const { books, clock } = world;
  const liquidity = liquidityOf(world);
  const seller = person(world, user);
  spend(world, user, tokens);
  requireFresh(world);
  requireRunning(world);
  requireBalance(seller.tokens, ifBalance);
  const options = { charged: canCharge(world), available: availableOf(world, liquidity) };
  const quoted = books.quoteSale(tokens, clock, liquidity, options);
  const sale: ModelSale = typeof quoted === "object" ? quoted : refuse(quoted ?? "InsufficientLiquidity");
  allow(sale.lamports > 0n, "ZeroResult");
  allow(sale.lamports >= minimum, "SlippageExceeded");
  books.sell(tokens, clock, liquidity, sale);
  world.vault -= sale.lamports;
  seller.tokens -= tokens;
  pay(world, to, sale.lamports);
  payTreasury(world, sale.treasury);
  return { lamports: sale.lamports, fee: sale.fee, treasury_tokens: sale.treasury, held_tokens: sale.held };
}

export interface LiquidityArgs {
  user: string;
  lamports: bigint;
  minimum: bigint;
  ifBalance?: bigint | undefined;
}

export function addLiquidity(world: World, { user, lamports, minimum, ifBalance }: LiquidityArgs): Told {
  const { books, clock } = world;
  const liquidity = liquidityOf(world);
  const provider = person(world, user);
  allow(lamports > 0n, "ZeroAmount");
  allow(lamports >= LIMITS.deposit, "DepositTooSmall");
  allow(lamports <= provider.lamports, "InsufficientLamports");
  requireFresh(world);
  requireRunning(world);
  requireBalance(provider.shares, ifBalance);
  allow(liquidity.lamports + lamports <= world.liquidityCap, "LiquidityCapExceeded");
  const { shares, premium } = books.addLiquidity(lamports, clock, liquidity) ?? refuse("NoPrice");
  allow(shares > 0n, "ZeroResult");
  allow(shares >= minimum, "SlippageExceeded");
  world.vault += lamports;
  provider.lamports -= lamports;
  provider.shares += shares;
  return { shares, premium };
}

export interface SharesArgs {
  user: string;
  shares: bigint;
  /** Who receives the SOL; the provider unless named. */
  to?: string | undefined;
  ifBalance?: bigint | undefined;
}

export function removeLiquidity(world: World, { user, shares, to = user, ifBalance }: SharesArgs): Told {
  const liquidity = liquidityOf(world);
  const provider = person(world, user);
  allow(shares > 0n, "ZeroAmount");
  allow(shares <= provider.shares, "InsufficientTokens");
  requireBalance(provider.shares, ifBalance);
  const part = world.books.removeLiquidity(shares, world.clock, liquidity, availableOf(world, liquidity));
  allow(part.lamports > 0n || part.tokens > 0n, "ZeroResult");
  world.vault -= part.lamports;
  provider.shares -= shares;
  provider.tokens += part.tokens;
  pay(world, to, part.lamports);
  return part;
}

export interface OrderArgs extends TokensArgs {
  nonce: bigint;
  /** Who pays the ticket's rent; the owner unless named. */
  payer?: string | undefined;
}

export function orderUnstake(world: World, { user, tokens, minimum, nonce, payer = user }: OrderArgs): Told {
  const { books, clock, ring } = world;
  const owner = person(world, user);
  const isTaken = world.tickets.some(
    (ticket, at) => ticket.orderer === user && ticket.nonce === nonce && books.tickets[at]?.state !== "claimed",
  );
  spend(world, user, tokens);
  requireFresh(world);
  const value = books.valueOf(tokens, clock.slot);
  allow(value >= LIMITS.ticket, "TicketTooSmall");
  allow(value - ceilDiv(value, BigInt(books.feesNow.ticket), 10_000n) >= minimum, "SlippageExceeded");
  const sequence = BigInt(books.tickets.length);
  allow(sequence - books.head < BigInt(ring.places.length), "QueueFull");
  // The account is made when all else has been looked at.
  allow(!isTaken, "System:AccountAlreadyInUse");
  const ticket = books.order(tokens, clock);
  ring.places[Number(BigInt.asUintN(64, sequence - ring.base) % BigInt(ring.places.length))] = sequence;
  owner.tokens -= tokens;
  const rent = rentFor(world, world.sizes.ticket);
  pay(world, payer, -rent);
  world.tickets.push({ owner: user, orderer: user, nonce, rentPayer: payer, lamports: rent });
  return { sequence, nonce, ordered_lamports: value, lamports_ahead: ticket.start - books.passed };
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
  allow(world.tickets[Number(sequence)]?.owner === user, error);
  return ticket;
}

export function cancelTicket(world: World, args: TicketArgs): Told {
  const { books, clock } = world;
  const ticket = ticketOf(world, args, "NotTicketOwner");
  const isOpen = ticket.state === "queued" || ticket.state === "returned";
  allow(isOpen && ticket.tokens > 0n, "TicketNotQueued");
  allow(books.cancellation(ticket, clock) > 0n, "ZeroResult");
  const { tokens, cost } = books.cancel(args.sequence, clock);
  person(world, args.user).tokens += tokens;
  world.mintSupply -= cost;
  return { sequence: args.sequence, tokens, cost };
}

/** To nobody's address nothing can be written, and the pool's own are refused. */
export function transferTicket(world: World, args: TicketArgs & { to: string | undefined }): Told {
  const ticket = ticketOf(world, args, "NotTicketOwner");
  if (args.to === undefined) refuse("ConstraintMut");
  allow(ticket.state === "queued" || ticket.state === "returned", "TicketNotQueued");
  allow(world.people[args.to] !== undefined, "WrongRecipient");
  const account = world.tickets[Number(args.sequence)];
  if (account) account.owner = args.to;
  return { sequence: args.sequence };
}

export function claimTicket(world: World, args: TicketArgs): Told {
  const { books } = world;
  const ticket = ticketOf(world, args, "WrongTicketOwner");
  const account = world.tickets[Number(args.sequence)] ?? refuse("every ticket has an account");
  const aboveRent = over(account.lamports, rentFor(world, world.sizes.ticket));
  const isPaid = ticket.claimable > 0n && aboveRent > 0n;
  allow(books.isDone(ticket) || isPaid, "TicketNotSettled");
  const { lamports, closes } = books.claim(args.sequence, aboveRent);
  account.lamports -= lamports;
  pay(world, args.user, lamports);
  const rent = closes ? account.lamports : 0n;
  account.lamports -= rent;
  pay(world, account.rentPayer, rent);
  return { sequence: args.sequence, lamports, rent };
}

/** Settles up to `count` tickets from number `from` on. */
export function settleTickets(world: World, { from, count }: { from: bigint; count: number }): Told | undefined {
  const { books, clock, reserve } = world;
  requireFresh(world);
  allow(count > 0, "WrongAccountCount");
  measureReserve(world);
  // Accounts that are gone are passed over.
  const named = books.tickets.slice(Number(from), Number(from) + count).filter(({ state }) => state !== "claimed");
  const first = named.find(({ sequence }) => sequence >= books.head);
  if (!first) return undefined;
  allow(first.sequence === books.head, "TicketOutOfOrder");
  const head = books.head;
  // Stake beyond the rent of its addresses can still come back, and so can what cools down.
  const cooling = world.validators.some((record) => record.cooling > 0n);
  const isAll = !cooling && world.books.staked <= rentsOf(world);
  const rent = rentFor(world, world.sizes.ticket);
  const missingRent = ({ sequence }: ModelTicket) => over(rent, world.tickets[Number(sequence)]?.lamports ?? 0n);
  const last = from + BigInt(count) - head;
  const { paid, waits } = books.settle(Number(last), { lamports: reserve.booked, isAll }, clock, missingRent);
  if (waits) refuse(waits);
  const sums = { lamports: 0n, tokens: 0n, fee: 0n };
  for (const { ticket, payment } of paid) {
    const account = world.tickets[Number(ticket.sequence)];
    if (account) account.lamports += payment.net;
    sums.lamports += payment.net;
    sums.tokens += payment.tokens;
    sums.fee += payment.fee;
  }
  moveReserve(world, -sums.lamports);
  world.mintSupply -= sums.tokens;
  if (books.head === head && sums.tokens === 0n) return undefined;
  return { first_sequence: head, next_sequence: books.head, ...sums };
}
