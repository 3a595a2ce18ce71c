// Thirty epochs with fifty validators, of which five are bad in five ways. Nobody has a key of the manager's.
import assert from "node:assert/strict";
import { SOL } from "../common";
import { GATES, type TestValidator } from "../common/steward";
import { stakedMembers } from "./fixture";

const VALIDATORS = 50;
const given = stakedMembers(VALIDATORS, 0, { share: 400 });

interface Assessment {
  index: number;
  commission: bigint;
  uptime: bigint;
  lost: bigint;
  carried: bigint;
  debt: bigint;
}

describe("thirty epochs of the steward", () => {
  it("cost holders nothing that bonds could cover, to the lamport", () => {
    const { context, pool, steward, validators } = given();
    const [hidden, dead, slow, greedy, closed] = validators as [
      TestValidator,
      TestValidator,
      TestValidator,
      TestValidator,
      TestValidator,
    ];
    const all = [hidden, dead, slow, greedy, closed];
    const honest = validators.slice(5);
    const staked = validators.map((validator) => steward.stakeOf(validator));
    assert(
      staked.every((stake) => stake > 3_000n * SOL),
      "all have stake",
    );

    /** By validator: what it was charged, in lamports; tokens burned for it, and the epoch in which its score became 0. */
    const charged = new Map<TestValidator, bigint>();
    const drained = new Map<TestValidator, number>();
    let burned = 0n;
    const supplyBefore = pool.state.supply;
    const begun = context.chain.slot;
    for (let epoch = 0; epoch < 30; epoch++) {
      if (epoch === 3) hidden.taken = 10_000n;
      if (epoch === 4) dead.credits = 0n;
      if (epoch === 5) slow.credits = 12n;
      if (epoch === 6) greedy.setCommission(10_000);
      if (epoch === 7) closed.credits = 0n;
      if (epoch === 9) closed.close();
      const price = pool.state.updates > 0n ? steward.lastPrice() : assert.fail();
      steward.nextEpoch();
      for (let at = 0; at < VALIDATORS; at += 10) {
        const batch = validators.slice(at, at + 10);
        const before = batch.map((validator) => steward.member(validator));
        const done = context.done(steward.assess(batch));
        const { members } = (steward.events(done)[0] ?? assert.fail()).data as unknown as { members: Assessment[] };
        for (const [place, { commission, uptime, lost, carried, debt }] of members.entries()) {
          const validator = batch[place] ?? assert.fail();
          const was = before[place] ?? assert.fail();
          const { base, earned } = steward.record(validator).earning;
          // What it promised for what the cluster earned, by the test's own numbers: 400 parts per million less 5 %.
          const promised = (base * 380n) / 1_000_000n;
          const missing = promised - earned;
          const owed = commission + uptime + lost;
          if (honest.includes(validator)) assert.equal(owed, 0n);
          // Floored notes are lower by at most a part in 10^8.
          if (missing > 0n && all.includes(validator)) {
            assert(owed >= missing - promised / 10_000_000n - 2n && owed <= missing + 1n, `${owed} for ${missing}`);
          }
          const due = was.carried_lamports + owed - carried;
          const tokens = debt - was.debt;
          assert(tokens * price.total >= due * price.supply, "the burn makes it good");
          assert(tokens === 0n || (tokens - 1n) * price.total < due * price.supply, "and no more than a unit beyond");
          charged.set(validator, (charged.get(validator) ?? 0n) + owed);
        }
      }
      const vault = pool.tokensOf(steward.vault);
      steward.crank();
      burned += vault - pool.tokensOf(steward.vault);
      for (const validator of all) {
        const { score, debt } = steward.member(validator);
        assert.equal(debt, 0n, "the bond pays all");
        if (score === 0 && !drained.has(validator)) drained.set(validator, epoch);
      }
      // Stake that leaves does so in every epoch; where the rest goes is the pool's matter, and looked at in some.
      if (epoch % 6 === 0) steward.move();
      else steward.drain();
      for (const [validator, since] of drained) {
        if (since === epoch && steward.stakeOf(validator) > SOL) {
          const { stakeLamports, transientLamports, coolingLamports } = steward.record(validator);
          // What stays is rent, and what the pool's limit on moves left.
          assert(
            coolingLamports > ((stakeLamports + transientLamports) * 9n) / 10n,
            "its stake leaves in the same epoch",
          );
        }
      }
    }

    // Nobody but who pays the fees has signed anything: no key of a manager's, an admin's or an owner's.
    const sent = context.chain.transactionsBetween(begun, context.chain.slot);
    assert(sent.length > 30 * 10, `${sent.length} transactions`);
    const signers = new Set(
      sent.flatMap(({ transaction: { message } }) =>
        message.staticAccountKeys.slice(0, message.header.numRequiredSignatures).map((key) => key.toBase58()),
      ),
    );
    assert.deepEqual([...signers], [context.payer.publicKey.toBase58()]);

    for (const validator of all) assert((charged.get(validator) ?? 0n) > SOL / 100n, "each bad one has paid");
    assert(burned > 0n);
    assert.equal(pool.tokensOf(steward.vault), BigInt(VALIDATORS) * 100n * SOL - burned);
    // The pool sees burned tokens at its next update.
    steward.nextEpoch();
    assert.equal(pool.state.supply, supplyBefore - burned, "the burn is the holders'");
    const gates = (validator: TestValidator) => steward.member(validator).gates & 0xff;
    assert(gates(dead) !== 0 && gates(closed) === GATES.closed);
    assert.equal(gates(greedy), GATES.commission);
    assert.equal(gates(hidden) & ~GATES.coverage, 0, "it is charged until its bond is short");
    for (const validator of honest)
      assert.deepEqual([gates(validator), steward.member(validator).tokens], [0, 100n * SOL]);
    for (const validator of [dead, greedy, closed])
      assert(steward.stakeOf(validator) < SOL, "nothing but rent is left");
  });
});
