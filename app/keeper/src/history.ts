// One JSON line for each epoch and pool: what cannot be asked of the chain later. The command line and the page read it.
import fs from "node:fs";
import path from "node:path";

/** A pool in an epoch. Amounts are strings of digits, in lamports or token units, so that no reader rounds them. */
export interface HistoryLine {
  version: 1;
  epoch: number;
  slot: string;
  time: string;
  mint: string;
  price: { total: string; supply: string };
  queue: { lamports: string; tickets: string; oldestEpochs: string };
  liquidity: { lamports: string; target: string } | null;
  /** What selling so many lamports' worth at once costs, in basis points; null where it cannot be sold. */
  redemption: { lamports: string; feeBps: number | null }[];
  /** As `concentrationOf` of the SDK counts it. */
  concentration: { hhi: number; effective: number; largestBps: number; toAThird: number; validators: number };
  backing: { ok: boolean; booked: string; held: string };
  /** What this keeper has paid for the pool in the epoch before. */
  costs: { base: string; priority: string; rent: string; returnable: string; transactions: number };
}

const digits = { type: "string", pattern: "^[0-9]+$" };
const signed = { type: "string", pattern: "^-?[0-9]+$" };
const whole = { type: "integer", minimum: 0 };
const object = (properties: Record<string, unknown>) => ({
  ...{ type: "object", properties, required: Object.keys(properties), additionalProperties: false },
});

/** JSON schema of a line. */
export const HISTORY_SCHEMA = object({
  version: { const: 1 },
  epoch: whole,
  slot: digits,
  time: { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$" },
  mint: { type: "string", pattern: "^[1-9A-HJ-NP-Za-km-z]{32,44}$" },
  price: object({ total: digits, supply: digits }),
  queue: object({ lamports: digits, tickets: digits, oldestEpochs: digits }),
  liquidity: { anyOf: [object({ lamports: digits, target: digits }), { type: "null" }] },
  redemption: {
    type: "array",
    items: object({ lamports: digits, feeBps: { anyOf: [{ type: "number", minimum: 0 }, { type: "null" }] } }),
  },
  concentration: object({
    ...{ hhi: whole, effective: { type: "number" }, largestBps: whole, toAThird: whole, validators: whole },
  }),
  backing: object({ ok: { type: "boolean" }, booked: digits, held: digits }),
  costs: object({ base: digits, priority: digits, rent: digits, returnable: signed, transactions: whole }),
});

const fileOf = (folder: string, mint: string): string => path.join(folder, `${mint}.jsonl`);

/** The lines of a pool, the oldest first; without those that were cut short when a process was killed. */
export function readHistory(folder: string, mint: string): HistoryLine[] {
  const file = fileOf(folder, mint);
  if (!fs.existsSync(file)) return [];
  return fs
    .readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as HistoryLine];
      } catch {
        return [];
      }
    });
}

/** Adds a line, unless its epoch has one. Returns whether it did. */
export function addHistory(folder: string, line: HistoryLine): boolean {
  const known = readHistory(folder, line.mint);
  if (known.some(({ epoch }) => epoch === line.epoch)) return false;
  fs.mkdirSync(folder, { recursive: true });
  const file = fileOf(folder, line.mint);
  const cut = fs.existsSync(file) && !/(^|\n)$/.test(fs.readFileSync(file, "utf8"));
  fs.appendFileSync(file, `${cut ? "\n" : ""}${JSON.stringify(line)}\n`);
  return true;
}
