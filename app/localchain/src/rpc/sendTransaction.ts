import { encodeSimulation } from "../encoding/simulation";
import { toBase58 } from "../inProcess/base58";
import { errorText } from "../inProcess/errorText";
import { simulateAt } from "../node/bank";
import { invalidParams, preflightFailure } from "../server/errors";
import { COMMITMENTS } from "../server/params";
import { readTransaction, sanitize, WIRE_ENCODINGS } from "../server/wire";
import type { Method } from "./method";

/**
 * Answers with the signature. Without preflight that says nothing: what cannot land is dropped without a word, as by a
 * leader.
 */
export const sendTransaction: Method = (node, params) => {
  const [text, config] = [params.text(0), params.config(1)];
  const transaction = readTransaction(text, config.word("encoding", WIRE_ENCODINGS) ?? "base58");
  const skips = config.flag("skipPreflight") ?? false;
  const commitment = skips ? "processed" : (config.word("preflightCommitment", COMMITMENTS) ?? "finalized");
  config.u64("maxRetries");
  const view = node.view(commitment, config.minContextSlot);
  sanitize(transaction, view);
  if (!skips) {
    const simulated = simulateAt(node, view, transaction, { verifySignatures: true });
    if (simulated.err !== "SignatureFailure") node.checkHealth();
    if (simulated.err !== null) throw preflightFailure(errorText(simulated.err), encodeSimulation(simulated));
  }
  const [signature] = transaction.signatures;
  if (!signature) throw invalidParams("invalid transaction: it has no signature");
  node.chain.process(transaction);
  return toBase58(signature);
};
