import type { PublicKey } from "@solana/web3.js";

function isKey(value: object): value is PublicKey {
  return "toBase58" in value && typeof value.toBase58 === "function";
}

/** A result as plain data: amounts are strings of digits, addresses base58, what is undefined is left out. */
export function plain(value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (isKey(value)) return value.toBase58();
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [[key, plain(each)]])),
  );
}
