// Every account of every instruction of the steward, swapped for what it must not be.
import assert from "node:assert/strict";
import { Keypair, type PublicKey, type TransactionInstruction } from "@solana/web3.js";
import idl from "../../artifacts/steward.json";
import { SOL } from "../common";
import type { Accounts } from "../common/example";
import { TestSteward, type TestValidator } from "../common/steward";
import { stakedMembers, type World } from "./fixture";

const given = stakedMembers(4, 2);

/** What the programs say to a wrong account; another pool's, another steward's, another member's. */
const EXPECTED: Record<string, Record<string, string[]>> = {
  create_steward: {
    pool: ["ConstraintSeeds"],
    mint: ["WrongMint"],
    steward: ["ConstraintSeeds"],
    authority: ["ConstraintSeeds"],
    members: ["ConstraintSeeds"],
    vault: ["ConstraintSeeds"],
    token_program: ["InvalidProgramId"],
    system_program: ["InvalidProgramId"],
  },
  update_policy: { pool: ["NotAdmin"], steward: ["WrongPool"] },
  note_epoch: { pool: ["WrongPool"], steward: ["WrongPool"] },
  join: {
    steward: ["ConstraintSeeds"],
    members: ["WrongMembers"],
    membership: ["ConstraintSeeds"],
    vote: ["ConstraintSeeds"],
    pool: ["WrongPool"],
    reserve: ["WrongReserve"],
    source: ["Token:OwnerMismatch"],
    vault: ["WrongVault"],
    token_program: ["InvalidProgramId"],
    system_program: ["InvalidProgramId"],
  },
  set_pledge: { steward: ["WrongMembers"], members: ["WrongMembers"] },
  deposit_bond: {
    steward: ["WrongMembers"],
    members: ["WrongMembers"],
    source: ["Token:OwnerMismatch"],
    vault: ["WrongVault"],
    token_program: ["InvalidProgramId"],
  },
  request_withdrawal: {
    steward: ["WrongPool"],
    members: ["WrongMembers"],
    pool: ["WrongPool"],
    validators: ["WrongValidatorList"],
    mark: ["WrongMark"],
  },
  withdraw_bond: {
    steward: ["WrongPool"],
    members: ["WrongMembers"],
    membership: ["WrongDestination"],
    rent_payer: ["WrongMembership"],
    authority: ["WrongAuthority"],
    vault: ["WrongVault"],
    destination: ["WrongDestination"],
    pool: ["WrongPool"],
    validators: ["WrongValidatorList"],
    mark: ["WrongMark"],
    token_program: ["InvalidProgramId"],
  },
  list_validator: {
    steward: ["WrongPool"],
    members: ["WrongMembers"],
    authority: ["WrongAuthority"],
    pool: ["WrongPool"],
    validators: ["WrongValidatorList"],
    vote: ["WrongVoteAccount"],
    stake: ["ConstraintSeeds"],
    transient: ["ConstraintSeeds"],
    mark: ["ConstraintSeeds"],
    pool_program: ["InvalidProgramId"],
    system_program: ["InvalidProgramId"],
  },
  rate: {
    steward: ["WrongPool"],
    members: ["WrongMembers"],
    authority: ["WrongAuthority"],
    pool: ["WrongPool"],
    validators: ["WrongValidatorList"],
    pool_program: ["InvalidProgramId"],
  },
  migrate: {
    steward: ["WrongPool"],
    members: ["WrongMembers"],
    authority: ["WrongAuthority"],
    pool: ["WrongPool"],
    validators: ["WrongValidatorList"],
    pool_program: ["InvalidProgramId"],
  },
  assess: {
    steward: ["WrongPool"],
    members: ["WrongMembers"],
    pool: ["WrongPool"],
    validators: ["WrongValidatorList"],
    history: ["WrongHistory"],
  },
  cover: {
    steward: ["WrongMembers"],
    members: ["WrongMembers"],
    authority: ["WrongAuthority"],
    vault: ["WrongVault"],
    mint: ["WrongMint"],
    token_program: ["InvalidProgramId"],
  },
  veto: { pool: ["NotAdmin"], steward: ["WrongPool"], members: ["WrongMembers"] },
  lift_veto: { pool: ["NotAdmin"], steward: ["WrongPool"], members: ["WrongMembers"] },
};
/** Who signs is another matter; a payer and an owner of one's own may be anybody. */
const NOT_SWAPPED = ["payer", "admin", "owner", "withdrawer", "source_owner"];

interface Case {
  build(other: Accounts): TransactionInstruction;
  signers: Keypair[];
}

describe("the accounts of the steward's instructions", () => {
  let world: World;
  /** Another pool's, with a steward of its own. */
  let wrong: Record<string, PublicKey>;

  before(() => {
    world = given();
    const { context, steward } = world;
    const pool = context.createTestPool({ rewardFee: 0, depositFee: 0 });
    const other = new TestSteward(context, pool);
    context.done(other.create(), [pool.roles.admin]);
    const { pool: address, mint, validators, history, reserve } = pool.deployment;
    const [, second] = steward.validators as [TestValidator, TestValidator];
    const marks = steward.withdraw(second).keys.map(({ pubkey }) => pubkey);
    wrong = {
      ...{ pool: address, mint, validators, history, reserve },
      steward: other.address,
      members: other.members,
      authority: other.authority,
      vault: other.vault,
      membership: steward.membership(second.vote),
      mark: marks.at(-2) ?? assert.fail(),
      vote: second.vote,
      source: second.owner.tokens,
      destination: second.owner.tokens,
    };
  });

  function cases(): Record<string, Case> {
    const { steward, pool } = world;
    const [first] = steward.validators as [TestValidator];
    const last = steward.validators[5] ?? assert.fail();
    const waiting = steward.validators[4] ?? assert.fail();
    const { keypair } = first.owner;
    const { admin } = pool.roles;
    const none = new TestSteward(world.context, world.context.createTestPool());
    const founder = none.pool.roles.admin;
    return {
      create_steward: { build: (other) => none.create({}, other), signers: [founder] },
      update_policy: { build: (other) => steward.updatePolicy({}, other), signers: [admin] },
      note_epoch: { build: (other) => steward.noteEpoch(other), signers: [] },
      join: { build: (other) => steward.join(last, {}, other), signers: [last.withdrawer, last.owner.keypair] },
      set_pledge: { build: (other) => steward.setPledge(first, 1, other), signers: [keypair] },
      deposit_bond: { build: (other) => steward.deposit(first, SOL, other), signers: [keypair] },
      request_withdrawal: { build: (other) => steward.request(first, SOL, false, other), signers: [keypair] },
      withdraw_bond: { build: (other) => steward.withdraw(first, other), signers: [] },
      list_validator: { build: (other) => steward.list(waiting, other), signers: [] },
      rate: { build: (other) => steward.rate([first], other), signers: [] },
      migrate: { build: (other) => steward.migrate([first.vote], other), signers: [] },
      assess: { build: (other) => steward.assess([first], other), signers: [] },
      cover: { build: (other) => steward.cover([0], other), signers: [] },
      veto: { build: (other) => steward.veto(first, "no", other), signers: [admin] },
      lift_veto: { build: (other) => steward.liftVeto(first, other), signers: [admin] },
    };
  }

  it("are all named here", () => {
    for (const { name, accounts } of idl.instructions) {
      const swapped = accounts.map((account) => account.name).filter((account) => !NOT_SWAPPED.includes(account));
      assert.deepEqual(Object.keys(EXPECTED[name] ?? {}).sort(), swapped.sort(), name);
    }
  });

  for (const [name, accounts] of Object.entries(EXPECTED)) {
    it(`of ${name} are refused when they are others'`, () => {
      const { context, steward } = world;
      const [first] = steward.validators as [TestValidator];
      const waiting = steward.validators[4] ?? assert.fail();
      if (name === "list_validator" && waiting.index < 0) steward.admit(waiting);
      if (name === "withdraw_bond") {
        context.done(steward.request(first, SOL), [first.owner.keypair]);
        steward.pass(4);
      }
      const { build, signers } = cases()[name] ?? assert.fail(name);
      for (const [account, errors] of Object.entries(accounts)) {
        const other = account === "stake" || account === "transient" ? wrong.mark : wrong[account];
        const address = other ?? Keypair.generate().publicKey;
        const { error, logs } = context.send(build({ [account]: address }), signers);
        assert(error !== undefined && errors.includes(error), `${account}: ${error}\n${logs.join("\n")}`);
      }
    });
  }
});
