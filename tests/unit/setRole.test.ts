import assert from "node:assert/strict";
import { type Keypair, PublicKey } from "@solana/web3.js";
import { instructions } from "@truestake/sdk";
import { SOL, type TestContext, type TestPool } from "../common";
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
    instructions.setRole({ pool: pool.addresses, admin, role, newHolder });
  const set = (role: instructions.Role, newHolder: PublicKey) =>
    context.done(instruction(role, newHolder), [pool.roles.admin]);

  it("gives the guardian's role to somebody else, and changes nothing else", () => {
    const { changes, event } = set("guardian", heir.publicKey);
    const [old, now] = [pool.roles.guardian.publicKey.toBase58(), heir.publicKey.toBase58()];
    assert.deepEqual(changes, { "pool.guardian": [old, now] });
    const { role, ...data } = event.data;
    assert.deepEqual(Object.keys(role as object), ["Guardian"]);
    const books = { total: 300n * SOL, supply: 300n * SOL };
    const pair = { old_holder: old, new_holder: now };
    assert.deepEqual(
      { ...event, data },
      { name: "RoleSet", data: { pool: pool.pdas.pool.toBase58(), ...pair, before: books, after: books } },
    );
    context.refused(pool.pauseInstruction(1), [pool.roles.guardian], "NotGuardian");
    context.done(pool.pauseInstruction(1, heir.publicKey), [heir]);
  });

  it("gives the validator manager's role to somebody else, and changes nothing else", () => {
    const { changes } = set("validatorManager", heir.publicKey);
    const [old, now] = [pool.roles.manager.publicKey.toBase58(), heir.publicKey.toBase58()];
    assert.deepEqual(changes, { "pool.validator_manager": [old, now] });
    context.refused(pool.setScoreInstruction(0, 1), [pool.roles.manager], "NotValidatorManager");
    context.done(pool.setScoreInstruction(0, 1, heir.publicKey), [heir]);
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
    unknown.data.writeUInt8(2, 8);
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
