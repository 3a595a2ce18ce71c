import { minimumFor, type Sent } from "@truestake/sdk";
import { command } from "../../framework/command";
import { addressOf } from "../../options/values";
import { tokens as inTokens } from "../../output/words";
import { symbolOf } from "../../reports/token";
import { address, amount, text } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { leastOf, MINIMUM_OPTION } from "../../signing/amounts";
import { told } from "../../signing/told";

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
  options: [MINIMUM_OPTION],
  sends: true,
  schema: actedSchema({ ticket: address, tokens: amount, cost: amount, symbol: text }),
  run: async (context, { args, options }) => {
    const ticket = addressOf("the ticket", args.ticket ?? "");
    const client = await context.reader();
    const [quote, symbol] = [await client.quoteCancelTicket({ ticket }), await symbolOf(client)];
    const { slippageBps } = context.sending;
    // Who is told that it costs nothing pays nothing.
    const now = quote.cost === 0n ? quote.tokens : minimumFor(quote.tokens, slippageBps);
    const minimumTokensOut = (await leastOf(context, options.minimum, async () => quote.tokens)) ?? now;
    const most = quote.tokens + quote.cost - minimumTokensOut;
    const acted = await act(context, {
      question: `Take back at least ${inTokens(minimumTokensOut, symbol)}, for ${inTokens(most < 0n ? 0n : most, symbol)} at most?`,
      run: (own) => own.cancelTicket({ ticket, minimumTokensOut }),
      result: ([sent]) => sent as Sent,
    });
    return shown(acted, (sent) => {
      const { tokens, cost } = told(sent, "TicketCancelled");
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
