// What holds after every step, read from the accounts themselves.
import assert from "node:assert/strict";
import type { Changes } from "../../common/fields";
import type { Life } from "./life";
import { HARD } from "./rating";

/** The pool's fields that each instruction of the steward may change, beside the steward's own accounts. */
const OWN = /^(steward|members|membership)(\.|$)/;
const SCORES =
  /^(pool\.(intake_.*|busy_share)|validators\.(\[\d+\]\.(score|cap|keep|taking|clipped|clipped_limit)|total_score|clipped_score|clipped_share|clipped_caps|top_(cap|score|share_score)|level))$/;
const ALLOWED: Record<string, RegExp> = {
  rate: SCORES,
  migrate: SCORES,
  list_validator: /^(pool\.(validator_count|intake_.*|busy_share)|validators(\..*)?|mark(\..*)?)$/,
  cover: /^(mint\.supply|vault\.tokens)$/,
  join: /^(reserve\.lamports|vault\.tokens|operator \d's tokens\.tokens)$/,
  deposit_bond: /^(vault\.tokens|operator \d's tokens\.tokens)$/,
  withdraw_bond: /^(vault\.tokens|operator \d's tokens\.tokens)$/,
};

/** The steward moves nothing of the pool's: it sets scores, lists, burns bonds and pays them back. */
export function requireAllowed(name: string, changes: Changes): void {
  const others = Object.keys(changes).filter((change) => !OWN.test(change) && !ALLOWED[name]?.test(change));
  assert.deepEqual(others, [], `${name} changes what it may not`);
}

export function requireInvariants({ steward, pool, world }: Life): void {
  const { bond_tokens, counted_tokens, vetoed_tokens, managed_since } = steward.state as Record<string, bigint>;
  const members = [...world.members.keys()].map((index) => steward.member({ index }));
  const sum = (of: (member: (typeof members)[number]) => bigint) => members.reduce((all, one) => all + of(one), 0n);
  assert.equal(
    sum(({ tokens }) => tokens),
    bond_tokens,
    "bonds are the members'",
  );
  assert.equal(
    sum((one) => one.counted_in_sum),
    counted_tokens,
    "what counts is the members'",
  );
  assert.equal(
    sum((one) => one.vetoed_tokens),
    vetoed_tokens,
    "what is vetoed is the members'",
  );
  assert.equal(pool.tokensOf(steward.vault) - world.gifts, bond_tokens, "bonds are in the vault");
  for (const [index, { gates, score, quality, tokens, counted_in_sum }] of members.entries()) {
    assert(score === 0 || (gates & HARD) === 0, "a score behind a hard gate");
    assert(quality === 0 || score > 0, "a quality without a score");
    const record = world.members[index] && world.pool.records[world.members[index].validator];
    const isOld = record !== undefined && record.listed < (managed_since ?? 0n);
    assert(score === 0 || quality > 0 || isOld, "a score without a quality");
    assert(counted_in_sum <= (quality === 0 ? 0n : tokens), "more counts than there is, or than is of use");
  }
}
