// Quotes against what a running chain did. Its slots pass while a transaction is on its way, and the price with them.
import assert from "node:assert/strict";
import type { PublicKey } from "@solana/web3.js";
import type { PoolSnapshot, Sent, TruestakeClient } from "@truestake/sdk";
import type { LivePool } from "./shared";

/** Epochs that may end on somebody who acts, until the machine is too busy to say anything. */
const ATTEMPTS = 5;

export interface Act<Seen, Done extends Sent> {
  /** What has to be so before the look, each time. */
  prepare?: () => Promise<unknown>;
  /** What else there is to see before. */
  look?: (snapshot: PoolSnapshot) => Promise<Seen>;
  act: (seen: Seen) => Promise<Done>;
}

/**
 * Acts on a fresh pool, and gives the pool as it was before, in the slot of the transaction: quotes of it are what the
 * transaction did, to the lamport. Acts again where an epoch ended in between: then the pool was another.
 */
export async function actOn<Done extends Sent, Seen = undefined>(
  { chain: { connection } }: LivePool,
  client: TruestakeClient,
  { prepare = async () => {}, look = async () => undefined as Seen, act }: Act<Seen, Done>,
): Promise<{ before: PoolSnapshot; seen: Seen; done: Done }> {
  const schedule = await connection.getEpochSchedule();
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    await prepare();
    const { snapshot } = await client.refresh();
    const seen = await look(snapshot);
    const done = await act(seen);
    const { clock } = snapshot;
    if (BigInt(schedule.getEpoch(Number(done.slot))) !== clock.epoch) continue;
    return { before: { ...snapshot, clock: { ...clock, slot: done.slot } }, seen, done };
  }
  assert.fail(`an epoch ended during each of ${ATTEMPTS} attempts`);
}

/** What a transaction did to who paid for it: lamports without the fee, and tokens of each mint by its address. */
export async function changesOf({ chain: { connection } }: LivePool, { signature }: Sent) {
  const options = { commitment: "confirmed", maxSupportedTransactionVersion: 0 } as const;
  const found = await connection.getTransaction(signature, options);
  assert.ok(found?.meta);
  const { fee, preBalances, postBalances, preTokenBalances, postTokenBalances } = found.meta;
  const payer = found.transaction.message.staticAccountKeys[0]?.toBase58();
  const held = (balances: typeof preTokenBalances, mint: PublicKey): bigint => {
    const own = balances?.find((balance) => balance.owner === payer && balance.mint === mint.toBase58());
    return BigInt(own?.uiTokenAmount.amount ?? 0);
  };
  return {
    lamports: BigInt(postBalances[0] ?? 0) - BigInt(preBalances[0] ?? 0) + BigInt(fee),
    tokens: (mint: PublicKey): bigint => held(postTokenBalances, mint) - held(preTokenBalances, mint),
  };
}
