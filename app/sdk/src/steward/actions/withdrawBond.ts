import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { isFresh } from "../../accounts/snapshot";
import { tokenAddress } from "../../accounts/token";
import { updateForUser } from "../../actions/internal/look";
import { isError } from "../../errors";
import { checkAddress, checkAddresses } from "../../errors/arguments";
import { createTokenAccount } from "../../instructions/tokenAccount";
import { retrying } from "../../transaction/races";
import { nodesIn, type Session, walletOf } from "../../transaction/session";
import { sol } from "../../words";
import { fetchMembership, type Member, MemberStatus, requestedOf } from "../accounts/members";
import { placesIn } from "../calls";
import { dueForAssessment, isNoteDue } from "../due";
import { stewardError } from "../errors";
import { EXIT_EPOCHS } from "../idl/constants";
import { assess } from "../instructions/assess";
import { cover } from "../instructions/cover";
import { noteEpoch } from "../instructions/noteEpoch";
import { rate } from "../instructions/rate";
import { withdrawBond as instruction } from "../instructions/withdrawBond";
import { countedOf } from "../rating";
import { fetchStewarded, memberIn, type StewardSituation } from "../situation";
import { capOfTokens, termsOf } from "../terms";
import { hinted } from "./internal/limits";
import { keysOf, resultOf, type StewardSent, sendSteward } from "./internal/send";

export interface WithdrawBondParameters {
  /** The member's vote account. */
  vote: PublicKey;
  /** Token account of the bond's owner; the associated one unless named, which is made where it is not there. */
  destination?: PublicKey | undefined;
}

/** A bond, or a part of it, that was paid back. */
export interface BondWithdrawn extends StewardSent {
  tokens: bigint;
  /** Whether the validator is no member any more. */
  left: boolean;
}

/** Writes the epoch down where that is due; that somebody else has just done it is as good. */
async function noteWhereDue(session: Session, situation: StewardSituation): Promise<void> {
  if (!isNoteDue(situation)) return;
  try {
    await sendSteward(session, [noteEpoch({ steward: situation.keys })]);
  } catch (error) {
    if (!isError(error, "AlreadyNoted")) throw error;
  }
}

/** What has to come first of what one transaction with the payment takes. */
function before(situation: StewardSituation, member: Member): TransactionInstruction[] {
  const { keys, isManager } = situation;
  const places = placesIn(situation, [member]);
  const isDue = dueForAssessment(situation).some((place) => place.vote.equals(member.vote));
  const instructions: TransactionInstruction[] = [];
  if (isDue) instructions.push(assess({ steward: keys, places }));
  if (isDue || member.debt > 0n) instructions.push(cover({ steward: keys, indexes: [member.index] }));
  // By what is left then: until the pool knows, it may give stake that no bond covers.
  if (isManager && places.length > 0) instructions.push(rate({ steward: keys, places }));
  return instructions;
}

/** Before anything is paid for: what nobody has asked for, and what it is too early for, no crank changes. */
function refuseUnasked({ clock, isManager }: StewardSituation, member: Member): void {
  const { vote, requestedEpoch } = member;
  if (requestedOf(member) === 0n) throw stewardError("NothingRequested", { args: { vote } });
  const from = requestedEpoch + EXIT_EPOCHS;
  if (!isManager || clock.epoch >= from) return;
  const hint = `Wait for epoch ${from}: this is epoch ${clock.epoch}.`;
  throw stewardError("TooEarly", { args: { vote, from, epoch: clock.epoch }, hint });
}

/** What has not come back yet, and what of it has to. */
function notGone(situation: StewardSituation, member: Member): string {
  const record = situation.records.get(member.vote.toBase58());
  const stake = record ? record.stakeLamports + record.transientLamports : 0n;
  const there = `${sol(stake)} of the pool's stake are still with it`;
  const wait = "Wait for the next epochs' moving parts, in which anybody may move stake.";
  if (member.status === MemberStatus.Leaving) return `${there}, and all of it has to come back. ${wait}`;
  const cap = capOfTokens(termsOf(situation), countedOf(member, situation.clock.epoch));
  return `${there}, and what stays of the bond covers ${sol(cap)}. ${wait}`;
}

/**
 * Pays what was asked back of a bond to its owner; anybody may. What has to come first and anybody may do, comes first: each on its own the
 * note of the epoch and the pool's update; then, in one transaction with the payment, the assessment, the payment of what is owed, and a
 * rating by what is left. None of it where a message is only written, for a multisig: then the cranks have to have run.
 *
 * @example
 * ```ts
 * const { tokens, left } = await withdrawBond(session, { vote });
 * ```
 */
export async function withdrawBond(session: Session, parameters: WithdrawBondParameters): Promise<BondWithdrawn> {
  const { vote } = parameters;
  checkAddress("vote", vote);
  checkAddresses({ destination: parameters.destination });
  const { publicKey: payer } = walletOf(session);
  const [nodes, keys] = [nodesIn(session), keysOf(session)];
  const { mint } = keys.pool;
  // A message is for later: anybody runs the cranks before it.
  if (!session.capture) {
    const situation = await fetchStewarded(nodes, keys);
    refuseUnasked(situation, await memberIn(nodes, situation, vote));
    await noteWhereDue(session, situation);
    if (!isFresh(situation)) await updateForUser(session);
  }
  // A removal from the pool's list moves another validator to its place.
  const sent = await retrying(["WrongValidator"], async () => {
    const situation = await fetchStewarded(nodes, keys);
    const member = await memberIn(nodes, situation, vote);
    const { rentPayer } = await fetchMembership(nodes, keys, vote);
    const instructions = session.capture ? [] : before(situation, member);
    const destination = parameters.destination ?? tokenAddress(mint, member.owner);
    if (!parameters.destination) instructions.push(createTokenAccount({ payer, owner: member.owner, mint }));
    instructions.push(instruction({ steward: keys, vote, rentPayer, destination }));
    return sendSteward(session, instructions).catch((error) => {
      throw isError(error, "StakeNotGone") ? hinted(error, notGone(situation, member)) : error;
    });
  });
  const result = resultOf(session, sent, "BondWithdrawn", ({ tokens, left }) => ({ tokens, left }));
  return { ...sent, ...result };
}
