import { command } from "../../framework/command";
import { table } from "../../output/table";
import { utc } from "../../output/words";
import { address, list, object, one, orNull, type Schema, signature, text, time, whole } from "../../schema/build";
import { Journal, type Left } from "../../signing/journal";

const STATES = ["open", "landed", "failed", "expired"] as const;

/** A command that has left something, as it is shown. */
export interface Run {
  id: string;
  command: string;
  wallet: string;
  genesis: string;
  begun: string;
  transactions: {
    signature: string;
    state: (typeof STATES)[number];
    /** Block height after which it never lands; null with a durable nonce. */
    lastValidBlockHeight: number | null;
  }[];
}

export const runSchema: Schema = object({
  ...{ id: text, command: text, wallet: address, genesis: text, begun: time },
  transactions: list(object({ signature, state: one(...STATES), lastValidBlockHeight: orNull(whole) })),
});

export const runOf = ({ id, what, wallet, genesis, at, handles, fates }: Left): Run => ({
  ...{ id, command: what, wallet, genesis, begun: utc(Math.floor(at / 1_000)) },
  transactions: handles.map((handle) => ({
    signature: handle.signature ?? "",
    state: fates[handle.signature ?? ""]?.status ?? "open",
    lastValidBlockHeight: handle.lastValidBlockHeight ?? null,
  })),
});

export function runsText(runs: readonly Run[], width: number): string {
  const rows = runs.flatMap((run) => run.transactions.map((each) => ({ ...run, ...each })));
  return table(
    rows,
    [
      { title: "id", of: ({ id }) => id.split("-").at(-1) ?? "" },
      { title: "command", of: (each) => each.command },
      { title: "begun", of: ({ begun }) => begun },
      { title: "state", of: ({ state }) => state },
      { title: "transaction", of: (each) => each.signature, canShrink: true },
    ],
    width,
  );
}

export const pendingList = command<{ runs: Run[] }>({
  name: "list",
  summary: "what earlier commands of the wallet have left",
  details:
    "Lists the commands of the wallet of -k, on any cluster, that have signed transactions whose outcome nobody could tell, or that stopped halfway. Asks no node. The next command that sends settles what is open; the same command again reports it, or goes on with the rest.",
  schema: object({ runs: list(runSchema) }),
  run: async (context) => {
    const { address: wallet } = await context.signer();
    return { runs: new Journal(context.io, wallet).left().map(runOf) };
  },
  text: ({ runs }, { io }) => (runs.length === 0 ? "nothing is pending" : runsText(runs, io.width)),
});
