// What we believe of the runtime's rule on rent, before SIMD-0392 and since then. tests/model/reference/rentState.ts is held to it.
import assert from "node:assert/strict";
import { Keypair, type PublicKey, SystemProgram } from "@solana/web3.js";
import { FEATURES, InProcessChain } from "@truestake/localnet";

/** Rent of an account without data is 128 times this, before and after the rise: 89,088 and 650,240 lamports. */
const [CHEAP, DEAR] = [696n, 5_080n];
const OLD_RENT = 89_088n;
const NEW_RENT = 650_240n;

describe("the runtime, of an account that a rise of the rent has left short,", () => {
  for (const isRelaxed of [false, true]) {
    describe(isRelaxed ? "since SIMD-0392" : "before SIMD-0392", () => {
      let chain: InProcessChain;
      let short: Keypair;

      beforeEach(() => {
        chain = new InProcessChain({
          lamportsPerByte: CHEAP,
          inactiveFeatures: isRelaxed ? [] : [FEATURES.relaxedRentCheck],
        });
        short = Keypair.generate();
        chain.setLamports(short.publicKey, OLD_RENT);
        chain.setRent(DEAR);
        assert.equal(chain.rentFor(0n), NEW_RENT);
      });

      /** Sends lamports, which the faucet pays the fee of; says what the runtime answers. */
      function transfer(from: Keypair, toPubkey: PublicKey, lamports: bigint): unknown {
        const instruction = SystemProgram.transfer({ fromPubkey: from.publicKey, toPubkey, lamports });
        const signers = from === chain.faucet ? [from] : [chain.faucet, from];
        return chain.send([instruction], signers).err;
      }

      const lacksRent = (err: unknown) =>
        assert(err && typeof err === "object" && "InsufficientFundsForRent" in err, `${err}`);

      it(`${isRelaxed ? "lets" : "does not let"} it be paid less than it lacks`, () => {
        const err = transfer(chain.faucet, short.publicKey, NEW_RENT - OLD_RENT - 1n);
        if (isRelaxed) assert.equal(err, null);
        else lacksRent(err);
      });

      it(`${isRelaxed ? "does not let" : "lets"} it give a part`, () => {
        const err = transfer(short, chain.faucet.publicKey, 1n);
        if (isRelaxed) lacksRent(err);
        else assert.equal(err, null);
      });

      it("lets it be paid what it lacks", () => {
        assert.equal(transfer(chain.faucet, short.publicKey, NEW_RENT - OLD_RENT), null);
      });

      it("lets it give all", () => {
        assert.equal(transfer(short, chain.faucet.publicKey, OLD_RENT), null);
      });

      it("lets no new account be short", () => {
        lacksRent(transfer(chain.faucet, Keypair.generate().publicKey, NEW_RENT - 1n));
      });
    });
  }
});
