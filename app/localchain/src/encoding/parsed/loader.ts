import { Reader } from "../reader";
import type { Parser } from ".";

const HEADER_BYTES = { buffer: 37, programData: 45 };

export const parseLoader: Parser = ({ data }) => {
  const reader = new Reader(data);
  const code = (from: number) => [data.subarray(from).toString("base64"), "base64"];
  switch (reader.u32()) {
    case 0:
      return { type: "uninitialized", info: null };
    case 1:
      return {
        type: "buffer",
        info: { authority: reader.option(() => reader.key()), data: code(HEADER_BYTES.buffer) },
      };
    case 2:
      return { type: "program", info: { programData: reader.key() } };
    case 3: {
      const slot = reader.u64();
      const authority = reader.option(() => reader.key());
      return { type: "programData", info: { slot, authority, data: code(HEADER_BYTES.programData) } };
    }
    default:
      return undefined;
  }
};
