import { command } from "../../framework/command";
import { addressOf } from "../../options/values";
import { sol } from "../../output/words";
import { amount, whole } from "../../schema/build";
import { act, actor, isForLater } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";

interface Claimed {
  tickets: number;
  lamports: bigint;
}

export const ticketClaim = command<Shown<Claimed>>({
  name: "claim",
  summary: "pay what is paid on tickets to their owner",
  details:
    "Pays out what has been paid on tickets, and closes those that are done: all of the wallet's, or those named, whoever owns them. The SOL always goes to the ticket's owner.",
  arguments: [{ name: "[ticket...]", summary: "tickets; all of the wallet's if not given" }],
  sends: true,
  schema: actedSchema({ tickets: whole, lamports: amount }),
  run: async (context, { lists }) => {
    const named = (lists.ticket ?? []).map((each) => addressOf("a ticket", each));
    const owner = await actor(context);
    const acted = await act(context, {
      question: named.length > 0 ? `Claim ${named.length} tickets?` : "Claim all tickets?",
      isOnce: false,
      run: async (client) => {
        if (named.length === 0 && !isForLater(context)) return client.claimTickets({ owner });
        const tickets = named.length > 0 ? named : (await client.tickets({ owner })).map(({ address }) => address);
        const sent = [];
        for (const ticket of tickets) sent.push(await client.claimTicket({ ticket }));
        return sent.filter((each) => each !== undefined);
      },
    });
    return shown(acted, (sent) => {
      const claims = sent.flatMap(({ events }) => events).filter(({ name }) => name === "TicketClaimed");
      const lamports = claims.reduce((sum, { data }) => sum + ("lamports" in data ? data.lamports : 0n), 0n);
      return { tickets: claims.length, lamports };
    });
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ tickets, lamports }) =>
      tickets === 0 ? "nothing to claim" : `${sol(lamports)} of ${tickets} tickets`,
    ),
});
