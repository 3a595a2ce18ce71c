import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { fetchMany } from "../../accounts/common";
import { isFresh, type PartialSnapshot, type PoolSnapshot, type SnapshotPart } from "../../accounts/snapshot";
import { type Delegation, decodeStakeAccount, isOwnedBy, measuredLamports } from "../../accounts/stakeAccount";
import { stakeAccountsOf, usesStake, usesTransient } from "../../accounts/validatorList";
import { planCranks, prependCranks } from "../../cranks/refresh";
import { isError } from "../../errors";
import { type Holding, measureValidators, quoteUpdatePool } from "../../quote/updatePool";
import { CRANK_RACES, EPOCH_ENDED, FINAL, retrying } from "../../transaction/races";
import type { Sent } from "../../transaction/send";
import { type Session, send, sendOptionsOf, walletOf } from "../../transaction/session";
import { simulate } from "../../transaction/simulate";
import { look, lookAt, update } from "./look";

/**
 * Sends instructions that use the price, with the missing cranks before them or run first. Reads the `parts` of the pool that
 * `build` needs, and its validators only where cranks are missing.
 */
export function sendPriced<K extends SnapshotPart>(
  session: Session,
  parts: readonly K[],
  build: (snapshot: PartialSnapshot<K | "pool" | "clock">) => TransactionInstruction[],
): Promise<Sent> {
  const wanted = [...new Set([...parts, "clock" as const])];
  const { publicKey: payer } = walletOf(session);
  return retrying(EPOCH_ENDED, async () => {
    const known = await lookAt(session, wanted);
    if (isFresh(known)) return send(session, build(known));
    const snapshot = await look(session);
    if (isFresh(snapshot)) return send(session, build(snapshot));
    const options = { payer, lookupTables: session.options.lookupTables };
    if (!snapshot.clock.rewardsActive && planCranks(snapshot, options).first.length === 0) {
      const own = build(await updated(session, snapshot));
      const whole = prependCranks(snapshot, own, options);
      if (whole) {
        try {
          return await send(session, whole);
        } catch (error) {
          if (!(await isOfCranks(session, error, whole.slice(0, -own.length)))) throw error;
        }
      }
    }
    await update(session);
    return send(session, build(await lookAt(session, wanted)));
  });
}

/** Whether the cranks before a user's instructions made them fail: somebody else has run them, or they cannot run. */
async function isOfCranks(session: Session, error: unknown, cranks: TransactionInstruction[]): Promise<boolean> {
  if (isError(error, "TransactionExpired", ...FINAL)) return false;
  if (isError(error, ...CRANK_RACES)) return true;
  return simulate(session.connection, {
    ...sendOptionsOf(session),
    payer: walletOf(session).publicKey,
    instructions: cranks,
  }).then(
    () => false,
    () => true,
  );
}

/** A snapshot as the missing cranks will leave it. */
async function updated({ connection }: Session, snapshot: PoolSnapshot): Promise<PoolSnapshot> {
  const { pool, validators, clock } = snapshot;
  const records = validators.unmeasured(clock.epoch).map((index) => validators.record(index));
  const addresses = records.flatMap((record) => stakeAccountsOf(pool, record));
  const accounts = await fetchMany(connection, addresses);
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
