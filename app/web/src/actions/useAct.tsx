// One action from the click to its end, and what is said meanwhile.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { refreshAll, usePool, useReading } from "../data/session";
import { clusterOf } from "../place/deployed";
import type { Action } from "../send/act";
import { t } from "../strings";
import { ProblemNote } from "../ui/problem";
import { isFramed } from "../wallet/frame";
import type { WalletStep } from "../wallet/wallet";

type State =
  | { is: "idle" }
  | { is: "running"; step: Step }
  | { is: "done"; kind: Action["kind"]; signatures: string[] }
  | { is: "failed"; error: unknown };

/** What is waited for: the chain, the wallet, one that sends by itself, one that takes long, the network. */
type Step = "preparing" | "wallet" | "walletSlow" | "walletSends" | "walletSendsSlow" | "sent";

/** Milliseconds after which a wallet that does not answer is spoken of. */
const SLOW = 8_000;

export interface Acting {
  isBusy: boolean;
  /** Acts. False where it was not done: what would follow is left. */
  run(action: Action): Promise<boolean>;
  /** What is to be said of it now. */
  note: ComponentChildren;
}

export function useAct(): Acting {
  const pool = usePool();
  const { view } = useReading();
  const [state, setState] = useState<State>({ is: "idle" });
  const stop = useRef<AbortController>(undefined);
  /** Whether something may land whatever becomes of this card: it is followed to its end. */
  const isOut = useRef(false);
  useEffect(
    () => () => {
      if (!isOut.current) stop.current?.abort();
    },
    [],
  );
  const run = async (action: Action): Promise<boolean> => {
    if (!pool || isFramed()) return false;
    const own = new AbortController();
    stop.current?.abort();
    stop.current = own;
    let slow: ReturnType<typeof setTimeout> | undefined;
    const end = (next: State) => {
      clearTimeout(slow);
      if (stop.current === own) setState(next);
    };
    const follow = (step: Step) => end({ is: "running", step });
    follow("preparing");
    isOut.current = false;
    const onStep = (step: WalletStep) => {
      isOut.current = step !== "signs";
      if (step === "sent") return follow("sent");
      const asks = step === "sends" ? "walletSends" : "wallet";
      follow(asks);
      slow = setTimeout(() => follow(`${asks}Slow`), SLOW);
    };
    const onSigned = () => {
      isOut.current = true;
      follow("sent");
    };
    try {
      const { act } = await import("../send/act");
      const { signatures } = await act(pool, action, { signal: own.signal, onStep, onSigned });
      await refreshAll();
      end({ is: "done", kind: action.kind, signatures });
      return true;
    } catch (error) {
      end({ is: "failed", error });
      void refreshAll();
      return false;
    }
  };
  const close = () => setState({ is: "idle" });
  return { isBusy: state.is === "running", run, note: noteOf() };

  // No component: a new one with every painting would lose what is unfolded in it.
  function noteOf(): ComponentChildren {
    if (state.is === "idle") return null;
    if (state.is === "failed") return <ProblemNote error={state.error} onClose={close} />;
    if (state.is === "done") {
      return (
        <div class="note appears" role="status">
          <strong>{t.sending.done}</strong>
          <p>{t.sending.what[state.kind]}</p>
          <div class="row">
            {state.signatures.map((signature) => (
              <a key={signature} href={explorer(signature, view?.genesis)} target="_blank" rel="noopener noreferrer">
                {t.sending.explorer}
              </a>
            ))}
            <button type="button" class="button slim" onClick={close}>
              {t.sending.dismiss}
            </button>
          </div>
        </div>
      );
    }
    return (
      <div class="note appears" role="status">
        <p>{t.sending[state.step]}</p>
        {state.step !== "sent" && (
          <div class="row">
            <button type="button" class="button slim" onClick={() => stop.current?.abort()}>
              {t.sending.cancel}
            </button>
          </div>
        )}
      </div>
    );
  }
}

/** A node of somebody's own may have a key in its address: a link names the cluster alone. */
function explorer(signature: string, genesis: string | undefined): string {
  const cluster = genesis ? clusterOf(genesis) : "mainnet";
  const query = { mainnet: "", localnet: "?cluster=custom" }[cluster] ?? `?cluster=${cluster}`;
  return `https://explorer.solana.com/tx/${signature}${query}`;
}
