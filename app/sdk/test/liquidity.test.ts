// The liquidity pool: quotes against the program, and a provider's whole story.
import assert from "node:assert/strict";
import { getAccount, getAssociatedTokenAddressSync } from "@solana/spl-token";
import { PublicKey } from "@solana/web3.js";
import fc from "fast-check";
import { findEvent, instructions, isError, liquidityAddresses } from "../src";
import * as math from "../src/math";
import {
  countedLamports,
  feeCurve,
  liquidityValue,
  mostLiquidTokens,
  priceAt,
  quoteAddLiquidity,
  quoteDepositSol,
  quoteLiquidUnstake,
  quoteRemoveLiquidity,
  releasedTokens,
} from "../src/quote";
import { outcome, quoted } from "./outcome";
import { LIQUIDITY, newLiquidPool, newPool, SOL, type TestPool } from "./pool";
import { seeded } from "./seeds";

/** A pool with 500 SOL of the user's, delegated, and token accounts for everything. */
async function usedPool(): Promise<TestPool> {
  const test = await newLiquidPool({ validators: 2 });
  await test.user.depositSol({ lamports: 500n * SOL });
  await test.admin.delegateAll();
  await test.user.addLiquidity({ lamports: 10n * SOL });
  return test;
}

async function checkSale(test: TestPool, tokens: bigint): Promise<void> {
  const { chain, user, userKey } = test;
  const snapshot = await user.snapshot();
  const seller = userKey.publicKey;
  const source = getAssociatedTokenAddressSync(user.mint, seller);
  const options = { pool: snapshot.pool, seller, source, tokens, minimumLamportsOut: 0n };
  const quote = quoted(() => quoteLiquidUnstake(snapshot, tokens));
  const found = await outcome(chain.connection, seller, instructions.liquidUnstake(options));
  if (typeof found === "string") {
    const tooMany = tokens > (await getAccount(chain.connection, source)).amount;
    return assert.equal(found, tooMany ? "InsufficientTokens" : quote);
  }
  if (typeof quote === "string") assert.fail(quote);
  const event = findEvent(found, "LiquidUnstaked")?.data;
  assert.deepEqual(
    [event?.lamports, event?.fee, event?.treasuryTokens, event?.heldTokens, event?.solAfter],
    [quote.lamports, quote.fee, quote.treasuryTokens, quote.heldTokens, quote.liquidityAfter],
  );
  assert.equal(quote.lamports + quote.fee, math.lamportsFor(quote.price, tokens));
  const more = instructions.liquidUnstake({ ...options, minimumLamportsOut: quote.lamports + 1n });
  assert.equal(await outcome(chain.connection, seller, more), "SlippageExceeded");
}

async function checkDeposit(test: TestPool, lamports: bigint): Promise<void> {
  const { chain, user, userKey } = test;
  const snapshot = await user.snapshot();
  const depositor = userKey.publicKey;
  const destination = getAssociatedTokenAddressSync(user.mint, depositor);
  const options = { pool: snapshot.pool, depositor, destination, lamports, minimumTokensOut: 0n };
  const quote = quoted(() => quoteDepositSol(snapshot, { lamports }));
  const found = await outcome(chain.connection, depositor, instructions.depositSol(options));
  const tooMany = lamports > chain.balance(depositor);
  if (typeof found === "string") return assert.equal(found, tooMany ? "InsufficientLamports" : quote);
  if (typeof quote === "string") assert.fail(quote);
  const event = findEvent(found, "SolDeposited")?.data;
  assert.deepEqual(
    [event?.tokens, event?.premium, event?.lamportsToLiquidity, event?.tokensFromLiquidity, event?.treasuryTokens],
    [quote.tokens, quote.premium, quote.lamportsToLiquidity, quote.tokensFromLiquidity, quote.treasuryTokens],
  );
}

async function checkProvider(test: TestPool, amount: bigint): Promise<void> {
  const { chain, user, userKey } = test;
  const snapshot = await user.snapshot();
  const { pool } = snapshot;
  const provider = userKey.publicKey;
  const { liquidityMint } = liquidityAddresses(pool);
  const [tokens, shares] = [user.mint, liquidityMint].map((mint) => getAssociatedTokenAddressSync(mint, provider));
  if (!tokens || !shares) return;

  const added = quoted(() => quoteAddLiquidity(snapshot, amount));
  const add = { pool, provider, destination: shares, lamports: amount, minimumSharesOut: 0n };
  const adding = await outcome(chain.connection, provider, instructions.addLiquidity(add));
  if (amount > chain.balance(provider)) assert.equal(adding, "InsufficientLamports");
  else if (typeof adding === "string" || typeof added === "string") assert.equal(added, adding);
  else {
    const event = findEvent(adding, "LiquidityAdded")?.data;
    assert.deepEqual([event?.shares, event?.premium], [added.shares, added.premium]);
  }

  const removed = quoted(() => quoteRemoveLiquidity(snapshot, amount));
  const remove = { pool, provider, source: shares, destination: tokens, shares: amount };
  const instruction = instructions.removeLiquidity({ ...remove, minimumLamportsOut: 0n, minimumTokensOut: 0n });
  const removing = await outcome(chain.connection, provider, instruction);
  if (typeof removing === "string" || typeof removed === "string") {
    const tooMany = amount > (await getAccount(chain.connection, shares)).amount;
    return assert.equal(removing, tooMany ? "InsufficientTokens" : removed);
  }
  const event = findEvent(removing, "LiquidityRemoved")?.data;
  assert.deepEqual([event?.lamports, event?.tokens], [removed.lamports, removed.tokens]);
}

type Step = { do: "sell" | "buy" | "add" | "remove" | "epoch" | "slots"; part: number };

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom("sell", "buy", "add", "remove", "epoch", "slots"),
  part: fc.integer({ min: 1, max: 100 }),
});

async function play({ chain, user, userKey, votes }: TestPool, each: Step): Promise<void> {
  const part = BigInt(each.part);
  const snapshot = await user.snapshot();
  if (each.do === "sell") await user.liquidUnstake({ tokens: (mostLiquidTokens(snapshot) * part) / 100n });
  else if (each.do === "buy") await user.depositSol({ lamports: (part * SOL) / 3n });
  else if (each.do === "add") await user.addLiquidity({ lamports: (part * SOL) / 2n });
  else if (each.do === "slots") chain.advanceSlots(part * 1_000n);
  else if (each.do === "remove") {
    const account = getAssociatedTokenAddressSync(liquidityAddresses(snapshot.pool).liquidityMint, userKey.publicKey);
    const { amount } = await getAccount(chain.connection, account);
    await user.removeLiquidity({ shares: (amount * part) / 100n });
  } else {
    chain.passEpochs(1);
    chain.payRewards(votes.map((vote) => ({ vote, partsPerMillion: part * 10n })));
    await user.refresh();
  }
}

describe("liquidity", () => {
  it("is quoted as the program deals with it, at any size and in any state", async function () {
    this.timeout(300_000);
    const amounts = fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { minLength: 1, maxLength: 2 });
    const small = fc.bigInt({ min: 0n, max: 50n * SOL });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), amounts, small, async (story, large, amount) => {
        const test = await usedPool();
        for (const each of story) {
          await play(test, each).catch((error) => {
            const bounds = ["ZeroAmount", "ZeroResult", "InsufficientTokens", "InsufficientLiquidity"] as const;
            if (!isError(error, ...bounds)) throw error;
          });
          const most = mostLiquidTokens(await test.user.snapshot());
          for (const tokens of [1n, 2n, amount, most, most + 1n, ...large]) await checkSale(test, tokens);
          for (const lamports of [amount, ...large]) await checkProvider(test, lamports);
          const onSale = (await test.user.liquidity()).tokenAmount;
          for (const lamports of [1_000_000n, amount, onSale, onSale + SOL]) await checkDeposit(test, lamports);
        }
        assert.ok((await test.user.proofOfBacking()).ok);
      }),
      seeded(Number(process.env.RUNS ?? 6)),
    );
  });

  it("pays the whole of itself, and then nothing but what a deposit refills", async () => {
    const test = await usedPool();
    const { user } = test;
    const before = await user.snapshot();
    const most = mostLiquidTokens(before);
    await assert.rejects(user.liquidUnstake({ tokens: most + 1n }), (error) => isError(error, "InsufficientLiquidity"));
    const sale = await user.liquidUnstake({ tokens: most });
    assert.equal(sale.lamports, before.liquidity?.solLamports);
    const empty = await user.snapshot();
    assert.equal(empty.liquidity?.solLamports, 0n);
    assert.equal(mostLiquidTokens(empty), 0n);
    await checkSale(test, 1n);
    await checkSale(test, SOL);
    await assert.rejects(user.liquidUnstake({ tokens: SOL }), (error) => isError(error, "InsufficientLiquidity"));

    const quote = quoteDepositSol(empty, { lamports: 4n * SOL });
    assert.equal(quote.feeTokens, 0n, "what is bought costs no fee");
    const deposit = await user.depositSol({ lamports: 4n * SOL });
    assert.equal(deposit.tokens, quote.tokens);
    assert.equal((await user.liquidity()).solLamports, 4n * SOL);
  });

  it("takes a provider through: in, earn, out, also when paused and out of date", async () => {
    const { chain, admin, user } = await newLiquidPool();
    await user.depositSol({ lamports: 500n * SOL });
    const { shares } = await user.addLiquidity({ lamports: 99n * SOL });
    assert.equal(shares, 99n * SOL);
    const { events } = await user.liquidUnstake({ tokens: 50n * SOL });
    const sale = findEvent(events, "LiquidUnstaked")?.data ?? assert.fail();
    const snapshot = await user.snapshot();
    assert.ok(snapshot.liquidity);
    const price = priceAt(snapshot.pool, snapshot.clock.slot);
    // A token is 1 SOL and nothing is to be released: what is held is the fee that is not the treasury's. Shares are sold with
    // it: 100 SOL and that.
    assert.equal(price.total, price.supply);
    assert.equal(sale.heldTokens, sale.fee - sale.treasuryTokens);
    assert.equal(liquidityValue(snapshot.liquidity, price), 100n * SOL + sale.heldTokens);
    const { tokenAmount, heldRecent } = snapshot.liquidity;
    assert.equal(heldRecent, sale.heldTokens);
    assert.equal(releasedTokens(snapshot.liquidity, snapshot.clock), tokenAmount - heldRecent);
    await admin.pause({ seconds: 3_600 });
    await assert.rejects(user.liquidUnstake({ tokens: SOL }), (error) => isError(error, "Paused"));
    await assert.rejects(user.addLiquidity({ lamports: SOL }), (error) => isError(error, "Paused"));
    chain.passEpochs(2);
    assert.equal((await user.price()).fresh, false);
    const { clock } = await user.snapshot();
    assert.equal(releasedTokens(snapshot.liquidity, clock), tokenAmount, "the fee is the providers'");
    const quote = quoteRemoveLiquidity(await user.snapshot(), shares);
    const out = await user.removeLiquidity({ shares });
    assert.deepEqual([out.lamports, out.tokens], [quote.lamports, quote.tokens]);
    assert.ok(out.lamports + math.lamportsFor(price, out.tokens) > 99n * SOL);
    const { ok, details } = await user.proofOfBacking();
    assert.ok(ok && details.some(({ check }) => check === "lamports of the liquidity pool"));
  });

  it("bounds what a caller accepts: by slippage, or by a minimum of his own", async () => {
    const { user } = await usedPool();
    const no = (error: unknown): boolean => isError(error, "SlippageExceeded");
    await assert.rejects(user.liquidUnstake({ tokens: SOL, minimumLamportsOut: SOL }), no);
    await assert.rejects(user.addLiquidity({ lamports: SOL, minimumSharesOut: 2n * SOL }), no);
    await assert.rejects(user.removeLiquidity({ shares: SOL, minimumTokensOut: 1n }), no);
    await assert.rejects(user.removeLiquidity({ shares: SOL, minimumLamportsOut: SOL + 1n }), no);
    assert.equal((await user.removeLiquidity({ shares: SOL, minimumLamportsOut: SOL })).lamports, SOL);
  });

  it("has its fee line as data", async () => {
    const { chain, user } = await usedPool();
    // 10 SOL of 11 have just been added: they are off the line, and leave at its highest rate.
    const early = feeCurve(await user.snapshot(), 12);
    const of = (place: number) => [early[place]?.left, early[place]?.rate, early[place]?.payout, early[place]?.fee];
    const lastFee = math.saleFee({ min: 30, max: 300, target: LIQUIDITY.target }, SOL, SOL);
    assert.deepEqual(of(0), [0n, 300, 11n * SOL, lastFee + (10n * SOL * 300n) / 10_000n]);
    assert.deepEqual(of(1), [10n * SOL, 300, SOL, lastFee]);
    assert.deepEqual(of(11), [10n * SOL + LIQUIDITY.target, 30, undefined, undefined]);
    chain.passEpochs(2);
    const snapshot = await user.snapshot();
    assert.equal(countedLamports(snapshot), 11n * SOL);
    const line = feeCurve(snapshot, 11);
    assert.equal(line.length, 11);
    assert.deepEqual([line[0]?.left, line[0]?.rate], [0n, 300]);
    assert.deepEqual([line[10]?.left, line[10]?.rate], [LIQUIDITY.target, 30]);
    assert.equal(line[0]?.payout, 11n * SOL);
    assert.equal(line[1]?.payout, SOL);
    assert.ok((line[1]?.fee ?? 0n) > 0n);
    assert.equal(line[2]?.payout, undefined, "so much is not there");
    assert.throws(
      () => feeCurve(snapshot, 1),
      (error) => isError(error, "InvalidArgument"),
    );
  });

  it("is left out where there is none", async () => {
    const { chain, admin, user, userKey } = await newPool({ validators: 1 });
    const before = await user.snapshot();
    assert.equal(before.liquidity, undefined);
    assert.equal(mostLiquidTokens(before), 0n);
    assert.equal(
      quoted(() => quoteLiquidUnstake(before, SOL)),
      "WrongLiquidityPool",
    );
    await user.depositSol({ lamports: 10n * SOL });
    await admin.createLiquidity({ seedLamports: SOL, config: LIQUIDITY });
    await assert.rejects(admin.createLiquidity({ seedLamports: SOL, config: LIQUIDITY }));
    // A deposit built from what was known before is refused, and never skips the liquidity pool.
    const destination = getAssociatedTokenAddressSync(user.mint, userKey.publicKey);
    const options = { depositor: userKey.publicKey, destination, lamports: SOL, minimumTokensOut: 0n };
    const { connection } = chain;
    const { pool } = await user.snapshot();
    const old = instructions.depositSol({ ...options, pool: { ...pool, liquidity: PublicKey.default } });
    assert.equal(await outcome(connection, userKey.publicKey, old), "WrongLiquidityPool");
    const now = instructions.depositSol({ ...options, pool });
    assert.ok(Array.isArray(await outcome(connection, userKey.publicKey, now)));
  });
});
