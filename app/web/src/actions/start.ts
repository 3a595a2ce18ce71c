// From the click to the end: what came of earlier actions is found out first.
import { isError } from "@truestake/sdk";
import type { Pool } from "../data/reader";
import { refreshAll } from "../data/session";
import type { Action } from "../send/act";
import type { Fate, Settled } from "../send/earlier";
import { isFramed } from "../wallet/frame";
import { wallets } from "../wallet/wallet";
import { acting, Run } from "./acting";
import { type Done, together } from "./done";
import { type Open, openOf } from "./journal";

const sending = () => import("../send/act");

/** What is open of a pool: of the wallet that is connected, or of every one. */
function openIn({ deployment, place, reading }: Pool, owner?: string): Open[] {
  const genesis = place.genesis ?? reading.get().view?.genesis ?? "";
  return openOf({ mint: deployment.mint.toBase58(), genesis, owner });
}

/** What was found out of earlier actions, as far as it decides what comes next. */
function judged(settled: readonly Settled[]): { landed: Done[]; unknown: unknown; last: Fate["is"] | undefined } {
  const fates = settled.map(({ fate }) => fate);
  const of = <K extends Fate["is"]>(is: K) => fates.filter((fate): fate is Extract<Fate, { is: K }> => fate.is === is);
  return {
    landed: of("landed").map(({ done }) => done),
    unknown: of("open").find(({ isProvable }) => isProvable)?.error,
    last: fates.at(-1)?.is,
  };
}

/**
 * Does actions one after the other; false where not all of them were done. What came of earlier ones is found out before: where one has
 * landed that is told instead, and where one may still land nothing else is sent. One at a time, on the whole page.
 */
export async function start(pool: Pool, card: string, actions: readonly Action[]): Promise<boolean> {
  if (acting.get().is === "running" || isFramed()) return false;
  const run = new Run(card);
  run.follow("preparing");
  const done: Done[] = [];
  try {
    const { act, repeating, settleAll } = await sending();
    const opens = openIn(pool, wallets.get().connected?.account.address);
    if (opens.length > 0) run.follow("earlier");
    const settled = await settleAll(pool, opens, run.stop.signal);
    const { landed, unknown, last } = judged(settled);
    if (landed.length > 0) {
      await refreshAll();
      run.done(landed, true);
      return landed.some(({ kind }) => kind === actions[0]?.kind);
    }
    if (unknown !== undefined) {
      run.failed(unknown);
      return false;
    }
    for (const each of actions) {
      const { action, isExclusive, over } = repeating(each, settled);
      if (last !== undefined && last !== "landed") run.before = last === "open" && !isExclusive ? "beside" : last;
      run.follow("preparing");
      const { signal } = run.stop;
      const came = await act(pool, action, { signal, onStep: run.onStep, onSigned: run.onSigned });
      if (came.error === undefined || isError(came.error, "BalanceChanged", "NonceTaken")) over();
      if (came.done) add(done, came.done);
      if (came.error !== undefined) throw came.error;
    }
    await refreshAll();
    run.done(done);
    return true;
  } catch (error) {
    run.failed(error, done);
    void refreshAll();
    return false;
  }
}

/** Of one kind they are told as one. */
function add(all: Done[], next: Done): void {
  const last = all.at(-1);
  if (last?.kind === next.kind) all.splice(-1, 1, together(last, next));
  else all.push(next);
}

/** Finds out what came of what is open of a pool, and tells it; sends nothing new. */
export async function settleOpen(pool: Pool, card?: string): Promise<void> {
  const opens = openIn(pool);
  if (acting.get().is === "running" || opens.length === 0) return;
  const run = new Run(card);
  run.follow("earlier");
  try {
    const { settleAll } = await sending();
    const settled = await settleAll(pool, opens, run.stop.signal);
    const { landed, last } = judged(settled);
    await refreshAll();
    if (landed.length > 0) return run.done(landed, true);
    const fate = settled.at(-1)?.fate;
    if (fate && "error" in fate) {
      if (last === "failed") run.before = last;
      return run.failed(fate.error);
    }
    run.over("expired");
  } catch (error) {
    run.failed(error);
  }
}
