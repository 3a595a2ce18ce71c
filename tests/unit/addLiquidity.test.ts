import assert from "node:assert/strict";
import {
  DEFAULTS,
  fixture,
  LIMITS,
  type Provider,
  SOL,
  type TestContext,
  type TestPool,
  U64_MAX,
  type User,
  WALLET_RENT,
} from "../common";
import { pricedPool } from "./fixture";

/**
 * 110 SOL for 100 tokens; in the liquidity pool 2 SOL and 1 token, worth 3.1 SOL, for 2 shares of the seed and 1 of
 * somebody's.
 */
const priced = pricedPool();
const given = fixture(() => {
  const { context, pool, user } = priced();
  pool.createLiquidity({ minFee: 0, maxFee: 0, treasuryCut: 0 }, 2n * SOL);
  const provider = pool.provider();
  pool.addLiquidity(provider, SOL);
  pool.sell(user, SOL); // For 1.1 SOL; shares are still worth 1 SOL each: 1.9 SOL and 1 token.
  pool.inject(pool.liquidityPdas.liquidity, "LiquidityPool", "sol_lamports", 2n * SOL); // As if fees had been earned.
  context.chain.donate(pool.liquidityPdas.liquiditySol, 100_000_000n);
  return { context, pool, user, provider };
});

describe("add_liquidity", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;
  let provider: Provider;

  beforeEach(() => {
    ({ context, pool, user, provider } = given());
  });

  const refuses = (lamports: bigint, error: string, minimum = 0n) =>
    context.refused(pool.addLiquidityInstruction(provider, lamports, minimum), [provider.keypair], error);
  /** Gives the pool 10 SOL, half of which is released. */
  function release() {
    context.chain.passEpochs(1);
    context.chain.donate(pool.pdas.reserve, 10n * SOL);
    pool.update();
    context.chain.advanceSlots(500n);
  }
  /** Shares for 1 SOL: 3 for 3.1 SOL. */
  const SHARES = 967_741_935n;

  describe("when everything is within its limits", () => {
    it("gives shares at the worth of SOL and tokens, floored", () => {
      const { changes, event } = pool.addLiquidity(provider, SOL);
      const before = DEFAULTS.userLamports - SOL;
      assert.deepEqual(changes, {
        "provider.lamports": [before, before - SOL],
        "liquidity.sol_lamports": [2n * SOL, 3n * SOL],
        "liquidity.shares": [3n * SOL, 3n * SOL + SHARES],
        "liquidity's SOL.lamports": [2n * SOL + WALLET_RENT, 3n * SOL + WALLET_RENT],
        "shares.supply": [SOL, SOL + SHARES],
        "provider's shares.tokens": [SOL, SOL + SHARES],
      });
      const books = { total: 110n * SOL, supply: 100n * SOL };
      assert.deepEqual(event, {
        name: "LiquidityAdded",
        data: {
          pool: pool.pdas.pool.toBase58(),
          provider: provider.address.toBase58(),
          lamports: SOL,
          shares: SHARES,
          premium: 0n,
          sol_after: 3n * SOL,
          tokens_after: SOL,
          before: books,
          after: books,
        },
      });
    });

    it("ceils what the shares are worth before, for those who have them", () => {
      // A token unit less is worth 1.1 lamports less: 3.0999999989, ceiled.
      pool.inject(pool.liquidityPdas.liquidity, "LiquidityPool", "token_amount", SOL - 1n);
      const { event } = pool.addLiquidity(provider, 3_100_000_001n);
      assert.equal(event.data.shares, (3_100_000_001n * 3n * SOL) / 3_099_999_999n);
    });

    it("counts the tokens at the ask: who comes late pays for what is known and not in the price yet", () => {
      // 115 SOL for 100 tokens, and 5 SOL on their way: a token is 1.2 SOL, three shares are 3.2.
      release();
      const { event } = pool.addLiquidity(provider, SOL);
      assert.equal(event.data.shares, 937_500_000n);
      // At the true price three shares are 2 + 1.15 SOL: what was bought is 0.984375, and 1 SOL was paid.
      assert.equal(event.data.premium, 15_625_000n);
    });

    it("counts held tokens like all others", () => {
      release();
      const { event } = pool.sell(user, SOL); // For 1.15 SOL, which buy 0.9583… tokens: the rest is held.
      assert.equal(event.data.held_tokens, 41_666_667n);
      // 0.85 SOL and 2 tokens at 1.2: 3.25 SOL for three shares.
      const added = pool.addLiquidity(provider, SOL).event;
      assert.equal(added.data.shares, 923_076_923n);
      // Of 2 tokens 1.958333333 are released: 2.252083333 SOL at 1.15, ceiled. With 0.85 SOL that is 3.102083333 for three shares, so
      // 923,076,923 shares stand for 0.954487180 SOL, ceiled.
      assert.equal(added.data.premium, 45_512_820n);
    });

    it("lets the fee line follow what stood until now, and leaves it there", () => {
      const { lineLamports, lineSlot } = pool.liquidity;
      assert.equal(lineLamports, 900_000_000n); // The seed's 2 SOL less 1.1 for the token.
      context.chain.advanceSlots(5n); // Five thousandths of the target of 100 SOL.
      const { changes } = pool.addLiquidity(provider, SOL);
      assert.deepEqual(changes["liquidity.line_lamports"], [lineLamports, 1_400_000_000n]);
      assert.deepEqual(changes["liquidity.line_slot"], [lineSlot, lineSlot + 5n]);
    });

    it("never lowers what a share is worth", () => {
      for (const lamports of [10_000n, 10_007n, SOL, 123_456_789n, 500n * SOL]) {
        const before = pool.liquidity;
        pool.addLiquidity(provider, lamports);
        const after = pool.liquidity;
        // Exactly, by a price of 1.1: SOL × 10 + tokens × 11.
        const worth = ({ solLamports, tokenAmount }: typeof before) => solLamports * 10n + tokenAmount * 11n;
        assert(worth(after) * before.shares >= worth(before) * after.shares, `by ${lamports} lamports`);
      }
    });

    it("gives shares to an account of anybody", () => {
      const other = pool.provider("other");
      const instruction = pool.addLiquidityInstruction({ ...provider, shares: other.shares }, SOL);
      context.done(instruction, [provider.keypair]);
      assert.equal(pool.tokensOf(other.shares), SHARES);
    });

    it("is not moved by what somebody gives away", () => {
      context.chain.donate(pool.liquidityPdas.liquiditySol, 100n * SOL);
      pool.transferTokens(user, pool.liquidityPdas.liquidityTokens, 10n * SOL);
      assert.equal(pool.addLiquidity(provider, SOL).event.data.shares, SHARES);
    });

    it("leaves the pool's own books alone", () => {
      const { state, books } = pool;
      pool.addLiquidity(provider, SOL);
      assert.deepEqual(pool.state, state);
      assert.deepEqual(pool.books, books);
    });
  });

  describe("when the amount is bad", () => {
    it("refuses 0", () => refuses(0n, "ZeroAmount"));
    it("refuses 1 lamport, and a lamport less than the least", () => {
      refuses(1n, "DepositTooSmall");
      refuses(LIMITS.deposit - 1n, "DepositTooSmall");
    });
    it("takes the least", () => {
      pool.addLiquidity(provider, LIMITS.deposit);
    });
    it("refuses u64::MAX, and a lamport more than the provider has", () => {
      refuses(U64_MAX, "InsufficientLamports");
      refuses(DEFAULTS.userLamports - SOL + 1n, "InsufficientLamports");
    });
    it("refuses when the result would be nothing", () => {
      // A share is worth more than all of it: shares are only left of a seed of 1.
      for (const field of ["shares", "locked_shares"]) {
        pool.inject(pool.liquidityPdas.liquidity, "LiquidityPool", field, 1n);
      }
      refuses(SOL, "ZeroResult");
    });
  });

  it("refuses when all that the shares stand for is lost: the lamports would be the old holders'", () => {
    pool.injectPool("reserve_lamports", 0n);
    pool.inject(pool.liquidityPdas.liquidity, "LiquidityPool", "sol_lamports", 0n);
    refuses(SOL, "NoPrice");
  });

  describe("when the provider asks for a minimum", () => {
    it("takes the lamports when exactly that is received", () => {
      context.done(pool.addLiquidityInstruction(provider, SOL, SHARES), [provider.keypair]);
    });
    it("refuses when it is one share more", () => refuses(SOL, "SlippageExceeded", SHARES + 1n));
  });

  describe("when the provider says what the account holds", () => {
    const add = (ifBalance: bigint) => pool.addLiquidityInstruction(provider, SOL, 1n, ifBalance);

    it("works while it holds exactly that, and a second try cannot add again", () => {
      context.done(add(SOL), [provider.keypair]);
      context.refused(add(SOL), [provider.keypair], "BalanceChanged");
      context.done(add(SOL + SHARES), [provider.keypair]);
    });

    it("refuses one share more or less", () => {
      for (const ifBalance of [SOL - 1n, SOL + 1n, 0n]) {
        context.refused(add(ifBalance), [provider.keypair], "BalanceChanged");
      }
    });
  });

  describe("when there is a cap", () => {
    it("takes lamports up to it", () => {
      pool.setLiquidity({ minFee: 0, maxFee: 0, treasuryCut: 0, cap: 3n * SOL });
      pool.addLiquidity(provider, SOL);
      refuses(10_000n, "LiquidityCapExceeded");
    });
    it("refuses a lamport more, and everything while it is 0", () => {
      pool.setLiquidity({ minFee: 0, maxFee: 0, treasuryCut: 0, cap: 3n * SOL - 1n });
      refuses(SOL, "LiquidityCapExceeded");
      pool.setLiquidity({ minFee: 0, maxFee: 0, treasuryCut: 0, cap: 0n });
      refuses(10_000n, "LiquidityCapExceeded");
    });
  });

  describe("when the price is not to be had", () => {
    it("refuses in the epoch after the last update, and takes lamports after the next", () => {
      context.chain.passEpochs(1);
      refuses(SOL, "PoolOutOfDate");
      pool.update();
      pool.addLiquidity(provider, SOL);
    });
    it("refuses while rewards are being paid out", () => {
      context.chain.setRewardsActive(true);
      refuses(SOL, "EpochRewardsActive");
    });
    it("refuses while the pool is paused", () => {
      pool.pause();
      refuses(SOL, "Paused");
    });
  });

  describe("when an account is wrong", () => {
    const swapped = (from: Provider["address"], to: Provider["address"], error: string) => {
      const instruction = pool.addLiquidityInstruction(provider, SOL);
      for (const key of instruction.keys) if (key.pubkey.equals(from)) key.pubkey = to;
      context.refused(instruction, [provider.keypair], error);
    };

    it("refuses another pool's liquidity, and its parts", () => {
      const other = context.createTestPool();
      other.createLiquidity();
      const { liquidity, liquiditySol, liquidityMint } = pool.liquidityPdas;
      swapped(pool.pdas.pool, other.pdas.pool, "WrongLiquidityPool");
      swapped(liquidity, other.liquidityPdas.liquidity, "WrongLiquidityPool");
      swapped(liquiditySol, other.liquidityPdas.liquiditySol, "WrongLiquidityAccount");
      swapped(liquidityMint, other.liquidityPdas.liquidityMint, "WrongLiquidityAccount");
    });

    it("refuses a token account that is none of the shares", () => {
      swapped(provider.shares, user.tokens, "WrongTokenAccount");
    });

    it("refuses a provider who has not signed", () => {
      const unsigned = pool.addLiquidityInstruction(provider, SOL);
      for (const key of unsigned.keys) key.isSigner = false;
      context.refused(unsigned, [], "AccountNotSigner");
    });
  });
});
