import type { PublicKey } from "@solana/web3.js";
import type { ExactAccount } from "../inProcess/account";
import { toBase58 } from "../inProcess/base58";
import { invalidRequest } from "../server/errors";
import { type Config, needed } from "../server/params";
import { parseAccount } from "./parsed";
import { zstdFrame } from "./zstd";

export const ACCOUNT_ENCODINGS = ["binary", "base58", "base64", "base64+zstd", "jsonParsed"] as const;
export type AccountEncoding = (typeof ACCOUNT_ENCODINGS)[number];

export interface DataSlice {
  offset: bigint;
  length: bigint;
}

/** How an account's data is to be shown. */
export interface AccountFormat {
  encoding: AccountEncoding;
  slice?: DataSlice;
}

/** Accounts beside the one that is shown: a token account's decimals are its mint's. */
export type Neighbours = (address: PublicKey) => ExactAccount | null;

/** Accounts that have paid their rent for ever are due in this epoch. */
const NEVER = (1n << 64n) - 1n;
const MOST_BASE58_BYTES = 128;

export function formatFrom(config: Config, usual: AccountEncoding): AccountFormat {
  const slice = config.config("dataSlice");
  const format: AccountFormat = { encoding: config.word("encoding", ACCOUNT_ENCODINGS) ?? usual };
  if (!slice) return format;
  const [offset, length] = [needed(slice.u64("offset"), "offset"), needed(slice.u64("length"), "length")];
  return { ...format, slice: { offset, length } };
}

export function encodeAccount(
  account: ExactAccount,
  format: AccountFormat,
  address: PublicKey,
  neighbours: Neighbours,
) {
  const { lamports, owner, data, executable } = account;
  return {
    data: encodeData(account, format, address, neighbours),
    executable,
    lamports,
    owner: owner.toBase58(),
    rentEpoch: NEVER,
    space: data.length,
  };
}

function encodeData(account: ExactAccount, { encoding, slice }: AccountFormat, address: PublicKey, more: Neighbours) {
  if (encoding === "jsonParsed") {
    const parsed = parseAccount(account, address, more);
    if (parsed) return parsed;
  }
  const data = sliced(account.data, slice);
  if (encoding === "binary" || encoding === "base58") {
    if (data.length > MOST_BASE58_BYTES) {
      throw invalidRequest("Encoded binary (base 58) data should be less than 128 bytes, please use Base64 encoding.");
    }
    return encoding === "binary" ? toBase58(data) : [toBase58(data), "base58"];
  }
  if (encoding === "base64+zstd") return [zstdFrame(data).toString("base64"), "base64+zstd"];
  return [data.toString("base64"), "base64"];
}

function sliced(data: Buffer, slice: DataSlice | undefined): Buffer {
  if (!slice) return data;
  const length = BigInt(data.length);
  const from = slice.offset < length ? slice.offset : length;
  const to = from + slice.length < length ? from + slice.length : length;
  return data.subarray(Number(from), Number(to));
}
