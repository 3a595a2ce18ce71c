import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { fetchMany } from "../../accounts/common";
import type { RawAccount } from "../../accounts/round";
import {
  fetchTogether,
  isFresh,
  type PartialSnapshot,
  type PoolSnapshot,
  type SnapshotPart,
} from "../../accounts/snapshot";
import { type Delegation, decodeStakeAccount, isOwnedBy, measuredLamports } from "../../accounts/stakeAccount";
import { stakeAccountsOf, usesStake, usesTransient } from "../../accounts/validatorList";
import { planCranks, prependCranks } from "../../cranks/refresh";
import { isError } from "../../errors";
import { type Holding, measureValidators, quoteUpdatePool } from "../../quote/updatePool";
import { GUARD_BYTES } from "../../transaction/compile";
import type { Sent } from "../../transaction/details";
import { CRANK_RACES, EPOCH_ENDED, FINAL, retrying } from "../../transaction/races";
import { nodesIn, type Session, send, sendOptionsOf, walletOf } from "../../transaction/session";
import { simulate } from "../../transaction/simulate";
import { look, updateForUser } from "./look";
import { type Witnesses, witnessesWanted } from "./results";

/** What an action with a price came from and to. */
export interface Priced<K extends SnapshotPart> {
  sent: Sent;
  /** What it was planned from. */
  planned: PartialSnapshot<K | "pool" | "clock">;
  /** The witnesses, before it. */
  before: (RawAccount | null)[];
}

/**
 * Sends instructions that use the price, with the missing cranks before them or run first. Reads the `parts` of the pool that
 * `build` needs and what the witnesses hold, together; and the pool's validators only where cranks are missing.
 */
export function sendPriced<K extends SnapshotPart>(
  session: Session,
  parts: readonly K[],
  build: (snapshot: PartialSnapshot<K | "pool" | "clock">) => TransactionInstruction[],
  witnesses: Witnesses = { tokens: [] },
): Promise<Priced<K>> {
  const wanted = [...new Set([...parts, "clock" as const])];
  const { publicKey: payer } = walletOf(session);
  const read = () => fetchTogether(nodesIn(session), session.deployment, wanted, witnessesWanted(witnesses));
  return retrying(EPOCH_ENDED, async (): Promise<Priced<K>> => {
    const { snapshot: known, beside: before } = await read();
    const alone = async (planned: PartialSnapshot<K | "pool" | "clock">, earlier = before): Promise<Priced<K>> => {
      return { sent: await send(session, build(planned)), planned, before: earlier };
    };
    // A message is for later: anybody runs the cranks before it.
    if (session.capture || isFresh(known)) return alone(known);
    const { lean, lookupTables } = session.options;
    if (!lean) {
      const snapshot = await look(session);
      if (isFresh(snapshot)) return alone(snapshot);
      const options = { payer, lookupTables, leaving: GUARD_BYTES };
      if (!snapshot.clock.rewardsActive && planCranks(snapshot, options).first.length === 0) {
        const planned = await updated(session, snapshot);
        const own = build(planned);
        const whole = prependCranks(snapshot, own, options);
        if (whole) {
          try {
            return { sent: await send(session, whole), planned, before };
          } catch (error) {
            if (!(await isOfCranks(session, error, whole.slice(0, -own.length)))) throw error;
          }
        }
      }
    }
    await updateForUser(session);
    const later = await read();
    return alone(later.snapshot, later.beside);
  });
}

/** Whether the cranks before a user's instructions made them fail: somebody else has run them, or they cannot run. */
async function isOfCranks(session: Session, error: unknown, cranks: TransactionInstruction[]): Promise<boolean> {
  if (isError(error, "TransactionExpired", ...FINAL)) return false;
  if (isError(error, ...CRANK_RACES)) return true;
  return simulate(nodesIn(session), {
    ...sendOptionsOf(session),
    payer: walletOf(session).publicKey,
    instructions: cranks,
  }).then(
    () => false,
    () => true,
  );
}

/** A snapshot as the missing cranks will leave it. */
async function updated(session: Session, snapshot: PoolSnapshot): Promise<PoolSnapshot> {
  const { pool, validators, clock } = snapshot;
  const records = validators.unmeasured(clock.epoch).map((index) => validators.record(index));
  const addresses = records.flatMap((record) => stakeAccountsOf(pool, record));
  const accounts = await fetchMany(nodesIn(session), addresses);
  let at = 0;
  const next = (): { lamports: bigint; delegation?: Delegation | undefined } => {
    const address = addresses[at] as PublicKey;
    const account = accounts[at++] ?? null;
    const decoded = decodeStakeAccount(address, account);
    const isOurs = decoded && isOwnedBy(decoded, pool.stakeAuthority);
    const lamports = measuredLamports(address, account, pool.stakeAuthority);
    return { lamports, delegation: isOurs ? decoded.delegation : undefined };
  };
  const none = { lamports: 0n, delegation: undefined };
  const holdings = records.map((record): Holding => {
    const { lamports: stake, delegation } = usesStake(record) ? next() : none;
    return { record, stake, transient: usesTransient(record) ? next().lamports : 0n, delegation };
  });
  const update = quoteUpdatePool(snapshot, measureValidators(holdings, clock.epoch));
  return { ...snapshot, pool: update.pool };
}
