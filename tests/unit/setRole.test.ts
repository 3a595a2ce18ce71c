import assert from "node:assert/strict";
import { type Keypair, PublicKey } from "@solana/web3.js";
import { instructions, managerOf, PROGRAM_ID } from "@truestake/sdk";
import { LIMITS, SOL, type TestContext, type TestPool } from "../common";
import { stakedPool } from "./fixture";

const given = stakedPool();

describe("set_role", () => {
  let context: TestContext;
  let pool: TestPool;
  let heir: Keypair;

  beforeEach(() => {
    ({ context, pool } = given());
    heir = context.keypair("heir");
  });

  const instruction = (role: instructions.Role, newHolder: PublicKey, admin = pool.roles.admin.publicKey) =>
    instructions.setRole({ pool: pool.deployment, admin, role, newHolder });
  const set = (role: instructions.Role, newHolder: PublicKey) =>
    context.done(instruction(role, newHolder), [pool.roles.admin]);

  it("gives the guardian's role to somebody else, and changes nothing else", () => {
    const { changes, event } = set("guardian", heir.publicKey);
    const [old, now] = [pool.roles.guardian.publicKey.toBase58(), heir.publicKey.toBase58()];
    assert.deepEqual(changes, { "pool.guardian": [old, now] });
    const { role, ...data } = event.data;
    assert.deepEqual(Object.keys(role as object), ["Guardian"]);
    const books = { total: 300n * SOL, supply: 300n * SOL };
    const pair = { old_holder: old, new_holder: now, from_update: 0n };
    assert.deepEqual(
      { ...event, data },
      { name: "RoleSet", data: { pool: pool.pdas.pool.toBase58(), ...pair, before: books, after: books } },
    );
    context.refused(pool.pauseInstruction(1), [pool.roles.guardian], "NotGuardian");
    context.done(pool.pauseInstruction(1, heir.publicKey), [heir]);
  });

  describe("the validator manager's", () => {
    const setScore = (by: Keypair) => context.send(pool.setScoreInstruction(0, 1, by.publicKey), [by]).error;

    it("is handed over with the fifth update from then on, neither before nor after", () => {
      const { updates } = pool.state;
      const { changes, event } = set("validatorManager", heir.publicKey);
      const [old, now] = [pool.roles.manager.publicKey.toBase58(), heir.publicKey.toBase58()];
      assert.deepEqual(changes, {
        "pool.validator_manager.next": [PublicKey.default.toBase58(), now],
        "pool.validator_manager.from_update": [0n, updates + LIMITS.updates.manager],
      });
      const { old_holder, new_holder, from_update } = event.data;
      assert.deepEqual([old_holder, new_holder, from_update], [old, now, updates + 5n]);
      for (let passed = 0; passed < 5; passed++) {
        assert.deepEqual([setScore(pool.roles.manager), setScore(heir)], [undefined, "NotValidatorManager"]);
        pool.nextEpoch();
      }
      assert.deepEqual([setScore(pool.roles.manager), setScore(heir)], ["NotValidatorManager", undefined]);
      assert.equal(managerOf(pool.state).toBase58(), now);
    });

    it("waits anew for another heir, and the first is forgotten", () => {
      set("validatorManager", heir.publicKey);
      for (let passed = 0; passed < 4; passed++) pool.nextEpoch();
      const other = context.keypair("other");
      set("validatorManager", other.publicKey);
      for (let passed = 0; passed < 4; passed++) pool.nextEpoch();
      assert.equal(setScore(pool.roles.manager), undefined);
      pool.nextEpoch();
      assert.deepEqual([setScore(heir), setScore(other)], ["NotValidatorManager", undefined]);
    });

    it("stays where it is when the old one is named again", () => {
      set("validatorManager", heir.publicKey);
      const { event } = set("validatorManager", pool.roles.manager.publicKey);
      assert.equal(event.data.from_update, 0n);
      for (let passed = 0; passed < 5; passed++) pool.nextEpoch();
      assert.deepEqual([setScore(pool.roles.manager), setScore(heir)], [undefined, "NotValidatorManager"]);
    });

    it("can be handed on by whoever holds it then: the wait begins from the new one", () => {
      set("validatorManager", heir.publicKey);
      for (let passed = 0; passed < 5; passed++) pool.nextEpoch();
      const { event } = set("validatorManager", pool.roles.manager.publicKey);
      assert.equal(event.data.old_holder, heir.publicKey.toBase58());
      assert.equal(setScore(heir), undefined);
    });
  });

  it("refuses addresses that could never sign", () => {
    const { mint, pool: address, reserve, mintAuthority, stakeAuthority, escrow } = pool.pdas;
    const own = [mint, address, reserve, mintAuthority, stakeAuthority, escrow, pool.liquidityPdas.liquiditySol];
    for (const role of ["guardian", "validatorManager"] as const) {
      for (const holder of [...own, pool.vote(0), pool.config.treasury, PROGRAM_ID]) {
        context.refused(instruction(role, holder), [pool.roles.admin], "WrongRoleHolder");
      }
    }
  });

  it("takes who has the role already, and who has another", () => {
    assert.deepEqual(set("guardian", pool.roles.guardian.publicKey).changes, {});
    set("guardian", pool.roles.admin.publicKey);
    context.done(pool.pauseInstruction(1, pool.roles.admin.publicKey), [pool.roles.admin]);
  });

  it("refuses nobody", () => {
    for (const role of ["guardian", "validatorManager"] as const) {
      context.refused(instruction(role, PublicKey.default), [pool.roles.admin], "MissingRole");
    }
  });

  it("refuses a role that there is not", () => {
    const unknown = instruction("guardian", heir.publicKey);
    unknown.data[8] = 2;
    context.refused(unknown, [pool.roles.admin], "InstructionDidNotDeserialize");
  });

  it("refuses anybody but the admin", () => {
    for (const signer of [pool.roles.manager, pool.roles.guardian, heir]) {
      context.refused(instruction("guardian", heir.publicKey, signer.publicKey), [signer], "NotAdmin");
    }
  });

  it("refuses an admin who has not signed", () => {
    const unsigned = instruction("guardian", heir.publicKey);
    for (const key of unsigned.keys) key.isSigner = false;
    context.refused(unsigned, [], "AccountNotSigner");
  });

  it("is open in any epoch, while rewards are being paid out and the pool is paused", () => {
    context.chain.passEpochs(2);
    context.chain.setRewardsActive(true);
    pool.pause();
    set("guardian", heir.publicKey);
  });
});
