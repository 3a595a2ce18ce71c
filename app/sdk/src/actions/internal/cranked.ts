// A user's instructions behind the epoch's missing cranks, in one transaction.
import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { fetchMany } from "../../accounts/common";
import { isFresh, type PoolSnapshot } from "../../accounts/snapshot";
import { type Delegation, decodeStakeAccount, isOwnedBy, measuredLamports } from "../../accounts/stakeAccount";
import { stakeAccountsOf, usesStake, usesTransient } from "../../accounts/validatorList";
import { planCranks, prependCranks } from "../../cranks/refresh";
import { isError } from "../../errors";
import { type Holding, measureValidators, quoteUpdatePool } from "../../quote/updatePool";
import { GUARD_BYTES } from "../../transaction/compile";
import type { Sent } from "../../transaction/details";
import { CRANK_RACES, FINAL } from "../../transaction/races";
import { nodesIn, type Session, send, sendOptionsOf, walletOf } from "../../transaction/session";
import { simulate } from "../../transaction/simulate";
import { look } from "./look";

export { MOST_USER_CRANKS, refresh } from "../../cranks/refresh";

/**
 * Sends what `build` makes of the pool, behind the cranks that are missing, and tells what it was planned from. Undefined where
 * it does not fit into one transaction, or where the cranks cannot run just now: then they are run first.
 */
export async function sendCranked(
  session: Session,
  build: (snapshot: PoolSnapshot) => TransactionInstruction[],
): Promise<{ sent: Sent; planned: PoolSnapshot } | undefined> {
  const { publicKey: payer } = walletOf(session);
  const snapshot = await look(session);
  if (isFresh(snapshot)) return { sent: await send(session, build(snapshot)), planned: snapshot };
  const options = { payer, lookupTables: session.options.lookupTables, leaving: GUARD_BYTES };
  if (snapshot.clock.rewardsActive || planCranks(snapshot, options).first.length > 0) return undefined;
  const planned = await updated(session, snapshot);
  const own = build(planned);
  const whole = prependCranks(snapshot, own, options);
  if (!whole) return undefined;
  try {
    return { sent: await send(session, whole), planned };
  } catch (error) {
    if (await isOfCranks(session, error, whole.slice(0, -own.length))) return undefined;
    throw error;
  }
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

/**
 * A snapshot as the missing cranks will leave it. What validators take of SOL that comes is not known before they have been looked at:
 * a deposit is quoted as if all of it idled, and gets no fewer tokens.
 */
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
