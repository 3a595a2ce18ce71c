// Books that contradict themselves can only be a bug. Whatever instruction meets them changes nothing.
import assert from "node:assert/strict";
import idl from "../../artifacts/truestake.json";
import { SOL, type TestContext, type TestPool, type User } from "../common";
import { BASES, given as everything } from "./bases";
import { stakedPool } from "./fixture";

const given = stakedPool();

describe("books that contradict themselves", () => {
  let context: TestContext;
  let pool: TestPool;
  let user: User;

  beforeEach(() => {
    ({ context, pool, user } = given());
  });

  const refuses = (error: string) => {
    context.refused(pool.depositInstruction(user, SOL), [user.keypair], error);
    context.refused(pool.orderInstruction(user, SOL), [user.keypair], error);
  };

  it("are refused when more cools down than is staked", () => {
    pool.injectPool("cooling_lamports", 297n * SOL + 1n);
    refuses("InvariantViolated");
  });

  it("are refused when more tokens are queued than there are", () => {
    pool.order(user, SOL);
    pool.injectPool("queued_tokens", 400n * SOL);
    context.refused(pool.orderInstruction(user, SOL), [user.keypair], "InvariantViolated");
    // The ask counts those who are not in the queue.
    context.refused(pool.depositInstruction(user, SOL), [user.keypair], "Overflow");
  });

  it("are refused when the queue's head is behind its end", () => {
    pool.injectPool("next_settlement", 5n);
    refuses("InvariantViolated");
  });

  it("are refused when an empty queue has tokens", () => {
    pool.injectPool("queued_tokens", SOL);
    context.refused(pool.depositInstruction(user, SOL), [user.keypair], "InvariantViolated");
  });

  it("are refused when more is held back than there is", () => {
    pool.injectPool("release_lamports", 400n * SOL);
    pool.injectPool("release_end_slot", context.chain.slot + 10n);
    refuses("Overflow");
  });

  it("are refused when a stake account's status is none", () => {
    pool.injectRecord(0, "stake_status", 9n);
    pool.order(user, 100n * SOL);
    context.refused(pool.toMovingPart().deactivateInstruction(0), [], "InvariantViolated");
  });

  it("are refused when more validators are measured than there are", () => {
    pool.inject(pool.pdas.validators, "ValidatorList", "updated_count", 2n ** 31n);
    context.refused(pool.updateValidatorsInstruction([0]), [], "InvariantViolated");
  });

  it("are refused when a ticket claims more than is queued", () => {
    pool.order(user, SOL);
    pool.injectPool("queued_lamports", 0n);
    context.refused(pool.cancelInstruction(user, 0n), [user.keypair], "Overflow");
  });
});

/** Instructions that write an account, but for the one that makes it: its books are new. */
function writersOf(account: string, maker: string): string[] {
  const writers = idl.instructions.filter(({ accounts }) =>
    accounts.some((each) => each.name === account && "writable" in each && each.writable),
  );
  return writers.map(({ name }) => name).filter((name) => name !== maker);
}

describe("books that contradict themselves end", () => {
  /** Refuses an instruction that would pass, once a field of an account that it writes is absurd. */
  function refuses(name: string, account: string, kind: string, field: string, value = 2n ** 63n): void {
    const world = everything();
    const base = BASES[name]?.(world) ?? assert.fail();
    const place = idl.instructions
      .find((each) => each.name === name)
      ?.accounts.findIndex((each) => each.name === account);
    const { pubkey } = base.instruction.keys[place ?? -1] ?? assert.fail();
    world.pool.inject(pubkey, kind, field, value);
    world.context.refused(base.instruction, base.signers, "InvariantViolated");
  }

  // The ask, of those who come in and of a ticket that is cancelled, would not fit a number with tickets for more tokens than there
  // are.
  const comingIn = ["deposit_sol", "deposit_stake_account", "cancel_ticket"];
  for (const name of writersOf("pool", "create_pool")) {
    if (comingIn.includes(name)) continue;
    it(`${name}: tickets for more tokens than there are`, () => refuses(name, "pool", "Pool", "queued_tokens"));
  }

  for (const name of comingIn) {
    it(`${name}: more that cools down than is staked`, () => refuses(name, "pool", "Pool", "cooling_lamports"));
  }

  for (const name of ["add_validator", "remove_validator", "set_score", "set_scores"]) {
    it(`${name}: more validators that are measured than there are`, () =>
      refuses(name, "validators", "ValidatorList", "updated_count", 2n ** 31n));
  }

  for (const name of writersOf("liquidity", "create_liquidity")) {
    it(`${name}: more shares of the seed than there are`, () =>
      refuses(name, "liquidity", "LiquidityPool", "locked_shares"));
  }

  it("add_liquidity: no shares of the seed at all", () =>
    refuses("add_liquidity", "liquidity", "LiquidityPool", "locked_shares", 0n));
});
