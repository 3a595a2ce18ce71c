import { createHash } from "node:crypto";
import { toBase58 } from "./base58";

/** Slots from `first` to `last` in which no block was made. */
interface Gap {
  first: bigint;
  last: bigint;
}

/**
 * The chain's blocks: a block in every slot but those that were {@link skip}ped. A block's hash follows from the seed and
 * the slot, so none has to be kept.
 */
export class Blocks {
  private gaps: Gap[] = [];
  /** Slots whose blocks have been replaced by others. */
  private readonly forks: Gap[] = [];

  constructor(
    private readonly seed: string,
    /** The chain's first slot, and how many blocks there are up to it. */
    readonly first: bigint,
    private readonly firstHeight: bigint,
  ) {}

  hash(slot: bigint): string {
    const times = this.forks.filter(({ first, last }) => slot >= first && slot <= last).length;
    const fork = times > 0 ? ` fork ${times}` : "";
    return toBase58(createHash("sha256").update(`${this.seed} block ${slot}${fork}`).digest());
  }

  /** Gives slots other blocks. */
  fork(first: bigint, last: bigint): void {
    if (last >= first) this.forks.push({ first, last });
  }

  height(slot: bigint): bigint {
    const missing = this.gaps.reduce((sum, { first, last }) => {
      if (slot < first) return sum;
      return sum + (slot < last ? slot : last) - first + 1n;
    }, 0n);
    return this.firstHeight + slot - this.first - missing;
  }

  isSkipped(slot: bigint): boolean {
    return this.gaps.some(({ first, last }) => slot >= first && slot <= last);
  }

  skip(first: bigint, last: bigint): void {
    if (last >= first) this.gaps.push({ first, last });
  }

  /** The block before this one. */
  parent(slot: bigint): bigint {
    let at = slot - 1n;
    for (let gap = this.gapAt(at); gap; gap = this.gapAt(at)) at = gap.first - 1n;
    return at;
  }

  copy(): readonly Gap[] {
    return [...this.gaps];
  }

  comeBack(gaps: readonly Gap[]): void {
    this.gaps = [...gaps];
  }

  private gapAt(slot: bigint): Gap | undefined {
    return this.gaps.find(({ first, last }) => slot >= first && slot <= last);
  }
}

export type { Gap };
