import assert from "node:assert/strict";
import {
  findEvent,
  isError,
  type LiquidityConfig,
  liquidityAddresses,
  onEvent,
  type TruestakeEvent,
} from "@truestake/sdk";
import * as math from "@truestake/sdk/math";
import {
  priceAt,
  quoteAddLiquidity,
  quoteDepositSol,
  quoteLiquidUnstake,
  quoteRemoveLiquidity,
  releasedTokens,
} from "@truestake/sdk/quotes";
import { actOn, changesOf } from "./exact";
import { type LivePool, newPool, SOL, until } from "./shared";

/** 0.3 % from 100 SOL on, 3 % without; a quarter of it to the treasury. */
const CONFIG: LiquidityConfig = { target: 100n * SOL, minFee: 30, maxFee: 300, treasuryCut: 2_500, cap: 1_000n * SOL };

describe("The liquidity pool on a real chain", () => {
  let pool: LivePool;
  before(async () => {
    pool = await newPool([100]);
    const { chain, admin, user } = pool;
    await admin.createLiquidity({ seedLamports: SOL, config: CONFIG });
    await user.depositSol({ lamports: 5_000n * SOL });
    while ((await admin.delegateAll()).transactions.length > 0);
    // Until the price is no longer 1, and rises slot by slot.
    await until("rewards", async () => {
      await chain.passEpoch();
      await admin.refresh();
      const { pool: books } = await admin.snapshot();
      return books.releaseLamports > 0n;
    });
  });

  const shares = () => liquidityAddresses(pool.admin.deployment).liquidityMint;
  const liquidity = () => pool.admin.liquidity();

  it("gives a provider the quoted shares", async () => {
    const { user } = pool;
    for (const lamports of [60n * SOL, 7n * SOL + 1n]) {
      const { before, done } = await actOn(pool, user, { act: () => user.addLiquidity({ lamports }) });
      const quote = quoteAddLiquidity(before, lamports);
      assert.equal(done.shares, quote.shares);
      assert.equal((await changesOf(pool, done)).tokens(shares()), quote.shares);
      const after = await liquidity();
      assert.deepEqual(
        [after.solLamports - (before.liquidity?.solLamports ?? 0n), after.shares],
        [lamports, quote.sharesAfter],
      );
    }
  });

  it("pays who leaves at once exactly what is quoted", async () => {
    const { admin, user } = pool;
    const tokens = 20n * SOL;
    const { before, seen, done } = await actOn(pool, user, {
      look: async () => (await user.planExit({ tokens })).liquid.lamports,
      // The price rises: what the planner promised is the least there is.
      act: (promised) => user.liquidUnstake({ tokens, minimumLamportsOut: promised }),
    });
    const quote = quoteLiquidUnstake(before, tokens);
    assert.ok(quote.price.total > quote.price.supply, "a token is worth more than a SOL");
    assert.equal(quote.lamports + quote.fee, math.lamportsFor(quote.price, tokens));
    const changes = await changesOf(pool, done);
    assert.deepEqual([changes.lamports, changes.tokens(admin.mint)], [quote.lamports, -tokens]);
    assert.ok(done.lamports >= seen);
    const { lamports, fee, treasuryTokens, solAfter } = findEvent(done.events, "LiquidUnstaked")?.data ?? {};
    assert.deepEqual(
      { lamports, fee, treasuryTokens, solAfter },
      {
        lamports: quote.lamports,
        fee: quote.fee,
        treasuryTokens: quote.treasuryTokens,
        solAfter: quote.liquidityAfter,
      },
    );
    await assert.rejects(user.liquidUnstake({ tokens, minimumLamportsOut: 20n * SOL }), (error) =>
      isError(error, "SlippageExceeded"),
    );
  });

  it("sells its tokens to the next who deposits, before any are minted", async () => {
    const { admin, user } = pool;
    const lamports = 50n * SOL;
    const { before, done } = await actOn(pool, user, {
      prepare: async () => {
        if ((await liquidity()).tokenAmount === 0n) await user.liquidUnstake({ tokens: 20n * SOL });
      },
      act: () => user.depositSol({ lamports }),
    });
    const quote = quoteDepositSol(before, { lamports });
    // All but the fees that are held.
    assert(before.liquidity);
    assert.equal(quote.tokensFromLiquidity, releasedTokens(before.liquidity, before.clock));
    assert.ok(quote.tokensFromLiquidity > 0n && quote.tokensFromLiquidity < quote.tokens);
    const changes = await changesOf(pool, done);
    assert.deepEqual([changes.lamports, changes.tokens(admin.mint)], [-lamports, quote.tokens]);
    const event = findEvent(done.events, "SolDeposited")?.data;
    assert.ok(event);
    assert.deepEqual(
      [event.tokens, event.tokensFromLiquidity, event.lamportsToLiquidity, event.treasuryTokens],
      [quote.tokens, quote.tokensFromLiquidity, quote.lamportsToLiquidity, quote.treasuryTokens],
    );
    // What was bought is not minted; what is minted pays the fee.
    const minted = quote.tokens - quote.tokensFromLiquidity + quote.feeTokens;
    assert.equal(event.after.supply - event.before.supply, minted);
    // They cost the ask. The total grows by their true price, ceiled; what was paid over it is released with the rewards.
    assert.ok(quote.premium > 0n);
    assert.equal(event.premium, quote.premium);
    assert.equal(event.after.total - event.before.total, math.lamportsBacking(event.before, minted));
    const after = await liquidity();
    assert.equal(after.tokenAmount, before.liquidity.tokenAmount - quote.tokensFromLiquidity);
    assert.equal(after.solLamports - before.liquidity.solLamports, quote.lamportsToLiquidity);
  });

  it("gives a provider back its part of the SOL and the tokens, and of the fees", async () => {
    const { chain, admin, user } = pool;
    await user.liquidUnstake({ tokens: 30n * SOL });
    // Until the fees are released.
    for (let epochs = 0; epochs < 2; epochs++) await chain.passEpoch();
    const before = await user.snapshot();
    const held = (before.liquidity?.shares ?? 0n) - (before.liquidity?.lockedShares ?? 0n);
    const quote = quoteRemoveLiquidity(before, held);
    assert.ok(quote.lamports > 0n && quote.tokens > 0n);
    // Needs no price, so the end of an epoch changes nothing.
    const done = await user.removeLiquidity({
      shares: held,
      minimumLamportsOut: quote.lamports,
      minimumTokensOut: quote.tokens,
    });
    const changes = await changesOf(pool, done);
    assert.deepEqual([changes.lamports, changes.tokens(admin.mint)], [quote.lamports, quote.tokens]);
    assert.equal(changes.tokens(shares()), -held);
    assert.deepEqual([done.lamports, done.tokens], [quote.lamports, quote.tokens]);
    const price = priceAt(before.pool, before.clock.slot);
    const provided = 67n * SOL + 1n;
    assert.ok(done.lamports + math.lamportsFor(price, done.tokens) > provided);
    assert.equal((await admin.proofOfBacking()).ok, true);
  });

  it("tells whoever listens", async () => {
    const { chain, admin, user } = pool;
    const seen: { event: TruestakeEvent; signature: string }[] = [];
    const stop = onEvent(chain.connection, admin.deployment, (event, { signature }) => seen.push({ event, signature }));
    // There is no answer that says when a subscription has begun: it has when something arrives.
    await until("the subscription", async () => {
      if (seen.length > 0) return true;
      await user.depositSol({ lamports: SOL });
      return false;
    });
    const added = await user.addLiquidity({ lamports: 10n * SOL });
    const sent = [
      added,
      await user.liquidUnstake({ tokens: SOL }),
      await user.depositSol({ lamports: 2n * SOL }),
      await user.removeLiquidity({ shares: added.shares }),
    ];
    const heard = () => sent.map(({ signature }) => seen.filter((each) => each.signature === signature));
    await until("the events", () => heard().every(({ length }) => length > 0));
    await stop();
    // The cranks before a user's own instruction have theirs, too. What a node tells early may be of another slot, and so
    // of another price: only what the user put in is certain.
    const told = heard().map((events) => events.at(-1)?.event);
    assert.deepEqual(
      told.map((event) => event?.name),
      ["LiquidityAdded", "LiquidUnstaked", "SolDeposited", "LiquidityRemoved"],
    );
    const events = told.flatMap((event) => event ?? []);
    assert.deepEqual(
      [
        findEvent(events, "LiquidityAdded")?.data.lamports,
        findEvent(events, "LiquidUnstaked")?.data.tokens,
        findEvent(events, "SolDeposited")?.data.lamports,
        findEvent(events, "LiquidityRemoved")?.data.shares,
      ],
      [10n * SOL, SOL, 2n * SOL, added.shares],
    );
  });
});
