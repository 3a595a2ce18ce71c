import type { PublicKey } from "@solana/web3.js";
import { decodePool, type Pool } from "./accounts/pool";
import { decodeTicket, type Ticket } from "./accounts/ticket";
import type { ChainSubscriber } from "./chain";
import { decodeEvents, type TruestakeEvent } from "./events";

/** Ends a subscription. */
export type Unsubscribe = () => Promise<void>;

/** Calls back with the pool after every change of its account. */
export function watchPool(
  chain: ChainSubscriber,
  pool: PublicKey,
  callback: (pool: Pool, slot: bigint) => void,
): Unsubscribe {
  const id = chain.onAccountChange(pool, (account, { slot }) => callback(decodePool(pool, account.data), BigInt(slot)));
  return () => chain.removeAccountChangeListener(id);
}

/** Calls back with a ticket after every change of its account; undefined once it is closed: claimed, or cancelled. */
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

/** Calls back with every event of transactions that name the pool and succeed. */
export function onEvent(
  chain: ChainSubscriber,
  pool: PublicKey,
  callback: (event: TruestakeEvent, source: { signature: string; slot: bigint }) => void,
  programId?: PublicKey,
): Unsubscribe {
  const id = chain.onLogs(pool, ({ err, logs, signature }, { slot }) => {
    if (err) return;
    for (const event of decodeEvents(logs, programId)) {
      if (event.data.pool.equals(pool)) callback(event, { signature, slot: BigInt(slot) });
    }
  });
  return () => chain.removeOnLogsListener(id);
}
