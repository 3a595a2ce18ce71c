// Tickets of the wallet: where each stands, when it is paid, and what can be done with it.
import { minimumFor, TicketStatus } from "@truestake/sdk";
import { quoteCancelTicket, ticketPosition } from "@truestake/sdk/quotes";
import { useGate } from "../actions/gate";
import { quoted } from "../actions/quoted";
import { type Acts, useAct } from "../actions/useAct";
import { claimOn, type OwnTicket } from "../data/holdings";
import { useHoldings } from "../data/session";
import { secondsUntil, type View } from "../data/view";
import { decimal, whole } from "../format/amounts";
import { dateIn } from "../format/time";
import { t } from "../strings";
import { tokensText } from "../ui/amounts";
import { Card } from "../ui/pieces";

export function TicketsCard({ view }: { view: View }) {
  const { of } = useHoldings();
  const { isConnected, may } = useGate();
  const { run, note } = useAct("tickets");
  const tickets = of?.tickets ?? [];
  const claimable = tickets.filter((ticket) => claimOn(view.pool, ticket) !== undefined);
  const claimAll = () => run({ kind: "claim", tickets: claimable.map(({ address }) => address) });
  return (
    <Card
      title={t.holdings.tickets}
      aside={
        claimable.length > 1 && (
          <button type="button" class="button slim" disabled={!may("claim")} onClick={claimAll}>
            {t.holdings.claimAll}
          </button>
        )
      }
    >
      <div class="stack tight">
        {tickets.length === 0 && (of || !isConnected) && <p class="quiet">{t.holdings.ticketsNone}</p>}
        {tickets.map((ticket) => (
          <TicketRow key={ticket.address.toBase58()} {...{ ticket, view, run }} />
        ))}
        {note}
      </div>
    </Card>
  );
}

function TicketRow({ ticket, view, run }: { ticket: OwnTicket; view: View; run: Acts["run"] }) {
  const { may } = useGate();
  const { position, lamportsAhead, expectedEpoch } = ticketPosition(view, ticket);
  const isQueued = ticket.status === TicketStatus.Queued;
  const back = quoted(() => quoteCancelTicket(view, ticket)).quote;
  const seconds = secondsUntil(view, expectedEpoch - view.clock.epoch);
  const { address } = ticket;
  const claim = claimOn(view.pool, ticket);
  const kept = ticket.claimableLamports - (claim ?? 0n);
  const cancel = () => back && run({ kind: "cancel", ticket: address, least: minimumFor(back.tokens) });
  return (
    <div class="note">
      <div class="row between">
        <strong>{t.holdings.ticket(whole(ticket.sequence))}</strong>
        <span class="number">{tokensText(view, ticket.tokens)}</span>
      </div>
      <p class="small">
        {isQueued && (position === 0n ? t.holdings.head : t.holdings.position(whole(position + 1n)))}
        {isQueued && lamportsAhead > 0n && `, ${t.holdings.aheadOf(decimal(lamportsAhead, { most: 4 }))}`}
        {isQueued && `. ${t.holdings.paidBy(dateIn(seconds), whole(expectedEpoch))}. `}
        {isQueued && `${t.holdings.orderedFor(decimal(ticket.orderedLamports))}. `}
        {claim !== undefined && claim > 0n && `${t.holdings.claimable(decimal(claim))}. `}
        {kept > 0n && `${t.holdings.keptForRent(decimal(kept))} `}
        {ticket.status === TicketStatus.Returned && t.holdings.returned}
      </p>
      {back && (
        <p class="small quiet">
          {back.cost === 0n
            ? t.holdings.cancelFree(tokensText(view, back.tokens))
            : t.holdings.cancelBack(tokensText(view, back.tokens), tokensText(view, back.cost))}
        </p>
      )}
      <div class="row">
        {claim !== undefined && (
          <button
            type="button"
            class="button slim main"
            disabled={!may("claim")}
            onClick={() => run({ kind: "claim", tickets: [address] })}
          >
            {t.holdings.claim}
          </button>
        )}
        {back && (
          <button type="button" class="button slim" disabled={!may("cancel")} onClick={cancel}>
            {t.holdings.cancel}
          </button>
        )}
      </div>
    </div>
  );
}
