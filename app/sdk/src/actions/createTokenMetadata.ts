import type { TokenKind, TokenMetadata } from "../accounts/tokenMetadata";
import * as instructions from "../instructions/createTokenMetadata";
import type { Sent } from "../transaction/details";
import { type Session, send, walletOf } from "../transaction/session";

export interface CreateTokenMetadataParameters extends TokenMetadata {
  /** Which token; the pool's own if not given. */
  token?: TokenKind | undefined;
}

/**
 * Gives the pool token, or the liquidity pool's shares, the name, symbol and picture that wallets show, once. The wallet has to
 * be the pool's admin, and pays.
 *
 * @example
 * ```ts
 * await createTokenMetadata(session, { name: "My SOL", symbol: "mySOL", uri: "https://example.com/token.json" });
 * ```
 */
export async function createTokenMetadata(session: Session, parameters: CreateTokenMetadataParameters): Promise<Sent> {
  const { publicKey: admin } = walletOf(session);
  const { token = "pool", ...metadata } = parameters;
  return send(session, [instructions.createTokenMetadata({ pool: session.deployment, admin, token, metadata })]);
}
