// What validators keep before the pool sees anything: no number of the chain's, so it is asked for, and called an estimate.
import { useRequest } from "../data/request";
import type { View } from "../data/view";
import { percentOf, takenOf } from "../format/amounts";
import { t } from "../strings";
import { Age } from "../ui/age";
import { problemOf } from "../ui/problem";
import { ask, workPlace } from "../worker/ask";
import type { Commissions } from "../worker/protocol";

/** All in basis points. */
const ALL = 10_000;

/** `earned` is what came to the pool in a year, as a fraction, before its own fee. */
export function CommissionEstimate({ earned, view }: { earned: number; view: View }) {
  const [state, find] = useRequest(view, ({ place }) => ask("commissions", { place: workPlace(place) }));
  if (state.is === "done") {
    return (
      <p class="small quiet">
        {said(state.of)} <Age of={state.moment} view={view} />{" "}
        <button type="button" class="plain small" onClick={find}>
          {t.fresh.readAgain}
        </button>
      </p>
    );
  }
  return (
    <p class="small quiet" role="status">
      <button type="button" class="plain small" disabled={state.is === "running"} onClick={find}>
        {state.is === "running" ? t.price.commissionReading : t.price.commissionAsk}
      </button>
      {state.is === "failed" && ` ${problemOf(state.error).title}.`}
    </p>
  );

  function said({ meanBps, unknown }: Commissions): string {
    if (meanBps === undefined) return t.price.commissionNone;
    // Who keeps all of it leaves nothing to reckon from.
    if (meanBps >= ALL) return t.price.commissionAll;
    const taken = (earned * meanBps) / (ALL - meanBps);
    const text = t.price.commission(takenOf(taken), percentOf(Math.ceil(meanBps)));
    return unknown > 0 ? `${text} ${t.price.commissionUnknown(String(unknown))}` : text;
  }
}
