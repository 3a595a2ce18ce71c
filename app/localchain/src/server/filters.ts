import { isTokenAccount, TOKEN_PROGRAM } from "../inProcess/tokenBalances";
import { invalidParams } from "./errors";
import { Config, decoded, needed } from "./params";

export type Filter = { size: bigint } | { offset: bigint; bytes: Buffer } | { isTokenAccount: true };

const MOST = 4;
const MOST_BYTES = 128;

/** Reads the filters of getProgramAccounts and programSubscribe. */
export function readFilters(given: readonly unknown[]): Filter[] {
  if (given.length > MOST) throw invalidParams(`Too many filters provided; max ${MOST}`);
  return given.map((each): Filter => {
    if (each === "tokenAccountState") return { isTokenAccount: true };
    const filter = new Config(each);
    if (filter.has("tokenAccountState")) return { isTokenAccount: true };
    const size = filter.u64("dataSize");
    if (size !== undefined) return { size };
    const memcmp = filter.config("memcmp");
    if (!memcmp) throw invalidParams("Invalid params: unknown variant of a filter, expected dataSize or memcmp.");
    const bytes = readBytes(memcmp);
    if (bytes.length > MOST_BYTES) throw invalidParams("Invalid param: DataTooLarge");
    return { offset: needed(memcmp.u64("offset"), "offset"), bytes };
  });
}

function readBytes(memcmp: Config): Buffer {
  const bytes = memcmp.at("bytes");
  if (Array.isArray(bytes)) return Buffer.from(bytes.map(Number));
  const text = needed(memcmp.text("bytes"), "bytes");
  return memcmp.word("encoding", ["base58", "base64", "binary"]) === "base64"
    ? Buffer.from(text, "base64")
    : decoded(text);
}

export function passesAll(data: Buffer, filters: readonly Filter[]): boolean {
  return filters.every((filter) => {
    if ("size" in filter) return BigInt(data.length) === filter.size;
    if ("isTokenAccount" in filter) {
      return isTokenAccount({ data, owner: TOKEN_PROGRAM, lamports: 1n, executable: false });
    }
    const from = Number(filter.offset);
    return data.subarray(from, from + filter.bytes.length).equals(filter.bytes);
  });
}
