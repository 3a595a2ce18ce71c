import type { ReturnData } from "../inProcess/transaction";

export function encodeReturnData({ program, data }: ReturnData) {
  return { programId: program.toBase58(), data: [data.toString("base64"), "base64"] };
}
