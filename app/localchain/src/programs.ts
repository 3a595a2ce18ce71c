// The programs that a network begins with.
import fs from "node:fs";
import path from "node:path";
import { PublicKey } from "@solana/web3.js";

export interface ProgramFile {
  address: PublicKey;
  file: string;
}

/** In the package they lie beside its code, in the repository where the build puts them. */
const PACKED = path.join(__dirname, "artifacts");
const FOLDER = fs.existsSync(PACKED) ? PACKED : path.resolve(__dirname, "../../../artifacts");

/** Truestake's own: each NAME.so with the address that NAME.json, its IDL, says. */
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

/** Truestake's own and others; one of the others stands in for an own one of its address. */
export function programsWith(others: readonly ProgramFile[] = []): ProgramFile[] {
  const isReplaced = ({ address }: ProgramFile): boolean => others.some((other) => other.address.equals(address));
  return [...ownPrograms().filter((own) => !isReplaced(own)), ...others];
}

/** A program of others that Truestake calls and that does not come with a network. */
export interface MissingProgram {
  name: string;
  address: string;
  /** What does not work without it. */
  without: string;
  help: string;
}

const METADATA = "metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s";

const OTHERS: readonly MissingProgram[] = [
  {
    name: "Token Metadata",
    address: METADATA,
    without: "tokens can have no name there",
    help: `\`solana program dump -um ${METADATA} metadata.so\` fetches it, \`--program ${METADATA} metadata.so\` brings it along`,
  },
];

/** The programs that Truestake calls and that are not among these. */
export function missingPrograms(programs: readonly ProgramFile[]): MissingProgram[] {
  return OTHERS.filter((other) => !programs.some(({ address }) => address.toBase58() === other.address));
}
