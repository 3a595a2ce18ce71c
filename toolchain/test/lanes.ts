/** A piece of work. */
export interface Job {
  /** Takes no lane. */
  isBeside?: boolean;
  /** Jobs that name the same resource do not run at once. */
  resource?: string;
  /** Those that have to be done before. */
  after?: readonly Job[];
  /** Comes true when it can begin; others go first until then. */
  ready?: Promise<unknown>;
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
  const unready = new Map<Job, Promise<unknown>>();
  for (const job of jobs) {
    if (job.ready)
      unready.set(
        job,
        job.ready.catch(() => undefined).then(() => unready.delete(job)),
      );
  }
  const free = (): number => lanes - [...running.keys()].filter((job) => !job.isBeside).length;
  const isReady = (job: T): boolean => {
    const { resource, after = [] } = job;
    return (
      (job.isBeside === true || free() > 0) &&
      !unready.has(job) &&
      after.every((each) => done.has(each)) &&
      (resource === undefined || [...running.keys()].every((each) => each.resource !== resource))
    );
  };
  while (waiting.length + running.size > 0) {
    for (let at = waiting.findIndex(isReady); at >= 0; at = waiting.findIndex(isReady)) {
      const [job] = waiting.splice(at, 1) as [T];
      const finished = run(job).finally(() => {
        running.delete(job);
        done.add(job);
      });
      running.set(job, finished);
    }
    if (running.size + unready.size === 0) throw new Error("jobs wait for one another");
    await Promise.race([...running.values(), ...unready.values()]);
  }
}
