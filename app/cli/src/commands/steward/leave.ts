import { leave, requestWithdrawal } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { amountOf } from "../../options/values";
import { sol, tokens as tokensText } from "../../output/words";
import { address, amount } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { VOTE, voteOf } from "./shared";

interface Asked {
  vote: string;
  tokens: bigint;
  idledLamports: bigint;
  debt: bigint;
}

export const stewardLeave = command<Shown<Asked>>({
  name: "leave",
  summary: "ask a bond back, or a part of it",
  details:
    "All of it, and the pool's stake goes; or with --tokens so much in all, 0 to take a request back; what stays has to be worth the policy's least bond. `steward withdraw` pays it after four epochs, once the stake that it covered is gone. What that stake misses while it idles is owed. Only the bond's owner may.",
  arguments: [VOTE],
  options: [{ flags: "--tokens <amount>", summary: "only so many, in all" }],
  sends: true,
  schema: actedSchema({ vote: address, tokens: amount, idledLamports: amount, debt: amount }),
  run: async (context, given) => {
    const vote = voteOf(given);
    const part = given.options.tokens === undefined ? undefined : amountOf("--tokens", given.options.tokens);
    const acted = await act(context, {
      question: `Ask ${part === undefined ? "all" : tokensText(part)} of the bond of ${vote.toBase58()} back?`,
      run: ({ session }) =>
        part === undefined ? leave(session, { vote }) : requestWithdrawal(session, { vote, tokens: part }),
    });
    return shown(acted, ({ tokens, idledLamports, debt }) => ({ vote: vote.toBase58(), tokens, idledLamports, debt }));
  },
  text: (result, { io }) =>
    actedText(
      result,
      io.width,
      ({ tokens, idledLamports }) =>
        `${tokensText(tokens)} asked back; ${sol(idledLamports)} owed for stake that idles. \`steward withdraw\` pays it after four epochs`,
    ),
});
