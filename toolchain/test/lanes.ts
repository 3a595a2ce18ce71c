/** A piece of work that needs about one core. */
export interface Job {
  /** Jobs that name the same resource do not run at once. */
  resource?: string;
  /** Those that have to be done before. */
  after?: readonly Job[];
}

/** Runs jobs side by side, in their order as far as they can start. */
export async function inLanes<T extends Job>(
  lanes: number,
  jobs: readonly T[],
  run: (job: T) => Promise<void>,
): Promise<void> {
  const waiting = [...jobs];
  const running = new Map<Job, Promise<unknown>>();
  const done = new Set<Job>();
  const isReady = ({ resource, after = [] }: T): boolean =>
    after.every((job) => done.has(job)) &&
    (resource === undefined || [...running.keys()].every((job) => job.resource !== resource));
  while (waiting.length + running.size > 0) {
    while (running.size < lanes) {
      const at = waiting.findIndex(isReady);
      const [job] = at < 0 ? [] : waiting.splice(at, 1);
      if (!job) break;
      const finished = run(job).finally(() => {
        running.delete(job);
        done.add(job);
      });
      running.set(job, finished);
    }
    if (running.size === 0) throw new Error("jobs wait for one another");
    await Promise.race(running.values());
  }
}
