import { PublicKey } from "@solana/web3.js";
import { isMint, isTokenAccount, uiAmount } from "../../inProcess/tokenBalances";
import { Reader } from "../reader";
import type { Parser } from ".";

const STATES = ["uninitialized", "initialized", "frozen"];
const MULTISIG_BYTES = 355;

export const parseToken: Parser = (account, _, neighbours) => {
  const { data } = account;
  if (isMint(account)) return { type: "mint", info: mint(new Reader(data)) };
  if (isTokenAccount(account)) {
    const decimals = neighbours(new PublicKey(data.subarray(0, 32)))?.data[44];
    return decimals === undefined ? undefined : { type: "account", info: holding(new Reader(data), decimals) };
  }
  return data.length === MULTISIG_BYTES ? { type: "multisig", info: multisig(new Reader(data)) } : undefined;
};

/** The token program writes whether something is there in four bytes, and keeps its place either way. */
function option<T>(reader: Reader, read: () => T): T | null {
  const isThere = reader.u32() !== 0;
  const value = read();
  return isThere ? value : null;
}

function mint(reader: Reader) {
  const mintAuthority = option(reader, () => reader.key());
  const supply = String(reader.u64());
  const decimals = reader.u8();
  const isInitialized = reader.flag();
  return { mintAuthority, supply, decimals, isInitialized, freezeAuthority: option(reader, () => reader.key()) };
}

function holding(reader: Reader, decimals: number) {
  const info: Record<string, unknown> = { mint: reader.key(), owner: reader.key() };
  info.tokenAmount = uiAmount(reader.u64(), decimals);
  const delegate = option(reader, () => reader.key());
  info.state = STATES[reader.u8()];
  const reserve = option(reader, () => reader.u64());
  info.isNative = reserve !== null;
  const delegated = reader.u64();
  const closeAuthority = option(reader, () => reader.key());
  // What is not there is left out.
  if (delegate !== null) Object.assign(info, { delegate, delegatedAmount: uiAmount(delegated, decimals) });
  if (reserve !== null) info.rentExemptReserve = uiAmount(reserve, decimals);
  if (closeAuthority !== null) info.closeAuthority = closeAuthority;
  return info;
}

function multisig(reader: Reader) {
  const [numRequiredSigners, numValidSigners, isInitialized] = [reader.u8(), reader.u8(), reader.flag()];
  const signers = reader.list(numValidSigners, () => reader.key());
  return { numRequiredSigners, numValidSigners, isInitialized, signers };
}
