// What asking a bond back costs, before it is done: the program's rule on what was read, to the number.
import { delegatedLamports, type ValidatorRecord } from "../accounts/validatorList";
import { checkAmount } from "../errors/arguments";
import { lamportsFor } from "../math/price";
import { min, saturatingMinus } from "../math/units";
import { decimal, sol } from "../words";
import { availableOf, type Member, MemberStatus, requestedOf } from "./accounts/members";
import { referenceOf, type Steward } from "./accounts/steward";
import { charge } from "./assessment";
import { stewardError } from "./errors";
import { EXIT_EPOCHS, NOTES } from "./idl/constants";
import { rampAfter, rampLowered } from "./math/bond";
import { idledBy } from "./math/liability";
import { pledgeAt } from "./math/pledge";
import { countedOf, isVetoed } from "./rating";
import type { StewardSituation } from "./situation";
import { capOfTokens, keepsStake, type StewardTerms, termsOf } from "./terms";

/** What asking tokens of a bond back comes to. */
export interface WithdrawalForetold {
  /** Asked back after it, in all. */
  tokens: bigint;
  /** Whether the validator leaves by it. */
  leaves: boolean;
  /** Whether that is more than was asked back before: only then anything is owed for it, and waited for anew. */
  isMore: boolean;
  /** Lamports of the pool's stake that go because the bond covers them no longer. */
  leavingStake: bigint;
  /** Lamports that this stake misses while it idles: they are owed. */
  idledLamports: bigint;
  /** What the bond owes after it, in tokens. */
  debt: bigint;
  /** First epoch in which it can be paid; undefined where nothing is asked back. */
  payableFrom: bigint | undefined;
}

/** What a lamport of stake earned in the last epoch that is known; nothing where none is. */
function lastGrowth(steward: Steward, epoch: bigint): bigint {
  for (let ago = 1n; ago <= NOTES && ago <= epoch; ago++) {
    const reference = referenceOf(steward, epoch - ago);
    if (reference) return reference.growth;
  }
  return 0n;
}

/** As the program's `set_requested`: whoever asks for all that there is leaves. */
function asking(member: Member, tokens: bigint, leaves: boolean): Member {
  const isLeaving = leaves || (tokens > 0n && tokens >= member.tokens);
  const status = isLeaving ? MemberStatus.Leaving : MemberStatus.Member;
  return { ...member, status, requested: isLeaving ? 0n : tokens };
}

function ramped(member: Member, before: Member, isMore: boolean, epoch: bigint): Member {
  const ramp = { counted: member.counted, step: member.countedStep, epoch: member.countedEpoch };
  const { counted, step } = isMore
    ? rampLowered(ramp, epoch, availableOf(member))
    : rampAfter(ramp, epoch, availableOf(before), availableOf(member));
  return { ...member, counted, countedStep: step, countedEpoch: epoch };
}

/** Stake that leaves, and of it what idles for this request alone: neither by a gate, by an earlier one or with the steward. */
function leavingOf(
  { isManager }: Pick<StewardSituation, "isManager">,
  terms: StewardTerms,
  record: ValidatorRecord | undefined,
  before: Member,
  after: Member,
): { leavingStake: bigint; idling: bigint } {
  if (!record || !isManager) return { leavingStake: 0n, idling: 0n };
  const stake = delegatedLamports(record);
  const isLeaving = after.status === MemberStatus.Leaving;
  // What the earlier manager's validators have stays for now, but with who leaves.
  const isKept = keepsStake(terms, record);
  const covered = isKept ? stake : capOfTokens(terms, countedOf(before, terms.epoch));
  const covers = isKept && !isLeaving ? stake : capOfTokens(terms, countedOf(after, terms.epoch));
  const isDrained = record.score === 0 || isVetoed(after, terms.epoch);
  return {
    leavingStake: isLeaving ? stake : saturatingMinus(stake, covers),
    idling: isDrained ? 0n : saturatingMinus(min(stake, covered), covers),
  };
}

/**
 * What `requestWithdrawal` of so many tokens, or `leave` where none are named, would do to a member now. `InsufficientBond` and
 * `BondTooSmall` where it would be refused.
 *
 * @example
 * ```ts
 * const { leavingStake, idledLamports } = requestOf(await fetchStewarded(connection, steward), member);
 * ```
 */
export function requestOf(
  situation: StewardSituation,
  member: Member,
  tokens?: bigint | undefined,
): WithdrawalForetold {
  if (tokens !== undefined) checkAmount("tokens", tokens);
  const { steward, records, clock } = situation;
  const { epoch } = clock;
  const terms = termsOf(situation);
  const { minBond } = terms.policy;
  if (tokens !== undefined && tokens > member.tokens) {
    const hint = `The bond has ${decimal(member.tokens)} tokens.`;
    throw stewardError("InsufficientBond", { args: { vote: member.vote, tokens: member.tokens }, hint });
  }
  const asked = asking(member, tokens ?? 0n, tokens === undefined);
  const leaves = asked.status === MemberStatus.Leaving;
  const isMore = requestedOf(asked) > requestedOf(member) || (leaves && member.status !== MemberStatus.Leaving);
  const stays = lamportsFor(terms.price, asked.tokens - requestedOf(asked));
  if (!leaves && requestedOf(asked) > 0n && stays < minBond) {
    const hint = `What stays has to be worth ${sol(minBond)} at least, and would be ${sol(stays)}: ask for less, or for all to leave.`;
    throw stewardError("BondTooSmall", { args: { vote: member.vote, minBond, stays }, hint });
  }
  const after = ramped(asked, member, isMore, epoch);
  const record = records.get(member.vote.toBase58());
  const { leavingStake, idling } = leavingOf(situation, terms, record, member, after);
  const idledLamports = isMore ? idledBy(idling, lastGrowth(steward, epoch), pledgeAt(member, epoch)) : 0n;
  const { debt } = charge(after, idledLamports, terms.price, terms.policy);
  // Where the steward no longer manages the pool nothing is waited for.
  const due = isMore ? epoch : member.requestedEpoch;
  const payableFrom = situation.isManager ? due + EXIT_EPOCHS : epoch;
  return {
    ...{ tokens: requestedOf(after), leaves, isMore, leavingStake, idledLamports, debt },
    payableFrom: requestedOf(after) > 0n ? payableFrom : undefined,
  };
}
