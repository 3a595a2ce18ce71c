// Transactions that landed, wherever they stand in a result; and what was done before an error.
import { PublicKey } from "@solana/web3.js";
import { isError, isTruestakeError, type Sent, TruestakeError } from "@truestake/sdk";

/** Everything that was sent, wherever it stands in a result; each once. */
export function sentIn(value: unknown): Sent[] {
  return [...new Map(allIn(value).map((sent) => [sent.signature, sent])).values()];
}

function allIn(value: unknown): Sent[] {
  if (typeof value !== "object" || value === null || value instanceof PublicKey) return [];
  if (Array.isArray(value)) return value.flatMap(allIn);
  if ("signature" in value && "hasDetails" in value) return [value as Sent];
  return Object.values(value).flatMap(allIn);
}

/** Runs what adds to `done` as it goes: an error after something has landed is `PartlyDone`, with all of that. */
export async function reporting<R>(done: unknown[], run: () => Promise<R>): Promise<R> {
  try {
    return await run();
  } catch (error) {
    const inner = isError(error, "PartlyDone") ? error : undefined;
    const cause = inner?.args.error ?? error;
    const all = [...done, ...((inner?.args.done as unknown[] | undefined) ?? [])];
    if (!isTruestakeError(cause) || sentIn(all).length === 0) throw error;
    throw new TruestakeError("PartlyDone", `a part was done before this: ${cause.message}`, {
      args: { done: all, error: cause },
      retry: cause.retry === "resume" ? "resume" : "replan",
      cause,
    });
  }
}
