// What follows the header of an account that grows. An IDL gives such a list no length.
import { type Address, getAddressDecoder, getArrayDecoder, type ReadonlyUint8Array } from "@solana/kit";
import {
  getTicketQueueDecoder,
  getValidatorListDecoder,
  getValidatorRecordDecoder,
  type ValidatorRecord,
} from "./generated";

const ADDRESS_BYTES = 32;

/** The validators of a validator list, in order, from the account's data. */
export function decodeValidatorRecords(data: ReadonlyUint8Array): ValidatorRecord[] {
  const [{ count }, end] = getValidatorListDecoder().read(data, 0);
  return getArrayDecoder(getValidatorRecordDecoder(), { size: count }).decode(data, end);
}

/**
 * All places of the ring of queued tickets, from the account's data: the ticket with
 * sequence n is at n less `base`, modulo their number.
 */
export function decodeQueuePlaces(data: ReadonlyUint8Array): Address[] {
  const [, end] = getTicketQueueDecoder().read(data, 0);
  const size = Math.floor((data.length - end) / ADDRESS_BYTES);
  return getArrayDecoder(getAddressDecoder(), { size }).decode(data, end);
}
