import type { AccountInfo, PublicKey } from "@solana/web3.js";
import { type ChainReader, COMMITMENT } from "../chain";
import idl from "../idl/truestake.json";
import { asBuffer } from "../layout";

/** Bytes before the fields of an account of the program. */
export const DISCRIMINATOR_BYTES = 8;

/** Most accounts that one `getMultipleAccounts` returns. */
const PAGE = 100;

/** Layout version that this SDK reads. */
const VERSION = 1;

/** An account does not hold what it should. */
export class AccountError extends Error {
  override readonly name = "AccountError";
}

type Kind = "LiquidityPool" | "Pool" | "PriceHistory" | "Ticket" | "TicketQueue" | "ValidatorList" | "ValidatorMark";

/** The discriminator that accounts of a kind begin with. */
export function discriminatorOf(kind: Kind): Buffer {
  const account = idl.accounts.find(({ name }) => name === kind);
  if (!account) throw new AccountError(`the program has no account ${kind}`);
  return Buffer.from(account.discriminator);
}

/** The data of an account of a kind, checked by its discriminator and layout version. */
export function checked(kind: Kind, data: Uint8Array): Buffer {
  const buffer = asBuffer(data);
  if (!discriminatorOf(kind).equals(buffer.subarray(0, DISCRIMINATOR_BYTES))) {
    throw new AccountError(`the account is no ${kind} of the program`);
  }
  if (buffer[DISCRIMINATOR_BYTES] !== VERSION) {
    throw new AccountError(`the ${kind} has layout version ${buffer[DISCRIMINATOR_BYTES]}; this SDK reads ${VERSION}`);
  }
  return buffer;
}

/** Reads an account that has to exist. */
export async function fetchExisting(
  reader: ChainReader,
  address: PublicKey,
  what: string,
): Promise<AccountInfo<Buffer>> {
  const account = await reader.getAccountInfo(address, COMMITMENT);
  if (!account) throw new AccountError(`${what} ${address.toBase58()} does not exist`);
  return account;
}

/** Reads any number of accounts; null where there is none. */
export async function fetchMany(reader: ChainReader, addresses: PublicKey[]): Promise<(AccountInfo<Buffer> | null)[]> {
  const pages: Promise<(AccountInfo<Buffer> | null)[]>[] = [];
  for (let at = 0; at < addresses.length; at += PAGE) {
    pages.push(reader.getMultipleAccountsInfo(addresses.slice(at, at + PAGE), COMMITMENT));
  }
  return (await Promise.all(pages)).flat();
}
