// Asking nodes: deadlines, several endpoints, and errors by name.
export { type ConnectOptions, connect } from "./connect";
export { type CallOptions, type Nodes, nodesOf } from "./nodes";
