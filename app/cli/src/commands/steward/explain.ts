import { explainMember } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { percentOf } from "../../options/values";
import { facts, table } from "../../output/table";
import { percent, ppmPercent, sol, tokens } from "../../output/words";
import { extended, list, object } from "../../schema/build";
import { type MemberShown, memberShown } from "./member";
import { gatesText, type Losses, lossSchema, memberProperties, VOTE, voteOf } from "./shared";

interface Explained extends MemberShown {
  whatIf: Losses;
}

const perCent = (bps: number | null): string => (bps === null ? "unknown" : percent(bps));

export const stewardExplain = command<Explained>({
  name: "explain",
  summary: "why a member has the score it has, what would change it, and who bears a loss",
  arguments: [VOTE],
  options: [{ flags: "--loss <percent>", summary: "what if it loses so much of its stake", isList: true }],
  schema: extended(object(memberProperties), { whatIf: list(lossSchema) }),
  run: async (context, given) => {
    const losses = (given.lists.loss ?? []).map((each) => percentOf("--loss", each, 2));
    const { connection, deployment } = await context.reader();
    const lossesBps = losses.length === 0 ? undefined : losses;
    const { whatIf, ...member } = await explainMember({ connection, deployment }, { vote: voteOf(given), lossesBps });
    return { ...memberShown(member), whatIf };
  },
  text: (member, { io }) => {
    const { bond, commission, gates, next, rated, earning, moreFrom } = member;
    const why = gates.map(({ name, isHard, reason, ends }): readonly [string, string] => [
      name,
      `${isHard ? "takes the stake away" : "keeps new stake away"}: ${reason}; ends with ${ends}`,
    ]);
    const head = facts(
      [
        ["validator", member.vote],
        ["in a word", member.explain],
        ["score", rated.score === next.score ? `${rated.score}` : `${rated.score} -> ${next.score} at its next rating`],
        ["quality", `${next.quality} of 1000, with ${ppmPercent(next.performance)} of the cluster's credits`],
        ["gates", gatesText(gates)],
        member.veto === null ? undefined : ["veto", `from epoch ${member.veto.from} until ${member.veto.until}`],
        ...why,
        [
          "commission",
          `${perCent(commission.measured)} measured, ${perCent(commission.announced)} announced, ${percent(commission.pledged)} pledged`,
        ],
        [
          "bond",
          `${tokens(bond.tokens)} worth ${sol(bond.lamports)}; ${tokens(bond.counted)} count, all from epoch ${bond.countedWholeFrom} on`,
        ],
        bond.requested === 0n
          ? undefined
          : ["asked back", `${tokens(bond.requested)}, to be paid from epoch ${bond.payableFrom} on`],
        ["debt", `${tokens(bond.debt)}, and ${sol(bond.carriedLamports)} carried`],
        ["stake", `${sol(member.stake)}; its bond allows ${sol(member.cap)}, its share ${sol(member.share)}`],
        moreFrom === null ? undefined : ["more stake", `in the moving part of epoch ${moreFrom} at the earliest`],
        earning === null
          ? undefined
          : ["earned", `${sol(earning.earned)} of ${sol(earning.base)} in epochs ${earning.since} to ${earning.epoch}`],
      ],
      io.width,
    );
    const rows = table(
      member.whatIf,
      [
        { title: "if it loses", of: ({ lossBps }) => percent(lossBps), isNumber: true },
        { title: "that is", of: ({ lost }) => sol(lost), isNumber: true },
        { title: "its bond pays", of: ({ bond: paid }) => sol(paid), isNumber: true },
        { title: "holders bear", of: ({ holders }) => sol(holders), isNumber: true },
        { title: "a token loses", of: ({ perToken }) => sol(perToken), isNumber: true },
      ],
      io.width,
    );
    return `${head}\n\n${rows}`;
  },
});
