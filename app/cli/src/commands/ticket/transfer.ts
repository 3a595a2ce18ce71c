import type { Sent } from "@truestake/sdk";
import { command } from "../../framework/command";
import { addressOf } from "../../options/values";
import { address } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";

interface Transferred {
  ticket: string;
  owner: string;
}

export const ticketTransfer = command<Shown<Transferred>>({
  name: "transfer",
  summary: "give a queued ticket to somebody else",
  arguments: [
    { name: "<ticket>", summary: "the ticket" },
    { name: "<owner>", summary: "who shall have it: an address that can be paid" },
  ],
  sends: true,
  schema: actedSchema({ ticket: address, owner: address }),
  run: async (context, { args }) => {
    const ticket = addressOf("the ticket", args.ticket ?? "");
    const newOwner = addressOf("the owner", args.owner ?? "");
    const acted = await act(context, {
      question: `Give ${ticket.toBase58()} to ${newOwner.toBase58()}?`,
      run: (client) => client.transferTicket({ ticket, newOwner }),
      result: ([sent]) => sent as Sent,
    });
    return shown(acted, () => ({ ticket: ticket.toBase58(), owner: newOwner.toBase58() }));
  },
  text: (result, { io }) => actedText(result, io.width, ({ ticket, owner }) => `${ticket} belongs to ${owner}`),
});
