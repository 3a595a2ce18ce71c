// Leaving with everything, step by step: what pays most, so tokens leave by ticket. Always planned from what the chain says now, so
// that whatever was done elsewhere counts, and a step that failed is simply there again.
import { minimumFor, TicketStatus } from "@truestake/sdk";
import {
  isClaimable,
  minimumsFor,
  quoteCancelTicket,
  quoteOrderUnstake,
  quoteRemoveLiquidity,
} from "@truestake/sdk/quotes";
import { quoted, useGate } from "../actions/gate";
import { useAct } from "../actions/useAct";
import { type Holdings, stateOf } from "../data/holdings";
import { useHoldings } from "../data/session";
import { symbolOf, type View } from "../data/view";
import { decimal, whole } from "../format/amounts";
import type { Action } from "../send/act";
import { t } from "../strings";
import { Card, Command } from "../ui/pieces";

interface Step {
  says: string;
  actions: Action[];
  /** Whether it needs a price that is not old. */
  isPriced: boolean;
}

/** The steps that can be done now, in their order. */
function stepsOf(view: View, of: Holdings): Step[] {
  const { owner } = of;
  const steps: Step[] = [];
  const add = (says: string, actions: Action[], isPriced = false) => {
    if (actions.length > 0) steps.push({ says, actions, isPriced });
  };
  const paid = of.tickets.filter((ticket) => isClaimable(view.pool, ticket));
  const sum = paid.reduce((total, { claimableLamports }) => total + claimableLamports, 0n);
  const words = t.holdings.exitSteps;
  add(
    words.claim(decimal(sum)),
    paid.length > 0 ? [{ kind: "claim", tickets: paid.map(({ address }) => address) }] : [],
  );
  // What the queue could not pay comes back as tokens, which the last step orders again.
  const returned = of.tickets.filter(({ status, tokens }) => status === TicketStatus.Returned && tokens > 0n);
  add(
    words.giveBack(whole(returned.length)),
    returned.flatMap((ticket): Action[] => {
      const { quote } = quoted(() => quoteCancelTicket(view, ticket));
      return quote ? [{ kind: "cancel", ticket: ticket.address, least: minimumFor(quote.tokens) }] : [];
    }),
  );
  const inState = (...states: string[]) => of.stakes.filter((stake) => states.includes(stateOf(stake, view.clock)));
  const free = inState("free");
  add(
    words.withdraw(whole(free.length)),
    free.map((stake) => ({ kind: "withdraw", stake, owner })),
  );
  const active = inState("active", "activating");
  add(
    words.deactivate(whole(active.length)),
    active.map((stake) => ({ kind: "deactivate", stake, owner })),
  );
  const lent = of.shares > 0n ? quoted(() => quoteRemoveLiquidity(view, of.shares)).quote : undefined;
  if (lent) {
    add(words.remove(decimal(of.shares)), [
      { kind: "remove", shares: of.shares, ...minimumsFor(lent), balance: of.shares },
    ]);
  }
  const order = of.tokens > 0n ? quoted(() => quoteOrderUnstake(view, of.tokens)).quote : undefined;
  if (order) {
    const least = minimumFor(order.lamports);
    const amount = t.amount(decimal(of.tokens), symbolOf(view, t.tokens));
    add(words.order(amount), [{ kind: "order", tokens: of.tokens, least }], true);
  }
  return steps;
}

export function ExitCard({ view }: { view: View }) {
  const { of } = useHoldings();
  const { isStale, isFramed } = useGate();
  const { isBusy, run, note } = useAct();
  if (!of) return null;
  const steps = stepsOf(view, of);
  const waits = of.tickets.some(({ status }) => status !== TicketStatus.Returned) || of.stakes.length > 0;
  const runAll = async (actions: Action[]) => {
    for (const action of actions) {
      if (!(await run(action))) return;
    }
  };
  return (
    <Card title={t.holdings.exitAll}>
      <div class="stack tight">
        <p class="quiet">{t.holdings.exitAllText}</p>
        <ol class="steps">
          {steps.map(({ says, actions, isPriced }, at) => (
            <li key={says}>
              <span>{says}</span>
              {at === 0 && (
                <button
                  type="button"
                  class="button slim"
                  disabled={isBusy || isFramed || (isPriced && isStale)}
                  onClick={() => runAll(actions)}
                >
                  {t.holdings.exitRun}
                </button>
              )}
            </li>
          ))}
          {waits && (
            <li>
              <span class="quiet">{t.holdings.exitSteps.wait}</span>
            </li>
          )}
        </ol>
        {steps.length === 0 && !waits && <p>{t.holdings.exitNothing}</p>}
        {note}
        <details>
          <summary>{t.stake.command}</summary>
          <Command>{`truestake stake exit-all --most --pool ${view.deployment.mint.toBase58()}`}</Command>
        </details>
      </div>
    </Card>
  );
}
