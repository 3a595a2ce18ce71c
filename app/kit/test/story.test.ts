import { createKeyPairSignerFromBytes, createSolanaRpc } from "@solana/kit";
import { PublicKey } from "@solana/web3.js";
import { getCreateAssociatedTokenIdempotentInstruction } from "@solana-program/token";
import { judge } from "../../../tests/clients/support/judge";
import { DEPOSIT, NONCE, ORDERED } from "../../../tests/clients/support/terms";
import { funded, withNetwork } from "../../../tests/clients/support/world";
import * as kit from "../src";
import { creation, tokenOf } from "./pool";
import { reader } from "./reader";
import { senderOf } from "./sender";

describe("a user of @solana/kit", function () {
  this.timeout(180_000);
  const network = withNetwork();

  it("creates, deposits, orders, asks the price, and reads all of it as the SDK does", async () => {
    const localnet = network();
    const rpc = createSolanaRpc(localnet.url);
    const owner = await createKeyPairSignerFromBytes((await funded(localnet, "kit owner")).secretKey);
    const mint = await createKeyPairSignerFromBytes(localnet.key("kit mint").secretKey);

    const send = senderOf(localnet, owner);

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
