import assert from "node:assert/strict";
import { Keypair } from "@solana/web3.js";
import { isError, keypairWallet } from "../src";
import { createPool } from "../src/actions/createPool";
import { funded, newChain, poolConfig } from "./pool";

describe("createPool", () => {
  it("waits while rewards are being paid out, and no longer than it is asked to", async () => {
    const chain = newChain();
    const [admin, mint] = [funded(chain), Keypair.generate()];
    const create = (signal?: AbortSignal) =>
      createPool({
        ...{ connection: chain.connection, wallet: keypairWallet(admin), mint },
        config: poolConfig(admin.publicKey, mint.publicKey),
        options: { pollEvery: 5, signal },
      });
    chain.setRewardsActive(true);
    await assert.rejects(create(AbortSignal.timeout(50)), (error) => isError(error, "DeadlinePassed"));
    assert.equal(chain.account(mint.publicKey), null, "nothing was sent");
    const late = create();
    setTimeout(() => chain.setRewardsActive(false), 30);
    const { session } = await late;
    assert.ok(session.deployment.mint.equals(mint.publicKey));
    assert.ok(chain.account(session.deployment.pool));
  });
});
