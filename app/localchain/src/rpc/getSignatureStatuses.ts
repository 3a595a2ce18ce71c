import { withContext } from "../node/node";
import { invalidParams } from "../server/errors";
import type { Method } from "./method";

const MOST = 256;
/** Slots for which a node remembers what it ran; what is older it has to look up, if it is asked to. */
const REMEMBERED_SLOTS = 300n;

export const getSignatureStatuses: Method = (node, params) => {
  const [signatures, config] = [params.signatures(0), params.config(1)];
  if (signatures.length > MOST) throw invalidParams(`Too many inputs provided; max ${MOST}`);
  const searches = config.flag("searchTransactionHistory") ?? false;
  const { chain, heads } = node;
  const statuses = signatures.map((signature) => {
    const landed = chain.transaction(signature);
    if (!landed) return null;
    const { slot, err } = landed;
    if (chain.slot - slot > REMEMBERED_SLOTS && !searches) return null;
    const confirmationStatus = heads.commitmentOf(slot);
    return {
      confirmationStatus,
      confirmations: confirmationStatus === "finalized" ? null : chain.slot - slot,
      err,
      slot,
      status: err === null ? { Ok: null } : { Err: err },
    };
  });
  return withContext(chain.slot, statuses);
};
