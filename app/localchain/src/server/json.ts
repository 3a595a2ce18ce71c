// JSON in which no integer loses a digit: lamports have up to 20, more than a `number` holds.
import { parseJsonWithBigInts, stringifyJsonWithBigInts } from "@solana/rpc-spec-types";

/** Every integer comes as a bigint. */
export function parseJson(text: string): unknown {
  return parseJsonWithBigInts(text);
}

/** Bigints are written as integers, digit by digit. */
export function writeJson(value: unknown): string {
  return stringifyJsonWithBigInts(value);
}
