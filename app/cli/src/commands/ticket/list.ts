import { fetchClock, TicketStatus } from "@truestake/sdk";
import { command } from "../../framework/command";
import { addressOf } from "../../options/values";
import { table } from "../../output/table";
import { decimal, utc } from "../../output/words";
import { secondsUntil, slotSeconds } from "../../reports/epochs";
import { address, amount, list, object, one, time } from "../../schema/build";

const STATES = ["queued", "settled", "cancelled", "returned"] as const;

interface Row {
  ticket: string;
  state: (typeof STATES)[number];
  tokens: bigint;
  orderedLamports: bigint;
  paidLamports: bigint;
  claimableLamports: bigint;
  position: bigint;
  lamportsAhead: bigint;
  expectedEpoch: bigint;
  expected: string;
}

export const ticketList = command<{ tickets: Row[] }>({
  name: "list",
  summary: "a wallet's tickets, their places, and when they are paid",
  details:
    "Lists the tickets that the wallet of -k, which may be an address, has ordered and still has. Tickets that were received from others are named by --ticket.",
  options: [{ flags: "--ticket <address>", summary: "a ticket that was received; as often as needed", isList: true }],
  schema: object({
    tickets: list(
      object({
        ...{ ticket: address, state: one(...STATES), tokens: amount, orderedLamports: amount, paidLamports: amount },
        ...{
          claimableLamports: amount,
          position: amount,
          lamportsAhead: amount,
          expectedEpoch: amount,
          expected: time,
        },
      }),
    ),
  }),
  run: async (context, { lists }) => {
    const [client, { address: owner }] = [await context.reader(), await context.signer()];
    const received = (lists.ticket ?? []).map((each) => addressOf("--ticket", each));
    const tickets = await client.tickets({ owner, received });
    const clock = await fetchClock(client.connection);
    const perSlot = await slotSeconds(client.connection);
    const rows: Row[] = [];
    for (const ticket of tickets) {
      const { position, lamportsAhead, expectedEpoch } = await client.ticketPosition({ ticket: ticket.address });
      const wait = secondsUntil(clock, expectedEpoch - clock.epoch, perSlot);
      rows.push({
        ...{ ticket: ticket.address.toBase58(), state: STATES[ticket.status] ?? "queued", tokens: ticket.tokens },
        ...{ orderedLamports: ticket.orderedLamports, paidLamports: ticket.paidLamports },
        ...{ claimableLamports: ticket.claimableLamports, position, lamportsAhead, expectedEpoch },
        expected: utc(clock.unixTimestamp + BigInt(wait)),
      });
    }
    return { tickets: rows };
  },
  text: ({ tickets }, { io }) =>
    tickets.length === 0
      ? "no tickets"
      : table(
          tickets,
          [
            { title: "ticket", of: ({ ticket }) => ticket, canShrink: true },
            { title: "state", of: ({ state }) => state },
            { title: "tokens", of: ({ tokens }) => decimal(tokens), isNumber: true },
            { title: "paid SOL", of: ({ paidLamports }) => decimal(paidLamports), isNumber: true },
            { title: "claimable", of: ({ claimableLamports }) => decimal(claimableLamports), isNumber: true },
            { title: "expected", of: ({ state, expected }) => (state === STATES[TicketStatus.Queued] ? expected : "") },
          ],
          io.width,
        ),
});
