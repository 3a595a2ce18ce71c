// What is said of the page's one action: in its card, and by the frame where that card is not there any more.
import { isError } from "@truestake/sdk";
import { useEffect } from "preact/hooks";
import { usePool, useReading } from "../data/session";
import { store, useStore } from "../data/store";
import type { View } from "../data/view";
import { clusterOf } from "../place/deployed";
import { t } from "../strings";
import { Address } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";
import { type Acting, acting, close, stopWaiting } from "./acting";
import type { Done } from "./done";
import { movedWords } from "./moved";
import { settleOpen } from "./start";

/** The cards that are there and say what is to be said of their actions. */
const cards = store<readonly string[]>([]);

export function CardNote({ card }: { card: string }) {
  const state = useStore(acting);
  useEffect(() => {
    cards.set([...cards.get(), card]);
    return () => {
      const all = [...cards.get()];
      all.splice(all.indexOf(card), 1);
      cards.set(all);
    };
  }, [card]);
  return state.card === card ? <ActNote state={state} /> : null;
}

/** In the frame: what began in a card that is gone, and what was found out when the page was loaded. */
export function StrayNote() {
  const state = useStore(acting);
  const shown = useStore(cards);
  return state.card !== undefined && shown.includes(state.card) ? null : <ActNote state={state} />;
}

function ActNote({ state }: { state: Acting }) {
  const pool = usePool();
  const { view } = useReading();
  if (state.is === "idle") return null;
  const before = state.before && <p class="small">{t.sending.before[state.before]}</p>;
  if (state.is === "running") {
    return (
      <div class="note appears" role="status">
        {before}
        <p>{t.sending[state.step]}</p>
        <div class="row">
          <button type="button" class="button slim" onClick={stopWaiting}>
            {/* What is signed cannot be taken back. */}
            {state.step === "sent" || state.step === "earlier" ? t.sending.stop : t.sending.cancel}
          </button>
        </div>
      </div>
    );
  }
  if (state.is === "failed") {
    const isOpen = isError(state.error, "OutcomeUnknown");
    return (
      <>
        {state.done.length > 0 && (
          <div class="note appears">
            <DoneWords of={state.done} view={view} />
          </div>
        )}
        {before && <div class="note watch">{before}</div>}
        <ProblemNote
          error={state.error}
          onClose={close}
          onAgain={isOpen && pool ? () => settleOpen(pool, state.card) : undefined}
          again={t.sending.findOut}
        />
      </>
    );
  }
  return (
    <div class="note appears" role="status">
      {before}
      {state.is === "done" && (
        <>
          <strong>{state.isEarlier ? t.sending.doneEarlier : t.sending.done}</strong>
          <DoneWords of={state.done} view={view} />
        </>
      )}
      <div class="row">
        <button type="button" class="button slim" onClick={close}>
          {t.sending.dismiss}
        </button>
      </div>
    </div>
  );
}

/** What was done, what left the wallet and what came, and where to look it up. */
function DoneWords({ of, view }: { of: readonly Done[]; view: View | undefined }) {
  return (
    <>
      {of.map((done) => (
        <div key={done.kind} class="stack tight">
          <p>{t.sending.what[done.kind]}</p>
          <p data-testid="moved">{movedWords(done, view)}</p>
          <div class="row">
            {done.signatures.map((signature) => (
              <TransactionLink key={signature} signature={signature} genesis={done.genesis} />
            ))}
          </div>
        </div>
      ))}
    </>
  );
}

/** A node of somebody's own may have a key in its address: a link names the cluster alone. No explorer knows somebody's own network. */
function TransactionLink({ signature, genesis }: { signature: string; genesis: string }) {
  const cluster = clusterOf(genesis);
  if (cluster === "localnet") return <Address of={signature} label={t.sending.signature} />;
  const query = cluster === "mainnet" ? "" : `?cluster=${cluster}`;
  return (
    <a href={`https://explorer.solana.com/tx/${signature}${query}`} target="_blank" rel="noopener noreferrer">
      {t.sending.explorer}
    </a>
  );
}
