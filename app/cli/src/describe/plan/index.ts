// From a description and what the chain says to what has to be done: a diff with a reason for each line.
import type { PublicKey } from "@solana/web3.js";
import { deployment, fetchMany, TOKEN_METADATA_PROGRAM_ID, TruestakeClient } from "@truestake/sdk";
import type { Context } from "../../context/context";
import { UsageError } from "../../output/exit";
import type { Description } from "../pool";
import { checkVotes, fundsOf } from "./asked";
import { completion } from "./completion";
import { creation, later } from "./creation";
import { liquidity } from "./liquidity";
import { naming } from "./naming";
import { removals } from "./removals";
import { roles } from "./roles";
import { scores } from "./scores";
import { settings } from "./settings";
import type { Plan } from "./step";
import { leaveToSteward } from "./steward";
import { validators } from "./validators";

export type { By, Funds, Line, Plan, Step } from "./step";

/** Reads the chain and compares. `actor` is who would sign. */
export async function planOf(context: Context, of: Description, actor: PublicKey): Promise<Plan> {
  const { nodes, programId } = context;
  const place = deployment({ mint: of.mint, programId });
  const asked = [programId, place.pool, of.mint, TOKEN_METADATA_PROGRAM_ID];
  const [program, pool, mint, metadata] = await fetchMany(nodes, asked);
  if (!program?.executable)
    throw new UsageError(`the program is not deployed at ${programId.toBase58()} on ${context.url}`);
  if (Object.keys({ ...of.token, ...of.shares }).length > 0 && !metadata?.executable)
    throw new UsageError(
      `${context.url} has no metadata program, so tokens can have no name: leave [token] and [shares] out`,
    );
  if (!pool) {
    if (mint) throw new UsageError(`${of.mint.toBase58()} exists and is not the token of a pool`);
    const steps = [creation(of, place, actor)];
    await checkVotes(nodes, of, () => false);
    return { place, exists: false, steps, funds: await fundsOf(nodes, of, actor, undefined), notes: later(of) };
  }
  const client = new TruestakeClient({ ...place, connection: nodes });
  const snapshot = await client.snapshot();
  await checkVotes(nodes, of, (vote) => snapshot.validators.find(vote) !== undefined);
  const funds = await fundsOf(nodes, of, actor, snapshot);
  const plan: Plan = { place, exists: true, steps: [], funds, notes: [] };
  await completion(plan, client, snapshot);
  await naming(plan, of, client, { snapshot, table: "token" });
  settings(plan, of, snapshot);
  roles(plan, of, snapshot, actor);
  liquidity(plan, of, snapshot);
  await naming(plan, of, client, { snapshot, table: "shares" });
  validators(plan, of, snapshot);
  if (of.scores) await scores(plan, of.scores, of, { context, snapshot });
  leaveToSteward(plan, snapshot);
  removals(plan, of, snapshot);
  return plan;
}
