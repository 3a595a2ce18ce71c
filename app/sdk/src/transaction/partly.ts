// What was done is told, also when the rest was not.
import { isError, isTruestakeError, TruestakeError } from "../errors";

/** The error of a batch that stopped halfway. What is no error of the SDK's stays what it is. */
export function partlyDone<T>(done: readonly T[], cause: unknown): unknown {
  if (!isTruestakeError(cause)) return cause;
  const inner = isError(cause, "PartlyDone") ? cause : undefined;
  const error = (inner?.args.error ?? cause) as TruestakeError;
  const all = [...done, ...((inner?.args.done as T[] | undefined) ?? [])];
  return new TruestakeError("PartlyDone", `${all.length} of it was done before this: ${error.message}`, {
    args: { done: all, error },
    // What is open has to be settled before anything is planned anew.
    retry: error.retry === "resume" ? "resume" : "replan",
    cause: error,
  });
}

/** Runs what adds to `done` as it goes: an error after that is `PartlyDone`. */
export async function reporting<T, R>(done: readonly T[], run: () => Promise<R>): Promise<R> {
  try {
    return await run();
  } catch (error) {
    throw done.length > 0 ? partlyDone(done, error) : error;
  }
}
