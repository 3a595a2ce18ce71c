import { checkNumbers } from "../errors/arguments";
import { afterRelease } from "../math/ledger";
import { formatPrice, type Price } from "../math/price";
import { ledgerOf, priceAt } from "../quote/books";
import { begin, checkValidators, fallPpm, largestValidators, ONE_TOKEN, rewardOf } from "./begin";
import type { Outcome } from "./scenario";
import type { ScenarioState } from "./state";
import { crank } from "./world/move";
import { toMovingPart, toNextEpoch } from "./world/time";
import { update } from "./world/update";
import { copyOf, type World } from "./world/world";

export interface OutageInputs {
  /** Places in the list of those that do not vote; the validator with most stake if not given. */
  validators: number[];
  /** Epochs for which they do not; 5 if not given. */
  epochs: number;
  /** What stake earns in an epoch, in parts per billion. */
  rewardPpb: number;
}

export interface OutageResult {
  /** Rewards that do not come, in lamports and before the reward fee. */
  lost: bigint;
  /** The price when all of the last epoch is released: without the outage, and with it. */
  price: { without: Price; with: Price };
  /** What a token is worth less, in lamports. */
  perToken: bigint;
  /** Parts per million that the price is lower. */
  fallPpm: number;
  /** What the pool's stake earns meanwhile, of what it would: basis points. */
  yieldBps: number;
}

/** An epoch of a pool as keepers run it: its own steps at both ends. */
function passEpoch(world: World, rate: (index: number) => number): void {
  toMovingPart(world);
  crank(world);
  toNextEpoch(world, ({ record }) => rate(record.index));
  update(world);
  crank(world);
}

/**
 * Validators that do not vote: the yield that is lost, with keepers that run. No stake is lost, and no rule takes any away from
 * them: what a manager does about it is not in it. `InvalidArgument` for inputs out of their range.
 *
 * @example
 * ```ts
 * console.log(outage(state, { epochs: 10 }).result.lost);
 * ```
 */
export function outage(
  state: ScenarioState,
  given: Partial<OutageInputs> = {},
): Outcome<"outage", OutageInputs, OutageResult> {
  const inputs = { validators: largestValidators(state), epochs: 5, rewardPpb: rewardOf(state.pool), ...given };
  checkValidators(state, inputs.validators);
  checkNumbers({ epochs: inputs.epochs }, 500);
  checkNumbers({ rewardPpb: inputs.rewardPpb }, 1_000_000_000);
  const silent = new Set(inputs.validators);
  const well = begin(state);
  const ill = copyOf(well);
  const usual = () => inputs.rewardPpb;
  const [without, withIt] = [[at(0, well)], [at(0, ill)]];
  let [earned, missed] = [0n, 0n];
  for (let epoch = 1; epoch <= inputs.epochs; epoch++) {
    passEpoch(well, usual);
    passEpoch(ill, (index) => (silent.has(index) ? 0 : inputs.rewardPpb));
    earned += earnedIn(well);
    missed += earnedIn(well) - earnedIn(ill);
    without.push(at(epoch, well));
    withIt.push(at(epoch, ill));
  }
  const price = { without: outlookOf(well), with: outlookOf(ill) };
  return {
    ...{ scenario: "outage", inputs, samples: 1 },
    result: {
      ...{ lost: missed, price, fallPpm: fallPpm(price.without, price.with) },
      perToken: worth(price.without) - worth(price.with),
      yieldBps: earned === 0n ? 10_000 : Number(((earned - missed) * 10_000n) / earned),
    },
    series: [
      { name: "without", unit: "SOL per token", along: "epoch", points: without },
      { name: "with the outage", unit: "SOL per token", along: "epoch", points: withIt },
    ],
  };
}

const worth = ({ total, supply }: Price): bigint => (ONE_TOKEN * total) / supply;

const outlookOf = ({ pool, clock }: World): Price => afterRelease(ledgerOf(pool, clock.slot));

const at = (epoch: number, { pool, clock }: World): [number, number] => [
  epoch,
  Number(formatPrice(priceAt(pool, clock.slot))),
];

/** What the last update found: stake that has joined in the epoch earns, too, and counts as other gains. */
function earnedIn({ validators }: World): bigint {
  return validators.reduce((sum, { record }) => sum + record.earning.earned + record.earning.other, 0n);
}
