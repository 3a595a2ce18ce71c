// Tokens of the wallet's that an action takes: looked at before, since the token program only says that it failed.
import type { PublicKey } from "@solana/web3.js";
import { fetchMany } from "../../../accounts/common";
import { tokenAmount } from "../../../accounts/token";
import { TruestakeError } from "../../../errors/TruestakeError";
import { nodesIn, type Session } from "../../../transaction/session";
import { decimal } from "../../../words";

/** Refuses more tokens than `source` has: `InsufficientTokens`. What is signed later may find more there than now. */
export async function refuseMoreThan(session: Session, source: PublicKey, tokens: bigint): Promise<void> {
  if (session.capture) return;
  const [account = null] = await fetchMany(nodesIn(session), [source]);
  const balance = tokenAmount(source, account);
  if (tokens <= balance) return;
  const message = `the wallet has ${decimal(balance)} tokens, and ${decimal(tokens)} were asked for`;
  throw new TruestakeError("InsufficientTokens", message, { args: { wanted: tokens, balance, source } });
}
