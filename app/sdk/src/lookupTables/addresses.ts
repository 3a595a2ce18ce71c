// What lookup tables hold.
import { type AddressLookupTableAccount, PublicKey, VOTE_PROGRAM_ID } from "@solana/web3.js";
import type { ValidatorList, ValidatorRecord } from "../accounts/validatorList";
import { markAddress, type PoolKeys, transientAddress } from "../deployment";
import { deactivateStake } from "../instructions/deactivateStake";
import { delegateReserve } from "../instructions/delegateReserve";
import { settleTickets } from "../instructions/settleTickets";
import { updatePool } from "../instructions/updatePool";
import { updateValidators } from "../instructions/updateValidators";

/** Most addresses of one table. */
export const LOOKUP_TABLE_CAPACITY = 256;

/**
 * What the cranks of a pool name, as the tables hold it: the pool's own accounts once, then every validator's two stake accounts
 * and its mark, in the list's order.
 */
export function crankAddresses(pool: PoolKeys & { treasury: PublicKey }, validators: ValidatorRecord[]): PublicKey[] {
  const own = [
    updateValidators({ pool, validators: [] }),
    updatePool({ pool }),
    settleTickets({ pool, tickets: [] }),
  ].flatMap(({ keys }) => keys.map(({ pubkey }) => pubkey));
  // What every move of stake names beside the validator's own accounts: what is the same for two validators.
  const [one = [], other = []] = [VOTE_PROGRAM_ID, PublicKey.default].map((vote) =>
    [delegateReserve, deactivateStake].flatMap((build) =>
      build({ pool, validator: { vote } }).keys.map(({ pubkey }) => pubkey),
    ),
  );
  const moves = one.filter((key) => other.some((each) => each.equals(key)));
  const theirs = validators.flatMap(({ stake, vote, transientBump }) => [
    stake,
    transientAddress(pool, vote, transientBump),
    markAddress(pool, vote),
  ]);
  return distinct([...own, ...moves, ...theirs]);
}

/** Validators in the order of the tables: then a transaction needs as few tables as can be. */
export function byLookupTable(
  validators: ValidatorList,
  indexes: number[],
  tables: AddressLookupTableAccount[],
): ValidatorRecord[] {
  const places = new Map<string, number>();
  for (const [number, { state }] of tables.entries()) {
    for (const [place, address] of state.addresses.entries()) {
      const key = address.toBase58();
      if (!places.has(key)) places.set(key, number * LOOKUP_TABLE_CAPACITY + place);
    }
  }
  const placed = indexes.map((index) => {
    const record = validators.record(index);
    return { record, place: places.get(record.stake.toBase58()) ?? Number.MAX_SAFE_INTEGER };
  });
  return placed.sort((a, b) => a.place - b.place || a.record.index - b.record.index).map(({ record }) => record);
}

function distinct(addresses: PublicKey[]): PublicKey[] {
  return [...new Map(addresses.map((address) => [address.toBase58(), address])).values()];
}
