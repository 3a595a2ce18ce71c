// Transactions that were signed and whose outcome is not known: written down before they are sent, so that the next command of
// this wallet settles them before it sends anything. So nothing is sent twice, whatever happens in between.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { PublicKey } from "@solana/web3.js";
import type { Handle } from "@truestake/sdk";
import { stateFolder } from "../context/config";
import type { Io } from "../context/io";

/** What is open: the command that signed it, and the signed transactions. */
export interface Open {
  /** Digest of the command: the same one again has been done if this has landed. */
  key: string;
  /** The command in words. */
  what: string;
  handles: Handle[];
}

/** A digest of what a command was asked to do. */
export const digest = (...parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);

/** The open transactions of one wallet on one node. */
export class Journal {
  private readonly file: string;
  private open: Open | undefined;

  constructor(io: Io, url: string, wallet: PublicKey) {
    this.file = path.join(stateFolder(io), "open", `${wallet.toBase58()}-${digest(url).slice(0, 8)}.json`);
  }

  /** What an earlier command has left open. */
  left(): Open | undefined {
    if (!fs.existsSync(this.file)) return undefined;
    return JSON.parse(fs.readFileSync(this.file, "utf8")) as Open;
  }

  begin(key: string, what: string): void {
    this.open = { key, what, handles: [] };
  }

  /** Takes down a transaction that is about to be sent. */
  signed(handle: Handle): void {
    if (!this.open) return;
    this.open.handles.push(handle);
    fs.mkdirSync(path.dirname(this.file), { recursive: true, mode: 0o700 });
    // Whole or not at all, also when the machine stops here.
    fs.writeFileSync(`${this.file}.new`, JSON.stringify(this.open), { mode: 0o600 });
    fs.renameSync(`${this.file}.new`, this.file);
  }

  /** All outcomes are known. */
  close(): void {
    this.open = undefined;
    fs.rmSync(this.file, { force: true });
  }
}
