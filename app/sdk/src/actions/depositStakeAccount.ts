import type { PublicKey } from "@solana/web3.js";
import { foreign } from "../accounts/common";
import { decodeStakeAccount, fetchStakeAccount } from "../accounts/stakeAccount";
import { fetchAtValidator } from "../cranks/validator";
import { programError } from "../errors";
import { checkAddress, checkAddresses, checkAmounts } from "../errors/arguments";
import * as instructions from "../instructions/depositStakeAccount";
import { quoteDepositStakeAccount } from "../quote/depositStakeAccount";
import type { Sent } from "../transaction/details";
import { EPOCH_ENDED, retrying } from "../transaction/races";
import { nodesIn, type Session, send, walletOf } from "../transaction/session";
import { freshly, minimumOf, ownTokens } from "./internal/look";
import { atSlot, changeOf, resultOf, witnessesWanted } from "./internal/results";

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
  const nodes = nodesIn(session);
  const destination = ownTokens(session, parameters.destination);
  const witnesses = { tokens: [destination.address] };
  return retrying(EPOCH_ENDED, async () => {
    const { delegation } = await fetchStakeAccount(nodes, stake);
    if (!delegation) throw programError("StakeNotActive");
    const wanted = [{ address: stake }, ...witnessesWanted(witnesses)];
    const { snapshot, rules, validator, beside } = await freshly(session, () =>
      fetchAtValidator(nodes, session.deployment, delegation.vote, PARTS, wanted),
    );
    const [account = null, ...before] = beside;
    const deposited = decodeStakeAccount(stake, account);
    if (!deposited) throw foreign(`${stake.toBase58()} is no stake account any more`, { address: stake });
    const quoteAt = (slot: bigint) =>
      quoteDepositStakeAccount(atSlot(snapshot, slot), rules, validator, { deposited, depositor }).tokens;
    const quoted = () => quoteAt(snapshot.clock.slot);
    const deposit = instructions.depositStakeAccount({
      pool: snapshot.pool,
      depositor,
      deposited: stake,
      validator: { vote: validator.record.vote },
      destination: destination.address,
      minimumTokensOut: minimumTokensOut ?? minimumOf(session, "minimumTokensOut", quoted),
    });
    const sent = await send(session, [...destination.create, deposit]);
    const tokens = await resultOf(
      sent,
      "StakeAccountDeposited",
      (data) => data.tokens,
      async () => {
        const [change] = await changeOf(session, witnesses, before);
        return change === quoteAt(sent.slot) ? change : undefined;
      },
    );
    return { ...sent, tokens };
  });
}
