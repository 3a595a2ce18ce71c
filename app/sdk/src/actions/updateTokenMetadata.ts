import type { TokenKind, TokenMetadata } from "../accounts/tokenMetadata";
import * as instructions from "../instructions/updateTokenMetadata";
import type { Sent } from "../transaction/details";
import { type Session, send, walletOf } from "../transaction/session";

export interface UpdateTokenMetadataParameters extends TokenMetadata {
  /** Which token; the pool's own if not given. */
  token?: TokenKind | undefined;
}

/**
 * Changes what `createTokenMetadata` gave; what shall stay the same has to be given, too. The wallet has to be the pool's
 * admin.
 *
 * @example
 * ```ts
 * await updateTokenMetadata(session, { name: "My SOL", symbol: "mySOL", uri: "https://example.com/new.json" });
 * ```
 */
export async function updateTokenMetadata(session: Session, parameters: UpdateTokenMetadataParameters): Promise<Sent> {
  const { publicKey: admin } = walletOf(session);
  const { token = "pool", ...metadata } = parameters;
  return send(session, [instructions.updateTokenMetadata({ pool: session.deployment, admin, token, metadata })]);
}
