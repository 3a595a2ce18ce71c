// Asking nodes: deadlines, several endpoints, and errors by name.
export {
  type ChainReader,
  type ChainSender,
  type ChainSubscriber,
  COMMITMENT,
  type Connected,
  highestSlot,
  noteSlot,
} from "./chain";
export { type ConnectOptions, connect } from "./connect";
export { type CallOptions, type Nodes, nodesOf } from "./nodes";
