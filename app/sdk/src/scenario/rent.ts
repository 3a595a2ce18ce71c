import { missingRent } from "../accounts/stakeAccount";
import { checkAmount } from "../errors/arguments";
import { keep } from "../math/target";
import { saturatingMinus } from "../math/units";
import { holdingsOf, policyOf } from "../quote/books";
import { begin } from "./begin";
import type { Outcome } from "./scenario";
import { inSol } from "./series";
import type { ScenarioState } from "./state";
import type { World } from "./world/world";

export interface RentInputs {
  /** Rent of a stake account, in lamports; twice what it is if not given. */
  stakeRent: bigint;
  /** Least delegation that the stake program accepts, in lamports; 1 SOL if not given. */
  minimumDelegation: bigint;
}

export interface RentStep {
  stakeRent: bigint;
  /** Stake accounts that hold less than their stake and this rent. */
  accounts: number;
  /** What they lack, in lamports. Nobody can split or withdraw from an account until it is there. */
  missing: bigint;
}

export interface RentResult extends RentStep {
  /** What the reserve can give for it beside the queue's claim and the buffer, in lamports. */
  spare: bigint;
  /** What stays missing then, and has to be sent by whoever moves the stake. */
  toSend: bigint;
  /** Validators whose stake is below the minimum, and that stake in lamports: it moves as a whole or not at all. */
  small: { validators: number; lamports: bigint };
  /** What the first delegation to a new validator takes of the reserve: two rents and the minimum, in lamports. */
  firstDelegation: bigint;
  /** Rents of all stake accounts, which no ticket can be paid of: as they are, and as they would be. */
  rents: { before: bigint; after: bigint };
}

/**
 * A step of rent and of the minimum delegation: which stake accounts lack how much, who pays for it, and what becomes too small to move.
 * `InvalidArgument` for inputs that are no amounts.
 *
 * @example
 * ```ts
 * console.log(rent(state, { stakeRent: 2n * state.stakeRent }).result.missing);
 * ```
 */
export function rent(state: ScenarioState, given: Partial<RentInputs> = {}): Outcome<"rent", RentInputs, RentResult> {
  const inputs = { stakeRent: 2n * state.stakeRent, minimumDelegation: 1_000_000_000n, ...given };
  checkAmount("stakeRent", inputs.stakeRent);
  checkAmount("minimumDelegation", inputs.minimumDelegation);
  const world = begin(state);
  const step = stepOf(world, inputs.stakeRent);
  const holdings = holdingsOf(world.pool, world.clock);
  const spare = saturatingMinus(holdings.reserve, keep(policyOf(world.pool), holdings));
  const count = BigInt(world.pool.stakeAccountCount);
  const small = world.validators.flatMap(({ stake, transient }) => {
    const lamports = (stake?.delegation?.stake ?? 0n) + (transient?.delegation?.stake ?? 0n);
    return lamports > 0n && lamports < inputs.minimumDelegation ? [lamports] : [];
  });
  const steps = [1n, 2n, 4n, 8n, 16n].map((times) => stepOf(world, times * state.stakeRent));
  return {
    ...{ scenario: "rent", inputs, samples: 1 },
    result: {
      ...{ ...step, spare, toSend: saturatingMinus(step.missing, spare) },
      small: { validators: small.length, lamports: small.reduce((sum, lamports) => sum + lamports, 0n) },
      firstDelegation: 2n * inputs.stakeRent + inputs.minimumDelegation,
      rents: { before: count * state.stakeRent, after: count * inputs.stakeRent },
    },
    series: [
      {
        ...{ name: "missing", unit: "SOL", along: "rent of a stake account, SOL" },
        points: steps.map(({ stakeRent, missing }) => [inSol(stakeRent), inSol(missing)] as const),
      },
    ],
  };
}

function stepOf({ validators }: World, stakeRent: bigint): RentStep {
  const lacking = validators
    .flatMap(({ stake, transient }) => [stake, transient])
    .flatMap((account) => (account ? [missingRent(account, stakeRent)] : []))
    .filter((lamports) => lamports > 0n);
  return { stakeRent, accounts: lacking.length, missing: lacking.reduce((sum, lamports) => sum + lamports, 0n) };
}
