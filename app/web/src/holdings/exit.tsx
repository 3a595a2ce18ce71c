// Leaving with everything, step by step: what pays most, so tokens leave by ticket. Always planned from what the chain says now, so
// that whatever was done elsewhere counts, and a step that failed is simply there again.
import { minimumFor, TicketStatus } from "@truestake/sdk";
import type { StakeState } from "@truestake/sdk/math";
import {
  minimumsFor,
  quoteCancelTicket,
  quoteLiquidUnstake,
  quoteOrderUnstake,
  quoteRemoveLiquidity,
} from "@truestake/sdk/quotes";
import { useGate } from "../actions/gate";
import { Refusal } from "../actions/outcome";
import { quoted } from "../actions/quoted";
import { useAct } from "../actions/useAct";
import { claimOn, type Holdings, type OwnTicket } from "../data/holdings";
import { useHoldings } from "../data/session";
import type { View } from "../data/view";
import { decimal, whole } from "../format/amounts";
import type { Action } from "../send/act";
import { t } from "../strings";
import { sharesText, tokensText } from "../ui/amounts";
import { Card, Command } from "../ui/pieces";

interface Step {
  says: string;
  /** All of one kind. */
  actions: [Action, ...Action[]];
}

/** What there is to do. */
interface Exit {
  /** What can be done now, in its order. */
  steps: Step[];
  /** Whether something is left for a later epoch when all that is done. */
  waits: boolean;
  /** Why tokens have no way out now, where they have none. */
  refusal: unknown;
}

function exitOf(view: View, of: Holdings): Exit {
  const { owner } = of;
  const steps: Step[] = [];
  const add = (says: string, [first, ...rest]: Action[]) => {
    if (first) steps.push({ says, actions: [first, ...rest] });
  };
  // What the queue could not pay comes back as tokens, with whatever was paid of it; the last step orders them again.
  const isReturned = ({ status, tokens }: OwnTicket) => status === TicketStatus.Returned && tokens > 0n;
  const returned = of.tickets.filter(isReturned);
  const paid = of.tickets.filter((ticket) => !isReturned(ticket) && claimOn(view.pool, ticket) !== undefined);
  const sum = paid.reduce((total, ticket) => total + (claimOn(view.pool, ticket) ?? 0n), 0n);
  const words = t.holdings.exitSteps;
  add(
    words.claim(decimal(sum)),
    paid.length > 0 ? [{ kind: "claim", tickets: paid.map(({ address }) => address) }] : [],
  );
  add(
    words.giveBack(whole(returned.length)),
    returned.flatMap((ticket): Action[] => {
      const { quote } = quoted(() => quoteCancelTicket(view, ticket));
      return quote ? [{ kind: "cancel", ticket: ticket.address, least: minimumFor(quote.tokens) }] : [];
    }),
  );
  const inState = (...states: StakeState[]) => of.stakes.filter(({ state }) => states.includes(state));
  const free = inState("withdrawable");
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
    add(words.remove(sharesText(of.shares)), [
      { kind: "remove", shares: of.shares, ...minimumsFor(lent), balance: of.shares },
    ]);
  }
  const isOpen = (ticket: OwnTicket) =>
    ticket.status === TicketStatus.Queued || (!isReturned(ticket) && claimOn(view.pool, ticket) === undefined);
  const waits = of.tickets.some(isOpen) || of.stakes.some((stake) => !free.includes(stake));
  if (of.tokens === 0n) return { steps, waits, refusal: undefined };
  const amount = tokensText(view, of.tokens);
  const { quote: order, refusal } = quoted(() => quoteOrderUnstake(view, of.tokens));
  // Too little for a ticket can still be sold.
  const { quote: sale } = order ? {} : quoted(() => quoteLiquidUnstake(view, of.tokens));
  if (order) {
    add(words.order(amount), [{ kind: "order", tokens: of.tokens, least: minimumFor(order.lamports) }]);
  } else if (sale) {
    const least = minimumFor(sale.lamports);
    add(words.sell(amount), [{ kind: "sell", tokens: of.tokens, least, balance: of.tokens }]);
  }
  return { steps, waits: waits || order !== undefined, refusal: order || sale ? undefined : refusal };
}

export function ExitCard({ view }: { view: View }) {
  const { of } = useHoldings();
  const { may } = useGate();
  const { run, note } = useAct("exit");
  if (!of) return null;
  const { steps, waits, refusal } = exitOf(view, of);
  return (
    <Card title={t.holdings.exitAll}>
      <div class="stack tight">
        <p class="quiet">{t.holdings.exitAllText}</p>
        <ol class="steps">
          {steps.map(({ says, actions }, at) => (
            <li key={says}>
              <span>{says}</span>
              {at === 0 && (
                <button
                  type="button"
                  class="button slim"
                  disabled={!may(actions[0].kind)}
                  onClick={() => run(...actions)}
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
        {refusal !== undefined && (
          <>
            <p>{t.holdings.exitLeft(tokensText(view, of.tokens))}</p>
            <Refusal of={refusal} />
          </>
        )}
        {steps.length === 0 && !waits && refusal === undefined && <p>{t.holdings.exitNothing}</p>}
        {note}
        <details>
          <summary>{t.stake.command}</summary>
          <Command>{`truestake stake exit-all --most --pool ${view.deployment.mint.toBase58()}`}</Command>
        </details>
      </div>
    </Card>
  );
}
