import { StakeProgram } from "@solana/web3.js";
import type { Sent, TruestakeClient } from "@truestake/sdk";
import type { StakeState } from "@truestake/sdk/math";
import type { Context } from "../../context/context";
import { command } from "../../framework/command";
import { addressOf } from "../../options/values";
import { UsageError } from "../../output/exit";
import { sol } from "../../output/words";
import { type TakenStake, takenStakes } from "../../reports/exits";
import { address, amount, list } from "../../schema/build";
import { act, actor } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { sendInstructions } from "../../signing/amounts";
import { reporting } from "../../signing/sent";

export interface Moved {
  stakeAccounts: string[];
  lamports: bigint;
}

export const movedSchema = actedSchema({ stakeAccounts: list(address), lamports: amount });

/** The stake accounts that are meant: those named, or all that are in one of these states. */
export async function chosenStakes(
  context: Context,
  given: readonly string[],
  states: readonly StakeState[],
): Promise<TakenStake[]> {
  const named = given.filter((each) => each !== "all").map((each) => addressOf("a stake account", each));
  const { taken } = await takenStakes(await context.reader(), await actor(context), named);
  const wanted =
    given.length === 0 || given.includes("all")
      ? taken
      : taken.filter(({ account }) => named.some((key) => key.equals(account.address)));
  for (const key of named) {
    const found = wanted.find(({ account }) => account.address.equals(key));
    if (!found) throw new UsageError(`${key.toBase58()} is no stake account of this wallet's alone`);
    if (!states.includes(found.state)) throw new UsageError(`${key.toBase58()} is ${found.state}`);
  }
  return wanted.filter(({ state }) => states.includes(state));
}

/** One action for each stake account: a message has room for one. */
export async function moveAll(
  context: Context,
  stakes: readonly TakenStake[],
  { what, run }: { what: string; run(client: TruestakeClient, stake: TakenStake): Promise<Sent> },
): Promise<Shown<Moved>> {
  const lamports = stakes.reduce((sum, { account }) => sum + account.lamports, 0n);
  if (stakes.length === 0) throw new UsageError(`there is no stake account to ${what}`);
  const acted = await act(context, {
    question: `${what} ${stakes.length} stake accounts, ${sol(lamports)}?`,
    run: (client) => {
      const sent: Sent[] = [];
      return reporting(sent, async () => {
        for (const stake of stakes) sent.push(await run(client, stake));
        return sent;
      });
    },
    result: (sent) => sent,
    kind: "steps",
  });
  return shown(acted, () => ({ stakeAccounts: stakes.map(({ account }) => account.address.toBase58()), lamports }));
}

export const stakeDeactivate = command<Shown<Moved>>({
  name: "deactivate",
  summary: "begin to turn stake accounts into SOL",
  details:
    "Deactivates stake accounts that were taken: those named, or all. They earn until the epoch ends, and are SOL from the next one on.",
  arguments: [{ name: "[stake...]", summary: "stake accounts, or all" }],
  sends: true,
  schema: movedSchema,
  run: async (context, { lists }) => {
    const stakes = await chosenStakes(context, lists.stake ?? [], ["active", "activating"]);
    const owner = await actor(context);
    return moveAll(context, stakes, {
      what: "deactivate",
      run: (client, { account }) =>
        sendInstructions(
          client,
          StakeProgram.deactivate({ stakePubkey: account.address, authorizedPubkey: owner }).instructions,
        ),
    });
  },
  text: (result, { io }) =>
    actedText(
      result,
      io.width,
      ({ stakeAccounts, lamports }) => `${stakeAccounts.length} stake accounts cool down, ${sol(lamports)}`,
    ),
});
