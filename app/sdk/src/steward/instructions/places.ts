import type { PublicKey } from "@solana/web3.js";

/** Where a member stands, in the steward's list and in the pool's, and its vote account. */
export interface MemberPlace {
  member: number;
  validator: number;
  vote: PublicKey;
}

/** The same as the program takes it: places as arguments, vote accounts behind the others. */
export const placesOf = (places: readonly MemberPlace[]): [{ member: number; validator: number }[], PublicKey[]] => [
  places.map(({ member, validator }) => ({ member, validator })),
  places.map(({ vote }) => vote),
];
