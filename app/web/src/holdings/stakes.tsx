// Stake accounts that the wallet took out of the pool, until they are SOL again.
import { useGate } from "../actions/gate";
import { useAct } from "../actions/useAct";
import { type StakeState, stateOf } from "../data/holdings";
import { useHoldings } from "../data/session";
import { secondsUntil, type View } from "../data/view";
import { decimal, whole } from "../format/amounts";
import { dateIn } from "../format/time";
import { t } from "../strings";
import { Address, Card } from "../ui/pieces";

export function StakesCard({ view }: { view: View }) {
  const { of } = useHoldings();
  const { isConnected, isFramed } = useGate();
  const { isBusy, run, note } = useAct();
  const stakes = of?.stakes ?? [];
  const words: Record<StakeState, string> = {
    ...t.holdings.states,
    cooling: t.holdings.states.cooling(dateIn(secondsUntil(view, 1n)), whole(view.clock.epoch + 1n)),
  };
  return (
    <Card title={t.holdings.stakes}>
      <div class="stack tight">
        {stakes.length === 0 && (of || !isConnected) && <p class="quiet">{t.holdings.stakesNone}</p>}
        {stakes.map((stake) => {
          const state = stateOf(stake, view.clock);
          return (
            <div key={stake.address.toBase58()} class="note">
              <div class="row between">
                <Address of={stake.address.toBase58()} label={t.holdings.stakes} />
                <span class="number">{t.amount(decimal(stake.lamports), t.sol)}</span>
              </div>
              <p class="small">{words[state]}</p>
              {of && state !== "cooling" && (
                <div class="row">
                  <button
                    type="button"
                    class={`button slim ${state === "free" ? "main" : ""}`}
                    disabled={isBusy || isFramed}
                    onClick={() => run({ kind: state === "free" ? "withdraw" : "deactivate", stake, owner: of.owner })}
                  >
                    {state === "free" ? t.holdings.withdraw : t.holdings.deactivate}
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
