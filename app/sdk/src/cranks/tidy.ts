import type { PublicKey } from "@solana/web3.js";
import { fetchMany } from "../accounts/common";
import { fetchRound } from "../accounts/round";
import type { PoolSnapshot } from "../accounts/snapshot";
import { decodeStakeAccount, isUnreadable, measuredLamports } from "../accounts/stakeAccount";
import { stakeAccountsOf, usesStake, usesTransient, type ValidatorRecord } from "../accounts/validatorList";
import type { ChainReader } from "../nodes/chain";
import { isOnItsWay, isUntidy } from "../quote/tidy";
import { fetchRulesFor } from "./validator";

/**
 * The validators that have been measured in this epoch and whose stake accounts an update would put in order now; in the
 * list's order. Somebody may have measured them only: then what has cooled down is still out of the reserve. Asks the
 * chain for nothing while no stake of the pool is on its way, unless it is to look at `all`: only the accounts tell of a
 * surplus where stake rests, and of stake that somebody else has deactivated since it does not vote.
 */
export async function fetchUntidy(
  reader: ChainReader,
  snapshot: PoolSnapshot,
  { all = false }: { all?: boolean } = {},
): Promise<ValidatorRecord[]> {
  const { pool, validators, clock } = snapshot;
  const measured = validators.records().filter(({ earning }) => earning.epoch === clock.epoch);
  const candidates = measured.filter((record) => (all ? usesStake(record) : isOnItsWay(record)));
  if (candidates.length === 0) return [];
  const addresses = candidates.map((record) => stakeAccountsOf(pool, record));
  const accounts = await fetchMany(reader, addresses.flat());
  const decoded = addresses.flat().map((address, place) => decodeStakeAccount(address, accounts[place] ?? null));
  const rules = await fetchRulesFor(reader, clock.epoch, decoded);
  let at = 0;
  return candidates.filter((record, index) => {
    const own = addresses[index] ?? [];
    const present = own.map(() => accounts[at++] ?? null);
    // What nobody can read an update leaves alone.
    if (present.some(isUnreadable)) return false;
    const found = own.map((address, place) => decodeStakeAccount(address, present[place] ?? null));
    const [stake, transient] = usesStake(record) ? found : [undefined, ...found];
    return isUntidy(snapshot, rules, { record, stake, transient });
  });
}

/** All that is read of an account where its lamports may tell enough: none of its data. */
const LAMPORTS_ONLY = { at: 0, bytes: 0 };

/**
 * The validators whose stake accounts hold less than the books say, in the list's order: a loss, which counts as soon as they are
 * measured again. Looks at all of them, or at `records`; reads lamports alone and no data: no account of the pool's has another
 * owner or another authority one day.
 *
 * @example
 * ```ts
 * import { fetchFallen } from "@truestake/sdk/operators";
 *
 * const fallen = await fetchFallen(client.connection, await client.snapshot());
 * await client.measureAgain({ votes: fallen.map(({ vote }) => vote) });
 * ```
 */
export async function fetchFallen(
  reader: ChainReader,
  { pool, validators }: Pick<PoolSnapshot, "pool" | "validators">,
  { records = validators.records() }: { records?: readonly ValidatorRecord[] } = {},
): Promise<ValidatorRecord[]> {
  const wanted = records.flatMap((record) =>
    stakeAccountsOf(pool, record).map((address) => ({ address, ...LAMPORTS_ONLY })),
  );
  const { accounts } = await fetchRound(reader, wanted);
  let at = 0;
  return records.filter((record) =>
    // Of every account, so that the next validator begins at its own.
    bookedOf(record)
      .map((booked) => BigInt(accounts[at++]?.lamports ?? 0) < booked)
      .includes(true),
  );
}

/** Lamports that the books say of each of {@link stakeAccountsOf}. */
const bookedOf = (record: ValidatorRecord): bigint[] => [
  ...(usesStake(record) ? [record.stakeLamports] : []),
  ...(usesTransient(record) ? [record.transientLamports] : []),
];

/**
 * The validators whose stake accounts hold other lamports than the books say, in the list's order: measuring them again makes
 * a loss count at once, and a gain at the next update. Looks at all accounts, or at those of `records`.
 */
export async function fetchChanged(
  reader: ChainReader,
  { pool, validators }: Pick<PoolSnapshot, "pool" | "validators">,
  { records = validators.records() }: { records?: ValidatorRecord[] } = {},
): Promise<ValidatorRecord[]> {
  const used = records.filter((record) => usesStake(record) || usesTransient(record));
  const addresses = used.map((record) => stakeAccountsOf(pool, record));
  const accounts = await fetchMany(reader, addresses.flat());
  let at = 0;
  return used.filter((record, index) => {
    const next = (address: PublicKey): bigint => measuredLamports(address, accounts[at++] ?? null, pool.stakeAuthority);
    const found = (addresses[index] ?? []).map(next);
    const booked = bookedOf(record);
    return found.some((lamports, place) => lamports !== booked[place]);
  });
}
