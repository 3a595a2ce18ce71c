import type { PublicKey } from "@solana/web3.js";
import { TruestakeError } from "../errors/TruestakeError";
import { ACCOUNTS } from "../idl/accounts";
import { fromHex, hasBytes } from "../layout/bytes";
import type { ChainReader } from "../nodes/chain";
import { fetchRound, type RawAccount } from "./round";

export type { RawAccount };

/** Bytes before the fields of an account of the program. */
export const DISCRIMINATOR_BYTES = 8;

/** Layout version that this SDK reads. */
const VERSION = 1;

/** Kind of an account of the program. */
export type AccountKind = keyof typeof ACCOUNTS;

/** The error of an account that is not there. */
export function missing(what: string, address: PublicKey): TruestakeError {
  const args = { what, address };
  return new TruestakeError("AccountMissing", `${what} ${address.toBase58()} does not exist`, { args });
}

/** The error of an account that is not what it should be. */
export function foreign(what: string, args: Record<string, unknown> = {}, cause?: unknown): TruestakeError {
  return new TruestakeError("AccountForeign", what, { args, cause });
}

/** The discriminator that accounts of a kind begin with. */
export function discriminatorOf(kind: AccountKind): Uint8Array {
  return fromHex(ACCOUNTS[kind]);
}

/** The data of an account of a kind, checked by its discriminator and layout version. `AccountForeign` when it is none. */
export function checked(kind: AccountKind, data: Uint8Array): Uint8Array {
  return checkedAs(kind, ACCOUNTS[kind], data);
}

/** The same of an account of any program, by its discriminator in hexadecimal. */
function checkedAs(kind: string, discriminator: string, data: Uint8Array): Uint8Array {
  if (data.length <= DISCRIMINATOR_BYTES || !hasBytes(data, fromHex(discriminator))) {
    throw foreign(`the account is no ${kind} of the program`, { kind });
  }
  const version = data[DISCRIMINATOR_BYTES];
  if (version !== VERSION) {
    throw foreign(`the ${kind} has layout version ${version}; this SDK reads ${VERSION}`, { kind, version });
  }
  return data;
}

/** Decodes an account of a kind; `AccountForeign` when it ends too early. */
export function decoding<T>(kind: AccountKind, data: Uint8Array, decode: (data: Uint8Array) => T): T {
  return decodingAs(kind, ACCOUNTS[kind], data, decode);
}

/** The same of an account of any program, by its discriminator in hexadecimal. */
export function decodingAs<T>(
  kind: string,
  discriminator: string,
  data: Uint8Array,
  decode: (data: Uint8Array) => T,
): T {
  const whole = checkedAs(kind, discriminator, data);
  try {
    return decode(whole);
  } catch (error) {
    if (error instanceof RangeError) throw foreign(`the ${kind} ends too early`, { kind, bytes: data.length }, error);
    throw error;
  }
}

/** An account that has to exist: `AccountMissing`; `AccountForeign` when another program than `owner` has it. */
export function existing(
  account: RawAccount | null | undefined,
  address: PublicKey,
  what: string,
  owner?: PublicKey,
): RawAccount {
  if (!account) throw missing(what, address);
  if (owner && !account.owner.equals(owner)) {
    const args = { what, address, owner: account.owner, expected: owner };
    throw foreign(`${what} ${address.toBase58()} belongs to another program, ${account.owner.toBase58()}`, args);
  }
  return account;
}

/** Reads an account that has to exist, as {@link existing} does. */
export async function fetchExisting(
  reader: ChainReader,
  address: PublicKey,
  what: string,
  owner?: PublicKey,
): Promise<RawAccount> {
  const [account] = await fetchMany(reader, [address]);
  return existing(account, address, what, owner);
}

/**
 * Reads any number of accounts; null where there is none.
 *
 * @example
 * ```ts
 * const [first, second] = await fetchMany(connection, [stake, ticket]);
 * ```
 */
export async function fetchMany(reader: ChainReader, addresses: PublicKey[]): Promise<(RawAccount | null)[]> {
  const wanted = addresses.map((address) => ({ address }));
  return (await fetchRound(reader, wanted)).accounts;
}
