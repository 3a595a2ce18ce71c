import { Reader } from "../reader";
import type { Parser } from ".";

const TABLE = 1;
const HEADER_BYTES = 56;

export const parseLookupTable: Parser = ({ data }) => {
  const reader = new Reader(data);
  if (reader.u32() !== TABLE) return undefined;
  const [deactivationSlot, lastExtendedSlot] = [String(reader.u64()), String(reader.u64())];
  const lastExtendedSlotStartIndex = reader.u8();
  const authority = reader.option(() => reader.key());
  const keys = new Reader(data, HEADER_BYTES);
  const addresses = keys.list((data.length - HEADER_BYTES) / 32, () => keys.key());
  return {
    type: "lookupTable",
    info: {
      deactivationSlot,
      lastExtendedSlot,
      lastExtendedSlotStartIndex,
      ...(authority === null ? {} : { authority }),
      addresses,
    },
  };
};
