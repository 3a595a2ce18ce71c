// Books that contradict themselves can only be a bug. Whatever instruction meets them changes nothing.
import { SOL, type TestContext, type TestPool, type User } from "../common";
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
    refuses("InvariantViolated");
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
    const account = context.chain.account(pool.pdas.validators);
    if (!account) throw new Error("the list exists");
    account.data.writeUInt8(9, 128 + 102);
    context.chain.setAccount(pool.pdas.validators, account);
    pool.order(user, 100n * SOL);
    context.refused(pool.deactivateInstruction(0), [], "InvariantViolated");
  });

  it("are refused when a ticket claims more than is queued", () => {
    pool.order(user, SOL);
    pool.injectPool("queued_lamports", 0n);
    context.refused(pool.cancelInstruction(user, 0n), [user.keypair], "Overflow");
  });
});
