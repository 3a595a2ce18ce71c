// What somebody else's creation may have left out: anybody may complete it.
import { type PublicKey, SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import {
  instructions as build,
  createTokenAccount,
  fetchMany,
  HISTORY_LENGTH,
  type PoolSnapshot,
  type TruestakeClient,
  tokenAddress,
} from "@truestake/sdk";
import { sendInstructions } from "../../signing/amounts";
import type { Line, Plan } from "./step";

/** Bytes of one price of the history: what is shorter is not complete. */
const PRICE_ENTRY_BYTES = 56;
const GROWTH_BYTES = 10_240;

/** What somebody else's creation may have left out. */
export async function completion(plan: Plan, client: TruestakeClient, { pool }: PoolSnapshot): Promise<void> {
  const { connection, deployment: place } = client;
  const [history, treasury] = await fetchMany(connection, [place.history, pool.treasury]);
  const short = HISTORY_LENGTH * PRICE_ENTRY_BYTES - (history?.data.length ?? 0);
  const send = (line: Line, make: (payer: PublicKey) => TransactionInstruction[]) =>
    plan.steps.push({
      ...{ by: "anybody", signer: null, lines: [line] },
      run: (own) => sendInstructions(own, make((own.session.wallet as { publicKey: PublicKey }).publicKey)),
    });
  if (short > 0) {
    const line = { what: "price history", from: "incomplete", to: "complete", reason: "its creation ended halfway" };
    send(line, (payer) => Array(Math.ceil(short / GROWTH_BYTES)).fill(build.growHistory({ pool: place, payer })));
  }
  if (!treasury || treasury.owner.equals(SystemProgram.programId)) {
    const own = tokenAddress(pool.mint, pool.admin);
    const line = {
      what: "treasury",
      from: "no token account",
      to: pool.treasury.toBase58(),
      reason: "no fee is charged without",
    };
    if (pool.treasury.equals(own))
      send(line, (payer) => [createTokenAccount({ payer, owner: pool.admin, mint: pool.mint })]);
    else plan.notes.push({ ...line, to: null });
  }
}
