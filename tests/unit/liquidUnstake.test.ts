import assert from "node:assert/strict";
import { ASSOCIATED_TOKEN_PROGRAM_ID, TOKEN_PROGRAM_ID } from "@solana/spl-token";
import { Keypair } from "@solana/web3.js";
import {
  fixture,
  LIQUIDITY,
  liquidityFee,
  type ModelLiquidityFees,
  type Provider,
  SOL,
  saleOf,
  type TestContext,
  type TestPool,
  U64_MAX,
  UNWRITABLE,
  type User,
  uncounted,
  WALLET_RENT,
} from "../common";
import { pricedPool } from "./fixture";

const FEES: ModelLiquidityFees = { target: 100n * SOL, min: 30n, max: 300n, treasuryCut: 5_000n };

/** 110 SOL for 100 tokens, and 50 SOL of liquidity, 49 of it a provider's; all of it on the line. */
const priced = pricedPool();
const given = fixture(() => {
  const { context, pool, user } = priced();
  pool.createLiquidity();
  const provider = pool.provider();
  pool.addLiquidity(provider, 49n * SOL);
  pool.settleLiquidity();
  return { context, pool, user, provider };
});

describe("liquid_unstake", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;
  let provider: Provider;

  beforeEach(() => {
    ({ context, pool, user, provider } = given());
  });

  const refuses = (tokens: bigint, error: string, minimum = 0n) =>
    context.refused(pool.sellInstruction(user, tokens, minimum), [user.keypair], error);
  /** Tokens that are neither the shares' nor on sale yet. */
  const held = () => {
    const { heldEpoch: touched, heldRecent, heldEarlier } = pool.liquidity;
    return uncounted(
      { amounts: { [`${touched}`]: heldRecent, [`${touched - 1n}`]: heldEarlier }, touched },
      pool.chain,
    );
  };
  /** Tokens that are the shares' now. */
  const released = () => pool.liquidity.tokenAmount - held();
  /** What all shares are worth with all tokens, as whoever adds pays for them; an exact ratio to the shares. */
  const shareValue = () => {
    const { solLamports, tokenAmount, shares } = pool.liquidity;
    const { total, supply } = pool.books;
    return { worth: solLamports * supply + tokenAmount * total, shares: shares * supply };
  };
  const sold = (tokens: bigint) => pool.sell(user, tokens).event.data.lamports as bigint;

  describe("when there is liquidity", () => {
    it("[bug-sanctum-rounding] pays the worth of the tokens less the integral of the fee, half of which is the treasury's", () => {
      const { changes, event } = pool.sell(user, 10n * SOL);
      // 10 tokens are worth 11 SOL. From 50 SOL down the rate rises from 1.65 %.
      const lamports = 10_805_938_297n;
      const fee = 194_061_703n;
      const cut = 88_209_865n; // Half of 176,419,730 tokens.
      assert.equal(lamports + fee, 11n * SOL);
      const lamportsBefore = context.chain.balance(user.address) - lamports;
      const { slot } = context.chain;
      assert.deepEqual(changes, {
        "user.lamports": [lamportsBefore, lamportsBefore + lamports],
        "liquidity.sol_lamports": [50n * SOL, 50n * SOL - lamports],
        "liquidity.token_amount": [0n, 10n * SOL - cut],
        "liquidity.held_epoch": [0n, context.chain.epoch],
        "liquidity.held_recent": [0n, cut], // The other half.
        // Since SOL was added two epochs ago all of it has come onto the line.
        "liquidity.line_lamports": [SOL, 50n * SOL - lamports],
        "liquidity.line_slot": [slot - 2n * context.chain.slotsPerEpoch, slot],
        "liquidity.cumulative_paid_lamports": [0n, lamports],
        "liquidity's SOL.lamports": [50n * SOL + WALLET_RENT, 50n * SOL + WALLET_RENT - lamports],
        "liquidity's tokens.tokens": [0n, 10n * SOL - cut],
        "user's tokens.tokens": [98_901_000_000n, 88_901_000_000n],
        "treasury.tokens": [99_000_000n, 99_000_000n + cut],
      });
      const books = { total: 110n * SOL, supply: 100n * SOL };
      assert.deepEqual(event, {
        name: "LiquidUnstaked",
        data: {
          pool: pool.pdas.pool.toBase58(),
          seller: user.address.toBase58(),
          recipient: user.address.toBase58(),
          tokens: 10n * SOL,
          lamports,
          fee,
          treasury_tokens: cut,
          held_tokens: cut,
          sol_after: 50n * SOL - lamports,
          tokens_after: 10n * SOL - cut,
          before: books,
          after: books,
        },
      });
    });

    it("pays the most lamports that the worth pays for, at any size", () => {
      const state = context.chain.snapshot();
      for (const tokens of [2n, 10n, 909n, 123_457n, SOL, 7n * SOL + 1n, 23n * SOL, 45n * SOL]) {
        context.chain.rewind(state);
        const value = (tokens * 110n) / 100n;
        const lamports = saleOf(value, 50n * SOL, FEES) ?? assert.fail();
        assert.equal(sold(tokens), lamports, `${tokens} tokens`);
        const cost = (payout: bigint) => payout + liquidityFee(payout, 50n * SOL, FEES);
        assert(cost(lamports) <= value && cost(lamports + 1n) > value);
      }
    });

    it("charges the least rate over the target, and the line below it", () => {
      pool.addLiquidity(provider, 55n * SOL); // 105
      pool.settleLiquidity();
      const { event } = pool.sell(user, 10n * SOL); // 5 SOL at 0.3 %, and the rest rising.
      const lamports = saleOf(11n * SOL, 105n * SOL, FEES) ?? assert.fail();
      assert.equal(event.data.lamports, lamports);
      assert((event.data.fee as bigint) > (lamports * 30n) / 10_000n);
      assert((event.data.fee as bigint) < (lamports * 50n) / 10_000n);
    });

    it("[P-06] never pays more for a sale in parts than for the whole, but for a lamport a part", () => {
      const state = context.chain.snapshot();
      const whole = sold(40n * SOL);
      for (const parts of [[20n, 20n], [1n, 39n], [39n, 1n], Array(8).fill(5n) as bigint[]]) {
        context.chain.rewind(state);
        const paid = parts.reduce((sum, part) => sum + sold(part * SOL), 0n);
        assert(paid <= whole + BigInt(parts.length), `${parts}: ${paid} for ${whole}`);
        assert(paid >= whole - 2n * BigInt(parts.length), "and takes no more either");
      }
    });

    it("never lowers what a share is worth", () => {
      for (const tokens of [10n * SOL, 1_001n, SOL + 7n, 3n, 12n * SOL]) {
        const before = shareValue();
        pool.sell(user, tokens);
        const after = shareValue();
        assert(after.worth * before.shares >= before.worth * after.shares, `by ${tokens} tokens`);
      }
    });

    it("takes no more than a token unit from what the shares redeem for at once", () => {
      // In tenths of a lamport: a token unit is worth 1.1 lamports.
      const redeemed = () => pool.liquidity.solLamports * 10n + released() * 11n;
      for (const tokens of [10n * SOL, 1_001n, SOL + 7n, 3n, 12n * SOL]) {
        const before = redeemed();
        pool.sell(user, tokens);
        assert(redeemed() > before - 11n, `by ${tokens} tokens`);
      }
    });

    it("leaves the pool's own books alone", () => {
      const { state, books } = pool;
      pool.sell(user, 10n * SOL);
      assert.deepEqual(pool.state, state);
      assert.deepEqual(pool.books, books);
    });

    it("can be emptied to the last lamport", () => {
      // All of the line from 50 SOL down: 1.65 % to 3 %, 1.1625 SOL in all. 51.1625 SOL are 46.51136363… tokens.
      const tokens = 46_511_363_637n;
      refuses(tokens + 1n, "InsufficientLiquidity");
      // A token unit is worth 1.1 lamports: exactly 50 SOL are paid for one of two amounts.
      const lamports = saleOf((tokens * 11n) / 10n, 50n * SOL, FEES);
      assert.equal(lamports, 50n * SOL);
      assert.equal(sold(tokens), 50n * SOL);
      assert.equal(context.chain.balance(pool.liquidityPdas.liquiditySol), WALLET_RENT);
      refuses(SOL, "InsufficientLiquidity");
    });
  });

  describe("when SOL has been added a short time ago", () => {
    const MORE = 60n * SOL;
    const slots = () => context.chain.slotsPerEpoch;
    const paid = (counted: bigint) => saleOf(11n * SOL, 50n * SOL + MORE, FEES, counted);

    beforeEach(() => {
      pool.addLiquidity(provider, MORE);
    });

    it("lowers no rate at once", () => {
      assert.equal(sold(10n * SOL), 10_805_938_297n);
    });

    it("comes onto the line slot by slot: all there is, or the target if that is more, in an epoch", () => {
      const state = context.chain.snapshot();
      // 110 SOL in 1,000 slots: 0.11 SOL a slot, and 60 are to come.
      for (const [after, counted] of [
        [1n, 50_110_000_000n],
        [100n, 61n * SOL],
        [545n, 109_950_000_000n],
        [546n, 110n * SOL],
        [slots() - 1n - (context.chain.slot % slots()), 110n * SOL],
      ] as const) {
        context.chain.rewind(state);
        context.chain.advanceSlots(after);
        assert.equal(sold(10n * SOL), paid(counted), `${after} slots later`);
      }
    });

    it("floors what has come: a third of a slot's part is not on the line", () => {
      pool.setLiquidity({}); // The line stands where it stood, now.
      pool.inject(pool.liquidityPdas.liquidity, "LiquidityPool", "sol_lamports", 110n * SOL + 1n);
      context.chain.advanceSlots(7n);
      pool.setLiquidity({}); // 7 × 110,000,000,001 ÷ 1,000 = 770,000,000.007
      assert.equal(pool.liquidity.lineLamports, 50_770_000_000n);
      assert.equal(pool.liquidity.lineSlot, context.chain.slot);
    });

    it("is not hastened by lamports that are lent to the liquidity pool and taken back in the same slot", () => {
      context.chain.advanceSlots(100n);
      const { event } = pool.addLiquidity(provider, 5_000n * SOL);
      pool.removeLiquidity(provider, event.data.shares as bigint);
      assert.equal(pool.liquidity.lineLamports, 61n * SOL);
      // What rounds against who removes stays: a lamport or two.
      assert(pool.liquidity.solLamports - 50n * SOL - MORE < 3n);
      assert.equal(sold(10n * SOL), paid(61n * SOL));
    });

    it("is on the line still when who took it away brings it back at once: the line falls no faster than it rises", () => {
      pool.settleLiquidity();
      pool.removeLiquidity(provider, 60n * SOL);
      assert.equal(pool.liquidity.lineLamports, 110n * SOL);
      // Only what is there is counted: 50 SOL.
      const state = context.chain.snapshot();
      assert.equal(sold(10n * SOL), 10_805_938_297n);
      context.chain.rewind(state);
      context.chain.advanceSlots(100n);
      pool.addLiquidity(provider, MORE); // The line has fallen by a tenth of 110 SOL.
      assert.equal(pool.liquidity.lineLamports, 99n * SOL);
      assert.equal(sold(10n * SOL), paid(99n * SOL));
    });

    it("pays a sale too, last and at the highest rate", () => {
      const state = context.chain.snapshot();
      const lamports = sold(90n * SOL);
      assert.equal(lamports, saleOf(99n * SOL, 50n * SOL + MORE, FEES, 50n * SOL));
      assert(lamports > 50n * SOL);
      context.chain.rewind(state);
      const parts = [20n, 20n, 20n, 30n].reduce((sum, part) => sum + sold(part * SOL), 0n);
      assert(parts <= lamports + 4n, "parts gain nothing");
    });

    it("counts at once where it is the seed, and where a deposit buys tokens", () => {
      const other = context.createTestPool({ depositFee: 0 });
      const owner = other.user("owner");
      other.deposit(owner, 100n * SOL);
      other.createLiquidity({ target: 40n * SOL }, 40n * SOL);
      const fees = { ...FEES, target: 40n * SOL };
      const first = other.sell(owner, 10n * SOL).event.data.lamports as bigint;
      assert.equal(first, saleOf(10n * SOL, 40n * SOL, fees));
      other.deposit(owner, 9n * SOL);
      const left = 49n * SOL - first;
      assert.equal(other.sell(owner, 5n * SOL).event.data.lamports, saleOf(5n * SOL, left, fees));
    });
  });

  describe("when the providers' part of the fee is held", () => {
    const slots = () => context.chain.slotsPerEpoch;
    let fee: bigint;

    beforeEach(() => {
      pool.setLiquidity({ treasuryCut: 0 });
      pool.sell(user, 10n * SOL);
      fee = 176_419_730n;
    });

    it("is all the fee's tokens that are not the treasury's", () => {
      assert.equal(held(), fee);
      assert.equal(pool.liquidity.tokenAmount, 10n * SOL);
    });

    it("is redeemed by nobody in its epoch, and released slot by slot in the next", () => {
      const shares = 49n * SOL;
      const state = context.chain.snapshot();
      const removed = () => pool.removeLiquidity(provider, shares).event.data.tokens;
      const part = (held: bigint) => ((10n * SOL - held) * shares) / (50n * SOL);
      context.chain.advanceSlots(slots() / 2n);
      assert.equal(removed(), part(fee), "in its epoch");
      context.chain.rewind(state);
      context.chain.passEpochs(1);
      const next = context.chain.snapshot();
      for (const after of [0n, 1n, slots() / 2n, slots() - 1n]) {
        context.chain.rewind(next);
        context.chain.advanceSlots(after);
        assert.equal(removed(), part((fee * (slots() - after) + slots() - 1n) / slots()), `${after} slots later`);
      }
      context.chain.rewind(next);
      context.chain.passEpochs(1);
      assert.equal(removed(), part(0n), "with the epoch after that, also without an update");
    });

    it("is not delayed by the fees of later sales", () => {
      pool.nextEpoch();
      for (let dust = 0; dust < 5; dust++) pool.sell(user, 1_000n);
      pool.sell(user, SOL);
      const { heldRecent } = pool.liquidity;
      context.chain.advanceSlots(slots() / 2n);
      assert.equal(held(), heldRecent + fee / 2n);
    });

    it("is not on sale, but in the price of a share: who comes late pays for what is known", () => {
      const buyer = pool.user("buyer");
      const { event } = pool.deposit(buyer, 20n * SOL);
      assert.equal(event.data.tokens_from_liquidity, 10n * SOL - fee);
      assert.equal(pool.liquidity.tokenAmount, fee);
      // 50 SOL again, and 176,419,730 tokens worth 194,061,703 lamports, for 50 shares.
      assert.equal(pool.liquidity.solLamports, 50n * SOL);
      const added = pool.addLiquidity(provider, SOL).event.data.shares;
      assert.equal(added, (SOL * 50n * SOL) / 50_194_061_703n);
    });
  });

  describe("when the ask is above the price", () => {
    /** Half of 10 SOL is released: 115 SOL for 100 tokens, and 5 SOL on their way. */
    beforeEach(() => {
      context.chain.passEpochs(1);
      context.chain.donate(pool.pdas.reserve, 10n * SOL);
      pool.update();
      context.chain.advanceSlots(500n);
    });

    it("holds the tokens beyond what the lamports would buy: nobody earns by providing for a moment", () => {
      pool.setLiquidity({ treasuryCut: 0, minFee: 0, maxFee: 0 });
      const { event } = pool.sell(user, 10n * SOL);
      assert.equal(event.data.lamports, 11_500_000_000n);
      // 11.5 SOL buy 9.583… tokens at 1.2.
      assert.deepEqual([event.data.fee, event.data.held_tokens], [0n, 416_666_667n]);
      assert.equal(held(), 416_666_667n);
      const { tokens } = pool.removeLiquidity(provider, 49n * SOL).event.data;
      assert.equal(tokens, (9_583_333_333n * 49n) / 50n);
    });

    it("holds the providers' part of the fee with them", () => {
      const { event } = pool.sell(user, 10n * SOL);
      const lamports = saleOf(11_500_000_000n, 50n * SOL, FEES) ?? assert.fail();
      assert.equal(event.data.lamports, lamports);
      const feeTokens = (10n * SOL * (11_500_000_000n - lamports)) / 11_500_000_000n;
      assert.equal(event.data.treasury_tokens, feeTokens / 2n);
      // At 1.2 the lamports buy ten tokens for twelve.
      assert.equal(event.data.held_tokens, 10n * SOL - feeTokens / 2n - (lamports * 10n) / 12n);
    });

    it("releases them slot by slot in the next epoch", () => {
      pool.setLiquidity({ treasuryCut: 0, minFee: 0, maxFee: 0 });
      pool.sell(user, 10n * SOL);
      pool.nextEpoch();
      const start = context.chain.slot % context.chain.slotsPerEpoch;
      context.chain.advanceSlots(500n - start);
      assert.equal(held(), 208_333_334n); // Half, ceiled.
      assert.equal(pool.deposit(pool.user("buyer"), 100n * SOL).event.data.tokens_from_liquidity, 9_791_666_666n);
    });
  });

  describe("when the lamports go to somebody else", () => {
    const sell = (recipient: Keypair["publicKey"]) => pool.sellInstruction(user, 10n * SOL, 1n, { recipient });

    it("pays them there, also to who has nothing yet", () => {
      const recipient = Keypair.generate().publicKey;
      const before = context.chain.balance(user.address);
      const { event } = context.done(sell(recipient), [user.keypair]);
      assert.deepEqual([event.data.seller, event.data.recipient], [user.address.toBase58(), recipient.toBase58()]);
      assert.equal(context.chain.balance(recipient), 10_805_938_297n);
      assert.equal(context.chain.balance(user.address), before);
    });

    it("refuses the pool's own accounts, where they would be lost", () => {
      const { pool: address, reserve, escrow, mint, validators, history, queue, stakeAuthority } = pool.pdas;
      const { liquidity, liquiditySol } = pool.liquidityPdas;
      for (const own of [
        address,
        reserve,
        escrow,
        mint,
        validators,
        history,
        queue,
        stakeAuthority,
        liquidity,
        liquiditySol,
      ])
        context.refused(sell(own), [user.keypair], "WrongRecipient");
    });

    it("refuses what the chain lets nobody write to", () => {
      for (const [name, address] of Object.entries(UNWRITABLE)) {
        const { error } = context.send(sell(address), [user.keypair]);
        assert.equal(error, "ConstraintMut", name);
      }
    });

    it("refuses token accounts, whose owner could not take it out", () => {
      context.refused(sell(user.tokens), [user.keypair], "WrongRecipient");
      context.refused(sell(provider.shares), [user.keypair], "WrongRecipient");
    });

    it("refuses another program", () => {
      for (const program of [TOKEN_PROGRAM_ID, ASSOCIATED_TOKEN_PROGRAM_ID])
        context.refused(sell(program), [user.keypair], "WrongRecipient");
    });
  });

  describe("when the seller says what the account holds", () => {
    const sell = (ifBalance: bigint) => pool.sellInstruction(user, SOL, 1n, { ifBalance });

    it("works while it holds exactly that, and a second try cannot sell again", () => {
      context.done(sell(98_901_000_000n), [user.keypair]);
      context.refused(sell(98_901_000_000n), [user.keypair], "BalanceChanged");
      context.done(sell(97_901_000_000n), [user.keypair]);
    });

    it("refuses one unit more or less", () => {
      for (const ifBalance of [98_900_999_999n, 98_901_000_001n, 0n])
        context.refused(sell(ifBalance), [user.keypair], "BalanceChanged");
    });
  });

  describe("when SOL or tokens are given away", () => {
    it("changes no price: donations are not accounted", () => {
      const state = context.chain.snapshot();
      const before = sold(10n * SOL);
      context.chain.rewind(state);
      context.chain.donate(pool.liquidityPdas.liquiditySol, 500n * SOL);
      pool.transferTokens(user, pool.liquidityPdas.liquidityTokens, SOL);
      assert.equal(sold(10n * SOL), before);
      refuses(80n * SOL, "InsufficientLiquidity");
    });
  });

  describe("when the treasury cannot receive its cut", () => {
    const everythingStays = () => {
      const { event } = pool.sell(user, 10n * SOL);
      assert.equal(event.data.treasury_tokens, 0n);
      assert.equal(event.data.lamports, 10_805_938_297n);
      assert.equal(pool.liquidity.tokenAmount, 10n * SOL);
    };
    const change = (edit: (data: Buffer) => void) => {
      const account = context.chain.account(pool.config.treasury) ?? assert.fail();
      edit(account.data);
      context.chain.setAccount(pool.config.treasury, account);
    };

    it("leaves it to the providers when it is closed", () => {
      context.chain.setLamports(pool.config.treasury, 0n);
      everythingStays();
    });
    it("leaves it to the providers when it is frozen", () => {
      change((data) => data.writeUInt8(2, 108));
      everythingStays();
    });
    it("leaves it to the providers when it is of another mint", () => {
      change((data) => Keypair.generate().publicKey.toBuffer().copy(data));
      everythingStays();
    });
    it("leaves it to the providers when it belongs to another program", () => {
      const account = context.chain.account(pool.config.treasury) ?? assert.fail();
      context.chain.setAccount(pool.config.treasury, { ...account, owner: pool.pdas.pool });
      everythingStays();
    });
  });

  describe("when the amount is bad", () => {
    it("refuses 0", () => refuses(0n, "ZeroAmount"));
    it("refuses 1, for which nothing would be paid", () => refuses(1n, "ZeroResult"));
    it("refuses u64::MAX", () => refuses(U64_MAX, "InsufficientTokens"));
    it("refuses one more than the seller has", () => refuses(98_901_000_001n, "InsufficientTokens"));
    it("refuses more than the liquidity pays for", () => refuses(60n * SOL, "InsufficientLiquidity"));
  });

  describe("when the seller asks for a minimum", () => {
    it("sells when exactly that is paid", () => {
      context.done(pool.sellInstruction(user, 10n * SOL, 10_805_938_297n), [user.keypair]);
    });
    it("refuses when it is one lamport more", () => refuses(10n * SOL, "SlippageExceeded", 10_805_938_298n));
  });

  describe("when the price is not to be had", () => {
    it("refuses in the epoch after the last update, and sells after the next", () => {
      context.chain.passEpochs(1);
      refuses(SOL, "PoolOutOfDate");
      pool.update();
      pool.sell(user, SOL);
    });
    it("refuses while rewards are being paid out", () => {
      context.chain.setRewardsActive(true);
      refuses(SOL, "EpochRewardsActive");
    });
    it("refuses when the pool has lost everything", () => {
      pool.injectPool("reserve_lamports", 0n);
      refuses(SOL, "NoPrice");
    });
    it("refuses when there are no tokens in the books", () => {
      pool.injectPool("supply", 0n);
      refuses(SOL, "NoPrice");
    });
    it("refuses when the books hold a curve without a target", () => {
      const { liquidity } = pool.liquidityPdas;
      pool.inject(liquidity, "LiquidityPool", "fees.now.target", 0n);
      refuses(SOL, "Overflow");
    });
    it("pays for what is released, not for what is still to be", () => {
      context.chain.passEpochs(1);
      context.chain.donate(pool.pdas.reserve, 10n * SOL);
      pool.update();
      const half = context.chain.slotsPerEpoch / 2n;
      const worth = () => (10n * SOL * pool.books.total) / pool.books.supply;
      assert.equal(worth(), 11n * SOL);
      context.chain.advanceSlots(half);
      assert.equal(worth(), 11_500_000_000n);
      assert.equal(sold(10n * SOL), saleOf(11_500_000_000n, 50n * SOL, FEES));
    });
  });

  describe("when the pool is paused", () => {
    it("refuses until the pause ends by itself", () => {
      pool.pause(1);
      refuses(SOL, "Paused");
      context.chain.advanceSlots(3n);
      pool.sell(user, SOL);
    });
  });

  describe("when an account is wrong", () => {
    const swapped = (from: Keypair["publicKey"], to: Keypair["publicKey"]) => {
      const instruction = pool.sellInstruction(user, SOL);
      for (const key of instruction.keys) if (key.pubkey.equals(from)) key.pubkey = to;
      return instruction;
    };

    it("refuses another pool's liquidity, as a whole or in part", () => {
      const other = context.createTestPool();
      other.createLiquidity();
      const { liquidity, liquiditySol, liquidityTokens } = pool.liquidityPdas;
      const refusesSwap = (from: Keypair["publicKey"], to: Keypair["publicKey"], error: string) =>
        context.refused(swapped(from, to), [user.keypair], error);
      refusesSwap(liquidity, other.liquidityPdas.liquidity, "WrongLiquidityPool");
      refusesSwap(liquiditySol, other.liquidityPdas.liquiditySol, "WrongLiquidityAccount");
      refusesSwap(liquidityTokens, other.liquidityPdas.liquidityTokens, "WrongLiquidityAccount");
      const whole = pool.sellInstruction(user, SOL);
      for (const key of whole.keys) {
        for (const name of ["liquidity", "liquiditySol", "liquidityTokens"] as const) {
          if (key.pubkey.equals(pool.liquidityPdas[name])) key.pubkey = other.liquidityPdas[name];
        }
      }
      context.refused(whole, [user.keypair], "WrongLiquidityPool");
    });

    it("refuses somebody else's tokens, and tokens of another mint", () => {
      const other = pool.user("other");
      context.refused(swapped(user.tokens, other.tokens), [user.keypair], "WrongTokenOwner");
      context.refused(swapped(user.tokens, provider.shares), [user.keypair], "WrongTokenAccount");
    });

    it("refuses another treasury", () => {
      context.refused(swapped(pool.config.treasury, user.tokens), [user.keypair], "WrongTreasury");
    });

    it("refuses a seller who has not signed", () => {
      const unsigned = pool.sellInstruction(user, SOL);
      for (const key of unsigned.keys) key.isSigner = false;
      context.refused(unsigned, [], "AccountNotSigner");
    });
  });

  describe("when the pool loses", () => {
    it("hits the providers for the tokens that they hold, and no more", () => {
      pool.setLiquidity({ treasuryCut: 0, minFee: 0, maxFee: 0 });
      pool.sell(user, 10n * SOL); // 10 tokens for 11 SOL: 39 SOL and 10 tokens.
      const { worth, shares } = shareValue();
      assert.equal(worth * LIQUIDITY.seed * 50n, shares * 50n * SOL, "a share is worth a lamport");
      context.chain.passEpochs(1);
      const reserve = context.chain.balance(pool.pdas.reserve);
      context.chain.setLamports(pool.pdas.reserve, reserve - 55n * SOL); // Half of everything.
      pool.update();
      const after = shareValue();
      // 39 + 5.5 of 50.
      assert.equal(after.worth * 50n * SOL, after.shares * 44_500_000_000n);
    });
  });
});
