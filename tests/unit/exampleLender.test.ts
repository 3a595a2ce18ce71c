import assert from "node:assert/strict";
import fs from "node:fs";
import { Keypair, type PublicKey, SystemProgram } from "@solana/web3.js";
import idl from "../../artifacts/example_lender.json";
import { fixture, placeOf, SOL, TestContext, type TestPool, U64_MAX, type User } from "../common";
import { fixed, LENDER, lenderEvent, lending, type Terms, TestMarket } from "../common/lender";

const given = lending();
const ONE = fixed(1n, 1n);

/** The same, with a second pool that has a market of the same lender. */
const givenTwo = fixture(() => {
  const context = new TestContext({ programs: [LENDER] });
  const lender = context.keypair("lender");
  const [here, there] = [0, 1].map(() => {
    const pool = context.createTestPool({ rewardFee: 0, depositFee: 0 });
    const user = pool.user();
    pool.deposit(user, 99n * SOL);
    return { pool, user, market: new TestMarket(context, pool, lender) };
  }) as [Two, Two];
  for (let epoch = 0; epoch < 3; epoch++) {
    context.chain.passEpochs(1);
    for (const { pool } of [here, there]) pool.update();
  }
  for (const { user, market } of [here, there]) {
    context.done([market.create(), market.fund(500n * SOL), market.open(user)], [lender, user.keypair]);
    context.done([market.deposit(user, 50n * SOL), market.borrow(user, SOL)], [user.keypair]);
  }
  return { context, lender, here, there };
});

interface Two {
  pool: TestPool;
  user: User;
  market: TestMarket;
}

describe("the example lender", () => {
  let context: TestContext;
  let pool: TestPool;
  let market: TestMarket;
  let ann: User;
  let bob: User;

  beforeEach(() => {
    ({ context, pool, market, ann, bob } = given());
  });

  const refused = (instruction: ReturnType<TestMarket["check"]>, signer: Keypair | undefined, error: string) =>
    context.refused(instruction, signer ? [signer] : [], error);

  /** A user who has hardly a lamport. */
  const poor = (): User => pool.user("poor", 1_000_000n);

  describe("create_market", () => {
    let another: TestMarket;

    beforeEach(() => {
      another = new TestMarket(context, pool, context.keypair("other lender"));
    });

    it("writes down the terms and opens vault and collateral", () => {
      const done = context.done(another.create(), [another.lender]);
      assert.deepEqual(lenderEvent(done), {
        name: "MarketCreated",
        data: {
          market: another.market.toBase58(),
          lender: another.lender.publicKey.toBase58(),
          mint: pool.pdas.mint.toBase58(),
        },
      });
      assert.equal(another.available, 0n);
      assert.equal(pool.tokensOf(another.collateral), 0n);
      refused(another.create(), another.lender, "System:AccountAlreadyInUse");
    });

    const bad: [what: string, terms: Partial<Terms>, error: string][] = [
      ["no loan-to-value", { loan_to_value: 0 }, "RatioOutOfRange"],
      ["a loan-to-value at the threshold", { loan_to_value: 8_000 }, "RatioOutOfRange"],
      ["a bonus that the collateral does not cover at the threshold", { liquidation_bonus: 2_501 }, "RatioOutOfRange"],
      ["interest of more than the debt", { interest: 1_000_001 }, "RatioOutOfRange"],
      ["a mean over nothing", { mean_updates: 0 }, "MeanOutOfRange"],
      ["a mean over 65 updates", { mean_updates: 65, max_age_epochs: 100 }, "MeanOutOfRange"],
      ["an age that a mean has after one epoch without an update", { max_age_epochs: 2 }, "MeanOutOfRange"],
    ];
    for (const [what, terms, error] of bad) {
      it(`refuses ${what}`, () => refused(another.create(terms), another.lender, error));
    }

    it("takes the limits themselves", () => {
      const limits = { loan_to_value: 7_999, liquidation_bonus: 2_500, interest: 1_000_000, mean_updates: 64 };
      context.done(another.create({ ...limits, max_age_epochs: 64 }), [another.lender]);
    });

    it("refuses a pool of another mint, one of a layout it does not know, and what is no pool", () => {
      const { here, there, context } = givenTwo();
      const another = new TestMarket(context, here.pool, context.keypair("other lender"));
      context.refused(another.create({}, { pool: there.pool.pdas.pool }), [another.lender], "WrongMint");
      const wrong = another.create({}, { pool: here.pool.pdas.history });
      context.refused(wrong, [another.lender], "AccountDiscriminatorMismatch");
      here.pool.injectPool("version", 2n);
      context.refused(another.create(), [another.lender], "UnknownVersion");
    });
  });

  describe("fund and withdraw_funds", () => {
    it("move the lender's SOL", () => {
      const funded = context.done(market.fund(SOL), [market.lender]);
      assert.equal(market.available, 501n * SOL);
      assert.deepEqual(lenderEvent(funded).data, { market: market.market.toBase58(), lamports: SOL });
      const back = context.done(market.withdrawFunds(501n * SOL), [market.lender]);
      assert.equal(market.available, 0n);
      assert.equal(lenderEvent(back).name, "FundsWithdrawn");
    });

    it("refuse what there is not", () => {
      refused(market.fund(0n), market.lender, "ZeroAmount");
      refused(market.fund(100_000n * SOL), market.lender, "InsufficientLamports");
      refused(market.withdrawFunds(0n), market.lender, "ZeroAmount");
      refused(market.withdrawFunds(500n * SOL + 1n), market.lender, "InsufficientFunds");
    });

    it("refuse anybody else, and another vault", () => {
      const other = { lender: bob.address };
      refused(market.fund(SOL, other), bob.keypair, "NotLender");
      refused(market.withdrawFunds(SOL, other), bob.keypair, "NotLender");
      for (const build of [market.fund, market.withdrawFunds]) {
        refused(build.call(market, SOL, { vault: bob.address }), market.lender, "WrongVault");
      }
    });
  });

  describe("open_position and close_position", () => {
    it("open an empty position, and return its rent", () => {
      const before = context.chain.balance(bob.address);
      const opened = context.done(market.open(bob), [bob.keypair]);
      assert.equal(lenderEvent(opened).name, "PositionOpened");
      assert.deepEqual(market.state(bob.address), { tokens: 0n, principal: 0n, debt: 0n, epoch: context.chain.epoch });
      const closed = context.done(market.close(bob), [bob.keypair]);
      assert.equal(lenderEvent(closed).name, "PositionClosed");
      assert.equal(context.chain.balance(bob.address), before);
    });

    it("refuse to open one twice, and to close one in use or of somebody else", () => {
      refused(market.open(ann), ann.keypair, "System:AccountAlreadyInUse");
      refused(market.close(ann), ann.keypair, "PositionInUse");
      market.inject(ann.address, "tokens", 0n);
      market.inject(ann.address, "principal_lamports", 1n);
      refused(market.close(ann), ann.keypair, "PositionInUse");
      refused(market.close(bob, { position: market.position(ann.address) }), bob.keypair, "NotOwner");
    });
  });

  describe("deposit_collateral", () => {
    it("takes tokens into the position", () => {
      const done = context.done(market.deposit(ann, 2n * SOL), [ann.keypair]);
      assert.deepEqual(lenderEvent(done), {
        name: "CollateralDeposited",
        data: { position: market.position(ann.address).toBase58(), deposited: 2n * SOL, tokens: 52n * SOL },
      });
      assert.equal(pool.tokensOf(market.collateral), 52n * SOL);
    });

    it("refuses amounts that are none, or not there", () => {
      refused(market.deposit(ann, 0n), ann.keypair, "ZeroAmount");
      refused(market.deposit(ann, 49n * SOL + 1n), ann.keypair, "InsufficientTokens");
      market.inject(ann.address, "tokens", U64_MAX);
      refused(market.deposit(ann, 1n), ann.keypair, "Overflow");
    });

    it("refuses tokens of somebody else, and anybody else's position", () => {
      refused(market.deposit(ann, SOL, { source: bob.tokens }), ann.keypair, "WrongTokenOwner");
      refused(market.deposit(bob, SOL, { position: market.position(ann.address) }), bob.keypair, "NotOwner");
      refused(market.deposit(ann, SOL, { collateral: bob.tokens }), ann.keypair, "WrongCollateral");
    });
  });

  describe("withdraw_collateral", () => {
    it("gives back all where nothing is owed", () => {
      const done = context.done(market.withdraw(ann, 50n * SOL), [ann.keypair]);
      assert.deepEqual(lenderEvent(done).data, {
        position: market.position(ann.address).toBase58(),
        withdrawn: 50n * SOL,
        tokens: 0n,
        debt_lamports: 0n,
      });
      assert.equal(pool.tokensOf(ann.tokens), 99n * SOL);
    });

    it("leaves what carries the debt, to the token", () => {
      context.done(market.borrow(ann, 7n * SOL), [ann.keypair]);
      // 7.0007 SOL of debt want 10.001 tokens.
      refused(market.withdraw(ann, 39_999_000_001n), ann.keypair, "LoanToValueExceeded");
      context.done(market.withdraw(ann, 39_999_000_000n), [ann.keypair]);
    });

    it("counts the interest that nobody has written down yet", () => {
      context.done(market.borrow(ann, 7n * SOL), [ann.keypair]);
      pool.nextEpoch();
      // 7 SOL and twice 100 millionths of them want 10.002 tokens.
      refused(market.withdraw(ann, 39_998_000_001n), ann.keypair, "LoanToValueExceeded");
      const { data } = lenderEvent(context.done(market.withdraw(ann, 39_998_000_000n), [ann.keypair]));
      assert.equal(data.debt_lamports, 7_001_400_000n);
    });

    it("refuses amounts that are none, or not there", () => {
      refused(market.withdraw(ann, 0n), ann.keypair, "ZeroAmount");
      refused(market.withdraw(ann, 50n * SOL + 1n), ann.keypair, "InsufficientCollateral");
    });

    it("refuses anybody else's position, and other accounts", () => {
      refused(market.withdraw(bob, SOL, { position: market.position(ann.address) }), bob.keypair, "NotOwner");
      refused(market.withdraw(ann, SOL, { collateral: bob.tokens }), ann.keypair, "WrongCollateral");
    });
  });

  describe("borrow", () => {
    it("pays out and owes the epoch's interest with it", () => {
      const before = context.chain.balance(ann.address);
      const done = context.done(market.borrow(ann, 10n * SOL + 1n), [ann.keypair]);
      assert.equal(context.chain.balance(ann.address), before + 10n * SOL + 1n);
      assert.equal(market.available, 490n * SOL - 1n);
      assert.deepEqual(lenderEvent(done).data, {
        position: market.position(ann.address).toBase58(),
        lamports: 10n * SOL + 1n,
        tokens: 50n * SOL,
        // 100 millionths of 10.000000001 SOL are 1,000,000.0001 lamports.
        debt_lamports: 10_001_000_002n,
      });
    });

    it("goes to the limit and not a lamport over it", () => {
      // 34.996500349… SOL and their interest are 35 SOL, 70 % of 50.
      refused(market.borrow(ann, 34_996_500_350n), ann.keypair, "LoanToValueExceeded");
      context.done(market.borrow(ann, 34_996_500_349n), [ann.keypair]);
      assert.equal(market.state(ann.address).debt, 35n * SOL);
      refused(market.borrow(ann, 1n), ann.keypair, "LoanToValueExceeded");
    });

    it("adds the interest of every epoch begun", () => {
      context.done(market.borrow(ann, 10n * SOL), [ann.keypair]);
      for (let epoch = 0; epoch < 3; epoch++) pool.nextEpoch();
      context.done(market.borrow(ann, SOL), [ann.keypair]);
      const after = 10_001_000_000n + 3_000_000n;
      assert.equal(market.state(ann.address).debt, after + 1_000_100_000n);
    });

    it("refuses amounts that are none, or not there", () => {
      refused(market.borrow(ann, 0n), ann.keypair, "ZeroAmount");
      refused(market.borrow(ann, 500n * SOL + 1n), ann.keypair, "InsufficientFunds");
    });

    it("refuses anybody else's position, and another vault", () => {
      refused(market.borrow(bob, SOL, { position: market.position(ann.address) }), bob.keypair, "NotOwner");
      refused(market.borrow(ann, SOL, { vault: bob.address }), ann.keypair, "WrongVault");
    });
  });

  describe("repay", () => {
    beforeEach(() => {
      context.done(market.borrow(ann, 10n * SOL), [ann.keypair]);
    });

    it("takes no more than is owed, from anybody", () => {
      const done = context.done(market.repay(bob, SOL, { position: market.position(ann.address) }), [bob.keypair]);
      assert.deepEqual(lenderEvent(done).data, {
        position: market.position(ann.address).toBase58(),
        payer: bob.address.toBase58(),
        lamports: SOL,
        debt_lamports: 9_001_000_000n,
      });
      const rest = context.done(market.repay(ann, U64_MAX), [ann.keypair]);
      assert.equal(lenderEvent(rest).data.lamports, 9_001_000_000n);
      assert.equal(market.available, 500n * SOL + 1_000_000n);
    });

    it("goes to interest first, and then to the principal", () => {
      context.done(market.repay(ann, 400_000n), [ann.keypair]);
      const { principal, debt } = market.state(ann.address);
      assert.deepEqual([principal, debt], [10n * SOL, 10_000_600_000n]);
      context.done(market.repay(ann, 600_001n), [ann.keypair]);
      assert.equal(market.state(ann.address).principal, 10n * SOL - 1n);
    });

    it("does not make the debt more for whoever has it written down every epoch", () => {
      const { epoch } = market.state(ann.address);
      for (let times = 0; times < 5; times++) {
        pool.nextEpoch();
        context.done(market.repay(bob, 1n, { position: market.position(ann.address) }), [bob.keypair]);
      }
      // Six epochs of interest, the first of which was charged at once, less what was paid.
      assert.deepEqual(market.state(ann.address), {
        tokens: 50n * SOL,
        principal: 10n * SOL,
        debt: 10_006_000_000n - 5n,
        epoch: epoch + 5n,
      });
    });

    it("refuses amounts that are none, or not there", () => {
      refused(market.repay(ann, 0n), ann.keypair, "ZeroAmount");
      const payer = poor();
      const position = market.position(ann.address);
      refused(market.repay(payer, SOL, { position }), payer.keypair, "InsufficientLamports");
      refused(market.repay(ann, SOL, { vault: bob.address }), ann.keypair, "WrongVault");
      context.done(market.repay(ann, U64_MAX), [ann.keypair]);
      refused(market.repay(ann, 1n), ann.keypair, "NothingOwed");
    });
  });

  describe("liquidate", () => {
    const liquidate = (lamports: bigint, minimum = 1n, other = {}) =>
      market.liquidate(bob, ann.address, lamports, minimum, other);

    it("begins with the lamport over the threshold", () => {
      market.inject(ann.address, "principal_lamports", 40n * SOL);
      refused(liquidate(SOL), bob.keypair, "PositionHealthy");
      market.inject(ann.address, "principal_lamports", 40n * SOL + 1n);
      const done = context.done(liquidate(SOL), [bob.keypair]);
      assert.equal(lenderEvent(done).data.seized_tokens, 1_050_000_000n);
    });

    it("takes no more than is owed", () => {
      market.inject(ann.address, "principal_lamports", 45n * SOL);
      const { data } = lenderEvent(context.done(liquidate(U64_MAX), [bob.keypair]));
      assert.equal(data.paid_lamports, 45n * SOL);
      assert.equal(data.seized_tokens, 47_250_000_000n);
      assert.equal(data.tokens, 2_750_000_000n);
      assert.equal(data.debt_lamports, 0n);
    });

    it("counts the interest that nobody has written down yet", () => {
      market.inject(ann.address, "principal_lamports", 40n * SOL);
      pool.nextEpoch();
      context.done(liquidate(SOL), [bob.keypair]);
      assert.equal(market.state(ann.address).debt, 39_004_000_000n);
    });

    it("refuses amounts that are none, too little, or not there", () => {
      market.inject(ann.address, "principal_lamports", 45n * SOL);
      refused(liquidate(0n), bob.keypair, "ZeroAmount");
      refused(liquidate(SOL, 1_050_000_001n), bob.keypair, "SlippageExceeded");
      const payer = poor();
      refused(market.liquidate(payer, ann.address, SOL), payer.keypair, "InsufficientLamports");
      context.chain.donate(pool.pdas.reserve, 20n * SOL);
      for (let epoch = 0; epoch < 5; epoch++) pool.nextEpoch();
      refused(liquidate(1n), bob.keypair, "ZeroResult");
    });

    it("refuses other accounts", () => {
      market.inject(ann.address, "principal_lamports", 45n * SOL);
      refused(liquidate(SOL, 1n, { vault: bob.address }), bob.keypair, "WrongVault");
      refused(liquidate(SOL, 1n, { collateral: bob.tokens }), bob.keypair, "WrongCollateral");
    });
  });

  describe("check_price", () => {
    it("reports what the pool's program says too", () => {
      const { changes } = context.done(market.check());
      assert.deepEqual(changes, {});
      assert.deepEqual(market.price(), { lowest: ONE, current: ONE, mean: ONE, bound: 3n * ONE });
    });

    // "PriceDiffers" cannot be brought about here: both readings are of one account, and differ only where the pool's program
    // is not the one whose IDL this was built with.

    it("asks no other program", () => {
      refused(market.check({ pool_program: LENDER.address }), undefined, "InvalidProgramId");
    });
  });

  describe("a price is refused", () => {
    /** Every instruction that needs a price. */
    function everywhere(error: string, other: Record<string, PublicKey> = {}): void {
      market.inject(ann.address, "principal_lamports", 45n * SOL);
      refused(market.borrow(ann, SOL, other), ann.keypair, error);
      refused(market.withdraw(ann, SOL, other), ann.keypair, error);
      refused(market.liquidate(bob, ann.address, SOL, 1n, other), bob.keypair, error);
      refused(market.check(other), undefined, error);
    }

    it("of an earlier epoch", () => {
      context.chain.passEpochs(1);
      everywhere("PriceOutOfDate");
    });

    it("of a pool account that another program owns, though every byte is right", () => {
      const forged = Keypair.generate().publicKey;
      const account = context.chain.account(pool.pdas.pool) ?? assert.fail();
      context.chain.setAccount(forged, { ...account, owner: LENDER.address });
      everywhere("AccountOwnedByWrongProgram", { pool: forged });
      context.chain.setAccount(forged, { ...account, owner: SystemProgram.programId });
      everywhere("AccountOwnedByWrongProgram", { pool: forged });
    });

    it("of a history that another program owns", () => {
      const forged = Keypair.generate().publicKey;
      const account = context.chain.account(pool.pdas.history) ?? assert.fail();
      context.chain.setAccount(forged, { ...account, owner: LENDER.address });
      everywhere("AccountOwnedByWrongProgram", { history: forged });
    });

    it("of accounts of another kind", () => {
      everywhere("AccountDiscriminatorMismatch", { pool: pool.pdas.validators });
      everywhere("AccountDiscriminatorMismatch", { history: pool.pdas.pool });
    });

    it("of a layout that nobody knew", () => {
      pool.injectPool("version", 2n);
      everywhere("UnknownVersion");
      pool.injectPool("version", 1n);
      pool.inject(pool.pdas.history, "PriceHistory", "version", 2n);
      everywhere("UnknownVersion");
    });

    it("of a pool that was updated less often than the mean needs", () => {
      pool.inject(pool.pdas.history, "PriceHistory", "count", 2n);
      everywhere("HistoryTooShort");
    });

    it("of a pool that nobody has updated for long", () => {
      context.chain.passEpochs(5);
      pool.update();
      everywhere("HistoryTooOld");
      pool.nextEpoch();
      everywhere("HistoryTooOld");
      pool.nextEpoch();
      assert.equal(market.price().lowest, ONE);
    });

    it("that has no tokens", () => {
      for (let entry = 0; entry < 4; entry++) setEntry(entry, { supply: 0n });
      everywhere("NoPrice");
    });

    it("that is over all bounds", () => {
      pool.injectPool("staked_lamports", U64_MAX);
      everywhere("Overflow");
    });
  });

  /** Writes numbers into an entry of the pool's price history. */
  function setEntry(place: number, numbers: Record<string, bigint>): void {
    const account = context.chain.account(pool.pdas.history) ?? assert.fail();
    const { offset } = placeOf("PriceHistory", `entries[${place}]`);
    for (const [field, value] of Object.entries(numbers)) {
      // An entry is no account: it has no discriminator.
      account.data.writeBigInt64LE(value, offset + placeOf("PriceEntry", field).offset - 8);
    }
    context.chain.setAccount(pool.pdas.history, account);
  }

  describe("the mean", () => {
    /** The last three updates: a price of 4 for 100 seconds, of 2 for 100, and of 1 from now on. */
    function threePrices(places: [number, number, number]): void {
      const { epoch, slot, unixTime } = context.chain;
      const prices: [slots: bigint, seconds: bigint, total: bigint][] = [
        [1_000n, 200n, 4n],
        [1n, 100n, 2n],
        [0n, 0n, 1n],
      ];
      for (const [index, [slots, seconds, total]] of prices.entries()) {
        const [place, age] = [places[index] as number, BigInt(2 - index)];
        const moment = { epoch: epoch - age, slot: slot - slots, unix_time: unixTime - seconds };
        setEntry(place, { ...moment, total: total * SOL, supply: SOL });
      }
    }

    it("weights prices by time, however many slots that were", () => {
      threePrices([1, 2, 3]);
      const { mean, bound } = market.price();
      // (100 × 4 + 100 × 2) ÷ 200. By slots it would be 3.998.
      assert.equal(mean, 3n * ONE);
      // 4, raised by 100 % in each of two epochs.
      assert.equal(bound, 12n * ONE);
    });

    it("finds the last updates in a ring that has gone around", () => {
      // Updates 511, 512 and 513 are at 511, 0 and 1.
      threePrices([511, 0, 1]);
      pool.inject(pool.pdas.history, "PriceHistory", "count", 514n);
      const { mean, bound } = market.price();
      assert.deepEqual([mean, bound], [3n * ONE, 12n * ONE]);
    });
  });

  describe("tokens that leave", () => {
    /** Token accounts that nobody can take anything out of, but a program. */
    function unreachable(): PublicKey[] {
      const other = new TestMarket(context, pool, context.keypair("other lender"));
      context.done(other.create(), [other.lender]);
      pool.createLiquidity();
      const { escrow, seed } = pool.pdas;
      return [market.collateral, other.collateral, escrow, seed, pool.liquidityPdas.liquidityTokens];
    }

    it("[fault-lender-collateral] do not go to the market's own collateral account, nor to another that is its own authority", () => {
      market.inject(ann.address, "principal_lamports", 45n * SOL);
      for (const destination of unreachable()) {
        refused(market.withdraw(ann, SOL, { destination }), ann.keypair, "WrongDestination");
        refused(market.liquidate(bob, ann.address, SOL, 1n, { destination }), bob.keypair, "WrongDestination");
      }
    });

    it("go to anybody else's", () => {
      const carol = pool.user("carol");
      context.done(market.withdraw(ann, SOL, { destination: carol.tokens }), [ann.keypair]);
      assert.equal(pool.tokensOf(carol.tokens), SOL);
      assert.equal(pool.tokensOf(market.collateral), market.state(ann.address).tokens);
    });
  });

  describe("wants the signature of", () => {
    const cases: Record<string, () => ReturnType<TestMarket["check"]>> = {
      "the lender who opens a market": () => new TestMarket(context, pool, context.keypair("other lender")).create(),
      "the lender who funds": () => market.fund(SOL),
      "the lender who withdraws": () => market.withdrawFunds(SOL),
      "the owner who opens a position": () => market.open(bob),
      "the owner who closes one": () => market.close(ann),
      "the owner who deposits": () => market.deposit(ann, SOL),
      "the owner who withdraws": () => market.withdraw(ann, SOL),
      "the owner who borrows": () => market.borrow(ann, SOL),
      "the payer who repays": () => market.repay(ann, SOL),
      "the liquidator": () => market.liquidate(bob, ann.address, SOL),
    };
    for (const [who, build] of Object.entries(cases)) {
      it(who, () => {
        const instruction = build();
        for (const key of instruction.keys) key.isSigner = false;
        refused(instruction, undefined, "AccountNotSigner");
      });
    }

    it("nobody else", () => {
      const signers = idl.instructions.map(({ accounts }) => accounts.filter((account) => "signer" in account).length);
      assert.equal(
        signers.reduce((sum, count) => sum + count, 0),
        Object.keys(cases).length,
      );
    });
  });

  describe("refuses accounts of another market or pool:", () => {
    let two: ReturnType<typeof givenTwo>;

    beforeEach(() => {
      two = givenTwo();
    });

    const check = (instruction: ReturnType<TestMarket["check"]>, error: string, signer = two.here.user.keypair) =>
      two.context.refused(instruction, [signer], error);

    it("pool", () => {
      const other = { pool: two.there.pool.pdas.pool };
      const { market, user } = two.here;
      check(market.borrow(user, SOL, other), "WrongPool");
      check(market.withdraw(user, SOL, other), "WrongPool");
      check(market.liquidate(user, user.address, SOL, 1n, other), "WrongPool");
      two.context.refused(market.check(other), [], "WrongPool");
    });

    it("pool with its own history", () => {
      const { pool, history } = two.there.pool.pdas;
      check(two.here.market.borrow(two.here.user, SOL, { pool, history }), "WrongPool");
    });

    it("history", () => {
      const other = { history: two.there.pool.pdas.history };
      const { market, user } = two.here;
      check(market.borrow(user, SOL, other), "WrongHistory");
      check(market.withdraw(user, SOL, other), "WrongHistory");
      check(market.liquidate(user, user.address, SOL, 1n, other), "WrongHistory");
      two.context.refused(market.check(other), [], "WrongHistory");
    });

    it("position", () => {
      const { market, user } = two.here;
      const { user: stranger } = two.there;
      const position = two.there.market.position(stranger.address);
      const other = { position, owner: stranger.address, payer: user.address };
      check(market.deposit(user, SOL, other), "WrongMarket", stranger.keypair);
      check(market.withdraw(user, SOL, other), "WrongMarket", stranger.keypair);
      check(market.borrow(user, SOL, other), "WrongMarket", stranger.keypair);
      check(market.repay(user, SOL, { position }), "WrongMarket");
      check(market.liquidate(user, user.address, SOL, 1n, { position }), "WrongMarket");
    });

    it("vault", () => {
      const { market, user } = two.here;
      check(market.borrow(user, SOL, { vault: two.there.market.vault }), "WrongVault");
    });

    it("market", () => {
      const { market, user } = two.here;
      check(market.borrow(user, SOL, { market: two.there.market.market }), "WrongVault");
    });

    it("tokens", () => {
      const { market, user } = two.here;
      const foreign = two.there.pool.tokenAccount(user.address);
      check(market.deposit(user, SOL, { source: foreign }), "WrongTokenAccount");
      check(market.withdraw(user, SOL, { destination: foreign }), "WrongTokenAccount");
      check(market.liquidate(user, user.address, SOL, 1n, { destination: foreign }), "WrongTokenAccount");
    });
  });

  it("has a test for each of its errors", () => {
    const source = fs.readFileSync(__filename, "utf8");
    const missing = idl.errors.map(({ name }) => name).filter((name) => !source.includes(`"${name}"`));
    assert.deepEqual(missing, []);
  });
});
