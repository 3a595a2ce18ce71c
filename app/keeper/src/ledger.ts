// What the keeper has signed, and what it has cost. A line is written before anything is sent, and another when its outcome is
// known: a process that is killed in between finds out later. Nothing is sent again from here: cranks are idempotent, and what
// has not landed the next look finds due.
import fs from "node:fs";
import path from "node:path";

/** A transaction that was signed: it may land until its last valid block height has passed. */
export interface Signed {
  signature: string;
  payer: string;
  programId: string;
  /** Confirmed slot before it was signed. */
  slot: number;
  lastValidBlockHeight: number;
  /** The cluster that it is of: no node of another says anything about it. */
  genesis: string | null;
  /** Epoch whose budget pays. */
  epoch: bigint;
  /** The pool's mint. */
  pool: string;
  crank: string;
  /** Lamports for the signatures, and for being taken sooner. */
  base: bigint;
  priority: bigint;
  /** Milliseconds since 1970. */
  time: number;
}

export type Ending = "landed" | "failed" | "expired";

/** How it ended, and what it has cost beside its fee, in lamports. */
export interface Ended {
  ending: Ending;
  /** Rent that was paid for accounts of others, and never comes back. */
  rent?: bigint | undefined;
  /** Rent that comes back when its account is closed; below 0 when it has come back. */
  returnable?: bigint | undefined;
}

/** Lamports, by what becomes of them. */
export interface Costs {
  base: bigint;
  priority: bigint;
  rent: bigint;
  /** Not spent: it comes back. */
  returnable: bigint;
  /** Transactions that have landed, the failed ones included. */
  transactions: number;
}

/** What is gone for good. */
export const burned = ({ base, priority, rent }: Costs): bigint => base + priority + rent;

const NOTHING: Costs = { base: 0n, priority: 0n, rent: 0n, returnable: 0n, transactions: 0 };

interface Entry extends Signed {
  ended?: Ended;
}

const AMOUNTS = ["epoch", "base", "priority", "rent", "returnable"];

const written = (line: object): string =>
  JSON.stringify(line, (_, value) => (typeof value === "bigint" ? String(value) : value));

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line, (key, value) =>
      AMOUNTS.includes(key) && typeof value === "string" ? BigInt(value) : value,
    ) as Record<string, unknown>;
  } catch {
    // Cut short when the process was killed: what it tells was not sent yet, or is found out anew.
    return undefined;
  }
}

const fileOf = (folder: string, payer: string): string => path.join(folder, `ledger-${payer}.jsonl`);

/** The ledger of one payer, in one file of JSON lines that only grows. */
export class Ledger {
  private readonly entries = new Map<string, Entry>();

  private constructor(
    private readonly file: string,
    content: string,
  ) {
    for (const line of content.split("\n")) this.take(parsed(line));
  }

  /** The ledger of a payer, to look at: its file belongs to the keeper that runs. */
  static read(folder: string, payer: string): Ledger {
    const file = fileOf(folder, payer);
    return new Ledger(file, fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "");
  }

  /** The same, to be written on. */
  static open(folder: string, payer: string): Ledger {
    const file = fileOf(folder, payer);
    fs.mkdirSync(folder, { recursive: true });
    const content = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
    // What was cut short must not swallow the next line.
    if (content !== "" && !content.endsWith("\n")) fs.appendFileSync(file, "\n");
    return new Ledger(file, content);
  }

  private take(line: Record<string, unknown> | undefined): void {
    if (!line) return;
    const { event, ...rest } = line;
    const { signature } = rest as { signature: string };
    if (event === "signed") this.entries.set(signature, rest as unknown as Entry);
    const entry = this.entries.get(signature);
    if (event === "ended" && entry) entry.ended = rest as unknown as Ended;
  }

  private write(line: Record<string, unknown>): void {
    fs.appendFileSync(this.file, `${written(line)}\n`);
    this.take(line);
  }

  /** Takes a transaction down; to be called before it is sent. */
  signed(signed: Signed): void {
    this.write({ event: "signed", ...signed });
  }

  /** Takes down how it ended. The first word stands. */
  ended(signature: string, ended: Ended): void {
    const entry = this.entries.get(signature);
    if (!entry || entry.ended) return;
    this.write({ event: "ended", signature, ...ended });
  }

  /** The transactions whose outcome is not known yet. */
  get open(): Signed[] {
    return [...this.entries.values()].filter(({ ended }) => !ended);
  }

  /** The cranks that anything was signed for. */
  get cranks(): string[] {
    return [...new Set([...this.entries.values()].map(({ crank }) => crank))];
  }

  /** Fees of an epoch's transactions that were charged, or still may be. */
  spent(epoch: bigint): bigint {
    let sum = 0n;
    for (const entry of this.entries.values()) {
      if (entry.epoch === epoch && entry.ended?.ending !== "expired") sum += entry.base + entry.priority;
    }
    return sum;
  }

  /** What has landed, of one epoch, one pool or one crank, or of all. */
  costs(of: { epoch?: bigint; pool?: string; crank?: string } = {}): Costs {
    const sum = { ...NOTHING };
    for (const entry of this.entries.values()) {
      const { ended, epoch, pool, crank } = entry;
      if (!ended || ended.ending === "expired") continue;
      if (of.epoch !== undefined && of.epoch !== epoch) continue;
      if ((of.pool ?? pool) !== pool || (of.crank ?? crank) !== crank) continue;
      sum.base += entry.base;
      sum.priority += entry.priority;
      sum.rent += ended.rent ?? 0n;
      sum.returnable += ended.returnable ?? 0n;
      sum.transactions += 1;
    }
    return sum;
  }
}
