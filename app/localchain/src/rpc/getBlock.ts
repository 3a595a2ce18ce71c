import { encodeAccounts, encodeTransaction, TRANSACTION_ENCODINGS } from "../encoding/transaction";
import { toBase58 } from "../inProcess/base58";
import { checkBlock, newestBlock } from "../node/blocks";
import type { Method } from "./method";

const DETAILS = ["full", "accounts", "signatures", "none"] as const;

export const getBlock: Method = (node, params) => {
  const slot = params.u64(0);
  const config = params.configOr(1, "encoding");
  checkBlock(node, slot, newestBlock(node, config));
  const { chain } = node;
  const { blocks } = chain;
  const parent = blocks.parent(slot);
  const encoding = config.word("encoding", TRANSACTION_ENCODINGS) ?? "json";
  const version = config.u64("maxSupportedTransactionVersion");
  const maxVersion = version === undefined ? undefined : Number(version);
  const landed = chain.transactionsIn(slot);
  const details = {
    none: () => ({}),
    signatures: () => ({
      signatures: landed.map(({ transaction }) => toBase58(transaction.signatures[0] as Uint8Array)),
    }),
    accounts: () => ({ transactions: landed.map((each) => encodeAccounts(each, maxVersion)) }),
    full: () => ({ transactions: landed.map((each) => encodeTransaction(each, { encoding, maxVersion })) }),
  }[config.word("transactionDetails", DETAILS) ?? "full"]();
  const rewards = chain.rewards
    .filter((reward) => reward.slot === slot)
    .map(({ address, lamports, postBalance }) => ({
      commission: null,
      lamports,
      postBalance,
      pubkey: address.toBase58(),
      rewardType: "Staking",
    }));
  return {
    blockHeight: blocks.height(slot),
    blockTime: chain.unixTimeAt(slot),
    blockhash: chain.blockhashOf(slot).blockhash,
    parentSlot: parent,
    previousBlockhash: chain.blockhashOf(parent).blockhash,
    ...(config.flag("rewards") === false ? {} : { rewards }),
    ...details,
  };
};
