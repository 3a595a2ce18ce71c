import type { Node } from "../node/node";
import type { Params } from "../server/params";

/** Answers one method. What is wrong with the parameters it throws as an `RpcError`. */
export type Method = (node: Node, params: Params) => unknown;
