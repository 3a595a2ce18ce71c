// Results as JSON: what every result holds, nothing rounded, nothing lost.
import assert from "node:assert/strict";
import { PublicKey } from "@solana/web3.js";
import { plain } from "../src";
import { newPool, SOL } from "./pool";

describe("plain", () => {
  it("writes the results of actions, accounts and quotes as JSON that says the same", async () => {
    const { user } = await newPool();
    const deposit = await user.depositSol({ lamports: 100n * SOL });
    const all = {
      deposit,
      price: await user.price(),
      pool: await user.pool(),
      exit: await user.planExit({ tokens: SOL }),
    };
    const read = JSON.parse(JSON.stringify(plain(all)));
    // A token for each lamport, since nothing was earned yet, less the test pool's deposit fee of 0.1 %.
    assert.equal(read.deposit.tokens, "99900000000");
    assert.equal(read.deposit.signature, deposit.signature);
    assert.deepEqual([read.price.total, read.price.supply], [String(all.price.total), String(all.price.supply)]);
    assert.equal(read.pool.mint, user.mint.toBase58());
    assert.equal(BigInt(read.pool.depositCap), all.pool.depositCap);
    assert.ok(Object.keys(read.exit).length > 0);
  });

  it("follows lists and bytes, leaves out what is no data, and ends in a circle", () => {
    const address = PublicKey.default;
    const value = {
      list: [1n, { address }],
      bytes: Uint8Array.of(1, 255),
      none: undefined,
      run: () => 1,
      nothing: null,
    };
    assert.deepEqual(plain(value), {
      list: ["1", { address: "11111111111111111111111111111111" }],
      bytes: [1, 255],
      nothing: null,
    });
    const circle: Record<string, unknown> = {};
    circle.again = circle;
    assert.ok(JSON.stringify(plain(circle)).includes("again"));
    assert.deepEqual(plain(new Error("outer", { cause: new Error("inner") })), {
      ...{ name: "Error", message: "outer" },
      cause: { name: "Error", message: "inner" },
    });
  });
});
