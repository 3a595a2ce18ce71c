import type { PublicKey } from "@solana/web3.js";
import { fetchStakeAccount } from "../accounts/stakeAccount";
import { programError } from "../errors";
import { checkAddress, checkAddresses, checkAmounts } from "../errors/arguments";
import * as instructions from "../instructions/depositStakeAccount";
import { quoteDepositStakeAccount } from "../quote/depositStakeAccount";
import { EPOCH_ENDED, retrying } from "../transaction/races";
import type { Sent } from "../transaction/send";
import { type Session, send, walletOf } from "../transaction/session";
import { eventData, minimumOf, ownTokens, update } from "./internal/look";
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
 * Deposits a stake account of the wallet's for tokens.
 *
 * @example
 * ```ts
 * const { tokens } = await depositStakeAccount(session, { stake });
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
  const sent = await retrying(EPOCH_ENDED, async () => {
    const { snapshot } = await update(session);
    const deposited = await fetchStakeAccount(session.connection, stake);
    if (!deposited.delegation) throw programError("StakeNotActive");
    const { rules, validator } = await situationOf(session, snapshot, deposited.delegation.vote);
    const quote = () => quoteDepositStakeAccount(snapshot, rules, validator, { deposited, depositor });
    const deposit = instructions.depositStakeAccount({
      pool: snapshot.pool,
      depositor,
      deposited: stake,
      validator: { vote: validator.record.vote },
      destination: destination.address,
      minimumTokensOut: minimumTokensOut ?? minimumOf(session, quote().tokens),
    });
    return send(session, [...destination.create, deposit]);
  });
  return { ...sent, tokens: eventData(sent, "StakeAccountDeposited").tokens };
}
