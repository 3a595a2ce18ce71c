// How much depends on how few: of a pool's stake by validator.

export interface Concentration {
  /** Sum of the squared shares, in parts of 10,000: 10,000 is a single validator. */
  hhi: number;
  /** Equal validators that would be as concentrated. */
  effective: number;
  /** Share of the largest, in basis points. */
  largestBps: number;
  /** The fewest validators that have more than a third. */
  toAThird: number;
  validators: number;
}

/**
 * Of lamports by validator; those without stake do not count.
 *
 * @example
 * ```ts
 * const { largestBps, toAThird } = concentrationOf(snapshot.validators.records().map(delegatedLamports));
 * ```
 */
export function concentrationOf(stakes: readonly bigint[]): Concentration {
  const sizes = stakes.filter((stake) => stake > 0n).sort((a, b) => (a < b ? 1 : -1));
  const total = sizes.reduce((sum, stake) => sum + stake, 0n);
  if (total === 0n) return { hhi: 0, effective: 0, largestBps: 0, toAThird: 0, validators: 0 };
  const squares = sizes.reduce((sum, stake) => sum + stake * stake, 0n);
  let [sum, toAThird] = [0n, 0];
  for (const stake of sizes) {
    if (sum * 3n > total) break;
    sum += stake;
    toAThird++;
  }
  const hhi = Number((squares * 10_000n) / (total * total));
  return {
    hhi,
    effective: Number((total * total * 100n) / squares) / 100,
    largestBps: Number(((sizes[0] ?? 0n) * 10_000n) / total),
    toAThird,
    validators: sizes.length,
  };
}

/** A validator of the network, by its vote account in base58, with its active stake in lamports. */
export interface NetworkStake {
  vote: string;
  stake: bigint;
}

/**
 * The fewest of the network's validators that together have more than a third of its stake, largest first; of equal stakes the
 * one whose vote account comes first as text. Without any stake nobody.
 *
 * @example
 * ```ts
 * const { current } = await connection.getVoteAccounts();
 * const stakes = current.map((each) => ({ vote: each.votePubkey, stake: BigInt(each.activatedStake) }));
 * console.log(superminorityOf(stakes).map(({ vote }) => vote));
 * ```
 */
export function superminorityOf(validators: readonly NetworkStake[]): NetworkStake[] {
  const sorted = validators
    .filter(({ stake }) => stake > 0n)
    .sort((a, b) => (a.stake === b.stake ? (a.vote < b.vote ? -1 : 1) : a.stake > b.stake ? -1 : 1));
  return sorted.slice(0, concentrationOf(sorted.map(({ stake }) => stake)).toAThird);
}
