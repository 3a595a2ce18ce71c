import type { PublicKey } from "@solana/web3.js";
import { batchesOf, measuring, WHOLE } from "../measure";
import { CRANK_RACES, retrying } from "../races";
import { type Sent, sendInWaves } from "../transaction/send";
import { fetchChanged } from "../unordered";
import { look, type Session, update } from "./session";

/**
 * Measures validators again whose stake accounts hold other lamports than the books say; all of them, or those named. Before the
 * epoch's update this is what the update does anyway.
 */
export async function measureAgain(session: Session, votes?: PublicKey[]): Promise<Sent[]> {
  const { connection, wallet, options } = session;
  const { lookupTables, programId } = options;
  const wanted = new Set(votes?.map((vote) => vote.toBase58()));
  const { transactions } = await update(session);
  return retrying(CRANK_RACES, async () => {
    const snapshot = await look(session);
    const records = snapshot.validators.records().filter(({ vote }) => !votes || wanted.has(vote.toBase58()));
    const changed = await fetchChanged(connection, snapshot, { records, programId });
    const plan = { payer: wallet.publicKey, measureOnly: true, lookupTables, programId };
    const { instruction, groups } = measuring(WHOLE, snapshot, plan);
    const batches = batchesOf(groups(changed.map(({ index }) => index)), instruction);
    return [...transactions, ...(await sendInWaves(connection, wallet, batches, options))];
  });
}
