// The programs of this repository, as they were built.
import fs from "node:fs";
import path from "node:path";
import { PublicKey } from "@solana/web3.js";

export interface ProgramFile {
  address: PublicKey;
  file: string;
}

const FOLDER = path.resolve(__dirname, "../../../artifacts");

/** Each NAME.so with the address that NAME.json, its IDL, says. */
export function ownPrograms(folder = FOLDER): ProgramFile[] {
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith(".so"))
    .flatMap((name) => {
      const idl = path.join(folder, `${path.basename(name, ".so")}.json`);
      if (!fs.existsSync(idl)) return [];
      const { address } = JSON.parse(fs.readFileSync(idl, "utf8")) as { address: string };
      return [{ address: new PublicKey(address), file: path.join(folder, name) }];
    });
}
