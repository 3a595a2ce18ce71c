// Class: creation stopped by lamports that lie at the address already. The guard is NewAccount::create, and Anchor's
// init, which both transfer what is missing, allocate and assign where create_account would fail.
import assert from "node:assert/strict";
import { Keypair, type PublicKey } from "@solana/web3.js";
import {
  deployment,
  instructions,
  liquidityAddresses,
  markAddress,
  stakeAddress,
  ticketAddress,
  transientAddress,
} from "@truestake/sdk";
import { addressesOf, SOL, type TestContext, type TestPool, type User } from "../common";
import { stakedPool } from "./helpers";

const given = stakedPool();

/** The least that can lie anywhere, a rent, and a fortune. */
const GIFTS = { "its least": 890_880n, "a stake account's rent": 2_282_880n, "10 SOL": 10n * SOL };

describe("[bug-jito-dust] [bug-solido-dos] lamports at an address to come,", () => {
  let context: TestContext;
  let pool: TestPool;
  let victim: User;

  beforeEach(() => {
    ({ context, pool, victim } = given());
  });

  for (const [name, gift] of Object.entries(GIFTS)) {
    describe(`${name},`, () => {
      const give = (...addresses: PublicKey[]) => {
        for (const address of addresses) context.chain.donate(address, gift);
      };

      it("do not stop a pool", () => {
        const [creator, mint] = [context.keypair("creator"), Keypair.generate()];
        const pdas = deployment({ mint: mint.publicKey });
        give(mint.publicKey, ...Object.values(addressesOf(pdas)));
        const create = instructions.createPool({
          creator: creator.publicKey,
          pool: deployment({ mint: mint.publicKey }),
          config: pool.config,
        });
        const grow = instructions.growHistory({ pool: pdas, payer: creator.publicKey });
        const { events } = context.done([create, grow], [creator, mint]);
        assert.deepEqual(events[0]?.data.after, { total: SOL, supply: SOL });
      });

      it("do not stop its liquidity", () => {
        const { liquidity, ...others } = liquidityAddresses(pool.pdas);
        give(liquidity, ...Object.values(others));
        pool.createLiquidity();
        assert.equal(pool.liquidity.solLamports, SOL);
      });

      it("do not stop a validator, its stake accounts and its removal", () => {
        const vote = context.chain.createVoteAccount();
        const { pdas } = pool;
        give(markAddress(pdas, vote), stakeAddress(pdas, vote), transientAddress(pdas, vote));
        const index = pool.addValidator(100, vote);
        pool.deposit(victim, 100n * SOL);
        pool.delegate(index);
        pool.nextEpoch();
        pool.deposit(victim, 100n * SOL);
        pool.delegate(index); // Into the transient account.
        pool.nextEpoch();
        pool.setScore(index, 0);
        pool.emergency(index);
        pool.nextEpoch();
        pool.removeValidator(index);
      });

      it("do not stop a ticket, nor the hundred after it", () => {
        give(...Array.from({ length: 100 }, (_, nonce) => ticketAddress(pool.pdas, victim.address, BigInt(nonce))));
        for (let count = 0; count < 3; count++) pool.order(victim, SOL);
        pool.nextEpoch();
        pool.settle(3);
        pool.claim(victim.address, 2n);
      });

      it("do not stop a stake account on its way out", () => {
        const nonce = pool.nextNonce();
        const address = pool.exitStake(victim, nonce);
        give(address);
        const withdrawal = pool.withdrawStakeInstruction(victim, 0, 10n * SOL, { nonce });
        const { event } = context.done(withdrawal, [victim.keypair]);
        const held = context.chain.balance(address);
        assert.equal(held, (event.data.lamports as bigint) + context.chain.rentFor(200n) + gift, "they are the user's");
      });

      it("are in no books before the update, and in the reserve's after it where they lie there", () => {
        give(pool.pdas.reserve);
        assert.equal(pool.books.total, 300n * SOL);
        assert.equal(pool.nextEpoch().event.data.gain, gift);
      });
    });
  }
});
