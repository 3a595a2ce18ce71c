import type { Sent } from "@truestake/sdk";
import { isClaimable } from "@truestake/sdk/quotes";
import { command } from "../../framework/command";
import { addressOf } from "../../options/values";
import { sol } from "../../output/words";
import { amount, whole } from "../../schema/build";
import { act, actor, isForLater } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { reporting } from "../../signing/sent";
import { allTold } from "../../signing/told";

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
    if (named.length === 0 && context.globals.feePayer !== undefined) {
      const reader = await context.reader();
      const [pool, tickets] = [await reader.pool(), await reader.tickets({ owner })];
      named.push(...tickets.filter((each) => isClaimable(pool, each)).map(({ address }) => address));
      if (named.length === 0) return { mode: "sent", transactions: [], tickets: 0, lamports: 0n };
    }
    const acted = await act(context, {
      question: named.length > 0 ? `Claim ${named.length} tickets?` : "Claim all tickets?",
      kind: "steps",
      run: async (client) => {
        if (named.length === 0 && !isForLater(context)) return client.claimTickets({ owner });
        const tickets = named.length > 0 ? named : (await client.tickets({ owner })).map(({ address }) => address);
        const sent: Sent[] = [];
        return reporting(sent, async () => {
          for (const ticket of tickets) {
            const claimed = await client.claimTicket({ ticket });
            if (claimed) sent.push(claimed);
          }
          return sent;
        });
      },
      result: (sent) => sent,
    });
    return shown(acted, (sent) => {
      const claims = allTold(sent, "TicketClaimed");
      const lamports = claims.reduce((sum, claim) => sum + claim.lamports, 0n);
      return { tickets: claims.length, lamports };
    });
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ tickets, lamports }) =>
      tickets === 0 ? "nothing to claim" : `${sol(lamports)} of ${tickets} tickets`,
    ),
});
