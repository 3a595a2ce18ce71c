import { join } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { addressOf, amountOf, percentOf } from "../../options/values";
import { UsageError } from "../../output/exit";
import { percent, tokens as tokensText } from "../../output/words";
import { address, amount, whole } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { openSigner } from "../../signing/signer";
import { warningOf } from "./pledged";
import { VOTE, voteOf } from "./shared";

interface Joined {
  vote: string;
  index: number;
  tokens: bigint;
  pledgeBps: number;
}

export const stewardJoin = command<Shown<Joined>>({
  name: "join",
  summary: "make a validator a member, with a bond and a pledge",
  details:
    "The bond comes from your token account; you pay the fee and the rents, and get the bond back unless --owner says who. The vote account's authorized withdrawer signs: you, or who --withdrawer says. A validator that left while it was vetoed may join again when that veto would have ended.",
  arguments: [VOTE, { name: "<tokens>", summary: "tokens of the bond" }],
  options: [
    { flags: "--pledge <percent>", summary: "the most commission that it takes" },
    { flags: "--withdrawer <key>", summary: "the vote account's authorized withdrawer, where that is another key" },
    { flags: "--owner <address>", summary: "who gets the bond back" },
  ],
  sends: true,
  schema: actedSchema({ vote: address, index: whole, tokens: amount, pledgeBps: whole }),
  run: async (context, given) => {
    const { args, options } = given;
    const vote = voteOf(given);
    const tokens = amountOf("the bond", args.tokens ?? "");
    if (options.pledge === undefined)
      throw new UsageError("--pledge says the most commission that it takes, such as 5");
    const pledge = percentOf("--pledge", options.pledge, 2);
    const owner = options.owner === undefined ? undefined : addressOf("--owner", options.owner);
    const other = options.withdrawer === undefined ? undefined : await openSigner(options.withdrawer, context.io);
    if (other && !other.keypair) throw new UsageError("--withdrawer works with a keypair file only");
    const warning = await warningOf(context, vote, pledge);
    const acted = await act(context, {
      question: `${warning}Join with ${vote.toBase58()}, a bond of ${tokensText(tokens)} and a pledge of ${percent(pledge)}?`,
      run: ({ session }) => join(session, { vote, tokens, pledge, owner, withdrawer: other?.keypair }),
    });
    return shown(acted, ({ index }) => ({ vote: vote.toBase58(), index, tokens, pledgeBps: pledge }));
  },
  text: (result, { io }) =>
    actedText(
      result,
      io.width,
      ({ vote, tokens, index }) => `${vote} is member ${index} with a bond of ${tokensText(tokens)}`,
    ),
});
