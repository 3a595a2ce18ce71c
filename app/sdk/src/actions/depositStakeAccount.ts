import type { PublicKey } from "@solana/web3.js";
import { fetchStakeAccount } from "../accounts/stakeAccount";
import { programError } from "../errors";
import { checkAddress, checkAddresses, checkAmounts } from "../errors/arguments";
import * as instructions from "../instructions/depositStakeAccount";
import { quoteDepositStakeAccount } from "../quote/depositStakeAccount";
import type { Sent } from "../transaction/details";
import { EPOCH_ENDED, retrying } from "../transaction/races";
import { nodesIn, type Session, send, walletOf } from "../transaction/session";
import { minimumOf, ownTokens, updateForUser } from "./internal/look";
import { atSlot, before, resultOf } from "./internal/results";
import { situationOf } from "./internal/situations";

export interface DepositStakeAccountParameters {
  /** The stake account; the wallet is its staker and withdrawer. */
  stake: PublicKey;
  /** The least tokens to accept; the quote less the slippage if not given. */
  minimumTokensOut?: bigint | undefined;
  /** Token account that receives them; the wallet's own if not given, which is made if need be. */
  destination?: PublicKey | undefined;
}

/** A deposit that landed. */
export interface StakeDeposited extends Sent {
  /** Tokens that it gave. */
  tokens: bigint;
}

/**
 * Deposits a stake account of the wallet's for tokens. The account is gone afterwards: it can be deposited once only.
 *
 * @example
 * ```ts
 * const { tokens } = await client.depositStakeAccount({ stake });
 * ```
 */
export async function depositStakeAccount(
  session: Session,
  parameters: DepositStakeAccountParameters,
): Promise<StakeDeposited> {
  const { stake, minimumTokensOut } = parameters;
  checkAmounts({ minimumTokensOut });
  checkAddress("stake", stake);
  checkAddresses({ destination: parameters.destination });
  const { publicKey: depositor } = walletOf(session);
  const destination = ownTokens(session, parameters.destination);
  const earlier = await before(session, [destination.address]);
  let quoteAt: ((slot: bigint) => bigint) | undefined;
  const sent = await retrying(EPOCH_ENDED, async () => {
    const { snapshot } = await updateForUser(session);
    const deposited = await fetchStakeAccount(nodesIn(session), stake);
    if (!deposited.delegation) throw programError("StakeNotActive");
    const { rules, validator } = await situationOf(session, snapshot, deposited.delegation.vote);
    quoteAt = (slot) =>
      quoteDepositStakeAccount(atSlot(snapshot, slot), rules, validator, { deposited, depositor }).tokens;
    const quoted = () => quoteDepositStakeAccount(snapshot, rules, validator, { deposited, depositor }).tokens;
    const deposit = instructions.depositStakeAccount({
      pool: snapshot.pool,
      depositor,
      deposited: stake,
      validator: { vote: validator.record.vote },
      destination: destination.address,
      minimumTokensOut: minimumTokensOut ?? minimumOf(session, "minimumTokensOut", quoted),
    });
    return send(session, [...destination.create, deposit]);
  });
  const tokens = await resultOf(
    sent,
    "StakeAccountDeposited",
    (data) => data.tokens,
    async () => {
      const [change] = await earlier.change();
      return change !== undefined && change === quoteAt?.(sent.slot) ? change : undefined;
    },
  );
  return { ...sent, tokens };
}
