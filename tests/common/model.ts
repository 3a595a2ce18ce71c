// The pool's rules on money once more, written from the documentation in unbounded integers and nothing shared with the
// program or the SDK: a mistake would have to be made twice.

const BPS = 10_000n;

export function floorDiv(a: bigint, b: bigint, d: bigint): bigint {
  return (a * b) / d;
}

export function ceilDiv(a: bigint, b: bigint, d: bigint): bigint {
  return (a * b + d - 1n) / d;
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const positive = (a: bigint): bigint => (a > 0n ? a : 0n);

/** What an instant unstake costs: rates in basis points. */
export interface ModelLiquidityFees {
  target: bigint;
  min: bigint;
  max: bigint;
  treasuryCut: bigint;
}

/**
 * The fee for `lamports` that leave where `counted` are on the line: the integral of max − (max − min) × l ÷ target from
 * what is left to what there was, of min over the target, and of max below zero; ceiled.
 */
export function liquidityFee(lamports: bigint, counted: bigint, { target, min, max }: ModelLiquidityFees): bigint {
  const left = positive(counted - lamports);
  const [upper, lower] = [least(counted, target), least(left, target)];
  const below = lamports - (counted - left);
  const flat = lamports - below - (upper - lower);
  const line = 2n * target * max * (upper - lower) - (max - min) * (upper * upper - lower * lower);
  return ceilDiv(line + 2n * target * (min * flat + max * below), 1n, 2n * target * BPS);
}

/**
 * The most lamports that tokens worth `value` pay for, by halving; undefined when there is not as much. Of the liquidity
 * `counted` is on the line.
 */
export function saleOf(
  value: bigint,
  liquidity: bigint,
  fees: ModelLiquidityFees,
  counted = liquidity,
): bigint | undefined {
  const cost = (lamports: bigint) => lamports + liquidityFee(lamports, counted, fees);
  let [low, high] = [0n, least(value, liquidity)];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (cost(middle) <= value) low = middle;
    else high = middle - 1n;
  }
  return low === liquidity && cost(low) < value ? undefined : low;
}

/** What a pool charges, in basis points. */
export interface ModelFees {
  reward: number;
  deposit: number;
  withdrawal: number;
  ticket: number;
  referralShare: number;
}

/** Time, as far as amounts depend on it. */
export interface ModelTime {
  slot: bigint;
  epoch: bigint;
  slotsPerEpoch: bigint;
}

/** Amounts by the epoch in which they came. They count in the next: linearly, from its first slot to its last. */
export interface ModelArrivals {
  amounts: Record<string, bigint>;
  /** Epoch in which anything last came or went. */
  touched: bigint;
}

export function noArrivals(): ModelArrivals {
  return { amounts: {}, touched: 0n };
}

/** What came in an epoch, and was not taken away. */
export function arrived({ amounts }: ModelArrivals, epoch: bigint): bigint {
  return amounts[`${epoch}`] ?? 0n;
}

/** What of the arrivals does not count yet, ceiled. Epochs begin at multiples of their length. */
export function uncounted(arrivals: ModelArrivals, { slot, epoch, slotsPerEpoch }: ModelTime): bigint {
  const left = (epoch + 1n) * slotsPerEpoch - slot;
  return arrived(arrivals, epoch) + ceilDiv(arrived(arrivals, epoch - 1n), left, slotsPerEpoch);
}

function arrive(arrivals: ModelArrivals, amount: bigint, { epoch }: ModelTime): void {
  arrivals.amounts[`${epoch}`] = arrived(arrivals, epoch) + amount;
  arrivals.touched = epoch;
}

/** Takes away what came last, as far as that goes. */
function depart(arrivals: ModelArrivals, amount: bigint, { epoch }: ModelTime): void {
  let rest = amount;
  for (const when of [epoch, epoch - 1n]) {
    const gone = least(arrived(arrivals, when), rest);
    arrivals.amounts[`${when}`] = arrived(arrivals, when) - gone;
    rest -= gone;
  }
  arrivals.touched = epoch;
}

/** What is in a liquidity pool. */
export interface ModelLiquidity {
  lamports: bigint;
  /** Those that are held included. */
  tokens: bigint;
  /** Those of the seed included. */
  shares: bigint;
  fees: ModelLiquidityFees;
  /** Fees that come into force with an update to come. */
  pending?: { fees: ModelLiquidityFees; update: bigint } | undefined;
  /** Tokens of the providers' fees. */
  earned: ModelArrivals;
  /** Lamports of providers, less what they took out. */
  added: ModelArrivals;
}

export interface ModelTicket {
  sequence: bigint;
  tokens: bigint;
  value: bigint;
  feeBps: bigint;
  epoch: bigint;
  state: "queued" | "settled" | "cancelled" | "claimed";
  pays: bigint;
}

/** A pool as its documentation describes it. */
export class Model {
  /** Everything the pool has, as it was last measured. */
  held: bigint;
  supply: bigint;
  /** Rewards on their way into the price: so much at `from`, nothing from `until` on. */
  release = { lamports: 0n, from: 0n, until: 0n };
  peak: { total: bigint; supply: bigint };
  /** Gains to come that are free of the fee: rewards that were charged for and lost, and what leavers did not take. */
  credit = 0n;
  /** What those who left since the last update did not take with them: a gain of the next. */
  kept = 0n;
  epoch: bigint;
  tickets: ModelTicket[] = [];
  /** First ticket that has not left the queue. */
  head = 0n;
  /** Tokens in the treasury. */
  treasury = 0n;
  /** Fees that come into force with an update to come. */
  pending: { fees: ModelFees; update: bigint } | undefined;
  liquidity: ModelLiquidity | undefined;

  constructor(
    seed: bigint,
    public fees: ModelFees,
    epoch: bigint,
    /** Epoch updates so far. */
    public updates = 0n,
  ) {
    this.held = seed;
    this.supply = seed;
    this.peak = { total: seed, supply: seed };
    this.epoch = epoch;
  }

  unreleased(slot: bigint): bigint {
    const { lamports, from, until } = this.release;
    if (until === from) return 0n;
    return ceilDiv(lamports, positive(until - (slot > from ? slot : from)), until - from);
  }

  total(slot: bigint): bigint {
    return this.held - this.unreleased(slot);
  }

  /** Who gets how many tokens for a deposit: those of the liquidity pool first, without fee. */
  deposit(lamports: bigint, time: ModelTime, options: { withReferrer?: boolean; charged?: boolean } = {}) {
    const total = this.total(time.slot);
    const onSale = this.liquidity ? this.released(this.liquidity, time) : 0n;
    const all = floorDiv(lamports, this.supply, total);
    const bought = least(all, onSale);
    let paid = all <= onSale ? lamports : least(ceilDiv(onSale, total, this.supply), lamports);
    if (bought === 0n) paid = 0n;
    if (this.liquidity) {
      this.liquidity.lamports += paid;
      this.liquidity.tokens -= bought;
    }
    const { depositor, ...rest } = this.mint(lamports - paid, time.slot, options);
    return { ...rest, depositor: depositor + bought, bought, paid };
  }

  /** Tokens minted for lamports, in whatever form they come. */
  mint(lamports: bigint, slot: bigint, { withReferrer = false, charged = true } = {}) {
    const tokens = floorDiv(lamports, this.supply, this.total(slot));
    const fee = charged ? ceilDiv(tokens, BigInt(this.fees.deposit), BPS) : 0n;
    const referrer = withReferrer ? floorDiv(fee, BigInt(this.fees.referralShare), BPS) : 0n;
    this.held += lamports;
    this.supply += tokens;
    this.treasury += fee - referrer;
    return { depositor: tokens - fee, treasury: fee - referrer, referrer };
  }

  /** Lamports of stake for tokens that leave, and the fee that stays. */
  withdraw(tokens: bigint, slot: bigint) {
    const value = floorDiv(tokens, this.total(slot), this.supply);
    const fee = ceilDiv(value, BigInt(this.fees.withdrawal), BPS);
    this.held -= value - fee;
    this.keep(fee);
    this.supply -= tokens;
    return { lamports: value - fee, fee };
  }

  /** What the liquidity pool charges now. */
  liquidityFees({ fees, pending }: ModelLiquidity): ModelLiquidityFees {
    return pending && this.updates >= pending.update ? pending.fees : fees;
  }

  /** What a sale to the liquidity pool pays; undefined when that does not suffice. Changes nothing yet. */
  quoteSale(tokens: bigint, time: ModelTime, liquidity: ModelLiquidity): { lamports: bigint; fee: bigint } | undefined {
    const value = floorDiv(tokens, this.total(time.slot), this.supply);
    const counted = positive(liquidity.lamports - uncounted(liquidity.added, time));
    const lamports = saleOf(value, liquidity.lamports, this.liquidityFees(liquidity), counted);
    return lamports === undefined ? undefined : { lamports, fee: value - lamports };
  }

  /** A sale that is paid; returns the treasury's tokens. */
  sell(tokens: bigint, time: ModelTime, liquidity: ModelLiquidity, lamports: bigint, charged: boolean): bigint {
    const value = floorDiv(tokens, this.total(time.slot), this.supply);
    const { treasuryCut } = this.liquidityFees(liquidity);
    const fee = floorDiv(tokens, value - lamports, value);
    const cut = charged ? (fee * treasuryCut) / BPS : 0n;
    arrive(liquidity.earned, fee - cut, time);
    liquidity.lamports -= lamports;
    liquidity.tokens += tokens - cut;
    this.treasury += cut;
    return cut;
  }

  /** The liquidity pool's tokens that are the shares' and on sale. */
  released(liquidity: ModelLiquidity, time: ModelTime): bigint {
    return liquidity.tokens - uncounted(liquidity.earned, time);
  }

  addLiquidity(lamports: bigint, time: ModelTime, liquidity: ModelLiquidity): bigint {
    const tokens = this.released(liquidity, time);
    const worth = liquidity.lamports + ceilDiv(tokens, this.total(time.slot), this.supply);
    const shares = floorDiv(lamports, liquidity.shares, worth);
    liquidity.lamports += lamports;
    liquidity.shares += shares;
    arrive(liquidity.added, lamports, time);
    return shares;
  }

  removeLiquidity(shares: bigint, time: ModelTime, liquidity: ModelLiquidity) {
    const lamports = floorDiv(shares, liquidity.lamports, liquidity.shares);
    const tokens = floorDiv(shares, this.released(liquidity, time), liquidity.shares);
    depart(liquidity.added, lamports, time);
    liquidity.lamports -= lamports;
    liquidity.tokens -= tokens;
    liquidity.shares -= shares;
    return { lamports, tokens };
  }

  /** Cuts come at once, rises with the second update from now. */
  propose(change: Partial<ModelFees>): void {
    const wanted = { ...(this.pending?.fees ?? this.fees), ...change };
    const now = { ...wanted };
    for (const name of ["reward", "deposit", "withdrawal", "ticket"] as const) {
      now[name] = Math.min(wanted[name], this.fees[name]);
    }
    const rises = Object.entries(wanted).some(([name, value]) => value !== now[name as keyof ModelFees]);
    this.fees = now;
    this.pending = rises ? { fees: wanted, update: this.updates + 2n } : undefined;
  }

  order(tokens: bigint, slot: bigint, epoch: bigint): ModelTicket {
    const value = floorDiv(tokens, this.total(slot), this.supply);
    const feeBps = BigInt(this.fees.ticket);
    const sequence = BigInt(this.tickets.length);
    const ticket: ModelTicket = { sequence, tokens, value, feeBps, epoch, state: "queued", pays: 0n };
    this.tickets.push(ticket);
    return ticket;
  }

  cancel(sequence: bigint): void {
    const ticket = this.ticket(sequence);
    ticket.state = "cancelled";
    if (sequence === this.head) {
      ticket.state = "claimed";
      this.head += 1n;
    }
  }

  /** What the ticket would pay now. */
  payment(ticket: ModelTicket, slot: bigint): bigint {
    const value = least(ticket.value, floorDiv(ticket.tokens, this.total(slot), this.supply));
    return value - ceilDiv(value, ticket.feeBps, BPS);
  }

  /** Settles as many of `count` tickets from the head on as the reserve pays for; returns what they got. */
  settle(count: number, reserve: bigint, slot: bigint, epoch: bigint): bigint {
    let paid = 0n;
    for (let place = 0; place < count; place++) {
      const ticket = this.tickets[Number(this.head)];
      if (!ticket) break;
      if (ticket.state === "queued") {
        if (ticket.epoch >= epoch) break;
        const pays = this.payment(ticket, slot);
        if (pays > reserve - paid) break;
        this.keep(floorDiv(ticket.tokens, this.total(slot), this.supply) - pays);
        this.held -= pays;
        this.supply -= ticket.tokens;
        paid += pays;
        ticket.pays = pays;
        ticket.state = "settled";
      }
      this.head += 1n;
    }
    return paid;
  }

  private keep(lamports: bigint): void {
    this.held -= lamports;
    this.kept += lamports;
    this.credit += lamports;
  }

  claim(sequence: bigint): bigint {
    const ticket = this.ticket(sequence);
    ticket.state = "claimed";
    return ticket.pays;
  }

  /** The epoch update: `found` is everything the pool's accounts hold, `minted` the mint's supply. */
  update(found: bigint, minted: bigint, slot: bigint, epoch: bigint, slots: bigint, charged = true) {
    if (this.epoch === epoch) return { fee: 0n, feeTokens: 0n };
    this.epoch = epoch;
    const before = this.total(slot);
    let unreleased = this.unreleased(slot);
    if (before * this.peak.supply > this.peak.total * this.supply) this.peak = { total: before, supply: this.supply };

    // Whoever burns tokens gives what they were worth to all others, like a reward.
    const supply = least(this.supply, minted);
    const burned = floorDiv(this.supply - supply, before, this.supply);
    const change = found - this.held + burned;
    let total = before - burned;
    let fee = 0n;
    let feeTokens = 0n;

    if (change < 0n) {
      const eaten = least(unreleased, -change);
      unreleased -= eaten;
      this.credit += eaten;
      total -= -change - eaten;
      this.supply = supply;
    } else {
      // What restores an earlier loss is free of the fee.
      const belowPeak = positive(ceilDiv(supply, this.peak.total, this.peak.supply) - total - unreleased);
      const restored = least(change, belowPeak);
      const credited = least(change - restored, this.credit);
      this.credit -= credited;
      const taxable = change - restored - credited;
      fee = charged ? ceilDiv(taxable, BigInt(this.fees.reward), BPS) : 0n;
      const gross = total + unreleased + change;
      feeTokens = fee > 0n ? floorDiv(fee, supply, gross - fee) : 0n;
      const backing = ceilDiv(feeTokens, total, supply);
      total += backing;
      unreleased += change - backing;
      this.supply = supply + feeTokens;
      this.treasury += feeTokens;
    }
    this.updates += 1n;
    if (this.pending && this.updates >= this.pending.update) {
      this.fees = this.pending.fees;
      this.pending = undefined;
    }
    this.held = found;
    this.kept = 0n;
    this.release = { lamports: unreleased, from: slot, until: slot + slots };
    if (this.total(slot) !== total) throw new Error("the model contradicts itself");
    return { fee, feeTokens };
  }

  get queuedTokens(): bigint {
    return this.queued().reduce((sum, { tokens }) => sum + tokens, 0n);
  }

  get queuedValue(): bigint {
    return this.queued().reduce((sum, { value }) => sum + value, 0n);
  }

  private queued(): ModelTicket[] {
    return this.tickets.filter(({ state }) => state === "queued");
  }

  private ticket(sequence: bigint): ModelTicket {
    const ticket = this.tickets[Number(sequence)];
    if (!ticket) throw new Error(`the model has no ticket ${sequence}`);
    return ticket;
  }
}
