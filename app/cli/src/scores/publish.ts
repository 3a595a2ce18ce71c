// The published file on disk.
import fs from "node:fs";
import path from "node:path";
import { type Published, type Recomputed, recomputed } from "@truestake/sdk/scores";
import { UsageError } from "../output/exit";

/** Levels of the document whose keys have lines of their own. */
const LEVELS = 3;

/** JSON with a line for each key at the top and for each item of a list of objects, so that two files can be compared by eye. */
function laidOut(value: unknown, level = 0): string {
  if (Array.isArray(value) && value.some((each) => typeof each === "object")) {
    return `[\n${value.map((each) => JSON.stringify(each)).join(",\n")}\n]`;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value) || level === LEVELS)
    return JSON.stringify(value);
  const lines = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${laidOut(each, level + 1)}`);
  return `{\n${lines.join(",\n")}\n}`;
}

export function writePublished(file: string, document: Published): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${laidOut(document)}\n`);
}

/** Reads a published file and does all of it again. */
export async function readPublished(file: string, shown: string): Promise<Recomputed> {
  if (!fs.existsSync(file)) throw new UsageError(`${shown}: there is no such file`);
  return recomputed(fs.readFileSync(file, "utf8"), shown);
}
