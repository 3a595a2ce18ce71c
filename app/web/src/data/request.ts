// What is read when somebody asks for it, with a button.
import { useState } from "preact/hooks";
import { type Moment, momentOf } from "./moment";
import type { Pool } from "./reader";
import { usePool } from "./session";
import type { View } from "./view";

export type Request<T> =
  | { is: "idle" | "running" }
  | { is: "done"; of: T; moment: Moment }
  | { is: "failed"; error: unknown };

/** How far a reading of the pool that is shown has come, and what begins it. `view` says which epoch it is. */
export function useRequest<T>(view: View, read: (pool: Pool) => Promise<T>): [Request<T>, () => Promise<void>] {
  const pool = usePool();
  const [state, setState] = useState<Request<T>>({ is: "idle" });
  const start = async () => {
    if (!pool) return;
    setState({ is: "running" });
    const moment = momentOf(view);
    try {
      setState({ is: "done", of: await read(pool), moment });
    } catch (error) {
      setState({ is: "failed", error });
    }
  };
  return [state, start];
}
