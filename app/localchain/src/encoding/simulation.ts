import type { Simulated } from "../inProcess/chain";
import { encodeReturnData } from "./returnData";

/** What a simulation found, without accounts and inner instructions, which have to be asked for. */
export function encodeSimulation({ err, logs, units, fee, returnData }: Simulated) {
  return {
    accounts: null,
    err,
    fee,
    innerInstructions: null as unknown,
    loadedAccountsDataSize: null,
    logs,
    replacementBlockhash: null,
    returnData: returnData ? encodeReturnData(returnData) : null,
    unitsConsumed: units,
  };
}
