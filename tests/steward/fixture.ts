import { fixture, SOL, TestContext } from "../common";
import { type Policy, STEWARD, TestSteward, type TestValidator } from "../common/steward";

/**
 * A pool of 200,000 SOL, and its steward, that runs it if `isManager`; `validators` have voted for 16 epochs and none has joined. The first `old`
 * have stake of the earlier manager's.
 */
export function stewardedPool(validators: number, policy: Partial<Policy> = {}, old = 0, isManager = true) {
  return fixture(() => {
    const context = new TestContext({ programs: [STEWARD] });
    const pool = context.createTestPool({ rewardFee: 0, depositFee: 0, maxMove: 10_000, reserveBuffer: 0 });
    const holder = pool.user("holder", 300_000n * SOL);
    pool.deposit(holder, 200_000n * SOL);
    const steward = new TestSteward(context, pool);
    context.done(steward.create(policy), [pool.roles.admin]);
    for (let made = 0; made < validators; made++) steward.newValidator();
    for (const { vote } of steward.validators.slice(0, old)) pool.addValidator(1_000, vote);
    if (old > 0) pool.delegateAll();
    steward.pass(6);
    if (isManager) steward.takeOver();
    steward.pass(5);
    return { context, pool, holder, steward };
  });
}

/** The same with members whose bonds of 100 SOL count whole and whose stake is active. */
export function stakedMembers(members: number, others = 0, policy: Partial<Policy> = {}) {
  const given = stewardedPool(members + others, policy);
  return fixture(() => {
    const world = given();
    const { steward } = world;
    for (const validator of steward.validators.slice(0, members)) steward.admit(validator);
    steward.live(12);
    return { ...world, validators: steward.validators.slice(0, members) };
  });
}

export type World = ReturnType<ReturnType<typeof stakedMembers>>;

/** The parts of a whole that validators have, in per mille. */
export function shares(steward: TestSteward, validators: readonly TestValidator[]): bigint[] {
  const stakes = validators.map((validator) => steward.stakeOf(validator));
  const sum = stakes.reduce((all, stake) => all + stake, 0n);
  return stakes.map((stake) => (sum === 0n ? 0n : (stake * 1_000n) / sum));
}
