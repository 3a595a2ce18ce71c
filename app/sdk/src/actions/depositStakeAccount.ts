import type { PublicKey } from "@solana/web3.js";
import { foreign } from "../accounts/common";
import { decodeStakeAccount, fetchStakeAccount } from "../accounts/stakeAccount";
import { fetchAtValidator } from "../cranks/validator";
import { programError } from "../errors";
import { checkAddress, checkAddresses, checkAmounts } from "../errors/arguments";
import * as instructions from "../instructions/depositStakeAccount";
import { quoteDepositStakeAccount } from "../quote/depositStakeAccount";
import { EPOCH_ENDED, retrying } from "../transaction/races";
import type { Sent } from "../transaction/send";
import { type Session, send, walletOf } from "../transaction/session";
import { eventData, freshly, minimumOf, ownTokens } from "./internal/look";

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

/** What it reads of the pool. */
const PARTS = [
  "pool",
  "clock",
  "treasuryReceives",
  "mintSupply",
  "reserveBalance",
  "reserveRent",
  "stakeRent",
] as const;

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
  const { connection } = session;
  const destination = ownTokens(session, parameters.destination);
  const sent = await retrying(EPOCH_ENDED, async () => {
    const { delegation } = await fetchStakeAccount(connection, stake);
    if (!delegation) throw programError("StakeNotActive");
    const { snapshot, rules, validator, beside } = await freshly(session, () =>
      fetchAtValidator(connection, session.deployment, delegation.vote, PARTS, [{ address: stake }]),
    );
    const deposited = decodeStakeAccount(stake, beside[0] ?? null);
    if (!deposited) throw foreign(`${stake.toBase58()} is no stake account any more`, { address: stake });
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
