// What follows the header of the list of members. An IDL gives such a list no length.
import { getArrayDecoder, type ReadonlyUint8Array } from "@solana/kit";
import { getMemberDecoder, getMembersDecoder, type Member } from "./generated";

/** All places of the list of members, in order, from the account's data; a `status` of 0 is a free one. */
export function decodeMemberPlaces(data: ReadonlyUint8Array): Member[] {
  const [{ count }, end] = getMembersDecoder().read(data, 0);
  return getArrayDecoder(getMemberDecoder(), { size: count }).decode(data, end);
}
