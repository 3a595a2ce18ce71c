// The worked example of docs/LEVERAGE.md, run against example-lender: every number of its tables is what the chain says.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { decimal } from "@truestake/sdk/statement";
import { SOL } from "../common";
import { lending, worth } from "../common/lender";

const PAGE = fs.readFileSync(path.resolve(__dirname, "../../docs/LEVERAGE.md"), "utf8");

/** The row of the page that begins with these words, as its cells. */
function row(begin: string): string[] {
  const line = PAGE.split("\n").find((each) => each.startsWith(`| ${begin} |`)) ?? assert.fail(`no row "${begin}"`);
  return line
    .split("|")
    .slice(2, -1)
    .map((cell) => cell.trim());
}

const text = (amounts: bigint[]): string[] => amounts.map((amount) => decimal(amount));

describe("the worked example of a leveraged position", () => {
  it("is what example-lender books, from the first loan to the liquidator's SOL", () => {
    const { context, pool, market, ann, bob } = lending()();
    const position = () => market.state(ann.address);
    const steps: [name: string, borrowed: bigint][] = [
      ["first loop", (349n * SOL) / 10n],
      ["second loop", (245n * SOL) / 10n],
      ["third loop", 17n * SOL],
    ];
    for (const [name, borrowed] of steps) {
      context.done(market.borrow(ann, borrowed), [ann.keypair]);
      // At a price of 1 without a fee, as many tokens as SOL.
      assert.equal(pool.deposit(ann, borrowed).event.data.tokens, borrowed);
      context.done(market.deposit(ann, borrowed), [ann.keypair]);
      const { tokens, debt } = position();
      const most = (tokens * 7_000n) / 10_000n;
      assert.deepEqual(row(name), text([borrowed, tokens, debt, most]));
    }
    // 34.9 + 24.5 + 17, each with 100 millionths for the epoch that has begun.
    assert.equal(position().debt, 76_407_640_000n);

    const before = worth(position().tokens, pool.books);
    const lost = context.chain.slash(pool.stake(0), 348_994n);
    pool.nextEpoch();
    const { total, supply } = pool.books;
    assert.deepEqual({ total, supply }, { total: 276_400_000_000n - lost, supply: 276_400_000_000n });
    const collateral = worth(position().tokens, pool.books);
    // Interest of the epoch that has begun is due before anything is paid: 76.4 SOL × 100 millionths.
    const debt = position().debt + 7_640_000n;
    assert.deepEqual(row("before the loss"), text([before, position().debt, (before * 8_000n) / 10_000n]));
    assert.deepEqual(row("after it"), text([collateral, debt, (collateral * 8_000n) / 10_000n]));
    assert.ok(debt > (collateral * 8_000n) / 10_000n);

    const paid = 20n * SOL;
    const held = pool.tokensOf(bob.tokens);
    context.done(market.liquidate(bob, ann.address, paid), [bob.keypair]);
    const seized = pool.tokensOf(bob.tokens) - held;
    // Tokens worth 21 SOL: the payment and its bonus of 5 %.
    assert.equal(seized, (21n * SOL * supply) / total);
    const left = position();
    const threshold = (worth(left.tokens, pool.books) * 8_000n) / 10_000n;
    assert.deepEqual(row("after the liquidation"), text([worth(left.tokens, pool.books), left.debt, threshold]));
    // Healthy again: nobody takes more.
    context.refused(market.liquidate(bob, ann.address, paid), [bob.keypair], "PositionHealthy");

    const ticket = pool.order(bob, seized);
    const ordered = pool.ticket(ticket).orderedLamports;
    pool.nextEpoch();
    pool.settle();
    const wallet = context.chain.balance(bob.address);
    pool.claim(bob.address, ticket);
    const received = context.chain.balance(bob.address) - wallet;
    // 20.999999999 less the pool's ticket fee of 0.1 %, ceiled; the account of 256 bytes returns its rent.
    assert.equal(received, 20_978_999_999n + context.chain.rentFor(256n));
    assert.deepEqual(row("the liquidator"), text([paid, seized, ordered, 20_978_999_999n]));
  });
});
