import { leave, requestOf, requestWithdrawal, type WithdrawalForetold } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { amountOf } from "../../options/values";
import { sol, tokens as tokensText } from "../../output/words";
import { address, amount, orNull } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { memberOf } from "./found";
import { VOTE, voteOf } from "./shared";

interface Asked {
  vote: string;
  tokens: bigint;
  idledLamports: bigint;
  debt: bigint;
  /** First epoch in which `steward withdraw` can pay it; null where nothing is asked back. */
  payableFrom: bigint | null;
}

/** What it comes to, before it is done: what leaves and what that costs cannot be taken back. */
function costs({ leavingStake, idledLamports, debt, payableFrom, isMore }: WithdrawalForetold): string {
  if (!isMore) return "the rest of the request is taken back";
  const idles = idledLamports > 0n ? `, and ${sol(idledLamports)} are owed for what idles of it` : "";
  const stake = leavingStake > 0n ? `${sol(leavingStake)} of stake leave${idles}` : "no stake leaves for it";
  return `${stake}; the bond then owes ${tokensText(debt)}; payable from epoch ${payableFrom} on`;
}

export const stewardLeave = command<Shown<Asked>>({
  name: "leave",
  summary: "ask a bond back, or a part of it",
  details:
    "All of it, and the pool's stake goes; or with --tokens so much in all, 0 to take a request back; what stays has to be worth the policy's least bond. `steward withdraw` pays it after four epochs, once the stake that it covered is gone. What that stake misses while it idles is owed. Only the bond's owner may.",
  arguments: [VOTE],
  options: [{ flags: "--tokens <amount>", summary: "only so many, in all" }],
  sends: true,
  schema: actedSchema({
    vote: address,
    tokens: amount,
    idledLamports: amount,
    debt: amount,
    payableFrom: orNull(amount),
  }),
  run: async (context, given) => {
    const vote = voteOf(given);
    const part = given.options.tokens === undefined ? undefined : amountOf("--tokens", given.options.tokens);
    const foretold = requestOf(...(await memberOf(context, vote)), part);
    const acted = await act(context, {
      question: `Ask ${part === undefined ? "all" : tokensText(part)} of the bond of ${vote.toBase58()} back (${costs(foretold)})?`,
      run: ({ session }) =>
        part === undefined ? leave(session, { vote }) : requestWithdrawal(session, { vote, tokens: part }),
    });
    return shown(acted, ({ tokens, idledLamports, debt }) => ({
      ...{ vote: vote.toBase58(), tokens, idledLamports, debt },
      payableFrom: tokens > 0n ? (foretold.payableFrom ?? null) : null,
    }));
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ vote, tokens, idledLamports, payableFrom }) =>
      payableFrom === null
        ? `nothing of the bond of ${vote} is asked back any more`
        : `${tokensText(tokens)} asked back; ${sol(idledLamports)} owed for stake that idles. \`steward withdraw\` pays it from epoch ${payableFrom} on, once the stake is back`,
    ),
});
