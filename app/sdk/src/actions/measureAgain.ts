import type { PublicKey } from "@solana/web3.js";
import { batchesOf, measuring, WHOLE } from "../cranks/measure";
import { fetchChanged } from "../cranks/tidy";
import { checkList } from "../errors/arguments";
import type { Sent } from "../transaction/details";
import { reporting } from "../transaction/partly";
import { CRANK_RACES, retrying } from "../transaction/races";
import { nodesIn, type Session, sendAll, walletOf } from "../transaction/session";
import { look, update } from "./internal/look";

export interface MeasureAgainParameters {
  /** Vote accounts of the validators; all whose accounts hold other lamports if not given. */
  votes?: PublicKey[] | undefined;
}

/**
 * Measures validators again whose stake accounts hold other lamports than the books say; all of them, or those named. Before the
 * epoch's update this is what the update does anyway. A loss counts at once, a gain from the next update on. Anybody may.
 *
 * @example
 * ```ts
 * await measureAgain(session, { votes: [vote] });
 * ```
 */
export async function measureAgain(session: Session, { votes }: MeasureAgainParameters = {}): Promise<Sent[]> {
  checkList("votes", votes);
  const { publicKey: payer } = walletOf(session);
  const wanted = new Set(votes?.map((vote) => vote.toBase58()));
  const { transactions } = await update(session);
  const measure = async () => {
    const snapshot = await look(session);
    const records = snapshot.validators.records().filter(({ vote }) => !votes || wanted.has(vote.toBase58()));
    const changed = await fetchChanged(nodesIn(session), snapshot, { records });
    const plan = { payer, measureOnly: true, lookupTables: session.options.lookupTables };
    const { instruction, groups } = measuring(WHOLE, snapshot, plan);
    const batches = batchesOf(groups(changed.map(({ index }) => index)), instruction);
    return sendAll(session, batches, transactions);
  };
  return reporting(transactions, () => retrying(CRANK_RACES, measure));
}
