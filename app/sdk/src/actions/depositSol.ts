import type { PublicKey } from "@solana/web3.js";
import type { PartialSnapshot } from "../accounts/snapshot";
import { checkAddresses, checkAmount, checkAmounts } from "../errors/arguments";
import * as instructions from "../instructions/depositSol";
import { quoteDepositSol } from "../quote/depositSol";
import type { Sent } from "../transaction/details";
import { type Session, walletOf } from "../transaction/session";
import { minimumOf, ownTokens } from "./internal/look";
import { sendPriced } from "./internal/priced";
import { atSlot, changeOf, resultOf } from "./internal/results";

export interface DepositSolParameters {
  lamports: bigint;
  /** The least tokens to accept; the quote less the slippage if not given. */
  minimumTokensOut?: bigint | undefined;
  /** Token account that receives them; the wallet's own if not given, which is made if need be. */
  destination?: PublicKey | undefined;
  /** Token account that receives its share of the fee. */
  referrer?: PublicKey | undefined;
  /** What the destination must hold before, so that a retry cannot deposit twice. */
  ifBalance?: bigint | undefined;
}

/** A deposit that landed. */
export interface SolDeposited extends Sent {
  /** Tokens that it gave. */
  tokens: bigint;
}

/** What it reads of the pool. */
const PARTS = [
  "pool",
  "clock",
  "liquidity",
  "treasuryReceives",
  "mintSupply",
  "reserveBalance",
  "reserveRent",
] as const;

/**
 * Deposits lamports for tokens, with the epoch's missing cranks before it. After `OutcomeUnknown` settle its handle, or call again
 * with the `ifBalance` of before: `BalanceChanged` says that the first one landed.
 *
 * @example
 * ```ts
 * const { tokens, signature } = await client.depositSol({ lamports: 5_000_000_000n, ifBalance: 0n });
 * ```
 */
export async function depositSol(session: Session, parameters: DepositSolParameters): Promise<SolDeposited> {
  const { lamports, minimumTokensOut, referrer, ifBalance } = parameters;
  checkAmount("lamports", lamports);
  checkAmounts({ minimumTokensOut, ifBalance });
  checkAddresses({ destination: parameters.destination, referrer });
  const { publicKey: depositor } = walletOf(session);
  const destination = ownTokens(session, parameters.destination);
  const witnesses = { tokens: [destination.address] };
  const quote = (snapshot: Parameters<typeof quoteDepositSol>[0]) =>
    quoteDepositSol(snapshot, { lamports, referred: referrer !== undefined }).tokens;
  const build = (snapshot: PartialSnapshot<(typeof PARTS)[number]>) => {
    const deposit = instructions.depositSol({
      pool: snapshot.pool,
      depositor,
      destination: destination.address,
      lamports,
      minimumTokensOut: minimumTokensOut ?? minimumOf(session, "minimumTokensOut", () => quote(snapshot)),
      referrer,
      ifBalance,
    });
    return [...destination.create, deposit];
  };
  const { sent, planned, before } = await sendPriced(session, PARTS, build, witnesses);
  const tokens = await resultOf(
    sent,
    "SolDeposited",
    (data) => data.tokens,
    async () => {
      const [change] = await changeOf(session, witnesses, before);
      return change === quote(atSlot(planned, sent.slot)) ? change : undefined;
    },
  );
  return { ...sent, tokens };
}
