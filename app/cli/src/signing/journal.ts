// Transactions that were signed and whose outcome is not known: written down before they are sent, so that the next command of
// this wallet settles them before it sends anything. So nothing is sent twice, whatever happens in between.
//
// Each run of a command has a file of its own, which no other run writes to: what others find out of it stands beside it.
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { PublicKey } from "@solana/web3.js";
import type { Handle } from "@truestake/sdk";
import { stateFolder } from "../context/config";
import type { Io } from "../context/io";
import { UsageError } from "../output/exit";

/**
 * What the same command again is: the same deed, done by one transaction ("once"); the rest of it ("parts"); or whatever the chain's
 * state leaves to be done ("steps").
 */
export type Kind = "once" | "parts" | "steps";

/** What came of a transaction: where it landed, or that it has changed nothing and never will. */
export type Fate = { status: "landed"; slot: string } | { status: "failed" | "expired" };

/** What a run writes down. */
interface Open {
  wallet: string;
  /** Genesis hash of the cluster: nodes have many addresses. */
  genesis: string;
  /** Digest of the command: the same one again is the same deed. */
  key: string;
  kind: Kind;
  /** The command in words. */
  what: string;
  /** When it began, in milliseconds since 1970. */
  at: number;
  handles: Handle[];
}

/** What a run has left, with what has been found out of its transactions since. */
export interface Left extends Open {
  id: string;
  /** By signature. */
  fates: Record<string, Fate>;
}

/** A digest of what a command was asked to do. */
export const digest = (...parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);

/** The runs of one wallet: on one cluster, or on all. */
export class Journal {
  private readonly folder: string;
  private readonly wallet: string;
  private own: { id: string; open: Open } | undefined;

  constructor(
    private readonly io: Io,
    wallet: PublicKey,
    private readonly genesis?: string,
  ) {
    this.folder = path.join(stateFolder(io), "open");
    this.wallet = wallet.toBase58();
  }

  /** What earlier runs have left, the oldest first. */
  left(): Left[] {
    if (!fs.existsSync(this.folder)) return [];
    const names = fs.readdirSync(this.folder).filter((name) => name.startsWith(this.wallet) && name.endsWith(".json"));
    const found = names.flatMap((name) => this.read(name.slice(0, -".json".length)) ?? []);
    return found.filter(({ genesis }) => !this.genesis || genesis === this.genesis).sort((a, b) => a.at - b.at);
  }

  begin(of: Pick<Open, "key" | "kind" | "what">): void {
    const { wallet, genesis = "" } = this;
    const id = `${wallet}-${randomBytes(6).toString("hex")}`;
    this.own = { id, open: { wallet, genesis, ...of, at: this.io.now(), handles: [] } };
  }

  /** Takes down a transaction that is about to be sent. */
  signed(handle: Handle): void {
    if (!this.own) return;
    this.own.open.handles.push(handle);
    this.write(`${this.own.id}.json`, this.own.open);
  }

  /** Takes down what came of a transaction of another run. */
  settled(left: Left, signature: string, fate: Fate): void {
    left.fates[signature] = fate;
    this.write(`${left.id}.fates`, left.fates);
    // That run may have come to its end meanwhile.
    if (!fs.existsSync(this.file(`${left.id}.json`))) this.forget(left.id);
  }

  /** This run stopped halfway, with nothing open: what has landed is there for the next one, which goes on with the rest. */
  keep(landed: readonly { signature: string; slot: bigint }[]): void {
    const { own } = this;
    this.own = undefined;
    if (!own || own.open.handles.length === 0) return;
    const slots = new Map(landed.map(({ signature, slot }) => [signature, slot]));
    const fates = own.open.handles.map(({ signature = "" }): [string, Fate] => {
      const slot = slots.get(signature);
      return [signature, slot === undefined ? { status: "failed" } : { status: "landed", slot: String(slot) }];
    });
    this.write(`${own.id}.fates`, Object.fromEntries(fates));
  }

  /** All outcomes of this run are known. */
  close(): void {
    if (this.own) this.forget(this.own.id);
    this.own = undefined;
  }

  forget(id: string): void {
    for (const end of ["json", "fates"]) fs.rmSync(this.file(`${id}.${end}`), { force: true });
  }

  private file(name: string): string {
    return path.join(this.folder, name);
  }

  private read(id: string): Left | undefined {
    const parsed = <T>(name: string): T | undefined => {
      try {
        return JSON.parse(fs.readFileSync(this.file(name), "utf8")) as T;
      } catch (error) {
        // Its run has come to its end while this one was looking.
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw new UsageError(`${this.file(name)} cannot be read, and may name a transaction that is still open`);
      }
    };
    const open = parsed<Open>(`${id}.json`);
    return open && { ...open, id, fates: parsed<Left["fates"]>(`${id}.fates`) ?? {} };
  }

  /** Whole or not at all, also when the machine stops here. */
  private write(name: string, content: object): void {
    fs.mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const fresh = this.file(`${name}.${randomBytes(4).toString("hex")}.new`);
    const file = fs.openSync(fresh, "w", 0o600);
    try {
      fs.writeFileSync(file, JSON.stringify(content));
      fs.fsyncSync(file);
    } finally {
      fs.closeSync(file);
    }
    fs.renameSync(fresh, this.file(name));
  }
}
