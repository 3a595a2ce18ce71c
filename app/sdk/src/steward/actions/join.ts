import type { PublicKey, Signer, TransactionInstruction } from "@solana/web3.js";
import { fetchClock } from "../../accounts/sysvars";
import { tokenAddress } from "../../accounts/token";
import { type ErrorName, isError } from "../../errors";
import { checkAddress, checkAddresses, checkAmount, checkNumbers } from "../../errors/arguments";
import type { ChainReader } from "../../nodes/chain";
import { retrying } from "../../transaction/races";
import { nodesIn, type Session, walletOf } from "../../transaction/session";
import { fetchMembers, fetchMembershipThere } from "../accounts/members";
import type { StewardKeys } from "../addresses";
import { stewardError } from "../errors";
import { closeMembership } from "../instructions/closeMembership";
import { join as instruction } from "../instructions/join";
import { keysOf, resultOf, type StewardSent, sendSteward } from "./internal/send";
import { refuseMoreThan } from "./internal/tokens";

export interface JoinParameters {
  /** Its vote account. */
  vote: PublicKey;
  /** Tokens of the bond. */
  tokens: bigint;
  /** The most commission that it takes, in basis points. */
  pledge: number;
  /** The vote account's authorized withdrawer, where that is not the wallet. */
  withdrawer?: Signer | undefined;
  /** Gets the bond back; the wallet unless named. */
  owner?: PublicKey | undefined;
  /** Token account of the wallet's that gives the bond; the associated one unless named. */
  source?: PublicKey | undefined;
}

/** A validator that has joined. */
export interface Joined extends StewardSent {
  /** Its place in the list of members. */
  index: number;
  tokens: bigint;
}

/**
 * What comes before joining where the validator left while it was vetoed: the membership that it left behind is closed. The program
 * would only say that its address is in use.
 */
async function reopening(reader: ChainReader, keys: StewardKeys, vote: PublicKey): Promise<TransactionInstruction[]> {
  const found = await fetchMembershipThere(reader, keys, vote);
  if (!found) return [];
  const { barredUntil, rentPayer } = found;
  if (barredUntil === 0n) throw stewardError("IsMember", { args: { vote } });
  const { epoch } = await fetchClock(reader);
  if (epoch < barredUntil) {
    const hint = `Wait for epoch ${barredUntil}: this is epoch ${epoch}.`;
    throw stewardError("Barred", { args: { vote, barredUntil, epoch }, hint });
  }
  return [closeMembership({ steward: keys, vote, rentPayer })];
}

/** The program of system accounts says of a membership only that its address is in use: somebody has just joined with the same key. */
async function namedByMember(
  reader: ChainReader,
  keys: StewardKeys,
  vote: PublicKey,
  error: unknown,
): Promise<unknown> {
  if (!isError(error, "SimulationFailed", "TransactionFailed")) return error;
  const found = await fetchMembershipThere(reader, keys, vote);
  if (found?.barredUntil !== 0n) return error;
  const { phase, effect, logs } = error;
  return stewardError("IsMember", { args: { vote }, phase, effect, logs, cause: error });
}

/** Somebody has joined at the place, or has closed what the validator left behind. */
const RACES: ErrorName[] = ["PlaceTaken", "AccountNotInitialized"];

/**
 * Makes a validator a member of the pool's steward, with a bond and a pledge. The wallet pays fee, rents and bond; the vote
 * account's authorized withdrawer signs. Takes another place where somebody else was faster. `Barred` where it left while it was vetoed
 * and that veto has not ended, `IsMember` of a member, `InsufficientTokens` where the wallet has fewer than the bond.
 *
 * @example
 * ```ts
 * const { index } = await join(session, { vote, tokens: 100_000_000_000n, pledge: 500, withdrawer: payer });
 * ```
 */
export async function join(session: Session, parameters: JoinParameters): Promise<Joined> {
  const { vote, tokens, pledge, withdrawer } = parameters;
  checkAddress("vote", vote);
  checkAmount("tokens", tokens);
  checkNumbers({ pledge }, 10_000);
  checkAddresses({ owner: parameters.owner, source: parameters.source });
  const { publicKey: payer } = walletOf(session);
  const keys = keysOf(session);
  const source = parameters.source ?? tokenAddress(keys.pool.mint, payer);
  const signers = withdrawer && !withdrawer.publicKey.equals(payer) ? [withdrawer] : [];
  const nodes = nodesIn(session);
  const sent = await retrying(RACES, async () => {
    const first = await reopening(nodes, keys, vote);
    await refuseMoreThan(session, source, tokens);
    const { freePlace } = await fetchMembers(nodes, keys);
    const built = instruction({
      ...{ steward: keys, payer, vote, source, sourceOwner: payer, pledge, tokens },
      withdrawer: withdrawer?.publicKey ?? payer,
      owner: parameters.owner ?? payer,
      index: freePlace,
    });
    try {
      return await sendSteward(session, [...first, built], signers);
    } catch (error) {
      throw await namedByMember(nodes, keys, vote, error);
    }
  });
  return { ...sent, tokens, index: resultOf(session, sent, "Joined", (data) => data.index) };
}
