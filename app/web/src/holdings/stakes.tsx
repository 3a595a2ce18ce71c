// Stake accounts that the wallet took out of the pool, until they are SOL again.
import { useGate } from "../actions/gate";
import { useAct } from "../actions/useAct";
import type { OwnStake } from "../data/holdings";
import { useHoldings } from "../data/session";
import { secondsUntil, type View } from "../data/view";
import { decimal, whole } from "../format/amounts";
import { dateIn } from "../format/time";
import { t } from "../strings";
import { Address, Card } from "../ui/pieces";

export function StakesCard({ view }: { view: View }) {
  const { of } = useHoldings();
  const { isConnected, may } = useGate();
  const { run, note } = useAct("stakes");
  const stakes = of?.stakes ?? [];
  return (
    <Card title={t.holdings.stakes}>
      <div class="stack tight">
        {stakes.length === 0 && (of || !isConnected) && <p class="quiet">{t.holdings.stakesNone}</p>}
        {stakes.map((stake) => {
          const { state } = stake;
          const kind = state === "withdrawable" ? "withdraw" : "deactivate";
          return (
            <div key={stake.address.toBase58()} class="note">
              <div class="row between">
                <Address of={stake.address.toBase58()} label={t.holdings.stakes} />
                <span class="number">{t.amount(decimal(stake.lamports), t.sol)}</span>
              </div>
              <p class="small">{stateWords(view, stake)}</p>
              {of && state !== "deactivating" && (
                <div class="row">
                  <button
                    type="button"
                    class={`button slim ${state === "withdrawable" ? "main" : ""}`}
                    disabled={!may(kind)}
                    onClick={() => run({ kind, stake, owner: of.owner })}
                  >
                    {state === "withdrawable" ? t.holdings.withdraw : t.holdings.deactivate}
                  </button>
                </div>
              )}
            </div>
          );
        })}
        {note}
      </div>
    </Card>
  );
}

/** Where it stands; while it cools down, when that is over: under the cluster's limit not with the next epoch. */
function stateWords(view: View, { state, cools, lamports }: OwnStake): string {
  const words = t.holdings.states;
  if (state !== "deactivating") return words[state];
  if (!cools) return words.deactivatingUnknown;
  const until = [dateIn(secondsUntil(view, cools.epochs)), whole(view.clock.epoch + cools.epochs)] as const;
  return cools.epochs > 1n
    ? words.deactivatingLong(decimal(cools.lamports, { most: 4 }), decimal(lamports, { most: 4 }), ...until)
    : words.deactivating(...until);
}
