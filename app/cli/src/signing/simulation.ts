// What a transaction would do to balances, without sending it.
import { type AddressLookupTableAccount, type Connection, PublicKey, type VersionedTransaction } from "@solana/web3.js";
import {
  decodeEvents,
  decodeTokenAccount,
  feeOf,
  fetchMany,
  type RawAccount,
  TruestakeError,
  type TruestakeEvent,
} from "@truestake/sdk";
import { decodeStewardEvents, STEWARD_PROGRAM_ID, type StewardEvent } from "@truestake/sdk/steward";
import { type Takeover, takeovers } from "../decode/control";
import { address, amount, list, object, orNull, type Schema, signedAmount, text, whole } from "../schema/build";

/** How one account would change. */
export interface BalanceChange {
  address: string;
  /** What it is, where that is known. */
  label: string | null;
  lamports: bigint;
  /** Of a token account: how its tokens would change, and their mint. */
  tokens: bigint | null;
  mint: string | null;
}

/** One transaction that would be sent. */
export interface Simulated {
  fee: bigint;
  units: number;
  events: string[];
  changes: BalanceChange[];
}

export const simulatedSchema: Schema = object({
  fee: amount,
  units: whole,
  events: list(text),
  changes: list(
    object({
      address,
      label: orNull(text),
      lamports: signedAmount,
      tokens: orNull(signedAmount),
      mint: orNull(address),
    }),
  ),
});

interface Answer {
  value: {
    err: unknown;
    logs: string[] | null;
    unitsConsumed?: number;
    accounts?: ({ lamports: number; owner: string; data: [string, string] } | null)[] | null;
  };
}

/** A simulation with the accounts before and after. */
export interface Look {
  units: number;
  /** The pool's, then the steward's. */
  events: (TruestakeEvent | StewardEvent)[];
  err: unknown;
  logs: string[];
  changes: BalanceChange[];
  /** Rights over accounts that would be somebody else's. */
  takeovers: Takeover[];
}

function accountOf({ lamports, owner, data }: { lamports: number; owner: string; data: [string, string] }): RawAccount {
  return { executable: false, lamports, owner: new PublicKey(owner), data: Buffer.from(data[0], "base64") };
}

/** Simulates a transaction as it is and compares its writable accounts. */
export async function look(
  connection: Connection,
  transaction: VersionedTransaction,
  {
    labels,
    programId,
    tables = [],
  }: { labels: ReadonlyMap<string, string>; programId: PublicKey; tables?: AddressLookupTableAccount[] },
): Promise<Look> {
  const { message } = transaction;
  const keys = message.getAccountKeys({ addressLookupTableAccounts: tables });
  const writable = Array.from({ length: keys.length }, (_, place) => place).flatMap((place) => {
    const key = keys.get(place);
    return key && message.isAccountWritable(place) ? [key] : [];
  });
  const before = await fetchMany(connection, writable);
  const addresses = writable.map((key) => key.toBase58());
  const { value } = (await connection.simulateTransaction(transaction, {
    sigVerify: false,
    replaceRecentBlockhash: true,
    commitment: "confirmed",
    accounts: { encoding: "base64", addresses },
  })) as unknown as Answer;
  const changes = writable.flatMap((key, place): BalanceChange[] => {
    const found = value.accounts?.[place];
    const old = before[place] ?? null;
    const now = found ? accountOf(found) : null;
    const lamports = BigInt(now?.lamports ?? 0) - BigInt(old?.lamports ?? 0);
    const [had, has] = [decodeTokenAccount(old), decodeTokenAccount(now)];
    const mint = (has ?? had)?.mint.toBase58() ?? null;
    const tokens = mint === null ? null : (has?.amount ?? 0n) - (had?.amount ?? 0n);
    if (lamports === 0n && (tokens === null || tokens === 0n)) return [];
    const own = key.toBase58();
    // The steward's other accounts have their names.
    const isMembership = (now ?? old)?.owner.equals(STEWARD_PROGRAM_ID);
    const label = labels.get(own) ?? (isMembership ? "membership" : null);
    return [{ address: own, label, lamports, tokens, mint }];
  });
  const taken = writable.flatMap((key, place): Takeover[] => {
    const [old, found] = [before[place], value.accounts?.[place]];
    if (!old || !found || found.lamports === 0) return [];
    const own = key.toBase58();
    return takeovers(old, accountOf(found)).map((each) => ({ address: own, label: labels.get(own) ?? null, ...each }));
  });
  const logs = value.logs ?? [];
  const isDone = value.err === null;
  return {
    units: value.unitsConsumed ?? 0,
    events: isDone ? [...decodeEvents(logs, programId), ...decodeStewardEvents(logs)] : [],
    err: value.err,
    logs,
    changes: isDone ? changes : [],
    takeovers: isDone ? taken : [],
  };
}

/** What a transaction that would be signed now would do. Throws where it would fail. */
export async function simulated(
  connection: Connection,
  transaction: VersionedTransaction,
  options: { labels: ReadonlyMap<string, string>; programId: PublicKey },
): Promise<Simulated> {
  const found = await look(connection, transaction, options);
  if (found.err !== null) {
    throw new TruestakeError("SimulationFailed", `it would fail: ${JSON.stringify(found.err)}`, { logs: found.logs });
  }
  const { units, events, changes } = found;
  const { base, priority } = feeOf(transaction);
  return { fee: base + priority, units, events: events.map(({ name }) => name), changes };
}
