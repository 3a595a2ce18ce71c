// What is read when somebody asks for it, with a button.
import { useState } from "preact/hooks";
import type { Pool } from "./reader";
import { usePool } from "./session";

export type Request<T> = { is: "idle" | "running" } | { is: "done"; of: T } | { is: "failed"; error: unknown };

/** How far a reading of the pool that is shown has come, and what begins it. */
export function useRequest<T>(read: (pool: Pool) => Promise<T>): [Request<T>, () => Promise<void>] {
  const pool = usePool();
  const [state, setState] = useState<Request<T>>({ is: "idle" });
  const start = async () => {
    if (!pool) return;
    setState({ is: "running" });
    try {
      setState({ is: "done", of: await read(pool) });
    } catch (error) {
      setState({ is: "failed", error });
    }
  };
  return [state, start];
}
