// What the README shows, to be compiled: the lines between the marks are the README's.
import {
  type Address,
  address,
  createSolanaRpc,
  fetchEncodedAccount,
  type Rpc,
  type SolanaRpcApi,
  type TransactionSigner,
} from "@solana/kit";
import { fetchPool, fetchTruePrice, findPoolPda, getDepositSolInstructionAsync } from "../src";
import { decodeMemberPlaces, findStewardAddresses, getRateInstruction, withRemaining } from "../src/steward";

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

export async function shownOfSteward(rpc: Rpc<SolanaRpcApi>, pool: Address, validators: Address) {
  // README begins
  const { steward, members, authority } = await findStewardAddresses(pool);
  const list = await fetchEncodedAccount(rpc, members);
  const votes = list.exists ? decodeMemberPlaces(list.data).map(({ vote }) => vote) : [];
  const rate = getRateInstruction({
    ...{ steward, members, authority, pool, validators },
    places: [{ member: 0, validator: 3 }],
  });
  const instruction = withRemaining(rate, votes.slice(0, 1));
  // README ends
  return instruction;
}
