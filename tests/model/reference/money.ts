// The pool's rules on money once more, written from the documentation in unbounded integers and nothing shared with the
// program or the SDK: a mistake would have to be made twice.

import {
  idleShare,
  intakeIn,
  type ModelIntake,
  type ModelTaker,
  noIntake,
  type Taking,
  withBusy,
  withoutTaker,
  withStake,
  withTaker,
} from "./intake";
import {
  followLine,
  type ModelLiquidity,
  type ModelLiquidityFees,
  type ModelSale,
  type ModelTime,
  quoteSale,
  releasedTokens,
  takeSale,
} from "./liquidity";
import {
  BPS,
  ceilDiv,
  coming,
  floorDiv,
  inForce,
  isHigher,
  least,
  type ModelPrice,
  type ModelScheduled,
  most,
  PPB,
  positive,
} from "./numbers";

export * from "./liquidity";
export * from "./numbers";

/** What idling costs before anything was earned: 10 basis points; and at most: 50. */
const DEFAULT_IDLE_RATE = 1_000_000n;
const HIGHEST_IDLE_RATE = 5_000_000n;
/** Updates whose idle rates are remembered. */
const IDLE_RATES = 8;
/** Least payment on a part of a ticket. */
const LEAST_PART = 1_000_000n;

/** What a pool charges, in basis points. */
export interface ModelFees {
  reward: number;
  deposit: number;
  withdrawal: number;
  ticket: number;
  referralShare: number;
}

export interface ModelTicket {
  sequence: bigint;
  /** Neither paid nor given back. */
  tokens: bigint;
  /** What they were worth when ordered. */
  value: bigint;
  feeBps: bigint;
  epoch: bigint;
  slot: bigint;
  /** Ordered in the moving part of its epoch. */
  late: boolean;
  /** Lamports ever ordered before it. */
  start: bigint;
  state: "queued" | "settled" | "cancelled" | "returned" | "claimed";
  /** Paid and not claimed. */
  claimable: bigint;
  paid: bigint;
  /** Epoch of the last payment. */
  settledEpoch: bigint;
}

/** What a ticket, or a part of one, is paid. */
export interface ModelPayment {
  tokens: bigint;
  /** Part of the value when ordered. */
  ordered: bigint;
  net: bigint;
  fee: bigint;
  /** What comes out of the release. */
  fromRelease: bigint;
}

/** Where a settlement's lamports come from. */
export interface ModelReserve {
  lamports: bigint;
  /** No stake can come back any more. */
  isAll: boolean;
}

/** What stake earned in an epoch, at most the highest; nothing where there was none. */
export function idleRateOf(earned: bigint, lamportEpochs: bigint): bigint {
  return lamportEpochs === 0n ? 0n : least(ceilDiv(earned, PPB, lamportEpochs), HIGHEST_IDLE_RATE);
}

/** A pool as its documentation describes it. */
export class Model {
  /** Everything in the reserve and in stake accounts, as the books have it. */
  held: bigint;
  /** The part of that in stake accounts. */
  staked = 0n;
  /** What was held after the last update. */
  heldAtUpdate: bigint;
  /** What validators take of SOL that comes in an epoch. */
  intake: ModelIntake;
  supply: bigint;
  /** Gains on their way into the price: so much at `from`, nothing from `until` on. */
  release: { lamports: bigint; from: bigint; until: bigint };
  /** Gains that wait for the update: measured ones, and what leavers did not take with them. */
  gain = 0n;
  /** Losses that were measured before the update of their epoch. */
  loss = 0n;
  /** The high-water mark: the highest (total + unreleased) ÷ supply at which the reward fee was settled. */
  mark: ModelPrice;
  /** Of the last update. */
  epoch: bigint;
  tickets: ModelTicket[] = [];
  /** First ticket that the queue has not passed. */
  head = 0n;
  /** Epoch in which a ticket last came into the queue or left it. */
  queueEpoch: bigint;
  /** Lamports ever ordered, and those of them that the queue has passed. */
  ordered = 0n;
  passed = 0n;
  /** What stake earned in the epochs of the last updates, by their number. */
  idleRates: bigint[] = Array(IDLE_RATES).fill(0n);
  /** Rewards since the last update, and the stake that earned them times its epochs. */
  earned = { lamports: 0n, lamportEpochs: 0n };
  /** Tokens in the treasury. */
  treasury = 0n;
  fees: ModelScheduled<ModelFees>;
  liquidity: ModelLiquidity | undefined;

  constructor(
    seed: bigint,
    fees: ModelFees,
    { slot, epoch, slotsPerEpoch }: ModelTime,
    /** The last part of an epoch, in basis points. */
    public movingPart: bigint,
    /** Epoch updates so far. */
    public updates = 0n,
    /** Part of everything held that stays in the reserve, in basis points. */
    public reserveBuffer = 0n,
    /** The most of it that one validator may have, in basis points. */
    public maxValidatorShare = BPS,
  ) {
    this.held = seed;
    this.heldAtUpdate = seed;
    this.intake = noIntake(0n);
    this.supply = seed;
    this.mark = { total: seed, supply: seed };
    this.release = { lamports: 0n, from: slot, until: (epoch + 1n) * slotsPerEpoch };
    this.fees = { now: fees, next: undefined, from: 0n };
    this.epoch = epoch;
    this.queueEpoch = epoch;
  }

  // Prices

  unreleased(slot: bigint): bigint {
    const { lamports, from, until } = this.release;
    if (until === from) return 0n;
    return ceilDiv(lamports, positive(until - most(slot, from)), until - from);
  }

  /** What all tokens stand for now. */
  total(slot: bigint): bigint {
    return this.held + this.loss - this.gain - this.unreleased(slot);
  }

  /** The true price: what whoever leaves gets. */
  bid(slot: bigint): ModelPrice {
    return { total: this.total(slot), supply: this.supply };
  }

  /** What a token costs whoever comes in with SOL that is to be delegated; undefined where it stands for nothing. */
  ask(time: ModelTime, deposited = 0n): ModelPrice | undefined {
    const known = this.total(time.slot) + this.unreleased(time.slot) + this.gain;
    if (known === 0n) return undefined;
    const all = { total: known + this.expected(time, deposited), supply: this.supply };
    // What those outside the queue will have once it is paid.
    const leaving = this.leaving(time);
    const others = {
      total: positive(all.total - this.netClaim(leaving, time.slot)),
      supply: all.supply - sum(leaving, ({ tokens }) => tokens),
    };
    return others.supply > 0n && isHigher(others, all) ? others : all;
  }

  /** The last hundredth of an epoch. */
  private isClosing({ slot, epoch, slotsPerEpoch }: ModelTime): boolean {
    return slot >= (epoch + 1n) * slotsPerEpoch - most(slotsPerEpoch / 100n, 1n);
  }

  /** Tickets that cannot be cancelled for nothing and in time: those of earlier epochs, in the closing part all. */
  private leaving(time: ModelTime): ModelTicket[] {
    const isClosing = this.isClosing(time);
    return this.queued().filter(({ epoch }) => isClosing || epoch < time.epoch);
  }

  /** What stake earns in the epoch at the idle rate, as far as what comes in now can only be delegated in the next. */
  private expected(time: ModelTime, deposited: bigint): bigint {
    return ceilDiv(ceilDiv(this.staked, this.idleRate, PPB), this.idlesOf(time, deposited), PPB);
  }

  /**
   * The part of what comes in now that can only be delegated in the next epoch: in the closing part all. Leavers make room. Before the
   * epoch's update nobody knows, and nothing does.
   */
  private idlesOf(time: ModelTime, deposited: bigint): bigint {
    if (this.isClosing(time)) return PPB;
    if (this.epoch !== time.epoch || this.intake.epoch !== time.epoch) return 0n;
    const leaving = sum(this.leaving(time), ({ value }) => value);
    const stays = positive(this.held + deposited - leaving);
    return idleShare(this.intake, { stays, deposited, buffer: this.reserveBuffer, share: this.maxValidatorShare });
  }

  /** In a new epoch nothing is known. */
  openIntake(epoch: bigint): void {
    this.intake = intakeIn(epoch, this.intake);
  }

  /** A validator, and what it takes in an epoch. */
  noteTaker(taking: Taking, taker: ModelTaker, epoch: bigint): void {
    this.intake = withTaker(intakeIn(epoch, this.intake), taking, taker);
  }

  /** A validator that was noted, and takes something else from now on. */
  forgetTaker(taking: Taking, taker: ModelTaker, epoch: bigint): void {
    this.intake = withoutTaker(intakeIn(epoch, this.intake), taking, taker);
  }

  /** Of the scores that take SOL, those of a validator that nothing can be delegated to before the next epoch. */
  noteBusy(scores: { score: bigint; scores: bigint }, epoch: bigint): void {
    this.intake = withBusy(intakeIn(epoch, this.intake), scores);
  }

  /** Stake that comes to a validator, or leaves it. */
  noteStake(taking: Taking, taker: ModelTaker, lamports: bigint): void {
    this.intake = withStake(this.intake, taking, taker, lamports);
  }

  /** What tickets would be paid now, before fees: the lower of the two sums. */
  grossClaim(tickets: ModelTicket[], slot: bigint): bigint {
    if (tickets.length === 0) return 0n;
    const ordered = sum(tickets, ({ value }) => value);
    const tokens = sum(tickets, (ticket) => ticket.tokens);
    return least(ordered, floorDiv(tokens, this.total(slot) + this.unreleased(slot), this.supply));
  }

  /** The same less their fees. */
  private netClaim(tickets: ModelTicket[], slot: bigint): bigint {
    const ordered = sum(tickets, ({ value }) => value);
    if (ordered === 0n) return 0n;
    const gross = this.grossClaim(tickets, slot);
    return positive(gross - ceilDiv(gross, sum(tickets, feeOf), ordered));
  }

  /** The price when the running release has ended: what the mark is held against. */
  private afterRelease(slot: bigint): ModelPrice {
    return { total: this.total(slot) + this.unreleased(slot), supply: this.supply };
  }

  private raiseMark(price: ModelPrice): void {
    if (isHigher(price, this.mark)) this.mark = price;
  }

  // What is measured

  /** A gain waits for the update; a loss counts at once when the update has been, and waits for it otherwise. */
  measure({ gain, loss }: { gain: bigint; loss: bigint }, time: ModelTime): void {
    this.held += gain;
    this.gain += gain;
    if (loss === 0n) return;
    if (this.epoch !== time.epoch) {
      this.held -= loss;
      this.loss += loss;
      return;
    }
    this.raiseMark(this.afterRelease(time.slot));
    const unreleased = this.unreleased(time.slot);
    const fromGain = least(this.gain, loss);
    const fromRelease = least(unreleased, loss - fromGain);
    this.gain -= fromGain;
    this.setUnreleased(unreleased - fromRelease, fromRelease, time.slot);
    this.held -= loss;
  }

  /** Another amount to be released by the same slot, from now on; where nothing changes the release stays as it is. */
  private setUnreleased(lamports: bigint, changedBy: bigint, slot: bigint): void {
    if (changedBy === 0n) return;
    this.release = { lamports, from: most(slot, this.release.from), until: this.release.until };
  }

  // Who comes in

  /** Who gets how many tokens for a deposit: those of the liquidity pool first, without fee. Undefined without a price. */
  deposit(lamports: bigint, time: ModelTime, options: { withReferrer?: boolean; charged?: boolean } = {}) {
    const ask = this.ask(time, lamports);
    if (!ask) return undefined;
    const bid = this.bid(time.slot);
    const { liquidity } = this;
    const onSale = liquidity ? releasedTokens(liquidity, time) : 0n;
    const all = floorDiv(lamports, ask.supply, ask.total);
    const bought = least(all, onSale);
    let paid = all <= onSale ? lamports : least(ceilDiv(onSale, ask.total, ask.supply), lamports);
    if (bought === 0n) paid = 0n;
    if (liquidity && bought > 0n) {
      followLine(liquidity, this.liquidityFees(liquidity).target, time);
      liquidity.lamports += paid;
      liquidity.line.lamports += paid;
      liquidity.tokens -= bought;
    }
    const minted = this.mint(lamports - paid, ask, time, options);
    const tokens = minted.depositor + minted.treasury + minted.referrer + bought;
    const premium = positive(lamports - ceilDiv(tokens, bid.total, bid.supply));
    return { ...minted, depositor: minted.depositor + bought, bought, paid, premium };
  }

  /** Tokens for a stake account. Undefined without a price. */
  depositStake(lamports: bigint, time: ModelTime, charged: boolean) {
    const ask = this.ask(time);
    if (!ask) return undefined;
    const bid = this.bid(time.slot);
    const minted = this.mint(lamports, ask, time, { charged });
    const premium = positive(lamports - ceilDiv(minted.depositor + minted.treasury, bid.total, bid.supply));
    return { ...minted, premium };
  }

  /** Mints tokens for lamports; what they pay over the bid is released with what is being released. */
  private mint(
    lamports: bigint,
    ask: ModelPrice,
    { slot }: ModelTime,
    { withReferrer = false, charged = true }: { withReferrer?: boolean; charged?: boolean },
  ) {
    const rates = this.feesNow;
    const tokens = floorDiv(lamports, ask.supply, ask.total);
    const fee = charged ? ceilDiv(tokens, BigInt(rates.deposit), BPS) : 0n;
    const referrer = withReferrer ? floorDiv(fee, BigInt(rates.referralShare), BPS) : 0n;
    const premium = lamports - ceilDiv(tokens, this.total(slot), this.supply);
    const unreleased = this.unreleased(slot);
    if (slot >= this.release.until) this.gain += premium;
    else this.setUnreleased(unreleased + premium, premium, slot);
    this.held += lamports;
    this.supply += tokens;
    this.treasury += fee - referrer;
    return { depositor: tokens - fee, treasury: fee - referrer, referrer };
  }

  // Who leaves

  /** Burns tokens and pays `net`; what they leave behind of their worth is a gain of the next update. */
  private payOut(tokens: bigint, net: bigint, fromRelease: bigint, slot: bigint): void {
    const worth = floorDiv(tokens, this.total(slot), this.supply);
    this.setUnreleased(this.unreleased(slot) - fromRelease, fromRelease, slot);
    this.gain += worth + fromRelease - net;
    this.held -= net;
    this.supply -= tokens;
  }

  /** The highest rate of the last updates. */
  get idleRate(): bigint {
    const highest = this.idleRates.reduce(most, 0n);
    return highest > 0n ? highest : DEFAULT_IDLE_RATE;
  }

  /** Lamports of stake for tokens; its fee is at least what idling costs, at the validator too, in parts per billion. */
  stakeFor(tokens: bigint, slot: bigint, validatorsRate: bigint): { lamports: bigint; fee: bigint } {
    const value = floorDiv(tokens, this.total(slot), this.supply);
    const rate = most(most(BigInt(this.feesNow.withdrawal) * (PPB / BPS), this.idleRate), validatorsRate);
    const fee = ceilDiv(value, rate, PPB);
    return { lamports: value - fee, fee };
  }

  withdraw(tokens: bigint, slot: bigint, validatorsRate: bigint): { lamports: bigint; fee: bigint } {
    const part = this.stakeFor(tokens, slot, validatorsRate);
    this.payOut(tokens, part.lamports, 0n, slot);
    return part;
  }

  // The liquidity pool

  /** What the liquidity pool charges now. */
  liquidityFees({ fees }: ModelLiquidity): ModelLiquidityFees {
    return inForce(fees, this.updates);
  }

  /** What a sale to the liquidity pool pays; undefined when that does not suffice. Changes nothing yet. */
  quoteSale(
    tokens: bigint,
    time: ModelTime,
    liquidity: ModelLiquidity,
    { charged, available = liquidity.lamports }: { charged: boolean; available?: bigint },
  ): ModelSale | "NoPrice" | undefined {
    const ask = this.ask(time);
    if (!ask) return "NoPrice";
    const options = { available, time, charged };
    return quoteSale(liquidity, tokens, { bid: this.bid(time.slot), ask }, this.liquidityFees(liquidity), options);
  }

  /** A sale that is paid. */
  sell(tokens: bigint, time: ModelTime, liquidity: ModelLiquidity, sale: ModelSale): void {
    followLine(liquidity, this.liquidityFees(liquidity).target, time);
    takeSale(liquidity, tokens, sale, time);
    this.treasury += sale.treasury;
  }

  /**
   * Shares at the ask, for which all tokens count; undefined without a price. The premium is over what they stand for with what is
   * released, at the true price.
   */
  addLiquidity(lamports: bigint, time: ModelTime, liquidity: ModelLiquidity) {
    const ask = this.ask(time);
    if (!ask) return undefined;
    const worth = liquidity.lamports + ceilDiv(liquidity.tokens, ask.total, ask.supply);
    const shares = floorDiv(lamports, liquidity.shares, worth);
    const tokens = ceilDiv(releasedTokens(liquidity, time), this.total(time.slot), this.supply);
    const premium = positive(lamports - ceilDiv(shares, liquidity.lamports + tokens, liquidity.shares));
    followLine(liquidity, this.liquidityFees(liquidity).target, time);
    liquidity.lamports += lamports;
    liquidity.shares += shares;
    return { shares, premium };
  }

  /** A part of the SOL, as far as it is `available`, and of the tokens that are released. */
  removeLiquidity(shares: bigint, time: ModelTime, liquidity: ModelLiquidity, available = liquidity.lamports) {
    const lamports = least(floorDiv(shares, liquidity.lamports, liquidity.shares), available);
    const tokens = floorDiv(shares, releasedTokens(liquidity, time), liquidity.shares);
    followLine(liquidity, this.liquidityFees(liquidity).target, time);
    liquidity.lamports -= lamports;
    liquidity.tokens -= tokens;
    liquidity.shares -= shares;
    return { lamports, tokens };
  }

  /** Fees that rise anywhere come with the second update from now, all of them; others at once. */
  setLiquidityFees(liquidity: ModelLiquidity, fees: ModelLiquidityFees, time: ModelTime): void {
    const now = this.liquidityFees(liquidity);
    followLine(liquidity, now.target, time);
    const rises = (["target", "min", "max", "treasuryCut"] as const).some((name) => fees[name] > now[name]);
    liquidity.fees = rises ? { now, next: fees, from: this.updates + 2n } : { now: fees, next: undefined, from: 0n };
  }

  // The fees

  get feesNow(): ModelFees {
    return inForce(this.fees, this.updates);
  }

  /** Cuts come at once, rises with the second update from now. */
  propose(change: Partial<ModelFees>): void {
    const wanted = { ...coming(this.fees), ...change };
    const now = { ...wanted };
    for (const name of ["reward", "deposit", "withdrawal", "ticket"] as const) {
      now[name] = Math.min(wanted[name], this.feesNow[name]);
    }
    const rises = Object.entries(wanted).some(([name, value]) => value !== now[name as keyof ModelFees]);
    this.fees = rises ? { now, next: wanted, from: this.updates + 2n } : { now, next: undefined, from: 0n };
  }

  // Tickets

  /** Whether the epoch's last part has begun, in which stake moves. */
  isMoving({ slot, epoch, slotsPerEpoch }: ModelTime): boolean {
    const length = most(floorDiv(slotsPerEpoch, this.movingPart, BPS), 1n);
    return slot >= (epoch + 1n) * slotsPerEpoch - length;
  }

  /** What a ticket for tokens would be worth. */
  valueOf(tokens: bigint, slot: bigint): bigint {
    return floorDiv(tokens, this.total(slot), this.supply);
  }

  order(tokens: bigint, time: ModelTime): ModelTicket {
    const value = this.valueOf(tokens, time.slot);
    const ticket: ModelTicket = {
      sequence: BigInt(this.tickets.length),
      tokens,
      value,
      feeBps: BigInt(this.feesNow.ticket),
      epoch: time.epoch,
      slot: time.slot,
      late: this.isMoving(time),
      start: this.ordered,
      state: "queued",
      claimable: 0n,
      paid: 0n,
      settledEpoch: 0n,
    };
    this.tickets.push(ticket);
    this.ordered += value;
    this.queueEpoch = time.epoch;
    return ticket;
  }

  /** Tokens that cancelling gives back. */
  cancellation(ticket: ModelTicket, time: ModelTime): bigint {
    const { tokens } = ticket;
    if (ticket.state === "returned") return tokens;
    const idled = tokens - least(ceilDiv(tokens, this.idleRate, PPB), tokens);
    if (ticket.epoch === time.epoch) return this.isMoving(time) ? idled : tokens;
    // Later it is an exit and an entry. The ask counts the ticket itself.
    const ask = this.ask(time, ticket.value);
    if (!ask) return idled;
    const leaving = this.leaving(time);
    const others = leaving.filter((other) => other !== ticket);
    const freed = positive(this.netClaim(leaving, time.slot) - this.netClaim(others, time.slot));
    const net = least(this.payment(tokens, ticket.value, ticket.feeBps, time.slot).net, freed);
    const spent = net - least(ceilDiv(net, this.idleRate, PPB), net);
    return least(floorDiv(spent, ask.supply, ask.total), tokens);
  }

  /** Gives the rest of a ticket back, less what that costs; returns both. */
  cancel(sequence: bigint, time: ModelTime): { tokens: bigint; cost: bigint } {
    const ticket = this.ticket(sequence);
    const tokens = this.cancellation(ticket, time);
    const cost = ticket.tokens - tokens;
    if (ticket.state === "queued") this.queueEpoch = time.epoch;
    ticket.state = "cancelled";
    ticket.tokens = 0n;
    const unreleased = this.unreleased(time.slot);
    this.payOut(cost, 0n, floorDiv(unreleased, cost, this.supply), time.slot);
    if (sequence === this.head) this.passHead(ticket);
    return { tokens, cost };
  }

  private passHead(ticket: ModelTicket): void {
    this.head += 1n;
    this.passed += ticket.value;
  }

  /** What so much of a ticket would be paid now: the lower of its two values, its part of the release included, less the fee. */
  payment(tokens: bigint, ordered: bigint, feeBps: bigint, slot: bigint): ModelPayment {
    const [total, unreleased] = [this.total(slot), this.unreleased(slot)];
    const now = floorDiv(tokens, total, this.supply);
    const wanted = least(ordered, floorDiv(tokens, total + unreleased, this.supply));
    const fromRelease = least(positive(wanted - now), unreleased);
    const gross = least(wanted, now + fromRelease);
    const fee = ceilDiv(gross, feeBps, BPS);
    return { tokens, ordered, net: gross - fee, fee, fromRelease };
  }

  /** What `available` lamports pay of a ticket; undefined when it has to wait. */
  paymentFrom({ tokens, value, feeBps }: ModelTicket, available: bigint, slot: bigint): ModelPayment | undefined {
    const whole = this.payment(tokens, value, feeBps, slot);
    if (whole.net <= available) return whole;
    if (available < LEAST_PART) return undefined;
    const part = floorDiv(tokens, available, whole.net);
    const paid = this.payment(part, floorDiv(value, part, tokens), feeBps, slot);
    // Rounding can ask for a lamport or two more than there is.
    const net = least(paid.net, available);
    return part > 0n && net > 0n ? { ...paid, net, fee: paid.fee + paid.net - net } : undefined;
  }

  /**
   * Settles as many of `count` tickets from the head on as the reserve pays for, the last perhaps in part; where nothing can
   * come any more they are passed unpaid. Returns what was paid by ticket, and why the first one waits if it does.
   */
  settle(count: number, reserve: ModelReserve, time: ModelTime, missingRent: (ticket: ModelTicket) => bigint) {
    const paid: { ticket: ModelTicket; payment: ModelPayment }[] = [];
    const first = this.head;
    let left = reserve.lamports;
    let waits: "TicketNotDue" | "ReserveTooLow" | undefined;
    for (let place = 0; place < count && !waits; place++) {
      const ticket = this.tickets[Number(this.head)];
      if (!ticket) break;
      if (ticket.state === "cancelled") {
        this.passHead(ticket);
        continue;
      }
      if (ticket.epoch >= time.epoch) {
        waits = "TicketNotDue";
        break;
      }
      const payment = this.paymentFrom(ticket, left, time.slot);
      // A rent that has risen is filled up by what the ticket is paid; one that is worth less than that is passed.
      const isDust = payment !== undefined && payment.net < missingRent(ticket);
      const isAll = reserve.isAll || payment?.tokens === ticket.tokens;
      if ((!payment || isDust) && isAll) {
        ticket.state = "returned";
        this.queueEpoch = time.epoch;
        this.passHead(ticket);
        continue;
      }
      if (!payment || isDust) waits = "ReserveTooLow";
      else {
        left -= payment.net;
        this.pay(ticket, payment, time);
        paid.push({ ticket, payment });
        if (ticket.state === "queued") break;
      }
    }
    const isNothing = this.head === first && paid.every(({ payment }) => payment.tokens === 0n);
    return { paid, waits: isNothing ? waits : undefined };
  }

  private pay(ticket: ModelTicket, payment: ModelPayment, { slot, epoch }: ModelTime): void {
    this.payOut(payment.tokens, payment.net, payment.fromRelease, slot);
    ticket.tokens -= payment.tokens;
    ticket.value -= payment.ordered;
    ticket.claimable += payment.net;
    ticket.paid += payment.net;
    ticket.settledEpoch = epoch;
    this.queueEpoch = epoch;
    this.passed += payment.ordered;
    const isPaid = ticket.tokens === 0n;
    if (isPaid) ticket.state = "settled";
    if (isPaid) this.passHead(ticket);
  }

  /** Whether nothing of a ticket is left to be paid, cancelled or passed. */
  isDone({ sequence, state, tokens }: ModelTicket): boolean {
    return sequence < this.head && state !== "queued" && tokens === 0n;
  }

  /** Pays what a ticket has been paid; closes it when nothing is left. */
  claim(sequence: bigint, aboveRent: bigint): { lamports: bigint; closes: boolean } {
    const ticket = this.ticket(sequence);
    const closes = this.isDone(ticket);
    // An account that stays keeps its rent of now.
    const lamports = closes ? ticket.claimable : least(ticket.claimable, aboveRent);
    ticket.claimable -= lamports;
    if (closes) ticket.state = "claimed";
    return { lamports, closes };
  }

  // The epoch

  /** The epoch update, with everything measured; `minted` is the mint's supply. */
  update(minted: bigint, time: ModelTime, charged = true) {
    const { slot, epoch, slotsPerEpoch } = time;
    if (this.epoch === epoch) return undefined;
    let total = this.total(slot);
    let unreleased = this.unreleased(slot);
    const result = { gain: this.gain, loss: this.loss, taxable: 0n, fee: 0n, feeTokens: 0n, burned: 0n };
    this.raiseMark(this.afterRelease(slot));

    // Whoever burns tokens gives what they were worth to all others, like a reward.
    const supply = least(this.supply, minted);
    result.burned = this.supply - supply;
    const burnedWorth = floorDiv(result.burned, total, this.supply);
    const change = this.gain + burnedWorth - this.loss;
    total -= burnedWorth;
    this.supply = supply;

    if (change < 0n) {
      const eaten = least(unreleased, -change);
      unreleased -= eaten;
      total -= -change - eaten;
    } else {
      const gross = total + unreleased + change;
      const untaxed = ceilDiv(supply, this.mark.total, this.mark.supply);
      const taxable = least(change, positive(gross - untaxed));
      const fee = charged ? ceilDiv(taxable, BigInt(this.feesNow.reward), BPS) : 0n;
      const feeTokens = fee > 0n && gross > fee ? floorDiv(fee, supply, gross - fee) : 0n;
      const backing = ceilDiv(feeTokens, total, supply);
      total += backing;
      unreleased += change - backing;
      this.supply += feeTokens;
      this.treasury += feeTokens;
      this.raiseMark({ total: gross, supply: this.supply });
      Object.assign(result, { taxable, fee, feeTokens });
    }
    this.idleRates[Number(this.updates % BigInt(IDLE_RATES))] = idleRateOf(
      this.earned.lamports,
      this.earned.lamportEpochs,
    );
    this.earned = { lamports: 0n, lamportEpochs: 0n };
    this.gain = 0n;
    this.loss = 0n;
    this.epoch = epoch;
    this.updates += 1n;
    this.heldAtUpdate = this.held;
    this.release = { lamports: unreleased, from: slot, until: slot + slotsPerEpoch };
    if (this.total(slot) !== total) throw new Error("the model contradicts itself");
    return result;
  }

  // The queue

  get queuedTokens(): bigint {
    return sum(this.queued(), ({ tokens }) => tokens);
  }

  get queuedValue(): bigint {
    return sum(this.queued(), ({ value }) => value);
  }

  /** What the tickets of earlier epochs would be paid now, before fees. */
  earlierValue({ epoch: now, slot }: ModelTime): bigint {
    return this.grossClaim(
      this.queued().filter(({ epoch }) => epoch < now),
      slot,
    );
  }

  get queuedFees(): bigint {
    return sum(this.queued(), feeOf);
  }

  /** What the queue's tickets are worth that stake may be deactivated for now. */
  servable(time: ModelTime): bigint {
    const isMoving = this.isMoving(time);
    const isServed = ({ epoch, late }: ModelTicket): boolean => {
      if (isMoving) return epoch < time.epoch || !late;
      // Those only that could have been served before this epoch.
      return epoch < time.epoch - 1n || (epoch === time.epoch - 1n && !late);
    };
    return sum(this.queued().filter(isServed), ({ value }) => value);
  }

  queued(): ModelTicket[] {
    return this.tickets.filter(({ state }) => state === "queued");
  }

  ticket(sequence: bigint): ModelTicket {
    const ticket = this.tickets[Number(sequence)];
    if (!ticket) throw new Error(`the model has no ticket ${sequence}`);
    return ticket;
  }
}

function sum(tickets: ModelTicket[], of: (ticket: ModelTicket) => bigint): bigint {
  return tickets.reduce((all, ticket) => all + of(ticket), 0n);
}

/** A ticket's fee on what it was worth when ordered. */
export function feeOf({ value, feeBps }: ModelTicket): bigint {
  return ceilDiv(value, feeBps, BPS);
}
