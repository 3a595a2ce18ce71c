import { command } from "../../framework/command";
import { counted, sol } from "../../output/words";
import { amount, orNull, text, whole } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { allTold } from "../../signing/told";

interface Settled {
  tickets: number;
  lamports: bigint;
  /** The error that the queue's head would meet; null when the queue is empty. */
  waitsFor: string | null;
}

export const ticketSettle = command<Shown<Settled>>({
  name: "settle",
  summary: "pay the queue's tickets from the reserve, in order",
  details: "As far as the reserve goes; what is left over pays a part of the next. Anybody may, and keepers do.",
  sends: true,
  schema: actedSchema({ tickets: whole, lamports: amount, waitsFor: orNull(text) }),
  run: async (context) => {
    const acted = await act(context, {
      question: "Settle what the reserve can pay?",
      kind: "steps",
      isAnybodys: true,
      run: (client) => client.settleTickets(),
    });
    return shown(acted, ({ transactions, waitsFor }) => {
      const events = allTold(transactions, "TicketsSettled");
      return {
        tickets: events.reduce((sum, { firstSequence, nextSequence }) => sum + Number(nextSequence - firstSequence), 0),
        lamports: events.reduce((sum, { lamports }) => sum + lamports, 0n),
        waitsFor: waitsFor ?? null,
      };
    });
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ tickets, lamports, waitsFor }) => {
      const paid = lamports === 0n ? "nothing is paid" : `${sol(lamports)} paid, ${counted(tickets, "ticket")} done`;
      return waitsFor ? `${paid}; the queue waits: ${waitsFor}` : paid;
    }),
});
