// Epochs of the local network, passed by Enter: a ticket that needs stake is paid when the page says so.
import assert from "node:assert/strict";
import { type Localnet, startLocalnet } from "@truestake/localnet";
import type { TruestakeClient } from "@truestake/sdk";
import { liveEpoch, operatorOf, passEpochs } from "../../../toolchain/web/history";
import { NETWORK, SOL } from "./support";

describe("an epoch of npm run web", () => {
  let localnet: Localnet;
  let operator: TruestakeClient;

  before(async () => {
    localnet = await startLocalnet(NETWORK);
    assert(localnet.demo);
    operator = operatorOf(localnet, localnet.demo);
    await operator.depositSol({ lamports: 1_000n * SOL });
    await operator.delegateAll();
    await passEpochs(localnet, operator, 2);
  });
  after(() => localnet.close());

  it("is passed with its moving part, so that a ticket beyond the reserve is paid in the next", async () => {
    const { reserveLamports } = await operator.pool();
    const tokens = 500n * SOL;
    assert(reserveLamports < tokens / 2n);
    await operator.orderUnstake({ tokens });
    await liveEpoch(localnet, operator);
    await operator.crank();
    const { nextTicket, nextSettlement } = await operator.pool();
    assert.equal(nextSettlement, nextTicket);
  });
});
