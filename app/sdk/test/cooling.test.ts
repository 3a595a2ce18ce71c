import assert from "node:assert/strict";
import { Keypair } from "@solana/web3.js";
import type { Delegation } from "../src/accounts/stakeAccount";
import type { StakeHistoryEntry } from "../src/accounts/stakeHistory";
import { coolingOf } from "../src/math";

const SOL = 1_000_000_000n;
const NEVER = 0xffff_ffff_ffff_ffffn;

describe("stake that cools down under the cluster's limit", () => {
  const delegation: Delegation = {
    ...{ vote: Keypair.generate().publicKey, stake: 12n * SOL },
    // Active from the cluster's beginning on.
    activationEpoch: NEVER,
    deactivationEpoch: 10n,
  };
  /** What the cluster did in epochs from 10 on, in SOL. */
  const historyOf = (...entries: [effective: bigint, deactivating: bigint][]) =>
    new Map(
      entries.map(([effective, deactivating], at): [bigint, StakeHistoryEntry] => [
        10n + BigInt(at),
        { effective, activating: 0n, deactivating },
      ]),
    );
  const cluster: [bigint, bigint][] = [
    // 9 % of 40 SOL cool down, 3.6 of 12; then 3.276 of 8.4, 2.98116 of 5.124, and all of 2.14284 by the end of epoch 13.
    [40n * SOL, 12n * SOL],
    [36_400_000_000n, 8_400_000_000n],
    [33_124_000_000n, 5_124_000_000n],
    [30_142_840_000n, 2_142_840_000n],
  ];

  it("tells what is left of it, and foretells when nothing is", () => {
    const lefts = [8_400_000_000n, 5_124_000_000n, 2_142_840_000n];
    for (const [at, lamports] of lefts.entries()) {
      const found = coolingOf(delegation, 11n + BigInt(at), historyOf(...cluster.slice(0, at + 1)));
      assert.deepEqual(found, { lamports, epochs: BigInt(3 - at) });
    }
    assert.equal(coolingOf(delegation, 14n, historyOf(...cluster)), undefined);
  });

  it("counts others who deactivate: they share what may cool down", () => {
    // 9 % of 40 SOL, of which this stake has half: 1.8 SOL. 10.2 of 20.4 are left, and of 36.4, 33.124, … SOL 9 % cool down in an
    // epoch: 3.276, 2.98116, 2.7128556, 2.468698596, 2.24651572236, 2.04432930735, 1.86033966969: 17.59 in seven, 19.28 in eight, 20.8 in nine.
    const found = coolingOf(delegation, 11n, historyOf([40n * SOL, 24n * SOL]));
    assert.deepEqual(found, { lamports: 10_200_000_000n, epochs: 9n });
  });

  it("is one epoch where the cluster is large, also in the epoch of the deactivation", () => {
    const large = historyOf([1_000_000n * SOL, 12n * SOL]);
    assert.equal(coolingOf(delegation, 11n, large), undefined);
    assert.equal(coolingOf({ ...delegation, deactivationEpoch: NEVER }, 11n, large), undefined);
    assert.deepEqual(coolingOf({ ...delegation, deactivationEpoch: 11n }, 11n, large), {
      lamports: 12n * SOL,
      epochs: 1n,
    });
  });
});
