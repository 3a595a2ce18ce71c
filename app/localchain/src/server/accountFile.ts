import fs from "node:fs";
import { PublicKey, SystemProgram } from "@solana/web3.js";
import type { ExactAccount, KeyedAccount } from "../inProcess/account";
import { invalidParams } from "./errors";
import { parseJson } from "./json";
import { Config } from "./params";

/** An account as RPC answers and `solana account --output json` write it. */
export function readAccount(account: Config): ExactAccount {
  const [data = "", encoding = "base64"] = (account.list("data") ?? []) as string[];
  if (encoding !== "base64") throw invalidParams(`data: base64 is needed, not ${encoding}`);
  return {
    lamports: account.u64("lamports") ?? 0n,
    owner: account.address("owner") ?? SystemProgram.programId,
    data: Buffer.from(data, "base64"),
    executable: account.flag("executable") ?? false,
  };
}

/** A file of `solana account ADDRESS --output json`. */
export function readAccountFile(file: string, address?: PublicKey): KeyedAccount {
  const content = new Config(parseJson(fs.readFileSync(file, "utf8")));
  const own = address ?? content.address("pubkey");
  const account = content.config("account");
  if (!own || !account) throw new Error(`${file}: \`pubkey\` and \`account\` are needed`);
  return { address: new PublicKey(own), account: readAccount(account) };
}
