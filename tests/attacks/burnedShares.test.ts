// Shares of the liquidity pool can be burned with the token program, past the pool. What they stood for stays where it is: it
// pays sales like the seed, and is nobody's. Nobody else gains or loses by it.
import assert from "node:assert/strict";
import { createBurnInstruction } from "@solana/spl-token";
import { SOL, TestContext } from "../common";
import { FREE } from "./helpers";

describe("[fault-burned-shares] [lesson-e] shares that are burned with the token program", () => {
  it("leave their part in the liquidity pool for ever, and everybody else's as it was", () => {
    const context = new TestContext();
    const pool = context.createTestPool(FREE);
    pool.createLiquidity({ minFee: 0, maxFee: 0, treasuryCut: 0 });
    const [burner, other, seller] = [pool.provider("burner"), pool.provider("other"), pool.user("seller")];
    pool.deposit(seller, 100n * SOL);
    pool.addLiquidity(burner, 40n * SOL);
    pool.addLiquidity(other, 59n * SOL);
    const burn = createBurnInstruction(burner.shares, pool.liquidityPdas.liquidityMint, burner.address, 40n * SOL);
    context.done(burn, [burner.keypair]);
    assert.equal(pool.liquidity.shares, 100n * SOL, "the books count them");
    assert.equal(pool.removeLiquidity(other, 59n * SOL).event.data.lamports, 59n * SOL);
    // The seed's SOL and the burned shares' are left, and buy tokens like any.
    assert.equal(pool.liquidity.solLamports, 41n * SOL);
    assert.equal(pool.sell(seller, 41n * SOL).event.data.lamports, 41n * SOL);
    const newcomer = pool.provider("newcomer");
    assert.equal(pool.addLiquidity(newcomer, 41n * SOL).event.data.shares, 41n * SOL, "a share is worth what it was");
  });
});
