import { stewardReport as reportOf } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { table } from "../../output/table";
import { counted, decimal, percent, ppmPercent } from "../../output/words";
import { address, amount, list, object, orNull, whole, yes } from "../../schema/build";
import { gatesText, type MemberShown, memberProperties, memberShown } from "./memberResult";

interface Report {
  epoch: bigint;
  isManager: boolean;
  managedSince: bigint | null;
  ratioPpb: number;
  bondTokens: bigint;
  bondLamports: bigint;
  knownEpochs: number;
  members: MemberShown[];
  strangers: string[];
}

/** What is in force, and what the next assessment and rating make of it. */
const changed = (now: string, next: string): string => (now === next ? now : `${now} -> ${next}`);

export const stewardReport = command<Report>({
  name: "report",
  summary: "every member: bond, debt, measured commission against its pledge, rating and gates",
  schema: object({
    ...{ epoch: amount, isManager: yes, managedSince: orNull(amount), ratioPpb: whole, bondTokens: amount },
    ...{ bondLamports: amount, knownEpochs: whole, members: list(object(memberProperties)), strangers: list(address) },
  }),
  run: async (context) => {
    const { connection, deployment } = await context.reader();
    const found = await reportOf({ connection, deployment });
    return {
      ...{ epoch: found.epoch, isManager: found.isManager, managedSince: found.managedSince ?? null },
      ...{ ratioPpb: found.terms.ratio, bondTokens: found.bondTokens, bondLamports: found.bondLamports },
      ...{ knownEpochs: found.knownEpochs, members: found.members.map(memberShown) },
      strangers: found.strangers.map((vote) => vote.toBase58()),
    };
  },
  text: ({ members, strangers, knownEpochs, isManager }, { io }) => {
    const taken = ({ measured, pledged }: MemberShown["commission"]) =>
      `${measured === null ? "?" : percent(measured)} of ${percent(pledged)}`;
    const rows = table(
      members,
      [
        { title: "validator", of: ({ vote }) => vote },
        {
          title: "score",
          of: ({ rated, next, due }) => changed(String(rated.score), String((due ?? next).score)),
          isNumber: true,
        },
        { title: "credits", of: ({ next }) => ppmPercent(next.performance), isNumber: true },
        { title: "commission", of: ({ commission }) => taken(commission), isNumber: true },
        { title: "bond", of: ({ bond }) => decimal(bond.tokens), isNumber: true },
        {
          title: "debt",
          of: ({ bond, due }) => changed(decimal(bond.debt), decimal(due?.debt ?? bond.debt)),
          isNumber: true,
        },
        { title: "stake", of: ({ stake }) => decimal((stake / 1_000_000_000n) * 1_000_000_000n), isNumber: true },
        { title: "gates", of: ({ gates }) => gatesText(gates) },
      ],
      io.width,
    );
    const tail = `${counted(members.length, "member")}, ${counted(strangers.length, "validator")} without a bond; ${knownEpochs} of the last 10 epochs are known`;
    return `${rows}\n\n${tail}${isManager ? "" : ". The steward is not the pool's validator manager"}`;
  },
});
