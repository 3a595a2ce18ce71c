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
import { CRANK_RACES, EPOCH_ENDED, FINAL, retrying } from "../../transaction/races";
import { nodesIn, type Session, send, sendOptionsOf, walletOf } from "../../transaction/session";
import { simulate } from "../../transaction/simulate";
import { look, updateForUser } from "./look";

/** Sends instructions that use the price, with the missing cranks before them or run first. */
export function sendPriced(
  session: Session,
  build: (snapshot: PoolSnapshot) => TransactionInstruction[],
): Promise<Sent> {
  const { publicKey: payer } = walletOf(session);
  return retrying(EPOCH_ENDED, async () => {
    const snapshot = await look(session);
    // A message is for later: anybody runs the cranks before it.
    if (session.capture || isFresh(snapshot)) return send(session, build(snapshot));
    const { lean, lookupTables } = session.options;
    const options = { payer, lookupTables, leaving: GUARD_BYTES };
    if (!lean && !snapshot.clock.rewardsActive && planCranks(snapshot, options).first.length === 0) {
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
    return send(session, build((await updateForUser(session)).snapshot));
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
