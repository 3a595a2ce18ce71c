import assert from "node:assert/strict";
import { getAccount, getAssociatedTokenAddressSync } from "@solana/spl-token";
import { type LivePool, newPool, SOL } from "./shared";

describe("The end of an epoch", () => {
  let pool: LivePool;
  before(async () => {
    pool = await newPool([100, 100]);
  });

  it("is noticed neither by a user who deposits all the time nor by a keeper who never rests", async () => {
    const { chain, admin, user, userKey } = pool;
    const { epoch: first } = await chain.time();
    // Two boundaries, with the reward payout after each of them.
    const isOver = async (): Promise<boolean> => (await chain.time()).epoch >= first + 2n;
    let tokens = 0n;
    const deposit = async (): Promise<void> => {
      do tokens += (await user.depositSol({ lamports: 100n * SOL })).tokens;
      while (!(await isOver()));
    };
    const keep = async (): Promise<void> => {
      do await admin.crank();
      while (!(await isOver()));
    };
    await Promise.all([deposit(), keep()]);

    const account = getAssociatedTokenAddressSync(admin.mint, userKey.publicKey);
    assert.equal((await getAccount(chain.connection, account)).amount, tokens);
    assert.ok((await admin.history()).entries.length >= 2);
    const { validators } = await admin.snapshot();
    for (const record of validators.records()) assert.ok(record.stakeLamports > 0n);
    assert.equal((await admin.proofOfBacking()).ok, true);
  });
});
