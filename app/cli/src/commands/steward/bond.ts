import { depositBond } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { amountOf } from "../../options/values";
import { tokens as tokensText } from "../../output/words";
import { address, amount } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { VOTE, voteOf } from "./shared";

interface Bonded {
  vote: string;
  tokens: bigint;
  /** Tokens of the bond now, after `burned` for what it owed; `debt` is owed still. */
  bond: bigint;
  burned: bigint;
  debt: bigint;
}

export const stewardBond = command<Shown<Bonded>>({
  name: "bond",
  summary: "add tokens to a member's bond; anybody may",
  details: "New tokens count a tenth more in each epoch. What the member owes is burned of them at once.",
  arguments: [VOTE, { name: "<tokens>", summary: "how many" }],
  sends: true,
  schema: actedSchema({ vote: address, tokens: amount, bond: amount, burned: amount, debt: amount }),
  run: async (context, given) => {
    const vote = voteOf(given);
    const tokens = amountOf("the bond", given.args.tokens ?? "");
    const acted = await act(context, {
      question: `Add ${tokensText(tokens)} to the bond of ${vote.toBase58()}?`,
      run: ({ session }) => depositBond(session, { vote, tokens }),
    });
    return shown(acted, ({ bond, burned, debt }) => ({ vote: vote.toBase58(), tokens, bond, burned, debt }));
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ vote, bond, burned, debt }) => {
      const paid = burned > 0n ? `; ${tokensText(burned)} of them were burned for what it owed` : "";
      return `the bond of ${vote} has ${tokensText(bond)}${paid}${debt > 0n ? `, and ${tokensText(debt)} are still owed` : ""}`;
    }),
});
