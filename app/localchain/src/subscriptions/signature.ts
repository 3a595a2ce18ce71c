import { withContext } from "../node/node";
import { signature as readSignature } from "../server/params";
import type { Kind } from "./subscription";

/** What came of a transaction, once it is so at the commitment; then the subscription ends. */
export const signature: Kind = {
  notification: "signatureNotification",
  open(node, params, tell, done) {
    const [wanted, config] = [readSignature(params.at(0)), params.config(1)];
    const { commitment } = config;
    const tellsOfReceipt = config.flag("enableReceivedNotification") ?? false;
    const end = (slot: bigint, err: unknown): void => {
      tell(withContext(slot, { err }));
      done();
    };
    const landed = node.chain.transaction(wanted);
    const { slot } = node.view(commitment);
    if (landed && landed.slot <= slot) setImmediate(() => end(slot, landed.err));
    else if (landed && tellsOfReceipt) setImmediate(() => tell(withContext(slot, "receivedSignature")));
    return {
      commitment,
      reached({ view, landed }) {
        const found = landed.find((each) => each.signature === wanted);
        if (found) end(view.slot, found.err);
      },
    };
  },
};
