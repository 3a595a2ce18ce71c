import assert from "node:assert/strict";
import { TOKEN_PROGRAM_ID } from "@solana/spl-token";
import { Keypair, type PublicKey } from "@solana/web3.js";
import {
  DEFAULTS,
  fixture,
  type Provider,
  SOL,
  type TestContext,
  type TestPool,
  U64_MAX,
  UNWRITABLE,
  type User,
  WALLET_RENT,
} from "../common";
import { pricedPool } from "./fixture";

/** 110 SOL for 100 tokens; 89 SOL and 10 tokens in the liquidity pool for 30 shares of the seed and 70 of the provider. */
const priced = pricedPool();
const given = fixture(() => {
  const { context, pool, user } = priced();
  pool.createLiquidity({ minFee: 0, maxFee: 0, treasuryCut: 0 }, 30n * SOL);
  const provider = pool.provider();
  pool.addLiquidity(provider, 70n * SOL);
  pool.sell(user, 10n * SOL);
  return { context, pool, user, provider };
});

describe("remove_liquidity", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;
  let provider: Provider;

  beforeEach(() => {
    ({ context, pool, user, provider } = given());
  });

  const refuses = (shares: bigint, error: string, minimum: { lamports?: bigint; tokens?: bigint } = {}) =>
    context.refused(pool.removeLiquidityInstruction(provider, shares, minimum), [provider.keypair], error);

  describe("when the provider has the shares", () => {
    it("pays their part of SOL and tokens", () => {
      const { changes, event } = pool.removeLiquidity(provider, 10n * SOL);
      const lamports = 8_900_000_000n;
      const before = DEFAULTS.userLamports - 70n * SOL;
      assert.deepEqual(changes, {
        "provider.lamports": [before, before + lamports],
        "liquidity.sol_lamports": [89n * SOL, 89n * SOL - lamports],
        "liquidity.token_amount": [10n * SOL, 9n * SOL],
        "liquidity.shares": [100n * SOL, 90n * SOL],
        "liquidity's SOL.lamports": [89n * SOL + WALLET_RENT, 89n * SOL + WALLET_RENT - lamports],
        "liquidity's tokens.tokens": [10n * SOL, 9n * SOL],
        "shares.supply": [70n * SOL, 60n * SOL],
        "provider's shares.tokens": [70n * SOL, 60n * SOL],
        "provider's tokens.tokens": [0n, SOL],
      });
      const books = { total: 110n * SOL, supply: 100n * SOL };
      assert.deepEqual(event, {
        name: "LiquidityRemoved",
        data: {
          pool: pool.pdas.pool.toBase58(),
          provider: provider.address.toBase58(),
          recipient: provider.address.toBase58(),
          shares: 10n * SOL,
          lamports,
          tokens: SOL,
          sol_after: 89n * SOL - lamports,
          tokens_after: 9n * SOL,
          before: books,
          after: books,
        },
      });
    });

    it("floors both", () => {
      const { event } = pool.removeLiquidity(provider, 17n);
      assert.equal(event.data.lamports, 15n); // 15.13
      assert.equal(event.data.tokens, 1n); // 1.7
    });

    it("never lowers what a share is worth", () => {
      for (const shares of [2n, 17n, 1_001n, 12_345_678_901n, 30n * SOL]) {
        const before = pool.liquidity;
        pool.removeLiquidity(provider, shares);
        const after = pool.liquidity;
        assert(after.solLamports * before.shares >= before.solLamports * after.shares, `${shares}: SOL`);
        assert(after.tokenAmount * before.shares >= before.tokenAmount * after.shares, `${shares}: tokens`);
      }
    });

    it("leaves the seed's part when all others have left: it is locked", () => {
      pool.removeLiquidity(provider, 70n * SOL);
      const { shares, lockedShares, solLamports, tokenAmount } = pool.liquidity;
      assert.deepEqual(
        [shares, lockedShares, solLamports, tokenAmount],
        [30n * SOL, 30n * SOL, 26_700_000_000n, 3n * SOL],
      );
      const mint = context.chain.account(pool.liquidityPdas.liquidityMint) ?? assert.fail();
      assert.equal(mint.data.readBigUInt64LE(36), 0n, "there is no share that could redeem it");
      refuses(1n, "InsufficientTokens");
      pool.sell(user, SOL);
    });

    it("gives tokens to an account of anybody", () => {
      const instruction = pool.removeLiquidityInstruction({ ...provider, tokens: user.tokens }, 10n * SOL);
      const before = pool.tokensOf(user.tokens);
      context.done(instruction, [provider.keypair]);
      assert.equal(pool.tokensOf(user.tokens), before + SOL);
    });

    it("pays SOL alone when there are no tokens, and tokens alone when there is no SOL", () => {
      pool.deposit(user, 11n * SOL);
      const sol = pool.removeLiquidity(provider, SOL).event.data;
      assert.deepEqual([sol.lamports, sol.tokens], [SOL, 0n]);
      pool.removeLiquidity(provider, 60n * SOL);
      pool.sell(user, (39n * SOL * 10n) / 11n + 1n); // 39 SOL are left.
      const tokens = pool.removeLiquidity(provider, SOL).event.data;
      assert.equal(tokens.lamports, 0n);
      assert.equal(tokens.tokens, 909_090_909n);
    });

    it("pays nothing of what somebody gave away", () => {
      context.chain.donate(pool.liquidityPdas.liquiditySol, 100n * SOL);
      pool.transferTokens(user, pool.liquidityPdas.liquidityTokens, 10n * SOL);
      const { event } = pool.removeLiquidity(provider, 10n * SOL);
      assert.deepEqual([event.data.lamports, event.data.tokens], [8_900_000_000n, SOL]);
    });
  });

  describe("when tokens are held", () => {
    it("leaves their part with those who stay", () => {
      context.chain.passEpochs(1);
      context.chain.donate(pool.pdas.reserve, 10n * SOL);
      pool.update();
      context.chain.advanceSlots(500n);
      // 115 SOL for 100 tokens, and 5 SOL on their way: 10 tokens for 11.5 SOL, which buy 9.583… at 1.2.
      assert.equal(pool.sell(user, 10n * SOL).event.data.held_tokens, 416_666_667n);
      const { event } = pool.removeLiquidity(provider, 10n * SOL);
      // A tenth of 77.5 SOL and of 19.583… tokens.
      assert.deepEqual([event.data.lamports, event.data.tokens], [7_750_000_000n, 1_958_333_333n]);
    });
  });

  describe("when the SOL goes to somebody else", () => {
    const remove = (recipient: PublicKey) => pool.removeLiquidityInstruction(provider, 10n * SOL, {}, { recipient });

    it("pays it there, and the tokens as always", () => {
      const recipient = Keypair.generate().publicKey;
      const before = context.chain.balance(provider.address);
      const { event } = context.done(remove(recipient), [provider.keypair]);
      assert.deepEqual(
        [event.data.provider, event.data.recipient],
        [provider.address.toBase58(), recipient.toBase58()],
      );
      assert.equal(context.chain.balance(recipient), 8_900_000_000n);
      assert.equal(context.chain.balance(provider.address), before);
      assert.equal(pool.tokensOf(provider.tokens), SOL);
    });

    it("refuses token accounts, whose owner could not take it out", () => {
      context.refused(remove(user.tokens), [provider.keypair], "WrongRecipient");
      context.refused(remove(provider.shares), [provider.keypair], "WrongRecipient");
    });

    it("refuses the pool's own accounts, where it would be lost, and programs", () => {
      const { pool: address, reserve, escrow, mint, validators, history, queue, stakeAuthority } = pool.pdas;
      const { liquidity, liquiditySol } = pool.liquidityPdas;
      const own = [address, reserve, escrow, mint, validators, history, queue, stakeAuthority, liquidity, liquiditySol];
      for (const recipient of [...own, TOKEN_PROGRAM_ID]) {
        context.refused(remove(recipient), [provider.keypair], "WrongRecipient");
      }
    });

    it("refuses what the chain lets nobody write to", () => {
      for (const [name, address] of Object.entries(UNWRITABLE)) {
        assert.equal(context.send(remove(address), [provider.keypair]).error, "ConstraintMut", name);
      }
    });
  });

  describe("when the provider says what the account holds", () => {
    const remove = (ifBalance: bigint) => pool.removeLiquidityInstruction(provider, 10n * SOL, {}, { ifBalance });

    it("works while it holds exactly that, and a second try cannot remove again", () => {
      context.done(remove(70n * SOL), [provider.keypair]);
      context.refused(remove(70n * SOL), [provider.keypair], "BalanceChanged");
      context.done(remove(60n * SOL), [provider.keypair]);
    });

    it("refuses one share more or less", () => {
      for (const ifBalance of [70n * SOL - 1n, 70n * SOL + 1n, 0n]) {
        context.refused(remove(ifBalance), [provider.keypair], "BalanceChanged");
      }
    });
  });

  describe("when time has passed", () => {
    it("lets the fee line follow what stood until now, and leaves it there", () => {
      const { lineLamports, lineSlot } = pool.liquidity;
      assert.equal(lineLamports, 19n * SOL); // The seed's 30 SOL less 11 for the tokens; 70 have been added.
      context.chain.advanceSlots(10n); // A hundredth of the target of 100 SOL.
      const { changes } = pool.removeLiquidity(provider, 10n * SOL);
      assert.deepEqual(changes["liquidity.line_lamports"], [lineLamports, 20n * SOL]);
      assert.deepEqual(changes["liquidity.line_slot"], [lineSlot, lineSlot + 10n]);
    });
  });

  describe("when rent has risen", () => {
    it("leaves what the account has to keep with the other shares", () => {
      // As if one share unit alone were the seed's: the rest can go.
      for (const [field, value] of [
        ["shares", 70n * SOL + 1n],
        ["locked_shares", 1n],
      ] as const) {
        pool.inject(pool.liquidityPdas.liquidity, "LiquidityPool", field, value);
      }
      context.chain.setRent(2n * context.chain.lamportsPerByte); // Of an empty account, too.
      const { event } = pool.removeLiquidity(provider, 70n * SOL);
      assert.equal(event.data.lamports, 89n * SOL - WALLET_RENT);
      assert.equal(pool.liquidity.solLamports, WALLET_RENT);
      assert.equal(context.chain.balance(pool.liquidityPdas.liquiditySol), 2n * WALLET_RENT);
    });
  });

  describe("when it is a bad time for everything else", () => {
    it("works in any epoch, while rewards are being paid out and the pool is paused", () => {
      context.chain.passEpochs(3);
      context.chain.setRewardsActive(true);
      pool.pause();
      pool.removeLiquidity(provider, 70n * SOL);
    });
    it("works when the pool has lost everything, for the SOL that is left", () => {
      pool.injectPool("reserve_lamports", 0n);
      const { event } = pool.removeLiquidity(provider, 10n * SOL);
      assert.equal(event.data.lamports, 8_900_000_000n);
    });
    it("works over the cap", () => {
      pool.setLiquidity({ minFee: 0, maxFee: 0, treasuryCut: 0, cap: 0n });
      pool.removeLiquidity(provider, SOL);
    });
  });

  describe("when the amount is bad", () => {
    it("refuses 0", () => refuses(0n, "ZeroAmount"));
    it("refuses 1, for which nothing would be paid", () => refuses(1n, "ZeroResult"));
    it("refuses u64::MAX, and one more than the provider has", () => {
      refuses(U64_MAX, "InsufficientTokens");
      refuses(70n * SOL + 1n, "InsufficientTokens");
    });
  });

  describe("when the provider asks for a minimum", () => {
    it("pays when exactly that is received", () => {
      const minimum = { lamports: 8_900_000_000n, tokens: SOL };
      context.done(pool.removeLiquidityInstruction(provider, 10n * SOL, minimum), [provider.keypair]);
    });
    it("refuses when either is one more", () => {
      refuses(10n * SOL, "SlippageExceeded", { lamports: 8_900_000_001n });
      refuses(10n * SOL, "SlippageExceeded", { tokens: SOL + 1n });
    });
  });

  describe("when an account is wrong", () => {
    const swapped = (from: Provider["address"], to: Provider["address"], error: string) => {
      const instruction = pool.removeLiquidityInstruction(provider, SOL);
      for (const key of instruction.keys) if (key.pubkey.equals(from)) key.pubkey = to;
      context.refused(instruction, [provider.keypair], error);
    };

    it("refuses another pool's liquidity, and its parts", () => {
      const other = context.createTestPool();
      other.createLiquidity();
      swapped(pool.pdas.pool, other.pdas.pool, "WrongLiquidityPool");
      swapped(pool.liquidityPdas.liquidity, other.liquidityPdas.liquidity, "WrongLiquidityPool");
      for (const name of ["liquiditySol", "liquidityTokens", "liquidityMint"] as const) {
        swapped(pool.liquidityPdas[name], other.liquidityPdas[name], "WrongLiquidityAccount");
      }
    });

    it("refuses token accounts of the wrong mint", () => {
      swapped(provider.shares, pool.user("another").tokens, "WrongTokenAccount");
      swapped(provider.tokens, pool.provider("other").shares, "WrongTokenAccount");
    });

    it("refuses somebody else's shares", () => {
      swapped(provider.shares, pool.provider("other").shares, "WrongTokenOwner");
    });

    it("refuses a provider who has not signed", () => {
      const unsigned = pool.removeLiquidityInstruction(provider, SOL);
      for (const key of unsigned.keys) key.isSigner = false;
      context.refused(unsigned, [], "AccountNotSigner");
    });
  });
});
