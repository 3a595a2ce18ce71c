import { VERSION } from "../node/node";
import { leaders } from "../node/validators";
import type { Method } from "./method";

/** The validators are nodes without addresses: the one with addresses is this server. */
export const getClusterNodes: Method = (node) => {
  const identities = new Set([node.identity, ...leaders(node)]);
  return [...identities].map((pubkey) => {
    const isOwn = pubkey === node.identity;
    return {
      clientId: "Agave",
      featureSet: 0,
      gossip: null,
      pubkey,
      pubsub: isOwn ? `127.0.0.1:${node.port + 1}` : null,
      rpc: isOwn ? `127.0.0.1:${node.port}` : null,
      serveRepair: null,
      shredVersion: 1,
      tpu: null,
      tpuForwards: null,
      tpuForwardsQuic: null,
      tpuQuic: null,
      tpuVote: null,
      tvu: null,
      version: VERSION,
    };
  });
};
