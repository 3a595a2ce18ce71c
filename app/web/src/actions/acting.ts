// The one action that is under way or was the last: for the whole page, wherever somebody goes meanwhile.
import { store } from "../data/store";
import type { WalletStep } from "../wallet/wallet";
import type { Done } from "./done";

/**
 * What is waited for: what came of an earlier action, the chain, the wallet, one that sends by itself, one that takes long, the
 * network.
 */
export type Step = "earlier" | "preparing" | "wallet" | "walletSlow" | "walletSends" | "walletSendsSlow" | "sent";

/** How far it is, and of which card. Nothing of a card is of what the page found out when it was loaded. */
export type Acting = { card?: string } & (
  | { is: "idle" }
  | { is: "running"; step: Step; before?: Before }
  | { is: "done"; done: Done[]; isEarlier: boolean; before?: Before }
  | { is: "failed"; error: unknown; done: Done[]; before?: Before }
  /** What the page found out when it was loaded: nothing has come of it, and nothing can. */
  | { is: "over"; before: Before }
);

/** What has become of an earlier action that did not land: where that cannot be told, whether it may land beside the later one. */
export type Before = "failed" | "expired" | "open" | "over" | "beside";

export const acting = store<Acting>({ is: "idle" });

let stop: AbortController | undefined;

/** Waits no longer. What was signed may land all the same, and stays in the journal. */
export const stopWaiting = (): void => stop?.abort();

/** Takes away what is said of an action that has come to its end. */
export function close(): void {
  if (acting.get().is !== "running") acting.set({ is: "idle" });
}

/** Milliseconds after which a wallet that does not answer is spoken of. */
const SLOW = 8_000;

/** One run from its beginning to its end, of which there is never more than one. */
export class Run {
  readonly stop = new AbortController();
  private slow: ReturnType<typeof setTimeout> | undefined;
  before: Before | undefined;

  constructor(private readonly card: string | undefined) {
    stop = this.stop;
  }

  private get own() {
    return { ...(this.card === undefined ? {} : { card: this.card }), ...(this.before ? { before: this.before } : {}) };
  }

  follow(step: Step): void {
    clearTimeout(this.slow);
    acting.set({ ...this.own, is: "running", step });
  }

  readonly onStep = (step: WalletStep): void => {
    const asks = { signs: "wallet", sends: "walletSends", sent: undefined } as const;
    const asked = asks[step];
    this.follow(asked ?? "sent");
    if (asked) this.slow = setTimeout(() => this.follow(`${asked}Slow`), SLOW);
  };

  readonly onSigned = (): void => this.follow("sent");

  done(done: Done[], isEarlier = false): void {
    clearTimeout(this.slow);
    if (this.before === "open") this.before = "over";
    acting.set({ ...this.own, is: "done", done, isEarlier });
  }

  failed(error: unknown, done: Done[] = []): void {
    clearTimeout(this.slow);
    acting.set({ ...this.own, is: "failed", error, done });
  }

  over(before: Before): void {
    acting.set({ ...this.own, is: "over", before });
  }
}
