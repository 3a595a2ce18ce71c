import { hashOf } from "./hash";
import type { Series } from "./series";
import type { ScenarioState } from "./state";

/** What a scenario gives. */
export interface Outcome<Name extends string, Inputs, Result> {
  scenario: Name;
  /** All inputs, those that were not given with what they are then. */
  inputs: Inputs;
  result: Result;
  series: Series[];
  /** Runs with random numbers; 1 where nothing is random. */
  samples: number;
}

/**
 * Hash of what an outcome follows from: the scenario's name, its inputs with the seed, and the state.
 *
 * @example
 * ```ts
 * console.log(await inputsHash(slash(state), state));
 * ```
 */
export function inputsHash(
  { scenario, inputs }: Pick<Outcome<string, unknown, unknown>, "scenario" | "inputs">,
  state: ScenarioState,
): Promise<string> {
  return hashOf({ scenario, inputs, state });
}
