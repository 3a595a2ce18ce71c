/** An error that a node answers: code, message and data as Agave has them. */
export class RpcError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly data?: unknown,
  ) {
    super(message);
  }
}

export const parseError = (): RpcError => new RpcError(-32700, "Parse error");
export const invalidRequest = (why = "Invalid request"): RpcError => new RpcError(-32600, why);
export const invalidParams = (why: string): RpcError => new RpcError(-32602, why);
/** What is refused is refused by name, with the reason. */
export const methodNotFound = (why: string): RpcError => new RpcError(-32601, `Method not found: ${why}`);
export const internalError = (why: string): RpcError => new RpcError(-32603, `Internal error: ${why}`);

export const blockCleanedUp = (slot: bigint, first: bigint): RpcError =>
  new RpcError(-32001, `Block ${slot} cleaned up, does not exist on node. First available block: ${first}`);
export const preflightFailure = (why: string, result: unknown): RpcError =>
  new RpcError(-32002, `Transaction simulation failed: ${why}`, result);
export const blockNotAvailable = (slot: bigint): RpcError =>
  new RpcError(-32004, `Block not available for slot ${slot}`);
export const nodeBehind = (slots: bigint): RpcError =>
  new RpcError(-32005, `Node is behind by ${slots} slots`, { numSlotsBehind: slots });
export const slotSkipped = (slot: bigint): RpcError =>
  new RpcError(-32007, `Slot ${slot} was skipped, or missing due to ledger jump to recent snapshot`);
export const unsupportedVersion = (version: number): RpcError =>
  new RpcError(
    -32015,
    `Transaction version (${version}) is not supported by the requesting client. Please try the request again with the ` +
      `following configuration parameter: "maxSupportedTransactionVersion": ${version}`,
  );
export const minContextSlotNotReached = (contextSlot: bigint): RpcError =>
  new RpcError(-32016, "Minimum context slot has not been reached", { contextSlot });
