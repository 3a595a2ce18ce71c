import type { PublicKey } from "@solana/web3.js";
import { decodePool, type Pool } from "../accounts/pool";
import { decodeTicket, type Ticket } from "../accounts/ticket";
import type { PoolId } from "../deployment";
import type { ChainSubscriber } from "../nodes/chain";
import { decodeEvents, type TruestakeEvent } from "./events";

/** Ends a subscription. */
export type Unsubscribe = () => Promise<void>;

/** Calls back with the pool after every change of its account. */
export function watchPool(
  chain: ChainSubscriber,
  { pool, programId }: PoolId,
  callback: (pool: Pool, slot: bigint) => void,
): Unsubscribe {
  const id = chain.onAccountChange(pool, (account, { slot }) =>
    callback(decodePool(pool, account.data, programId), BigInt(slot)),
  );
  return () => chain.removeAccountChangeListener(id);
}

/** Calls back with a ticket after every change of its account; undefined once it is closed, by a claim of what was left. */
export function watchTicket(
  chain: ChainSubscriber,
  ticket: PublicKey,
  callback: (ticket: Ticket | undefined, slot: bigint) => void,
): Unsubscribe {
  const id = chain.onAccountChange(ticket, (account, { slot }) =>
    callback(account.data.length === 0 ? undefined : decodeTicket(ticket, account.data), BigInt(slot)),
  );
  return () => chain.removeAccountChangeListener(id);
}

/** Transactions to remember, so that none is reported twice. */
const REMEMBERED = 1_000;

/**
 * Calls back with every event of transactions that name the pool and succeed, once for each transaction: nodes may report
 * one again. A node that makes blocks itself, such as a local validator, may do so early, from an attempt that ended up in
 * a later block: the accounts have the last word.
 */
export function onEvent(
  chain: ChainSubscriber,
  { pool, programId }: PoolId,
  callback: (event: TruestakeEvent, source: { signature: string; slot: bigint }) => void,
): Unsubscribe {
  const reported = new Set<string>();
  const id = chain.onLogs(pool, ({ err, logs, signature }, { slot }) => {
    if (err || reported.has(signature)) return;
    reported.add(signature);
    // A set keeps the order in which it was filled.
    for (const oldest of reported) {
      if (reported.size <= REMEMBERED) break;
      reported.delete(oldest);
    }
    for (const event of decodeEvents(logs, programId)) {
      if (event.data.pool.equals(pool)) callback(event, { signature, slot: BigInt(slot) });
    }
  });
  return () => chain.removeOnLogsListener(id);
}
