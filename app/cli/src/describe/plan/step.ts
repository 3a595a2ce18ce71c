// What a plan is made of: steps of one transaction each, and a line for everything that changes.
import type { PublicKey } from "@solana/web3.js";
import { type Deployment, type TruestakeClient, U64_MAX } from "@truestake/sdk";
import { percent, sol } from "../../output/words";

/** One line of the diff. */
export interface Line {
  what: string;
  from: string | null;
  to: string | null;
  reason: string;
}

/** Whose signature a step takes; anybody's where it says so. */
export type By = "admin" | "validator-manager" | "proposed admin" | "anybody";

/** What one transaction does. */
export interface Step {
  by: By;
  /** Who that is now; null for anybody. */
  signer: PublicKey | null;
  lines: Line[];
  run(client: TruestakeClient): Promise<unknown>;
}

/** Lamports that whoever acts needs at least, beside fees, and has. */
export interface Funds {
  needed: bigint;
  held: bigint;
}

export interface Plan {
  place: Deployment;
  exists: boolean;
  steps: Step[];
  funds: Funds;
  /** What is not for this file to change, or only waits. */
  notes: Line[];
}

export const bps = (value: number): string => percent(value);
export const limit = (value: bigint): string => (value === U64_MAX ? "none" : sol(value));
export const SAYS = "the file says so";

/** When something takes effect. */
export const when = (fromUpdate: bigint | undefined): string =>
  fromUpdate === undefined ? "at once" : `from epoch update ${fromUpdate} on, since it rises`;
