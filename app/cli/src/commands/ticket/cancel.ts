import { findEvent } from "@truestake/sdk";
import { command } from "../../framework/command";
import { addressOf } from "../../options/values";
import { tokens as inTokens } from "../../output/words";
import { symbolOf } from "../../reports/token";
import { address, amount, text } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";

interface Cancelled {
  ticket: string;
  tokens: bigint;
  cost: bigint;
  symbol: string;
}

export const ticketCancel = command<Shown<Cancelled>>({
  name: "cancel",
  summary: "take the tokens of a ticket back",
  details:
    "Gives the tokens that are neither paid nor cancelled back. Free until the moving part of the order's epoch; the question says what it costs now.",
  arguments: [{ name: "<ticket>", summary: "the ticket" }],
  sends: true,
  schema: actedSchema({ ticket: address, tokens: amount, cost: amount, symbol: text }),
  run: async (context, { args }) => {
    const ticket = addressOf("the ticket", args.ticket ?? "");
    const client = await context.reader();
    const [quote, symbol] = [await client.quoteCancelTicket({ ticket }), await symbolOf(client)];
    const acted = await act(context, {
      question: `Take back ${inTokens(quote.tokens, symbol)}, for ${inTokens(quote.cost, symbol)}?`,
      run: (own) => own.cancelTicket({ ticket }),
    });
    return shown(acted, (sent) => {
      const { tokens, cost } = findEvent(sent.events ?? [], "TicketCancelled")?.data ?? quote;
      return { ticket: ticket.toBase58(), tokens, cost, symbol };
    });
  },
  text: (result, { io }) =>
    actedText(
      result,
      io.width,
      ({ tokens, cost, symbol }) => `${inTokens(tokens, symbol)} are back, ${inTokens(cost, symbol)} were the cost`,
    ),
});
