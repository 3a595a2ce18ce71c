import { PublicKey } from "@solana/web3.js";
import type { ExactAccount, KeyedAccount } from "../inProcess/account";
import { isMint, isTokenAccount, isTokenProgram, TOKEN_PROGRAM } from "../inProcess/tokenBalances";
import type { View } from "../node/view";
import { invalidParams } from "./errors";
import { Config } from "./params";

/** What token methods share: they refuse with the same words. */

export function mintAccount(view: View, mint: PublicKey): ExactAccount {
  const account = view.account(mint);
  if (!account) throw invalidParams("Invalid param: could not find account");
  if (!isTokenProgram(account.owner)) throw invalidParams("Invalid param: not a Token mint");
  if (!isMint(account)) throw invalidParams("Invalid param: mint could not be unpacked");
  return account;
}

export function tokenAccount(view: View, address: PublicKey): ExactAccount {
  const account = view.account(address);
  if (!account) throw invalidParams("Invalid param: could not find account");
  if (!isTokenProgram(account.owner) || !isTokenAccount(account)) {
    throw invalidParams("Invalid param: not a Token account");
  }
  return account;
}

export const OFFSET = { mint: 0, owner: 32, amount: 64, hasDelegate: 72, delegate: 76 } as const;

/** A token account's mint, owner, …: the key at an offset. */
export function keyAt(account: ExactAccount, offset: number): PublicKey {
  return new PublicKey(account.data.subarray(offset, offset + 32));
}

/** The accounts that hold a mint's tokens, or all of a program's. */
export function tokenAccounts(view: View, filter: unknown): KeyedAccount[] {
  const config = new Config(filter ?? {});
  const [mint, programId] = [config.address("mint"), config.address("programId")];
  if (!mint && !programId) throw invalidParams("Invalid params: expected `mint` or `programId`.");
  if (mint) {
    const program = mintAccount(view, mint).owner;
    return holding(view, program).filter(({ account }) => keyAt(account, OFFSET.mint).equals(mint));
  }
  const program = programId ?? TOKEN_PROGRAM;
  if (!isTokenProgram(program)) throw invalidParams("Invalid param: unrecognized Token program id");
  return holding(view, program);
}

function holding(view: View, program: PublicKey): KeyedAccount[] {
  return view.accountsOf(program).filter(({ account }) => isTokenAccount(account));
}
