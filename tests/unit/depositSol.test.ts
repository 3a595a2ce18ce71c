import assert from "node:assert/strict";
import { Keypair, type PublicKey } from "@solana/web3.js";
import { DEFAULTS, LIMITS, SOL, type TestContext, type TestPool, U64_MAX, type User, WALLET_RENT } from "../common";
import { pricedPool } from "./fixture";

const given = pricedPool();

describe("deposit_sol", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool } = given());
    user = pool.user("depositor");
  });

  const refuses = (lamports: bigint, error: string, options: { minimum?: bigint; referrer?: PublicKey } = {}) =>
    context.refused(pool.depositInstruction(user, lamports, options), [user.keypair], error);

  describe("when the price is 1.1", () => {
    it("gives 10 tokens less a tenth of a per cent for 11 SOL", () => {
      const { changes, event } = pool.deposit(user, 11n * SOL);
      const total = 110n * SOL;
      assert.deepEqual(changes, {
        "depositor.lamports": [DEFAULTS.userLamports, DEFAULTS.userLamports - 11n * SOL],
        "pool.supply": [100n * SOL, 110n * SOL],
        "pool.reserve_lamports": [total, total + 11n * SOL],
        "mint.supply": [100n * SOL, 110n * SOL],
        "reserve.lamports": [total + WALLET_RENT, total + 11n * SOL + WALLET_RENT],
        "depositor's tokens.tokens": [0n, 9_990_000_000n],
        "treasury.tokens": [99_000_000n, 109_000_000n],
      });
      assert.deepEqual(event, {
        name: "SolDeposited",
        data: {
          pool: pool.pdas.pool.toBase58(),
          depositor: user.address.toBase58(),
          lamports: 11n * SOL,
          tokens: 9_990_000_000n,
          premium: 0n,
          lamports_to_liquidity: 0n,
          tokens_from_liquidity: 0n,
          treasury_tokens: 10_000_000n,
          referrer_tokens: 0n,
          before: { total, supply: 100n * SOL },
          after: { total: total + 11n * SOL, supply: 110n * SOL },
        },
      });
    });

    it("floors the tokens and ceils the fee", () => {
      // 10,003 × 100 ÷ 110 = 9,093.6; a tenth of a per cent of 9,093 is 9.1.
      const { event } = pool.deposit(user, 10_003n);
      assert.equal(event.data.tokens, 9_083n);
      assert.equal(event.data.treasury_tokens, 10n);
    });

    it("never lowers the price", () => {
      for (const lamports of [10_000n, 10_001n, 10_003n, 10_010n, 123_456_789n]) {
        const before = pool.books;
        pool.deposit(user, lamports);
        const after = pool.books;
        assert(after.total * before.supply >= before.total * after.supply, `by ${lamports} lamports`);
      }
    });

    it("gives tokens to an account of anybody", () => {
      const other = pool.user("other");
      const instruction = pool.depositInstruction({ ...user, tokens: other.tokens }, SOL);
      context.done(instruction, [user.keypair]);
      assert.equal(pool.tokensOf(other.tokens), 908_181_818n);
    });
  });

  it("refuses to give tokens to an account of another mint", () => {
    const { tokens } = context.createTestPool().user("foreigner");
    context.refused(pool.depositInstruction({ ...user, tokens }, SOL), [user.keypair], "WrongTokenAccount");
  });

  describe("when the ask is above the price", () => {
    /** Half of 10 SOL is released: 115 SOL for 100 tokens, and 5 SOL on their way. The ask is 1.2. */
    const releasing = () => {
      context.chain.passEpochs(1);
      context.chain.donate(pool.pdas.reserve, 10n * SOL);
      pool.update();
      context.chain.advanceSlots(500n);
    };
    const release = ({ state } = pool) => [state.releaseLamports, state.releaseStartSlot, state.releaseEndSlot];

    it("sells at the ask; what that is above the price is released with what is being released", () => {
      releasing();
      const [, , end] = release();
      const { event, changes } = pool.deposit(user, 12n * SOL);
      // 10 tokens, worth 11.5 SOL: half a SOL joins the 5 that are left.
      assert.deepEqual(event.data.before, { total: 115n * SOL, supply: 100n * SOL });
      assert.deepEqual(event.data.after, { total: 126_500_000_000n, supply: 110n * SOL });
      assert.deepEqual([event.data.tokens, event.data.treasury_tokens], [9_990_000_000n, 10_000_000n]);
      assert.equal(event.data.premium, 500_000_000n);
      assert.deepEqual(release(), [5_500_000_000n, context.chain.slot, end]);
      assert.deepEqual(changes["pool.reserve_lamports"], [120n * SOL, 132n * SOL]);
      assert.equal(changes["pool.pending_gain"], undefined);
    });

    it("moves neither price nor ask: the next one pays the same", () => {
      releasing();
      for (const _ of [1, 2, 3]) assert.equal(pool.deposit(user, 12n * SOL).event.data.tokens, 9_990_000_000n);
      const { total, supply } = pool.books;
      assert.equal(total * 100n, supply * 115n);
    });

    it("ceils what the tokens are worth: the price never falls", () => {
      releasing();
      // 8,335 tokens, worth 9,585.25: the price gets 9,586 of 10,003 lamports, and the release 417.
      const { event } = pool.deposit(user, 10_003n);
      assert.deepEqual(event.data.after, { total: 115n * SOL + 9_586n, supply: 100n * SOL + 8_335n });
      assert.equal(release()[0], 5n * SOL + 417n);
    });

    it("measures the reserve first: what came into it unseen is in the ask, and waits for the update", () => {
      context.chain.donate(pool.pdas.reserve, 10n * SOL);
      const { event, changes } = pool.deposit(user, 12n * SOL); // 10 tokens at 1.2, worth 11 SOL.
      assert.deepEqual([event.data.tokens, event.data.premium], [9_990_000_000n, SOL]);
      assert.deepEqual(changes["pool.pending_gain"], [0n, 10n * SOL]);
      assert.deepEqual(changes["pool.reserve_lamports"], [110n * SOL, 132n * SOL]);
      assert.deepEqual(event.data.after, { total: 121n * SOL, supply: 110n * SOL });
      assert.equal(release()[0], SOL);
    });

    it("measures the reserve first: what it lacks is a loss at once", () => {
      context.chain.setLamports(pool.pdas.reserve, 100n * SOL + WALLET_RENT);
      const { event } = pool.deposit(user, 11n * SOL); // At a price of 1.
      assert.deepEqual([event.data.tokens, event.data.treasury_tokens], [10_989_000_000n, 11_000_000n]);
      assert.deepEqual(event.data.before, { total: 110n * SOL, supply: 100n * SOL });
      assert.deepEqual(event.data.after, { total: 111n * SOL, supply: 111n * SOL });
    });

    it("counts what tickets of earlier epochs leave behind, and no ticket of this epoch", () => {
      const holder = given().user;
      user = pool.user("depositor");
      pool.order(holder, 50n * SOL); // For 55 SOL, less a fee of 0.055.
      context.chain.donate(pool.pdas.reserve, 10n * SOL);
      pool.nextEpoch();
      pool.nextEpoch();
      pool.order(holder, 40n * SOL);
      // 120 SOL for 100 tokens; without the first ticket 65.055 for 50: 1.3011 SOL each.
      const { event } = pool.deposit(user, 13_011_000_000n);
      assert.deepEqual([event.data.tokens, event.data.premium], [9_990_000_000n, 1_011_000_000n]);
      assert.deepEqual(event.data.after, { total: 132n * SOL, supply: 110n * SOL });
      assert.equal(release()[0], 1_011_000_000n);
    });

    it("asks for the minimum by the ask", () => {
      releasing();
      refuses(12n * SOL, "SlippageExceeded", { minimum: 9_990_000_001n });
      pool.deposit(user, 12n * SOL, { minimum: 9_990_000_000n });
    });

    it("holds the total of the price against the cap", () => {
      releasing();
      pool.injectPool("deposit_cap", 127n * SOL - 1n);
      refuses(12n * SOL, "DepositCapExceeded");
      pool.injectPool("deposit_cap", 127n * SOL);
      pool.deposit(user, 12n * SOL);
    });
  });

  describe("when the depositor says what the account holds", () => {
    const deposit = (ifBalance: bigint) => pool.depositInstruction(user, 11n * SOL, { ifBalance });

    it("works while it holds exactly that, and a second try cannot deposit again", () => {
      context.done(deposit(0n), [user.keypair]);
      context.refused(deposit(0n), [user.keypair], "BalanceChanged");
      context.done(deposit(9_990_000_000n), [user.keypair]);
      assert.equal(pool.tokensOf(user.tokens), 19_980_000_000n);
    });

    it("refuses one unit more or less", () => {
      pool.deposit(user, 11n * SOL);
      for (const ifBalance of [9_989_999_999n, 9_990_000_001n, U64_MAX]) {
        context.refused(deposit(ifBalance), [user.keypair], "BalanceChanged");
      }
    });
  });

  describe("when there is a referrer", () => {
    it("shares the fee, floored for the referrer", () => {
      const referrer = pool.user("referrer");
      const { event } = pool.deposit(user, 11_011n, { referrer: referrer.tokens });
      // 10,010 tokens; 11 of fee; a quarter of it is 2.75.
      assert.equal(event.data.tokens, 9_999n);
      assert.equal(event.data.referrer_tokens, 2n);
      assert.equal(event.data.treasury_tokens, 9n);
      assert.equal(pool.tokensOf(referrer.tokens), 2n);
    });

    it("lets depositors refer themselves: the share is a discount", () => {
      const { event, changes } = pool.deposit(user, 11n * SOL, { referrer: user.tokens });
      assert.equal(event.data.referrer_tokens, 2_500_000n);
      assert.deepEqual(changes["depositor's tokens.tokens"], [0n, 9_992_500_000n]);
    });

    it("refuses a token account of another mint", () => {
      const other = context.createTestPool();
      const foreign = other.user();
      refuses(SOL, "WrongReferrer", { referrer: foreign.tokens });
    });

    it("refuses what is no token account", () => {
      refuses(SOL, "WrongReferrer", { referrer: user.address });
      refuses(SOL, "WrongReferrer", { referrer: Keypair.generate().publicKey });
    });

    it("takes any account for one while there is no fee to share", () => {
      pool.propose({ depositFee: 0 });
      const { event } = pool.deposit(user, 11n * SOL, { referrer: Keypair.generate().publicKey });
      assert.deepEqual([event.data.tokens, event.data.referrer_tokens], [10n * SOL, 0n]);
    });
  });

  describe("when the liquidity pool has tokens", () => {
    let seller: User;

    /** 10 tokens for 11 SOL: 189 SOL and 10 tokens are left. */
    beforeEach(() => {
      seller = given().user;
      user = pool.user("depositor");
      pool.createLiquidity({ minFee: 0, maxFee: 0, treasuryCut: 0 }, 200n * SOL);
      pool.sell(seller, 10n * SOL);
    });

    it("[bug-marinade-swap] buys them first, without fee, and mints the rest: partly", () => {
      const { changes, event } = pool.deposit(user, 22n * SOL);
      const total = 110n * SOL;
      assert.deepEqual(changes, {
        "depositor.lamports": [DEFAULTS.userLamports, DEFAULTS.userLamports - 22n * SOL],
        "pool.supply": [100n * SOL, 110n * SOL],
        "pool.reserve_lamports": [total, total + 11n * SOL],
        "mint.supply": [100n * SOL, 110n * SOL],
        "reserve.lamports": [total + WALLET_RENT, total + 11n * SOL + WALLET_RENT],
        "depositor's tokens.tokens": [0n, 19_990_000_000n],
        "treasury.tokens": [99_000_000n, 109_000_000n],
        "liquidity.sol_lamports": [189n * SOL, 200n * SOL],
        "liquidity.line_lamports": [189n * SOL, 200n * SOL],
        "liquidity.token_amount": [10n * SOL, 0n],
        "liquidity's SOL.lamports": [189n * SOL + WALLET_RENT, 200n * SOL + WALLET_RENT],
        "liquidity's tokens.tokens": [10n * SOL, 0n],
      });
      assert.equal(event.data.tokens, 19_990_000_000n);
      assert.equal(event.data.lamports_to_liquidity, 11n * SOL);
      assert.equal(event.data.tokens_from_liquidity, 10n * SOL);
      assert.equal(event.data.treasury_tokens, 10_000_000n);
      assert.deepEqual(event.data.after, { total: total + 11n * SOL, supply: 110n * SOL });
    });

    it("buys exactly them", () => {
      const { changes, event } = pool.deposit(user, 11n * SOL);
      assert.equal(event.data.tokens, 10n * SOL);
      assert.equal(event.data.treasury_tokens, 0n);
      assert.equal(pool.liquidity.tokenAmount, 0n);
      assert.deepEqual(
        Object.keys(changes).filter((name) => /^(pool|mint|reserve|treasury)\b/.test(name)),
        [],
        "the pool itself does not change",
      );
    });

    it("buys wholly from them when they are more", () => {
      const { event } = pool.deposit(user, SOL);
      assert.equal(event.data.tokens, 909_090_909n);
      assert.equal(event.data.lamports_to_liquidity, SOL);
      assert.equal(pool.liquidity.solLamports, 190n * SOL);
      assert.equal(pool.liquidity.tokenAmount, 10n * SOL - 909_090_909n);
    });

    it("pays at least their worth, ceiled: no share loses by a purchase", () => {
      // A part of a token unit is left over: 3 units are worth 3.3 lamports.
      pool.inject(pool.liquidityPdas.liquidity, "LiquidityPool", "token_amount", 3n);
      const { event } = pool.deposit(user, 10_000n);
      assert.equal(event.data.tokens_from_liquidity, 3n);
      assert.equal(event.data.lamports_to_liquidity, 4n);
      // 9,996 × 100 ÷ 110 = 9,087.3; a tenth of a per cent of it is 9.1.
      assert.equal(event.data.tokens, 3n + 9_087n - 10n);
    });

    it("buys them at the ask, and its premium is the providers'", () => {
      context.chain.passEpochs(1);
      context.chain.donate(pool.pdas.reserve, 10n * SOL);
      pool.update();
      context.chain.advanceSlots(500n);
      // 115 SOL for 100 tokens, 5 SOL on their way: 10 tokens are worth 11.5 SOL and cost 12.
      const { books } = pool;
      const { event } = pool.deposit(user, 12n * SOL);
      assert.deepEqual([event.data.tokens, event.data.lamports_to_liquidity], [10n * SOL, 12n * SOL]);
      assert.equal(event.data.premium, 500_000_000n);
      assert.equal(pool.liquidity.solLamports, 201n * SOL);
      assert.deepEqual(pool.books, books);
    });

    it("asks for the minimum of all tokens together", () => {
      refuses(22n * SOL, "SlippageExceeded", { minimum: 19_990_000_001n });
      pool.deposit(user, 22n * SOL, { minimum: 19_990_000_000n });
    });

    it("is not bound by a cap below the total when nothing is minted", () => {
      pool.injectPool("deposit_cap", SOL);
      pool.deposit(user, SOL);
    });

    it("is bound by the cap for what is minted alone", () => {
      pool.injectPool("deposit_cap", 110n * SOL);
      pool.deposit(user, 11n * SOL);
      refuses(SOL, "DepositCapExceeded");
    });

    it("sells nothing of what somebody gave away", () => {
      pool.transferTokens(seller, pool.liquidityPdas.liquidityTokens, 5n * SOL);
      assert.equal(pool.deposit(user, 22n * SOL).event.data.tokens_from_liquidity, 10n * SOL);
    });

    it("refuses when the liquidity pool is left out, as a whole or in part", () => {
      const { pool: address } = pool.pdas;
      const none = context.chain.account(address)?.owner ?? assert.fail();
      for (const names of [
        ["liquidity", "liquiditySol", "liquidityTokens"],
        ["liquidity"],
        ["liquiditySol"],
        ["liquidityTokens"],
      ] as const) {
        const instruction = pool.depositInstruction(user, SOL);
        for (const key of instruction.keys) {
          for (const name of names) {
            if (key.pubkey.equals(pool.liquidityPdas[name])) Object.assign(key, { pubkey: none, isWritable: false });
          }
        }
        context.refused(instruction, [user.keypair], "WrongLiquidityPool");
      }
    });

    it("refuses another pool's liquidity, as a whole or in part", () => {
      const other = context.createTestPool();
      other.createLiquidity();
      for (const [name, error] of [
        ["liquidity", "WrongLiquidityPool"],
        ["liquiditySol", "WrongLiquidityAccount"],
        ["liquidityTokens", "WrongLiquidityAccount"],
      ] as const) {
        const instruction = pool.depositInstruction(user, SOL);
        for (const key of instruction.keys) {
          if (key.pubkey.equals(pool.liquidityPdas[name])) key.pubkey = other.liquidityPdas[name];
        }
        context.refused(instruction, [user.keypair], error);
      }
    });
  });

  describe("when the treasury cannot receive", () => {
    const noFee = () => {
      const { event } = pool.deposit(user, 11n * SOL);
      assert.equal(event.data.tokens, 10n * SOL);
      assert.equal(event.data.treasury_tokens, 0n);
    };
    const treasury = () => {
      const account = context.chain.account(pool.config.treasury);
      assert(account);
      return account;
    };

    it("charges no fee when it is closed", () => {
      context.chain.setLamports(pool.config.treasury, 0n);
      noFee();
    });

    it("charges no fee when it is frozen", () => {
      const account = treasury();
      account.data.writeUInt8(2, 108);
      context.chain.setAccount(pool.config.treasury, account);
      noFee();
    });

    it("charges no fee when it is of another mint", () => {
      const account = treasury();
      Keypair.generate().publicKey.toBuffer().copy(account.data);
      context.chain.setAccount(pool.config.treasury, account);
      noFee();
    });

    it("charges no fee when it belongs to another program", () => {
      context.chain.setAccount(pool.config.treasury, { ...treasury(), owner: pool.pdas.pool });
      noFee();
    });

    it("pays no referrer either", () => {
      context.chain.setLamports(pool.config.treasury, 0n);
      const referrer = pool.user("referrer");
      const { event } = pool.deposit(user, 11n * SOL, { referrer: referrer.tokens });
      assert.equal(event.data.referrer_tokens, 0n);
    });
  });

  describe("when the amount is bad", () => {
    it("refuses 0", () => refuses(0n, "ZeroAmount"));
    it("refuses 1 lamport", () => refuses(1n, "DepositTooSmall"));
    it("refuses a lamport less than the least deposit", () => refuses(LIMITS.deposit - 1n, "DepositTooSmall"));
    it("takes the least deposit", () => {
      pool.deposit(user, LIMITS.deposit);
    });
    it("refuses u64::MAX", () => refuses(U64_MAX, "InsufficientLamports"));
    it("refuses a lamport more than the depositor has", () => {
      refuses(DEFAULTS.userLamports + 1n, "InsufficientLamports");
    });
    it("takes everything that the depositor has", () => {
      pool.deposit(user, DEFAULTS.userLamports);
    });
    it("refuses what no sum can hold", () => {
      // With the 110 SOL of the reserve one SOL is left to the largest number.
      pool.injectPool("staked_lamports", U64_MAX - 111n * SOL);
      refuses(2n * SOL, "Overflow");
    });
  });

  describe("when the depositor asks for a minimum", () => {
    it("takes the deposit when exactly that is received", () => {
      pool.deposit(user, 11n * SOL, { minimum: 9_990_000_000n });
    });
    it("[bug-community-slippage] refuses when it is one token unit more", () => {
      refuses(11n * SOL, "SlippageExceeded", { minimum: 9_990_000_001n });
    });
  });

  describe("when there is a cap", () => {
    it("takes a deposit up to it", () => {
      pool.injectPool("deposit_cap", 121n * SOL);
      pool.deposit(user, 11n * SOL);
    });
    it("refuses a lamport more", () => {
      pool.injectPool("deposit_cap", 121n * SOL - 1n);
      refuses(11n * SOL, "DepositCapExceeded");
    });
  });

  describe("when the price is not to be had", () => {
    it("refuses in the epoch after the last update, and takes the deposit after the next", () => {
      context.chain.passEpochs(1);
      refuses(SOL, "PoolOutOfDate");
      pool.update();
      pool.deposit(user, SOL);
    });

    it("refuses while rewards are being paid out", () => {
      context.chain.setRewardsActive(true);
      refuses(SOL, "EpochRewardsActive");
      context.chain.setRewardsActive(false);
      pool.deposit(user, SOL);
    });

    it("refuses when the pool has lost everything", () => {
      context.chain.setLamports(pool.pdas.reserve, WALLET_RENT);
      refuses(SOL, "NoPrice");
    });

    it("[P-09] refuses when the result would be nothing", () => {
      pool.injectPool("supply", 1n);
      pool.injectSupply(1n);
      refuses(SOL, "ZeroResult");
    });
  });

  describe("when the pool is paused", () => {
    it("refuses until the pause ends by itself", () => {
      pool.injectPool("paused_until", context.chain.unixTime + 1n);
      refuses(SOL, "Paused");
    });
    it("takes deposits from that second on", () => {
      pool.injectPool("paused_until", context.chain.unixTime);
      pool.deposit(user, SOL);
    });
  });

  describe("when the mint has another supply than the books", () => {
    it("refuses while it is higher", () => {
      pool.injectSupply(100n * SOL + 1n);
      refuses(SOL, "SupplyAboveBooks");
    });
    it("takes deposits while it is lower", () => {
      pool.injectSupply(100n * SOL - 1n);
      pool.deposit(user, SOL);
    });
  });
});
