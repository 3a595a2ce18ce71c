// At the epoch's turn the price waits for the update: how far it is, what waiting costs, and what doing it oneself costs.
import { useGate } from "../actions/gate";
import { useAct } from "../actions/useAct";
import { isFresh, measuredOf, type View } from "../data/view";
import { decimal, whole } from "../format/amounts";
import { t } from "../strings";
import { useWallets } from "../wallet/wallet";

/** Validators that one transaction measures, and the last one, which updates the pool too; see docs/COST.md. */
const BY_TRANSACTION = 20;
const SIGNATURE_LAMPORTS = 5_000n;
/** The most that the SDK pays for one transaction to be served first, where others do: its cap of the price, for the largest one. */
const PRIORITY_LAMPORTS = 700_000n;

export function TurnNote({ view }: { view: View }) {
  const { connected } = useWallets();
  const { may } = useGate();
  const { run, note } = useAct("turn");
  if (isFresh(view)) return note;
  if (view.clock.rewardsActive) {
    return (
      <div class="note watch" role="status">
        <p>{t.turn.paying}</p>
      </div>
    );
  }
  const measured = measuredOf(view);
  const left = view.list.count - measured;
  const transactions = Math.max(1, Math.ceil(left / BY_TRANSACTION));
  const fees = (each: bigint) => decimal(BigInt(transactions) * each);
  return (
    <div class="note watch" role="status">
      <strong>{t.turn.title(whole(measured), whole(view.list.count))}</strong>
      <p>{t.turn.wait}</p>
      <p>{t.turn.self(whole(transactions), fees(SIGNATURE_LAMPORTS), fees(PRIORITY_LAMPORTS))}</p>
      <p>{t.turn.exits}</p>
      {connected && (
        <div class="row">
          <button type="button" class="button slim" disabled={!may("refresh")} onClick={() => run({ kind: "refresh" })}>
            {t.turn.act}
          </button>
        </div>
      )}
      {note}
    </div>
  );
}
