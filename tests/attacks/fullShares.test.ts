// Where the limits of all validators bind, whoever came paid for a whole epoch in which all of their SOL idles. But a largest share is no
// limit in lamports: it grows with the pool, and takes its part of what comes. With three of 33 % the keeper delegates 99 of 100 SOL at
// once, and the newcomer paid the holders 0.04 SOL, an epoch's rewards of 100 SOL, though only 1 SOL idled.
//
// What is right: they pay for the part that no share takes. The ask is then what all have, with that part of what the stake earns at the
// idle rate; of the 0.04 SOL, which is 400 parts per million, a hundredth or a tenth.
import assert from "node:assert/strict";
import { idleRateOf } from "@truestake/sdk/quotes";
import { ceilDiv, floorDiv, SOL } from "../common";
import { beginLimited, leaveWith } from "./lateSol";

const PPB = 1_000_000_000n;
const BROUGHT = 100n * SOL;

describe("[fault-full-shares] three validators that have their largest share", function () {
  this.timeout(0);

  for (const [share, idle] of [
    [3_300, 1n],
    [3_000, 10n],
  ] as const) {
    const begin = () => {
      const life = beginLimited({ scores: [100, 100, 100], maxValidatorShare: share });
      life.next();
      life.pool.delegateAll();
      assert.equal(life.pool.list.clippedScore, 300n);
      return life;
    };

    it(`of ${share / 100} % ask for ${idle} of 100 SOL`, () => {
      const { pool, thief } = begin();
      const { reserveLamports, stakedLamports, supply } = pool.state;
      const expected = ceilDiv(ceilDiv(stakedLamports, BigInt(idleRateOf(pool.state)), PPB), idle, 100n);
      const held = reserveLamports + stakedLamports;
      const { event } = pool.deposit(thief, BROUGHT);
      assert.equal(event.data.tokens, floorDiv(BROUGHT, supply, held + expected));
      // A little under the 400 parts per million of it, of which the reserve's SOL earns none, and two lamports of rounding.
      const paid = BROUGHT - floorDiv(event.data.tokens as bigint, held, supply);
      const most = (40_000_000n * idle) / 100n;
      assert(paid <= most + 2n && paid > (most * 8n) / 10n, `paid ${paid}`);
      while (pool.delegateAll() > 0);
      const rest = pool.state.reserveLamports - reserveLamports;
      assert(rest >= idle * SOL && rest < (idle * SOL * 11n) / 10n, `${rest} idle`);
    });

    it(`of ${share / 100} % give nothing of the others' rewards to SOL that idles in part`, () => {
      const end = (amount: bigint) => {
        const life = begin();
        if (amount > 0n) life.pool.deposit(life.thief, amount);
        while (life.pool.delegateAll() > 0);
        return leaveWith(life, amount).users;
      };
      // What is delegated at once earns for who brought it.
      const lacks = end(0n) - end(9_000n * SOL);
      assert(lacks <= 1_000n, `the users lack ${lacks}`);
    });
  }
});
