// What the README shows, to be compiled: the lines between the marks are the README's.
import { type Address, address, createSolanaRpc, type TransactionSigner } from "@solana/kit";
import { fetchPool, fetchTruePrice, findPoolPda, getDepositSolInstructionAsync } from "../src";

export async function shown(mint: string, depositor: TransactionSigner, destination: Address) {
  // README begins
  const rpc = createSolanaRpc("https://api.mainnet-beta.solana.com");
  const [pool] = await findPoolPda({ mint: address(mint) });
  const { data } = await fetchPool(rpc, pool);
  const { total, supply } = await fetchTruePrice(rpc, { pool, payer: depositor.address });
  const deposit = await getDepositSolInstructionAsync({
    ...{ depositor, mint: address(mint), destination, treasury: data.treasury },
    ...{ lamports: 1_000_000_000n, minimumTokensOut: 1n, ifBalance: null },
  });
  // README ends
  return { total, supply, deposit };
}
