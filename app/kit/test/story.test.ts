// A user of @solana/kit with the generated client: creates a pool, deposits, orders, asks the price, reads everything.
import assert from "node:assert/strict";
import {
  type Address,
  address,
  appendTransactionMessageInstructions,
  assertIsTransactionWithBlockhashLifetime,
  createKeyPairSignerFromBytes,
  createSolanaRpc,
  createSolanaRpcSubscriptions,
  createTransactionMessage,
  getSignatureFromTransaction,
  type Instruction,
  type KeyPairSigner,
  pipe,
  sendAndConfirmTransactionFactory,
  setTransactionMessageFeePayerSigner,
  setTransactionMessageLifetimeUsingBlockhash,
  signTransactionMessageWithSigners,
} from "@solana/kit";
import { PublicKey } from "@solana/web3.js";
import {
  findAssociatedTokenPda,
  getCreateAssociatedTokenIdempotentInstruction,
  TOKEN_PROGRAM_ADDRESS,
} from "@solana-program/token";
import { judge } from "../../../tests/clients/support/judge";
import { DEPOSIT, NONCE, ORDERED, TERMS } from "../../../tests/clients/support/terms";
import { funded, withNetwork } from "../../../tests/clients/support/world";
import * as kit from "../src";
import { reader } from "./reader";

describe("a user of @solana/kit", function () {
  this.timeout(180_000);
  const network = withNetwork();

  it("creates, deposits, orders, asks the price, and reads all of it as the SDK does", async () => {
    const localnet = network();
    const rpc = createSolanaRpc(localnet.url);
    const rpcSubscriptions = createSolanaRpcSubscriptions(localnet.websocketUrl);
    const owner = await createKeyPairSignerFromBytes(funded(localnet, "kit owner").secretKey);
    const mint = await createKeyPairSignerFromBytes(localnet.key("kit mint").secretKey);

    const send = async (instructions: Instruction[]): Promise<string> => {
      const { value: blockhash } = await rpc.getLatestBlockhash({ commitment: "confirmed" }).send();
      const transaction = await pipe(
        createTransactionMessage({ version: 0 }),
        (message) => setTransactionMessageFeePayerSigner(owner, message),
        (message) => setTransactionMessageLifetimeUsingBlockhash(blockhash, message),
        (message) => appendTransactionMessageInstructions(instructions, message),
        (message) => signTransactionMessageWithSigners(message),
      );
      assertIsTransactionWithBlockhashLifetime(transaction);
      const sendAndConfirm = sendAndConfirmTransactionFactory({ rpc, rpcSubscriptions });
      await sendAndConfirm(transaction as Parameters<typeof sendAndConfirm>[0], { commitment: "confirmed" });
      return getSignatureFromTransaction(transaction);
    };

    const [pool] = await kit.findPoolPda({ mint: mint.address });
    const token = await tokenOf(owner.address, mint.address);
    const create = await send(await creation(owner, mint, pool, token));
    const open = getCreateAssociatedTokenIdempotentInstruction({
      ...{ payer: owner, ata: token, owner: owner.address, mint: mint.address },
    });
    const { data } = await kit.fetchPool(rpc, pool, { commitment: "confirmed" });
    const deposit = await send([
      open,
      await kit.getDepositSolInstructionAsync({
        ...{ depositor: owner, mint: mint.address, destination: token, treasury: data.treasury },
        ...{ lamports: DEPOSIT, minimumTokensOut: 1n, ifBalance: 0n },
      }),
    ]);
    const price = await kit.fetchTruePrice(rpc, { pool, payer: owner.address });
    const order = await send([
      await kit.getOrderUnstakeInstructionAsync({
        ...{ payer: owner, owner, pool, source: token },
        ...{ nonce: NONCE, tokens: ORDERED, minimumLamportsOut: 1n },
      }),
    ]);
    const keys = { mint: new PublicKey(mint.address), owner: new PublicKey(owner.address) };
    await judge({ localnet, ...keys, signatures: { create, deposit, order }, price }, reader);
  });
});

/** A pool and its token, with all roles and the treasury the creator's. */
async function creation(creator: KeyPairSigner, mint: KeyPairSigner, pool: Address, treasury: Address) {
  const [admin, guardian, validatorManager] = Array<Address>(3).fill(creator.address);
  assert(admin && guardian && validatorManager);
  // The account is `treasury`, so the argument of that name is `treasuryArg`.
  const terms = { ...TERMS, treasuryArg: treasury };
  const grow = await kit.getGrowHistoryInstructionAsync({ payer: creator, pool });
  return [
    await kit.getCreatePoolInstructionAsync({ creator, mint, admin, guardian, validatorManager, treasury, ...terms }),
    // An account grows by a bounded number of bytes at a time.
    ...[grow, grow],
  ];
}

async function tokenOf(owner: Address, mint: Address): Promise<Address> {
  const [token] = await findAssociatedTokenPda({ owner, mint: address(mint), tokenProgram: TOKEN_PROGRAM_ADDRESS });
  return token;
}
