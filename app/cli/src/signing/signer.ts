// Who signs. A signer is an address and a way to sign: a keypair file today, a hardware wallet by another provider.
import fs from "node:fs";
import path from "node:path";
import { Keypair, PublicKey, type VersionedTransaction } from "@solana/web3.js";
import { resolved } from "../context/config";
import type { Io } from "../context/io";
import { RefusedError, UsageError } from "../output/exit";

export interface Signer {
  readonly address: PublicKey;
  /** Signs in its place among the signatures, and gives the transaction back. */
  sign(transaction: VersionedTransaction): Promise<VersionedTransaction>;
  /** The keypair itself, where there is one: what an instruction's extra signer has to be. */
  readonly keypair?: Keypair;
}

/** Opens signers of one kind. */
export interface SignerProvider {
  /** Whether it knows what a `-k` names. */
  accepts(given: string, io: Io): boolean;
  open(given: string, io: Io): Promise<Signer>;
}

/** Reads a keypair as Solana's tools write it. */
export function readKeypair(file: string, shown = file): Keypair {
  let content: string;
  try {
    content = fs.readFileSync(file, "utf8");
  } catch {
    throw new UsageError(
      `${shown}: there is no such keypair file; make one with \`truestake config keygen\`, or name another with -k`,
    );
  }
  try {
    return Keypair.fromSecretKey(Uint8Array.from(JSON.parse(content)));
  } catch {
    // What it holds instead may be a secret: it is not shown.
    throw new UsageError(`${shown} is no keypair file of Solana's: 64 numbers are expected`);
  }
}

/** Where the Solana CLI has its key. */
export const USUAL_KEYPAIR = "~/.config/solana/id.json";

/** Writes a keypair as Solana's tools do, for its owner's eyes only; never over anything. */
export function writeKeypair(file: string, { secretKey, publicKey }: Keypair): PublicKey {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    // Exclusive: neither a file nor a link that is there is written through.
    fs.writeFileSync(file, JSON.stringify(Array.from(secretKey)), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw unwritable(file, error);
    throw new UsageError(`${file} exists already, and is left as it is: name another file`);
  }
  return publicKey;
}

function unwritable(file: string, error: unknown): UsageError {
  return new UsageError(`${file} cannot be written: ${(error as Error).message}`);
}

export function keypairSigner(keypair: Keypair): Signer {
  return {
    address: keypair.publicKey,
    keypair,
    sign: async (transaction) => {
      transaction.sign([keypair]);
      return transaction;
    },
  };
}

const files: SignerProvider = {
  accepts: () => true,
  open: async (given, io) => keypairSigner(readKeypair(resolved(io, given), given)),
};

/** An address alone: enough to read, to simulate and to print. */
const addresses: SignerProvider = {
  accepts: (given, io) => /^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(given) && !fs.existsSync(resolved(io, given)),
  open: async (given) => {
    let address: PublicKey;
    try {
      address = new PublicKey(given);
    } catch {
      throw new UsageError(`-k "${given}" is neither a keypair file nor an address`);
    }
    return {
      address,
      sign: async () => {
        throw new RefusedError(`${given} is only an address: to sign, name its keypair file with -k`);
      },
    };
  },
};

const ledger: SignerProvider = {
  accepts: (given) => given.startsWith("usb:"),
  open: async (given) => {
    throw new UsageError(
      `-k ${given}: hardware wallets are not supported yet; --print-only gives a message to sign elsewhere`,
    );
  },
};

/** In the order in which they are asked. */
const PROVIDERS: readonly SignerProvider[] = [ledger, addresses, files];

export function openSigner(given: string, io: Io): Promise<Signer> {
  const provider = PROVIDERS.find((each) => each.accepts(given, io)) ?? files;
  return provider.open(given, io);
}
