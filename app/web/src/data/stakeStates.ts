// How far stake accounts have come on their way to SOL.
import { fetchClock, type Nodes, type StakeAccount } from "@truestake/sdk";
import { coolingOf, stakeStateOf } from "@truestake/sdk/math";
import { fetchStakeHistoryFor } from "@truestake/sdk/operators";
import type { OwnStake } from "./holdings";

/** What each is doing, by the stake program's own reckoning: stake can cool down for longer than an epoch, by the cluster's limit. */
export async function withStates(nodes: Nodes, stakes: readonly StakeAccount[]): Promise<OwnStake[]> {
  const { epoch } = await fetchClock(nodes);
  const history = await fetchStakeHistoryFor(nodes, epoch, [...stakes]);
  return stakes.map((stake): OwnStake => {
    const { delegation } = stake;
    const cools = delegation && coolingOf(delegation, epoch, history);
    return { ...stake, state: stakeStateOf(delegation, epoch, history), cools };
  });
}
