// Settings, roles, pauses: what the client does and what is said of it beforehand.
import assert from "node:assert/strict";
import { Keypair, PublicKey } from "@solana/web3.js";
import fc from "fast-check";
import {
  type ConfigChange,
  feesOf,
  findEvent,
  instructions,
  isError,
  keypairWallet,
  type LiquidityConfig,
  liquidityFeesOf,
  managerOf,
  TruestakeClient,
  type TruestakeError,
} from "../src";
import { quoteConfig, quoteLiquidityConfig } from "../src/operators";
import { outcome, quoted } from "./outcome";
import { funded, LIQUIDITY, newLiquidPool, newPool, SOL, type TestPool } from "./pool";
import { seeded } from "./seeds";

async function passUpdate({ chain, user }: TestPool): Promise<void> {
  chain.passEpochs(1);
  await user.refresh();
}

const rate = fc.option(fc.integer({ min: 0, max: 51 }), { nil: undefined });
const change: fc.Arbitrary<ConfigChange> = fc.record(
  {
    rewardFee: fc.option(fc.integer({ min: 0, max: 1_010 }), { nil: undefined }),
    depositFee: rate,
    withdrawalFee: rate,
    ticketFee: rate,
    referralShare: fc.option(fc.integer({ min: 0, max: 10_050 }), { nil: undefined }),
    treasury: fc.constantFrom(Keypair.generate().publicKey, undefined, undefined, undefined),
    depositCap: fc.constantFrom(0n, SOL, undefined),
    reserveBuffer: fc.option(fc.integer({ min: 0, max: 2_010 }), { nil: undefined }),
    maxValidatorShare: fc.option(fc.integer({ min: 0, max: 10_050 }), { nil: undefined }),
    maxMove: fc.option(fc.integer({ min: 0, max: 10_050 }), { nil: undefined }),
    movingPart: fc.option(fc.integer({ min: 90, max: 5_050 }), { nil: undefined }),
  },
  { requiredKeys: [] },
);

describe("governance", () => {
  it("quotes every change of the settings as the program makes it", async function () {
    this.timeout(300_000);
    const test = await newPool({ validators: 0 });
    const { chain, admin, user } = test;
    let [tried, accepted] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), fc.nat(2), async (changes, epochs) => {
        for (const each of changes) {
          tried++;
          const { pool } = await user.snapshot();
          const quote = quoted(() => quoteConfig(pool, each));
          const found = await outcome(
            chain.connection,
            pool.admin,
            instructions.proposeConfig({ pool, admin: pool.admin, change: each }),
          );
          if (typeof quote === "string" || typeof found === "string") {
            assert.equal(quote, found);
            continue;
          }
          await admin.proposeConfig({ change: each });
          accepted++;
          const after = await user.pool();
          const fees = feesOf(after);
          const { next: pendingFees, fromUpdate: pendingFeesUpdate } = after.fees;
          assert.deepEqual([fees, pendingFeesUpdate], [quote.fees, quote.fromUpdate ?? 0n]);
          if (quote.pendingFees) assert.deepEqual(pendingFees, quote.pendingFees);
          assert.deepEqual(
            {
              ...findEvent(found, "ConfigProposed")?.data,
              ...{ fees: undefined, pendingFees: undefined, before: undefined, after: undefined },
            },
            {
              ...{ pool: after.pool, fees: undefined, pendingFees: undefined, pendingFeesUpdate },
              ...{ treasury: after.treasury, depositCap: after.depositCap, reserveBuffer: after.reserveBuffer },
              ...{ maxValidatorShare: after.maxValidatorShare, maxMove: after.maxMove, movingPart: after.movingPart },
              ...{ before: undefined, after: undefined },
            },
          );
          for (const { setting, to, fromUpdate } of quote.changes) {
            if (fromUpdate !== undefined) continue;
            const name = setting.replace("Fee", "") as keyof typeof fees;
            const now = name in fees ? fees[name] : after[setting as "maxMove"];
            assert.equal(String(now), String(to), setting);
          }
          assert.ok(
            quote.changes.every(({ fromUpdate }) => fromUpdate === undefined || fromUpdate === pendingFeesUpdate),
          );
        }
        for (let passed = 0; passed < epochs; passed++) await passUpdate(test);
      }),
      seeded(Number(process.env.RUNS ?? 25)),
    );
    assert.ok(accepted * 4 > tried, `${accepted} of ${tried} accepted`);
  });

  it("raises a fee two updates later, and quotes know it", async () => {
    const test = await newPool();
    const { admin, user } = test;
    const quote = quoteConfig(await user.pool(), { depositFee: 50, ticketFee: 0, maxMove: 10_000 });
    assert.deepEqual(
      quote.changes.map(({ setting, from, to, fromUpdate }) => [setting, from, to, fromUpdate]),
      [
        ["depositFee", 10, 50, 2n],
        ["ticketFee", 10, 0, undefined],
        ["maxMove", 5_000, 10_000, undefined],
      ],
    );
    await admin.proposeConfig({ change: { depositFee: 50, ticketFee: 0, maxMove: 10_000 } });
    await passUpdate(test);
    assert.equal(feesOf(await user.pool()).deposit, 10);
    test.chain.passEpochs(1);
    // The update and the deposit in one transaction: the quote already reckons with the new fee.
    const deposit = await user.depositSol({ lamports: 100n * SOL });
    assert.deepEqual(
      deposit.events.map(({ name }) => name),
      ["ValidatorsUpdated", "PoolUpdated", "SolDeposited"],
    );
    assert.equal(feesOf(await user.pool()).deposit, 50);
    assert.equal(deposit.tokens, (100n * SOL * 9_950n) / 10_000n);
  });

  it("hands the roles over", async () => {
    const test = await newPool({ validators: 0 });
    const { chain, admin, user } = test;
    const heir = funded(chain);
    const next = new TruestakeClient({ connection: chain.connection, mint: user.mint, wallet: keypairWallet(heir) });
    const no = (name: TruestakeError["name"]) => (error: unknown) => isError(error, name);
    await assert.rejects(next.acceptAdmin(), no("NotPendingAdmin"));
    await assert.rejects(next.proposeConfig({ change: {} }), no("NotAdmin"));
    await admin.proposeAdmin({ newAdmin: heir.publicKey });
    await next.acceptAdmin();
    await assert.rejects(admin.proposeAdmin({ newAdmin: heir.publicKey }), no("NotAdmin"));
    const set = await next.setRole({ role: "guardian", newHolder: heir.publicKey });
    assert.equal(findEvent(set.events, "RoleSet")?.data.role, "guardian");
    await next.setRole({ role: "validatorManager", newHolder: heir.publicKey });
    const { admin: now, guardian } = await user.pool();
    assert.ok([now, guardian].every((role) => role.equals(heir.publicKey)));
    // The validator manager changes with the fifth update from now: what is known can be charged to the old one before.
    const vote = chain.createVoteAccount();
    for (let updates = 0; updates < 5; updates++) {
      assert.ok(!managerOf(await user.pool()).equals(heir.publicKey));
      await assert.rejects(next.addValidator({ vote, score: 1 }), no("NotValidatorManager"));
      await passUpdate(test);
    }
    assert.ok(managerOf(await user.pool()).equals(heir.publicKey));
    await next.addValidator({ vote, score: 1 });
    await assert.rejects(next.setRole({ role: "guardian", newHolder: PublicKey.default }), no("MissingRole"));
    // What cannot sign can hold no role.
    await assert.rejects(next.setRole({ role: "guardian", newHolder: user.mint }), no("WrongRoleHolder"));
  });

  it("pauses for a bounded time", async () => {
    const { chain, admin, user } = await newPool({ validators: 0 });
    const no = (name: TruestakeError["name"]) => (error: unknown) => isError(error, name);
    await user.depositSol({ lamports: 10n * SOL });
    await assert.rejects(admin.unpause(), no("NotPaused"));
    await assert.rejects(admin.pause({ seconds: 0 }), no("PauseOutOfRange"));
    await assert.rejects(user.pause({ seconds: 60 }), no("NotGuardian"));
    await admin.pause({ seconds: 60 });
    await assert.rejects(user.depositSol({ lamports: SOL }), no("Paused"));
    await user.orderUnstake({ tokens: SOL });
    await admin.unpause();
    await user.depositSol({ lamports: SOL });
    await assert.rejects(admin.pause({ seconds: 60 }), no("PauseTooSoon"));
    chain.advanceSlots(250_000n);
    await admin.pause({ seconds: 60 });
  });

  it("quotes every change of the liquidity pool's settings as the program makes it", async function () {
    this.timeout(60_000);
    const test = await newLiquidPool({ validators: 0 });
    const { chain, admin, user } = test;
    const config: fc.Arbitrary<LiquidityConfig> = fc.record({
      target: fc.constantFrom(SOL - 1n, SOL, LIQUIDITY.target, 2n ** 56n, 2n ** 56n + 1n),
      minFee: fc.integer({ min: 0, max: 400 }),
      maxFee: fc.integer({ min: 20, max: 1_050 }),
      treasuryCut: fc.integer({ min: 0, max: 5_100 }),
      cap: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    });
    await fc.assert(
      fc.asyncProperty(config, fc.nat(2), async (each, epochs) => {
        const { pool, liquidity } = await user.snapshot();
        assert.ok(liquidity);
        const quote = quoted(() => quoteLiquidityConfig(liquidity, pool, each));
        const instruction = instructions.setLiquidityConfig({ pool, admin: pool.admin, config: each });
        const found = await outcome(chain.connection, pool.admin, instruction);
        if (typeof quote === "string" || typeof found === "string") return assert.equal(quote, found);
        await admin.setLiquidityConfig({ config: each });
        const after = await user.liquidity();
        assert.deepEqual([after.fees.fromUpdate, after.cap], [quote.fromUpdate ?? 0n, each.cap]);
        const wanted = { target: each.target, min: each.minFee, max: each.maxFee, treasuryCut: each.treasuryCut };
        assert.deepEqual(quote.fromUpdate === undefined ? liquidityFeesOf(after, pool) : after.fees.next, wanted);
        for (let passed = 0; passed < epochs; passed++) await passUpdate(test);
      }),
      seeded(Number(process.env.RUNS ?? 25)),
    );
  });
});
