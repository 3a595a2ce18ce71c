import { checkAmount } from "../errors/arguments";
import * as instructions from "../instructions/convert";
import { nodesIn, type Session } from "../transaction/session";
import { simulate } from "../transaction/simulate";
import { asAnybody } from "./internal/viewer";

export interface ConvertParameters {
  conversion: instructions.Conversion;
  amount: bigint;
}

/**
 * Converts an amount by the program itself, floored: nothing is sent, and no wallet is needed.
 *
 * @example
 * ```ts
 * const { amount } = await convert(session, { conversion: "toTokens", amount: 1_000_000_000n });
 * ```
 */
export async function convert(
  session: Session,
  { conversion, amount }: ConvertParameters,
): Promise<instructions.Converted> {
  checkAmount("amount", amount);
  const { deployment } = session;
  const connection = nodesIn(session);
  const view = instructions.convert({ pool: deployment, conversion, amount });
  const { returnData } = await asAnybody(session, (payer) =>
    simulate(connection, { payer, instructions: [view], programId: deployment.programId }),
  );
  return instructions.decodeConverted(returnData ?? new Uint8Array());
}
