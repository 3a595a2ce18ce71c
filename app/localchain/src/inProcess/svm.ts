// litesvm without its JavaScript: that one takes and gives addresses as base58, whose encoding takes longer than the programs.
import { PublicKey } from "@solana/web3.js";
import { Account, type AddressAndAccount, type LiteSvm } from "litesvm/dist/internal.js";
import type { ExactAccount, KeyedAccount } from "./account";

function exact(account: Account): ExactAccount {
  const owner = new PublicKey(account.owner());
  // A copy: what litesvm gives lives only as long as its own account.
  return { lamports: account.lamports(), owner, data: Buffer.from(account.data()), executable: account.executable() };
}

/** An account; null where there is none, or none with lamports. */
export function readAccount(svm: LiteSvm, address: PublicKey): ExactAccount | null {
  const account = svm.getAccount(address.toBytes());
  return account && account.lamports() > 0n ? exact(account) : null;
}

export function writeAccount(svm: LiteSvm, address: PublicKey, account: ExactAccount): void {
  const { lamports, data, owner, executable } = account;
  svm.setAccount(address.toBytes(), new Account(lamports, new Uint8Array(data), owner.toBytes(), executable, 0n));
}

/** The accounts of a program, but for those without lamports. */
export function accountsOwnedBy(svm: LiteSvm, program: PublicKey): KeyedAccount[] {
  return keyed(svm.getProgramAccounts(program.toBytes())).filter(({ account }) => account.lamports > 0n);
}

export function keyed(accounts: readonly AddressAndAccount[]): KeyedAccount[] {
  return accounts.map((each) => ({ address: new PublicKey(each.address), account: exact(each.account()) }));
}
