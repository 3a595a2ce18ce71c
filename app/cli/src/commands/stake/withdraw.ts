import type { PublicKey } from "@solana/web3.js";
import type { Sent, TruestakeClient } from "@truestake/sdk";
import { withdrawalOf } from "@truestake/sdk/operators";
import { command } from "../../framework/command";
import { sol } from "../../output/words";
import type { TakenStake } from "../../reports/exits";
import { actor } from "../../signing/act";
import { actedText, type Shown } from "../../signing/acted";
import { sendInstructions } from "../../signing/amounts";
import { chosenStakes, type Moved, moveAll, movedSchema } from "./deactivate";

/** All lamports of a stake account that has cooled down, its rent included, to its owner. */
export async function withdrawStake(client: TruestakeClient, { account }: TakenStake, owner: PublicKey): Promise<Sent> {
  const { instructions } = await withdrawalOf(client.connection, { stake: account.address, owner });
  return sendInstructions(client, instructions);
}

export const stakeWithdraw = command<Shown<Moved>>({
  name: "withdraw",
  summary: "take the SOL of stake accounts that have cooled down",
  details:
    "Closes stake accounts that have cooled down and sends all their SOL, the rent included, to the wallet: those named, or all.",
  arguments: [{ name: "[stake...]", summary: "stake accounts, or all" }],
  sends: true,
  schema: movedSchema,
  run: async (context, { lists }) => {
    const stakes = await chosenStakes(context, lists.stake ?? [], ["withdrawable"]);
    const owner = await actor(context);
    return moveAll(context, stakes, { what: "withdraw", run: (client, stake) => withdrawStake(client, stake, owner) });
  },
  text: (result, { io }) =>
    actedText(
      result,
      io.width,
      ({ stakeAccounts, lamports }) => `${sol(lamports)} of ${stakeAccounts.length} stake accounts are in the wallet`,
    ),
});
