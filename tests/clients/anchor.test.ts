// Whoever has the IDL and Anchor's client can do and read everything.
import assert from "node:assert/strict";
import { BN } from "@coral-xyz/anchor";
import { createAssociatedTokenAccountIdempotentInstruction, getAssociatedTokenAddressSync } from "@solana/spl-token";
import { ANCHORS, programOf, readerOf } from "./support/anchor";
import { judge } from "./support/judge";
import { readByOurs } from "./support/ours";
import { plainStruct } from "./support/plain";
import { samples } from "./support/samples";
import { DEPOSIT, NONCE, ORDERED, TERMS } from "./support/terms";
import { funded, withNetwork } from "./support/world";

/** What an IDL calls optional has to be left out by name. */
const NOBODY = { referrer: null, liquidity: null, liquiditySol: null, liquidityTokens: null };

const big = (value: bigint): BN => new BN(value.toString());

for (const [name, anchor] of ANCHORS) {
  describe(`a user of ${name} with the IDL`, function () {
    this.timeout(180_000);
    const network = withNetwork();

    it("creates, deposits, orders, asks the price, and reads all of it as the SDK does", async () => {
      const localnet = network();
      const [payer, mint] = [await funded(localnet, `${name} owner`), localnet.key(`${name} mint`)];
      const owner = payer.publicKey;
      const token = getAssociatedTokenAddressSync(mint.publicKey, owner);
      const program = programOf(anchor, localnet.connection("confirmed"), payer);
      const call = (method: string, ...args: unknown[]) =>
        program.methods[method]?.(...args) ?? assert.fail(`there is no ${method}`);
      const amounts = { seedLamports: big(TERMS.seedLamports), depositCap: big(TERMS.depositCap) };

      const roles = { admin: owner, validatorManager: owner, guardian: owner, treasury: token };
      const creation = call("createPool", { ...TERMS, ...amounts, treasury: token }).accounts({
        mint: mint.publicKey,
        ...roles,
      });
      const { pool } = (await creation.pubkeys()) as { pool: typeof owner };
      const grow = await call("growHistory").accounts({ pool }).instruction();
      // An account grows by a bounded number of bytes at a time.
      const create = await creation.postInstructions([grow, grow]).signers([mint]).rpc();
      const deposit = await call("depositSol", big(DEPOSIT), big(1n), big(0n))
        .accounts({ mint: mint.publicKey, destination: token, ...NOBODY } as never)
        .preInstructions([createAssociatedTokenAccountIdempotentInstruction(owner, token, owner, mint.publicKey)])
        .rpc();
      const { total, supply } = (await call("getPrice").accounts({ pool }).view()) as { total: BN; supply: BN };
      const order = await call("orderUnstake", big(NONCE), big(ORDERED), big(1n))
        .accounts({ pool, source: token })
        .rpc();

      const price = { total: BigInt(total.toString()), supply: BigInt(supply.toString()) };
      const signatures = { create, deposit, order };
      await judge({ localnet, mint: mint.publicKey, owner, signatures, price }, readerOf(anchor, program));
    });

    it("reads every field of every account and event as the SDK does", async () => {
      const localnet = network();
      const program = programOf(anchor, localnet.connection(), await funded(localnet, `${name} owner`));
      const reader = readerOf(anchor, program);
      const [invoke, success] = [`Program ${program.programId} invoke [1]`, `Program ${program.programId} success`];
      for (const sample of samples(3)) {
        const { kind, name, bytes } = sample;
        const logs = [invoke, `Program data: ${Buffer.from(bytes).toString("base64")}`, success];
        const theirs = kind === "account" ? reader.account(name, bytes) : reader.events(logs)[0]?.data;
        assert.deepEqual(plainStruct(name, theirs), readByOurs(sample), name);
      }
    });
  });
}
