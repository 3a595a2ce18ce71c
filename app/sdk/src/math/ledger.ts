import { mulDivFloor } from "./mulDiv";
import { higherOf, lamportsBacking, lamportsFor, type Price } from "./price";
import { type Release, rebased, unreleased as unreleasedAt } from "./release";
import { min, minus, plus } from "./units";

/**
 * The part of a pool's books that its prices follow from, at one slot:
 * `total = held − unreleased − pending gain + pending loss`. Whatever changes a ledger returns a new one.
 */
export interface Ledger {
  /** Lamports held, in the reserve and in stake accounts. */
  held: bigint;
  /** Tokens that stand for the total. */
  supply: bigint;
  /** The part of the last update's gains that becomes the price over time. */
  release: Release;
  /** Gains that wait for the next update. */
  pendingGain: bigint;
  /** Losses that were measured while no update of this epoch had been; still in the total. */
  pendingLoss: bigint;
  /** The highest price, all released, that the reward fee was ever settled at: only what lies above it is charged. */
  mark: Price;
  /** The slot that all of this is seen at. */
  slot: bigint;
}

/** Lamports on their way into the price, ceiled. */
export function unreleased(ledger: Ledger): bigint {
  return unreleasedAt(ledger.release, ledger.slot);
}

/** Lamports that back the tokens. */
export function total(ledger: Ledger): bigint {
  return minus(minus(plus(ledger.held, ledger.pendingLoss), ledger.pendingGain), unreleased(ledger));
}

/** The true price, which whoever leaves gets: the bid. */
export function bid(ledger: Ledger): Price {
  return { total: total(ledger), supply: ledger.supply };
}

/** What all tokens will stand for when everything known is released: the ask without the queue's part in it. */
export function outlook(ledger: Ledger): Price {
  return { total: plus(ledger.held, ledger.pendingLoss), supply: ledger.supply };
}

/** What all tokens will stand for when the running release has ended: the outlook without the gains that wait. */
export function afterRelease(ledger: Ledger): Price {
  return { total: minus(outlook(ledger).total, ledger.pendingGain), supply: ledger.supply };
}

/**
 * Books lamports that came in for `minted` tokens. The total grows by what the tokens are worth (ceiled), the rest, the
 * `premium`, is released with what is being released: neither price moves.
 */
export function takeIn(ledger: Ledger, lamports: bigint, minted: bigint): { ledger: Ledger; premium: bigint } {
  const premium = minus(lamports, lamportsBacking(bid(ledger), minted));
  const booked = { ...ledger, held: plus(ledger.held, lamports), supply: plus(ledger.supply, minted) };
  return { ledger: releaseMore(booked, premium), premium };
}

/**
 * Pays `net` lamports for `tokens` that are burned, of which `fromRelease` come out of what is being released. What stays
 * behind is a gain of the next update.
 */
export function payOut(ledger: Ledger, tokens: bigint, net: bigint, fromRelease: bigint): Ledger {
  const worth = lamportsFor(bid(ledger), tokens);
  const left = minus(plus(worth, fromRelease), net);
  return {
    ...releaseLess(ledger, fromRelease),
    held: minus(ledger.held, net),
    supply: minus(ledger.supply, tokens),
    pendingGain: plus(ledger.pendingGain, left),
  };
}

/**
 * Burns tokens for nothing. What they are worth waits for the next update, and with it their share of what is being released,
 * floored.
 */
export function burn(ledger: Ledger, tokens: bigint): Ledger {
  const left = unreleased(ledger);
  return payOut(ledger, tokens, 0n, min(mulDivFloor(left, tokens, ledger.supply), left));
}

/** Books a gain that was measured: it waits for the update, and is in the ask meanwhile. */
export function gain(ledger: Ledger, lamports: bigint): Ledger {
  return { ...ledger, held: plus(ledger.held, lamports), pendingGain: plus(ledger.pendingGain, lamports) };
}

/**
 * Books a loss that is known in an epoch whose update has been, at once: it eats the gains that wait, then what is being
 * released, then the total. The mark is raised first, so that no recovery is ever charged.
 */
export function lose(ledger: Ledger, lamports: bigint): Ledger {
  if (lamports === 0n) return ledger;
  const mark = higherOf(ledger.mark, afterRelease(ledger));
  const fromGain = min(lamports, ledger.pendingGain);
  const fromRelease = min(lamports - fromGain, unreleased(ledger));
  return {
    ...releaseLess(ledger, fromRelease),
    held: minus(ledger.held, lamports),
    pendingGain: ledger.pendingGain - fromGain,
    mark,
  };
}

/** Books a loss that is measured before the epoch's update, which settles it together with the gains. */
export function loseLater(ledger: Ledger, lamports: bigint): Ledger {
  return { ...ledger, held: minus(ledger.held, lamports), pendingLoss: plus(ledger.pendingLoss, lamports) };
}

/** Lets more be released until the running release ends; where it has ended it waits for the update. */
function releaseMore(ledger: Ledger, lamports: bigint): Ledger {
  if (lamports === 0n) return ledger;
  if (ledger.slot >= ledger.release.endSlot) return { ...ledger, pendingGain: plus(ledger.pendingGain, lamports) };
  return { ...ledger, release: rebased(ledger.release, plus(unreleased(ledger), lamports), ledger.slot) };
}

function releaseLess(ledger: Ledger, lamports: bigint): Ledger {
  if (lamports === 0n) return ledger;
  return { ...ledger, release: rebased(ledger.release, minus(unreleased(ledger), lamports), ledger.slot) };
}
