import {
  type Address,
  appendTransactionMessageInstruction,
  type Blockhash,
  compileTransaction,
  createTransactionMessage,
  getBase64EncodedWireTransaction,
  getBase64Encoder,
  pipe,
  type Rpc,
  type SimulateTransactionApi,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from "@solana/kit";
import { getGetPriceInstruction, getTruePriceDecoder, type TruePrice } from "./generated";

/** The node puts the newest one in its place. */
const NO_BLOCKHASH = { blockhash: "11111111111111111111111111111111" as Blockhash, lastValidBlockHeight: 0n };

/**
 * The true price, as the program itself says it. `payer` is any account that has SOL: nobody signs and nobody pays.
 * Convert with `total` and `supply`, which are exact.
 */
export async function fetchTruePrice(
  rpc: Rpc<SimulateTransactionApi>,
  { pool, payer, programAddress }: { pool: Address; payer: Address; programAddress?: Address },
): Promise<TruePrice> {
  const transaction = pipe(
    createTransactionMessage({ version: 0 }),
    (message) => setTransactionMessageFeePayer(payer, message),
    (message) => setTransactionMessageLifetimeUsingBlockhash(NO_BLOCKHASH, message),
    (message) =>
      appendTransactionMessageInstruction(
        getGetPriceInstruction({ pool }, programAddress ? { programAddress } : {}),
        message,
      ),
    compileTransaction,
  );
  const { value } = await rpc
    .simulateTransaction(getBase64EncodedWireTransaction(transaction), {
      encoding: "base64",
      sigVerify: false,
      replaceRecentBlockhash: true,
      commitment: "confirmed",
    })
    .send();
  const [answer] = value.returnData?.data ?? [];
  if (!answer)
    throw new Error(
      `get_price gave no answer: ${JSON.stringify(value.err, (_, each) => (typeof each === "bigint" ? `${each}` : each))}`,
    );
  return getTruePriceDecoder().decode(getBase64Encoder().encode(answer));
}
