// Stake accounts in and out, and the exit planner: against the program.
import assert from "node:assert/strict";
import { getAccount, getAssociatedTokenAddressSync } from "@solana/spl-token";
import { Keypair, Lockup, PublicKey, StakeProgram } from "@solana/web3.js";
import fc from "fast-check";
import {
  DISCRIMINATOR_BYTES,
  type ErrorName,
  fetchStakeAccount,
  findEvent,
  instructions,
  isError,
  STAKE_ACCOUNT_BYTES,
  simulate,
} from "../src";
import { hintFor } from "../src/hints";
import { sizeOf } from "../src/layout";
import { explainValidators, fetchExitStakes, fetchSituations, fetchStakeRules, withdrawalOf } from "../src/operators";
import {
  mostStake,
  planExit,
  planStakeWithdrawals,
  priceAt,
  quoteDepositStakeAccount,
  quoteWithdrawStakeAccount,
  type ValidatorSituation,
} from "../src/quote";
import { outcome, quoted } from "./outcome";
import { funded, newLiquidPool, newPool, newStake, SOL, type TestPool, toMovingPart } from "./pool";
import { seeded } from "./seeds";

async function situations({ chain, user }: TestPool): Promise<ValidatorSituation[]> {
  const { pool, validators } = await user.snapshot();
  return fetchSituations(chain.connection, pool, validators.records());
}

async function checkWithdrawal(test: TestPool, validator: ValidatorSituation, tokens: bigint): Promise<void> {
  const { chain, user, userKey } = test;
  const [snapshot, rules] = [await user.snapshot(), await fetchStakeRules(chain.connection)];
  const owner = userKey.publicKey;
  const source = getAssociatedTokenAddressSync(user.mint, owner);
  const quote = quoted(() => quoteWithdrawStakeAccount(snapshot, rules, validator, tokens));
  // A nonce that no story uses.
  const options = { pool: snapshot.pool, owner, source, validator: validator.record, nonce: 10_000n, tokens };
  const build = (minimumLamportsOut: bigint) => instructions.withdrawStakeAccount({ ...options, minimumLamportsOut });
  const found = await outcome(chain.connection, owner, build(0n));
  if (typeof found === "string") {
    const tooMany = tokens > (await getAccount(chain.connection, source)).amount;
    return assert.equal(found, tooMany ? "InsufficientTokens" : quote);
  }
  if (typeof quote === "string") assert.fail(quote);
  const event = findEvent(found, "StakeAccountWithdrawn")?.data;
  assert.deepEqual([event?.lamports, event?.fee], [quote.lamports, quote.fee]);
  assert.equal(await outcome(chain.connection, owner, build(quote.lamports + 1n)), "SlippageExceeded");
}

async function checkDeposit(test: TestPool, validator: ValidatorSituation, stake: PublicKey): Promise<void> {
  const { chain, user, userKey } = test;
  const [snapshot, rules] = [await user.snapshot(), await fetchStakeRules(chain.connection)];
  const depositor = userKey.publicKey;
  const deposited = await fetchStakeAccount(chain.connection, stake);
  const quote = quoted(() => quoteDepositStakeAccount(snapshot, rules, validator, { deposited, depositor }));
  const found = await outcome(
    chain.connection,
    depositor,
    instructions.depositStakeAccount({
      pool: snapshot.pool,
      depositor,
      deposited: stake,
      validator: validator.record,
      destination: getAssociatedTokenAddressSync(user.mint, depositor),
      minimumTokensOut: typeof quote === "string" ? 0n : quote.tokens,
    }),
  );
  if (typeof found === "string") return assert.equal(found, quote);
  if (typeof quote === "string") assert.fail(quote);
  const event = findEvent(found, "StakeAccountDeposited")?.data;
  assert.deepEqual(
    [event?.tokens, event?.premium, event?.treasuryTokens, event?.stakeLamports, event?.looseLamports],
    [quote.tokens, quote.premium, quote.feeTokens, quote.stakeLamports, quote.looseLamports],
  );
}

type Step =
  | { do: "deposit"; part: number }
  | { do: "score"; validator: number; score: number }
  | { do: "order"; part: number }
  | { do: "donate"; validator: number; lamports: number }
  | { do: "slash"; validator: number; parts: number }
  | { do: "rent"; lamportsPerByte: bigint }
  | { do: "epoch" | "delegate" | "deactivate" | "settle" | "moving" };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("deposit" as const), part: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ do: fc.constant("order" as const), part: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ do: fc.constant("score" as const), validator: fc.nat(2), score: fc.nat(150) }),
  fc.record({
    do: fc.constant("donate" as const),
    validator: fc.nat(2),
    lamports: fc.integer({ min: 1, max: 10 ** 9 }),
  }),
  fc.record({ do: fc.constant("rent" as const), lamportsPerByte: fc.constantFrom(696n, 5_080n, 6_960n, 9_000n) }),
  fc.record({ do: fc.constant("slash" as const), validator: fc.nat(2), parts: fc.nat(50_000) }),
  fc.record({ do: fc.constantFrom("epoch", "epoch", "delegate", "deactivate", "settle", "moving") }),
);

async function play({ chain, admin, user, votes }: TestPool, each: Step): Promise<void> {
  if (each.do === "deposit") await user.depositSol({ lamports: BigInt(each.part) * SOL });
  else if (each.do === "order") await user.orderUnstake({ tokens: (BigInt(each.part) * SOL) / 4n });
  else if (each.do === "score") await admin.setScore({ vote: votes[each.validator] as PublicKey, score: each.score });
  else if (each.do === "delegate") await admin.delegateAll();
  else if (each.do === "deactivate") await admin.deactivateAll();
  else if (each.do === "settle") await admin.settleTickets();
  else if (each.do === "moving") toMovingPart(chain);
  else if (each.do === "rent") chain.setRent(each.lamportsPerByte);
  else if (each.do === "donate" || each.do === "slash") {
    // Nobody measures it before the account is in hand.
    const { stake } = (await user.snapshot()).validators.record(each.validator);
    const account = chain.stakeAccount(stake);
    if (!account) return;
    if (each.do === "donate") chain.donate(stake, BigInt(each.lamports));
    else if (account.lamports > (account.delegation?.stake ?? account.lamports)) chain.slash(stake, BigInt(each.parts));
  } else {
    chain.passEpochs(1);
    chain.payRewards(votes.map((vote) => ({ vote, partsPerMillion: 300n })));
    await user.refresh();
  }
}

describe("stake accounts", () => {
  it("are quoted as the program deals with them, whatever a validator is doing", async function () {
    this.timeout(300_000);
    const stories = fc.array(step, { minLength: 4, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(stories, fc.bigInt({ min: 0n, max: 150n * SOL }), async (story, amount) => {
        const test = await newPool();
        const { chain, user, userKey, votes } = test;
        await user.depositSol({ lamports: 200n * SOL });
        await test.admin.delegateAll();
        const foreign = newStake(chain, { owner: userKey, vote: votes[0] as PublicKey, lamports: 3n * SOL + 7n });
        for (const each of story) {
          await play(test, each).catch((error) => {
            if (!isError(error, "InsufficientTokens")) throw error;
          });
          const [snapshot, rules] = [await user.snapshot(), await fetchStakeRules(chain.connection)];
          for (const validator of await situations(test)) {
            const delegated = validator.stake?.delegation?.stake ?? 0n;
            const sizes = [1n, amount, mostStake(snapshot, rules, validator), delegated, delegated + 1n];
            for (const tokens of sizes) await checkWithdrawal(test, validator, tokens);
            await checkDeposit(test, validator, foreign);
          }
        }
      }),
      seeded(Number(process.env.RUNS ?? 6)),
    );
  });

  it("[fault-unreadable-crank] are quoted as the program deals with them beside an account that nobody can read", async () => {
    const test = await newPool();
    const { chain, user, userKey, votes } = test;
    await user.depositSol({ lamports: 200n * SOL });
    await test.admin.delegateAll();
    const foreign = newStake(chain, { owner: userKey, vote: votes[0] as PublicKey, lamports: 3n * SOL });
    chain.passEpochs(1);
    await user.refresh();
    const { stake } = (await user.snapshot()).validators.record(0);
    const account = chain.account(stake) ?? assert.fail();
    const data = Buffer.from(account.data);
    data.writeUInt32LE(9, 0);
    chain.setAccount(stake, { ...account, data });
    await user.refresh();
    const [validator] = await situations(test);
    assert.ok(validator);
    await checkDeposit(test, validator, foreign);
    await checkWithdrawal(test, validator, SOL);
    await assert.rejects(user.depositStakeAccount({ stake: foreign }), (error) =>
      isError(error, "UnexpectedStakeState"),
    );
  });

  it("go in and out by the client", async () => {
    const test = await newPool();
    const { chain, admin, user, userKey, votes } = test;
    const [vote] = votes as [PublicKey];
    const stake = newStake(chain, { owner: userKey, vote, lamports: 50n * SOL });
    await user.depositSol({ lamports: 100n * SOL });
    await admin.delegateAll();
    await assert.rejects(user.depositStakeAccount({ stake }), (error) => isError(error, "StakeNotActive"));
    chain.passEpochs(1);
    const { lamports } = await fetchStakeAccount(chain.connection, stake);
    const deposit = await user.depositStakeAccount({ stake });
    assert.ok(deposit.tokens > 49n * SOL && deposit.tokens < lamports);
    await assert.rejects(fetchStakeAccount(chain.connection, stake));

    const out = await user.withdrawStakeAccount({ tokens: 20n * SOL, vote });
    const mine = await fetchStakeAccount(chain.connection, out.stake);
    assert.ok(mine.delegation?.vote.equals(vote) && mine.staker.equals(userKey.publicKey));
    assert.ok(mine.withdrawer.equals(userKey.publicKey));
    assert.deepEqual([mine.delegation?.stake, out.lamports > 19n * SOL], [out.lamports, true]);
    const chosen = await user.withdrawStakeAccount({ tokens: 10n * SOL });
    assert.ok(votes.some((each) => each.equals(chosen.vote)));
    await assert.rejects(user.withdrawStakeAccount({ tokens: 2n * SOL, minimumLamportsOut: 3n * SOL }), (error) =>
      isError(error, "SlippageExceeded"),
    );
    await assert.rejects(user.withdrawStakeAccount({ tokens: 100n * SOL }), (error) =>
      isError(error, "NotEnoughStake"),
    );
    // Nobody can close this way out.
    await admin.pause({ seconds: 60 });
    await user.withdrawStakeAccount({ tokens: 2n * SOL });
    assert.ok((await user.proofOfBacking()).ok);
  });

  it("are withdrawn with all that they hold by then, and only while they are there", async () => {
    const { chain, admin, user, userKey } = await newPool();
    const owner = userKey.publicKey;
    await user.depositSol({ lamports: 100n * SOL });
    await admin.delegateAll();
    chain.passEpochs(1);
    await user.refresh();
    const { stake } = await user.withdrawStakeAccount({ tokens: 20n * SOL });
    chain.run(StakeProgram.deactivate({ stakePubkey: stake, authorizedPubkey: owner }).instructions, [userKey]);
    chain.passEpochs(1);
    const { lamports: before } = await fetchStakeAccount(chain.connection, stake);
    chain.donate(stake, SOL);
    const { instructions, lamports } = await withdrawalOf(chain.connection, { stake, owner });
    assert.equal(lamports, before + SOL);
    chain.run(instructions, [userKey]);
    const gone = withdrawalOf(chain.connection, { stake, owner });
    await assert.rejects(gone, (error) => isError(error, "AccountMissing"));
    const wallet = withdrawalOf(chain.connection, { stake: owner, owner });
    await assert.rejects(wallet, (error) => isError(error, "AccountForeign"));
  });

  it("are refused by what is wrong with them", async () => {
    const test = await newPool({ validators: 2 });
    const { chain, admin, user, userKey, votes } = test;
    const [vote, other] = votes as [PublicKey, PublicKey];
    await user.depositSol({ lamports: 100n * SOL });
    await admin.delegateAll();
    const owner = userKey;
    const lockup = new Lockup(Number(chain.unixTime) + 10 ** 7, 0, PublicKey.default);
    const locked = newStake(chain, { owner, vote, lamports: 2n * SOL, lockup });
    const shared = newStake(chain, { owner, vote, lamports: 2n * SOL, withdrawer: Keypair.generate().publicKey });
    const elsewhere = newStake(chain, { owner, vote: other, lamports: 2n * SOL });
    const unlisted = newStake(chain, { owner, vote: chain.createVoteAccount(), lamports: 2n * SOL });
    const foreign = newStake(chain, { owner: funded(chain), vote, lamports: 2n * SOL });
    chain.passEpochs(1);
    await user.refresh();
    const young = newStake(chain, { owner, vote, lamports: 2n * SOL });
    const [validator] = (await situations(test)) as [ValidatorSituation];
    for (const stake of [locked, shared, elsewhere, young, foreign]) await checkDeposit(test, validator, stake);
    const fails = (stake: PublicKey, name: ErrorName) =>
      assert.rejects(user.depositStakeAccount({ stake }), (error) => isError(error, name));
    await fails(locked, "StakeLocked");
    await fails(shared, "NotStakeOwner");
    await fails(young, "StakeNotActive");
    await fails(unlisted, "ValidatorNotFound");
    await admin.setScore({ vote: other, score: 0 });
    await fails(elsewhere, "ValidatorDraining");
    chain.advanceSlots(chain.slotsPerEpoch * 60n);
    await user.depositStakeAccount({ stake: locked, minimumTokensOut: 1n });
  });

  it("are taken neither over a cap nor for a closed vote account, and the quotes say so", async () => {
    const test = await newPool({ validators: 1 });
    const { chain, admin, user, userKey: owner } = test;
    const [capped, closed] = [chain.createVoteAccount(), chain.createVoteAccount()];
    // No more than 5 SOL; the rents of its two accounts count, which the pool's reserve pays.
    await admin.addValidator({ vote: capped, score: 100, cap: 5n * SOL });
    await admin.addValidator({ vote: closed, score: 100 });
    await user.depositSol({ lamports: 100n * SOL });
    const [small, large] = [4n * SOL, 6n * SOL].map((lamports) => newStake(chain, { owner, vote: capped, lamports }));
    const lost = newStake(chain, { owner, vote: closed, lamports: 2n * SOL });
    // A vote account can be closed when it has not voted for an epoch.
    chain.setVoting(closed, false);
    chain.passEpochs(3);
    await user.refresh();
    chain.closeVoteAccount(closed);
    const [, toCapped, toClosed] = await situations(test);
    assert.ok(small && large && toCapped && toClosed);
    for (const stake of [small, large]) await checkDeposit(test, toCapped, stake);
    await checkDeposit(test, toClosed, lost);
    const fails = (stake: PublicKey, name: ErrorName) =>
      assert.rejects(user.depositStakeAccount({ stake }), (error) => isError(error, name));
    await fails(large, "ValidatorCapExceeded");
    await fails(lost, "InvalidVoteAccount");
    await user.depositStakeAccount({ stake: small });
  });

  it("cost at least what they will earn in the epoch, and the validator's own rate where that is higher", async () => {
    const test = await newPool({ validators: 1, config: { withdrawalFee: 0 } });
    const { chain, user, admin, votes } = test;
    const [vote] = votes as [PublicKey];
    await user.depositSol({ lamports: 100n * SOL });
    await admin.delegateAll();
    chain.passEpochs(1);
    await user.refresh();
    const withdrawn = async (): Promise<bigint> => {
      const { sent } = await user.withdrawStakeAccount({ tokens: 10n * SOL, vote });
      return findEvent(sent?.events ?? [], "StakeAccountWithdrawn")?.data.fee ?? 0n;
    };
    // No reward was ever measured: 10 basis points of 10 SOL, which is what 10 tokens are worth.
    assert.equal(await withdrawn(), 10_000_000n);
    chain.passEpochs(1);
    chain.payRewards([{ vote, partsPerMillion: 300n }]);
    await user.refresh();
    const { pool, clock, validators } = await user.snapshot();
    const { earning } = validators.record(0);
    // 300 ppm of what was delegated, in one epoch, ceiled to a part per billion.
    const rate = (earning.earned * SOL + earning.base - 1n) / earning.base;
    assert.equal(Number(rate / 1_000n), 300);
    const { total, supply } = priceAt(pool, clock.slot);
    const worth = (10n * SOL * total) / supply;
    assert.equal(await withdrawn(), (worth * rate + SOL - 1n) / SOL);
  });
});

describe("exit planner", () => {
  it("sets all ways out side by side, and each does what it says", async () => {
    const test = await newLiquidPool();
    const { chain, admin, user } = test;
    await user.depositSol({ lamports: 300n * SOL });
    await user.addLiquidity({ lamports: 50n * SOL });
    await admin.delegateAll();
    chain.passEpochs(1);
    await user.refresh();
    const plan = await user.planExit({ tokens: 10n * SOL });
    const { liquid, ticket, stake } = plan;
    assert.ok(liquid.possible && ticket.possible && stake.possible);
    assert.deepEqual([liquid.waitEpochs, ticket.waitEpochs, stake.waitEpochs], [0n, 1n, 1n]);
    for (const { lamports, fee } of [liquid, ticket, stake]) {
      assert.equal(lamports + fee, 10n * SOL);
    }
    const ticketBytes = BigInt(DISCRIMINATOR_BYTES + sizeOf("ticket"));
    const rents = [0n, chain.rentFor(ticketBytes), chain.rentFor(BigInt(STAKE_ACCOUNT_BYTES))];
    assert.deepEqual([liquid.rent, ticket.rent, stake.rent], rents);
    assert.equal((await user.liquidUnstake({ tokens: 10n * SOL })).lamports, liquid.lamports);
    assert.equal((await user.withdrawStakeAccount({ tokens: 10n * SOL })).lamports, stake.lamports);

    const large = await user.planExit({ tokens: 150n * SOL });
    assert.equal(large.liquid.refusal?.name, "InsufficientLiquidity");
    assert.deepEqual([large.liquid.lamports, large.liquid.possible], [0n, false]);
    assert.match(hintFor(large.liquid.refusal?.name ?? "NoPrice"), /ticket|stake account/);
    assert.ok(large.liquid.mostTokens > 40n * SOL && large.liquid.mostTokens < 50n * SOL);
    assert.equal(large.stake.withdrawals.length, 2);
    const accounts = await user.withdrawStakeAccounts({ tokens: 150n * SOL });
    assert.equal(
      accounts.reduce((sum, { lamports }) => sum + lamports, 0n),
      large.stake.lamports,
      "to the lamport, one after the other",
    );
    const tiny = await user.planExit({ tokens: 1n });
    assert.deepEqual([tiny.liquid.possible, tiny.ticket.refusal?.name], [false, "TicketTooSmall"]);
    const all = await user.planExit({ tokens: 10_000n * SOL });
    assert.equal(all.stake.refusal?.name, "NotEnoughStake");
    chain.passEpochs(1);
    const stale = await user.planExit({ tokens: SOL });
    const names = [stale.liquid, stale.ticket, stale.stake].map(({ refusal }) => refusal?.name);
    assert.deepEqual(names, ["PoolOutOfDate", "PoolOutOfDate", "PoolOutOfDate"]);
    assert.equal(planExit(await user.snapshot(), SOL).stake.possible, false);
  });

  it("spreads a withdrawal over as many validators as it takes", async function () {
    this.timeout(60_000);
    const test = await newPool({ validators: 4 });
    const { chain, admin, user } = test;
    await user.depositSol({ lamports: 100n * SOL });
    await admin.delegateAll();
    chain.passEpochs(1);
    await user.refresh();
    const snapshot = await user.snapshot();
    const { rules, validators } = await fetchExitStakes(chain.connection, snapshot);
    assert.equal(validators.length, 4);
    await fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 99n * SOL }), (tokens) => {
        const plan = quoted(() => planStakeWithdrawals(snapshot, rules, validators, tokens));
        if (typeof plan === "string")
          return assert.ok(tokens > 90n * SOL || tokens < 2n * SOL, `${plan} for ${tokens}`);
        assert.equal(
          plan.reduce((sum, part) => sum + part.tokens, 0n),
          tokens,
        );
        assert.equal(new Set(plan.map(({ record }) => record.index)).size, plan.length);
      }),
      seeded(200),
    );
  });
});

describe("explanations", () => {
  it("promise no move before the epoch's update", async () => {
    const { chain, admin, user, votes } = await newPool();
    await user.depositSol({ lamports: 100n * SOL });
    await admin.delegateAll();
    await user.depositSol({ lamports: 100n * SOL });
    const [vote] = votes as [PublicKey];
    await admin.setScore({ vote, score: 0 });
    const next = async () => (await user.explainValidators()).map((each) => [each.next, each.binding]);
    // Stake is rebalanced in the epoch's moving part only.
    assert.deepEqual((await next())[0], ["nothing", "OutsideMovingPart"]);
    toMovingPart(chain);
    assert.deepEqual(await next(), [
      ["deactivate", undefined],
      ["delegate", undefined],
      ["delegate", undefined],
    ]);
    chain.passEpochs(1);
    for (const binding of ["EpochRewardsActive", "PoolOutOfDate"] as const) {
      chain.setRewardsActive(binding === "EpochRewardsActive");
      const explained = await user.explainValidators();
      for (const { next: step, delegate, deactivate, binding: found } of explained) {
        assert.equal(step, "nothing");
        assert.deepEqual([found, delegate.binding, deactivate.binding], [binding, binding, binding]);
      }
      // The program says the same.
      const { pool, validators } = await user.snapshot();
      for (const validator of validators.records()) {
        for (const build of [instructions.delegateReserve, instructions.deactivateStake]) {
          const options = { payer: pool.admin, instructions: [build({ pool, validator })] };
          await assert.rejects(simulate(chain.connection, options), (error) => isError(error, binding));
        }
      }
    }
    await user.refresh();
    toMovingPart(chain);
    assert.ok((await next()).some(([step]) => step === "deactivate"));
  });

  it("say for every validator what moves next, or which rule binds", async () => {
    const { chain, admin, user, votes } = await newPool();
    const explain = async () => explainValidators(chain.connection, await user.snapshot());
    const next = async () => (await explain()).map((each) => each.next);
    await user.depositSol({ lamports: 100n * SOL });
    assert.deepEqual(await next(), ["delegate", "delegate", "delegate"]);
    await admin.delegateAll();
    const settled = await explain();
    assert.deepEqual(
      settled.map(({ next: step, binding }) => [step, binding]),
      settled.map(() => ["nothing", "AtTarget"]),
    );
    chain.passEpochs(1);
    await user.refresh();
    await user.depositSol({ lamports: 10n * SOL });
    await admin.delegateAll();
    assert.deepEqual(await next(), ["join", "join", "join"]);
    chain.passEpochs(1);
    await user.refresh();
    const [vote] = votes as [PublicKey];
    await admin.setScore({ vote, score: 0 });
    assert.equal((await next())[0], "nothing");
    toMovingPart(chain);
    assert.equal((await next())[0], "deactivate");
    await admin.emergencyDeactivate({ vote });
    const [cooling] = await user.explainValidators();
    assert.deepEqual([cooling?.next, cooling?.lamports], ["return", cooling?.cooling]);
    chain.passEpochs(1);
    await user.refresh();
    assert.equal((await next())[0], "remove");
    for (const { explain: text } of await explain()) assert.match(text, /^\d+ lamports, target \d+: ./);
    const { removed } = await admin.crank({ removeDrained: true });
    assert.equal(removed.length, 1);
    assert.equal((await user.snapshot()).validators.count, 2);
  });
});
