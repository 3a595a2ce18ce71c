/** Methods that nodes have and this server has not: why, and what to do instead. */
export const REFUSED: Readonly<Record<string, string>> = {
  getLargestAccounts: "the local network keeps no list of accounts by balance",
  getSupply: "the local network keeps no list of all accounts; its faucet has what nobody else has",
  getHighestSnapshotSlot: "the local network makes no snapshots of a ledger; localnet_snapshot keeps its state",
  getMaxRetransmitSlot: "the local network has no other nodes to send to",
  getMaxShredInsertSlot: "the local network has no shreds",
  blockSubscribe: "the local network has no subscription to whole blocks; use slotSubscribe and getBlock",
  slotsUpdatesSubscribe: "the local network makes a block at once; use slotSubscribe",
  voteSubscribe: "the local network's validators do not gossip; their votes are in their vote accounts",
  ...removed({
    getRecentBlockhash: "getLatestBlockhash",
    getFees: "getFeeForMessage",
    getFeeCalculatorForBlockhash: "isBlockhashValid or getFeeForMessage",
    getFeeRateGovernor: "getFeeForMessage",
    getSignatureConfirmation: "getSignatureStatuses",
    getSignatureStatus: "getSignatureStatuses",
    getConfirmedTransaction: "getTransaction",
    getConfirmedBlock: "getBlock",
    getConfirmedBlocks: "getBlocks",
    getConfirmedBlocksWithLimit: "getBlocksWithLimit",
    getConfirmedSignaturesForAddress2: "getSignaturesForAddress",
    getSnapshotSlot: "getHighestSnapshotSlot",
    getTotalSupply: "getSupply",
    getStakeActivation: "getAccountInfo of the stake account and of the stake history",
  }),
};

function removed(methods: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(methods).map(([name, instead]) => [name, `Agave 2.0 removed ${name}; use ${instead}`]),
  );
}
