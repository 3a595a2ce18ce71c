import fs from "node:fs";
import { PublicKey } from "@solana/web3.js";
import { type ExactAccount, type KeyedAccount, NO_ACCOUNT } from "../inProcess/account";
import { invalidParams } from "./errors";
import { parseJson } from "./json";
import { Config } from "./params";

/**
 * An account as RPC answers it. Nothing that is missing is made up, for an account without lamports is none: only who says 0 deletes
 * one.
 */
export function readAccount(account: Config): ExactAccount {
  const lamports = account.u64("lamports");
  if (lamports === undefined) throw invalidParams("the account's lamports are needed; 0 deletes it");
  if (lamports === 0n) return NO_ACCOUNT;
  const owner = account.address("owner");
  if (!owner) throw invalidParams("the account's owner is needed");
  return { lamports, owner, data: readData(account), executable: account.flag("executable") ?? false };
}

function readData(account: Config): Buffer {
  const [text, encoding] = account.list("data") ?? [];
  if (typeof text !== "string" || encoding !== "base64") {
    throw invalidParams('the account\'s data is needed, as [TEXT, "base64"]');
  }
  const data = Buffer.from(text, "base64");
  // Node leaves out what it cannot read.
  if (data.toString("base64") !== text) throw invalidParams("the account's data is no base64");
  return data;
}

/** An account, and where it belongs: as `solana account --output json` writes both; as RPC has it where the address is known. */
export function readKeyedAccount(content: Config, address?: PublicKey): KeyedAccount {
  const own = address ?? content.address("pubkey");
  if (!own) throw invalidParams("an address is needed, or the account's own `pubkey`");
  return { address: new PublicKey(own), account: readAccount(content.config("account") ?? content) };
}

/** A file of `solana account ADDRESS --output json`. */
export function readAccountFile(file: string, address?: PublicKey): KeyedAccount {
  try {
    return readKeyedAccount(new Config(parseJson(fs.readFileSync(file, "utf8"))), address);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}
