// jsonParsed: accounts of programs that nodes know, in words.
import type { PublicKey } from "@solana/web3.js";
import type { ExactAccount } from "../../inProcess/account";
import type { Neighbours } from "../account";
import { parseLoader } from "./loader";
import { parseLookupTable } from "./lookupTable";
import { parseNonce } from "./nonce";
import { parseStake } from "./stake";
import { parseSysvar } from "./sysvar";
import { parseToken } from "./token";
import { parseVote } from "./vote";

/** What an account says; undefined if it is not what its owner makes. */
export type Parser = (account: ExactAccount, address: PublicKey, neighbours: Neighbours) => Parsed | undefined;

export interface Parsed {
  type: string;
  info: unknown;
}

const PARSERS: Readonly<Record<string, [program: string, parse: Parser]>> = {
  "11111111111111111111111111111111": ["nonce", parseNonce],
  TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA: ["spl-token", parseToken],
  TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb: ["spl-token-2022", parseToken],
  Stake11111111111111111111111111111111111111: ["stake", parseStake],
  Vote111111111111111111111111111111111111111: ["vote", parseVote],
  Sysvar1111111111111111111111111111111111111: ["sysvar", parseSysvar],
  AddressLookupTab1e1111111111111111111111111: ["address-lookup-table", parseLookupTable],
  BPFLoaderUpgradeab1e11111111111111111111111: ["bpf-upgradeable-loader", parseLoader],
};

export function parseAccount(account: ExactAccount, address: PublicKey, neighbours: Neighbours) {
  const [program, parse] = PARSERS[account.owner.toBase58()] ?? [];
  if (!program || !parse) return undefined;
  try {
    const parsed = parse(account, address, neighbours);
    return parsed && { program, parsed, space: account.data.length };
  } catch (error) {
    // Not what its owner makes, after all.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
