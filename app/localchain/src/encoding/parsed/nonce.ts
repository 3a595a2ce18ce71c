import { decodeNonce } from "../../inProcess/nonce";
import type { Parser } from ".";

export const parseNonce: Parser = (account) => {
  const nonce = decodeNonce(account);
  if (!nonce) return undefined;
  const { authority, nonce: blockhash, lamportsPerSignature } = nonce;
  const feeCalculator = { lamportsPerSignature: String(lamportsPerSignature) };
  return { type: "initialized", info: { authority: authority.toBase58(), blockhash, feeCalculator } };
};
