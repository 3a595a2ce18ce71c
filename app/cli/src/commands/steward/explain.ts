import { explainMember, type LossBearers, VETO_NOTICE_EPOCHS } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { percentOf } from "../../options/values";
import { facts, table } from "../../output/table";
import { percent, ppmPercent, sol, tokens } from "../../output/words";
import { amount, extended, list, object, type Schema, whole } from "../../schema/build";
import { gatesText, type MemberShown, memberProperties, memberShown } from "./memberResult";
import { VOTE, voteOf } from "./shared";

const lossSchema: Schema = object({
  ...{ lossBps: whole, lost: amount, bond: amount, burned: amount, left: amount, unpaid: amount, carried: amount },
  ...{ holders: amount, priceFallPpb: amount, perToken: amount, perTokenAlone: amount },
});

interface Explained extends MemberShown {
  whatIf: readonly LossBearers[];
}

const perCent = (bps: number | null): string => (bps === null ? "unknown" : percent(bps));

/** The epochs that an earning is of: up to the one before that in which it was measured. */
function epochsText({ since, epoch }: { since: bigint; epoch: bigint }): string {
  const last = epoch - 1n;
  return since === last ? `in epoch ${last}` : `in epochs ${since} to ${last}`;
}

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
    const { bond, commission, gates, next, rated, earning, moreFrom, due, veto, epoch } = member;
    const { coming } = commission;
    const why = gates.map(({ name, isHard, reason, ends }): readonly [string, string] => [
      `gate ${name}`,
      `${isHard ? "takes the stake away" : "keeps new stake away"}: ${reason}; ends with ${ends}`,
    ]);
    const head = facts(
      [
        ["validator", member.vote],
        ["in a word", member.explain],
        ["score", rated.score === next.score ? `${rated.score}` : `${rated.score} -> ${next.score} at its next rating`],
        ["quality", `${next.quality} of 1000, with ${ppmPercent(next.performance)} of the cluster's credits`],
        ["gates", gatesText(gates)],
        veto === null
          ? undefined
          : [
              "veto",
              `from epoch ${veto.from} until epoch ${veto.until}; its reason is in the log of the admin's transaction of epoch ${veto.from - VETO_NOTICE_EPOCHS}`,
            ],
        ...why,
        due === null
          ? undefined
          : [
              "not assessed",
              `${sol(due.owed)} more are owed: \`steward assess\` makes the debt ${tokens(due.debt)}, and the score ${due.score} with gates ${gatesText(due.gates)}`,
            ],
        [
          "commission",
          `${perCent(commission.measured)} measured, ${perCent(commission.announced)} announced, ${percent(commission.pledged)} pledged${coming ? `, ${percent(coming.pledged)} from epoch ${coming.from} on` : ""}`,
        ],
        [
          "bond",
          `${tokens(bond.tokens)} worth ${sol(bond.lamports)}; ${tokens(bond.counted)} count, all from epoch ${bond.countedWholeFrom} on`,
        ],
        bond.requested === 0n
          ? undefined
          : [
              "asked back",
              (bond.payableFrom ?? 0n) > epoch
                ? `${tokens(bond.requested)}, to be paid from epoch ${bond.payableFrom} on`
                : `${tokens(bond.requested)}: \`steward withdraw\` pays it, or says what it waits for`,
            ],
        ["debt", `${tokens(bond.debt)}, and ${sol(bond.carriedLamports)} carried`],
        [
          "stake",
          `${sol(member.stake)}; its bond allows ${sol(bond.covers)}, its share ${sol(member.share)}; ${tokens(bond.spare)} of the bond are more than that share needs`,
        ],
        moreFrom === null ? undefined : ["more stake", `in the moving part of epoch ${moreFrom} at the earliest`],
        // What was listed in this epoch has earned nothing yet.
        earning === null || earning.epoch <= earning.since
          ? undefined
          : [
              "earned",
              `${sol(earning.earned)} with ${sol(earning.base)} of stake ${epochsText(earning)}${earning.lost > 0n ? `; ${sol(earning.lost)} were lost` : ""}`,
            ],
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
