// How members are split into calls, and how many of them one transaction takes.
import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { fits } from "../transaction/compile";
import type { Member } from "./accounts/members";
import { MOST_IN_CALL } from "./constants";
import type { MemberPlace } from "./instructions/places";
import type { StewardSituation } from "./situation";

/** Splits into as few lists as `most` allows, of nearly the same size. */
export function evenly<T>(items: readonly T[], most: number): T[][] {
  const count = Math.ceil(items.length / most);
  const at = (part: number): number => Math.floor((part * items.length) / count);
  return Array.from({ length: count }, (_, part) => items.slice(at(part), at(part + 1)));
}

/** Members that the pool lists, with their places, in rising order. */
export function placesIn(
  { members, records }: StewardSituation,
  among: readonly Member[] = members.members,
): MemberPlace[] {
  return among.flatMap(({ index, vote }) => {
    const record = records.get(vote.toBase58());
    return record ? [{ member: index, validator: record.index, vote }] : [];
  });
}

/** The most of `items` that one instruction takes in a transaction of its own, up to fifteen, where so many bytes of it are left free. */
export function mostIn<T>(
  payer: PublicKey,
  items: readonly T[],
  build: (items: T[]) => TransactionInstruction,
  leaving = 0,
): number {
  let most = Math.min(MOST_IN_CALL, Math.max(items.length, 1));
  while (most > 1 && !fits(payer, [build(items.slice(0, most))], undefined, leaving)) most--;
  return most;
}
