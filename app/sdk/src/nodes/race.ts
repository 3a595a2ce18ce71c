// Waiting that ends: by a deadline, or when the caller has had enough.
import { TruestakeError } from "../errors/TruestakeError";

/** The error of a caller that has stopped waiting: `DeadlinePassed` where its signal was a time-out, else `Aborted`. */
export function stopped(signal: AbortSignal): TruestakeError {
  const cause: unknown = signal.reason;
  if ((cause as Error | undefined)?.name === "TimeoutError") {
    return new TruestakeError("DeadlinePassed", "the caller's deadline has passed", { cause });
  }
  return new TruestakeError("Aborted", "the caller has stopped it", { cause });
}

/** Throws once the caller has stopped waiting. */
export function checkStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw stopped(signal);
}

/**
 * What `promise` comes to, unless `milliseconds` pass first, or the caller stops: then it is left to itself, and whatever it still
 * comes to is dropped.
 */
export function raced<T>(
  promise: Promise<T>,
  { milliseconds, signal, late }: { milliseconds: number; signal?: AbortSignal | undefined; late: () => Error },
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = () => end(() => reject(signal ? stopped(signal) : late()));
    const timer = setTimeout(() => end(() => reject(late())), milliseconds);
    const end = (finish: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      finish();
    };
    promise.then(
      (value) => end(() => resolve(value)),
      (error) => end(() => reject(error)),
    );
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop);
  });
}

/** Waits, or throws once the caller stops. */
export async function pause(milliseconds: number, signal?: AbortSignal | undefined): Promise<void> {
  checkStopped(signal);
  await new Promise<void>((done) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener("abort", end);
  });
  checkStopped(signal);
}
