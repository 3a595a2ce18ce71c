// The published score file in use: the deployer's, or one that somebody has chosen. Reasons are shown only where it is what the chain has.
import { useEffect } from "preact/hooks";
import { type Moment, momentOf } from "../data/moment";
import { usePool, useReading } from "../data/session";
import { store, useStore } from "../data/store";
import type { View } from "../data/view";
import type { Place } from "../place/deployed";
import { ask, workPlace } from "../worker/ask";
import type { ScoreFile } from "../worker/protocol";

export interface Chosen {
  name: string;
  /** What it comes to, and when it was compared with the chain; undefined while that is computed for the first time. */
  of?: ScoreFile;
  moment?: Moment;
  error?: unknown;
  isComparing: boolean;
}

/** Where a file comes from: read anew for each comparison. */
interface Source {
  place: Place;
  name: string;
  read(): Promise<string>;
}

const chosen = store<Chosen | undefined>(undefined);
let source: Source | undefined;
/** The pool and the nodes that the file in use is compared by; others begin anew. */
let shownFor: Place | undefined;
/** The pool's update at the last comparison: the next one may come with other scores. */
let comparedAt: bigint | undefined;
let asked = 0;

/** Whether reasons are told by it. */
export const isTrusted = (of: ScoreFile | undefined): of is ScoreFile =>
  of?.hashMatches === true && of.differences.length === 0 && of.chain.length === 0;

export async function choose(place: Place, view: View, name: string, read: () => Promise<string>): Promise<void> {
  source = { place, name, read };
  chosen.set(undefined);
  await compare(view);
}

/** Compares the file in use with the chain of now. */
export async function compare(view: View): Promise<void> {
  if (!source) return;
  const { place, name, read } = source;
  const turn = ++asked;
  const moment = momentOf(view);
  shownFor = place;
  comparedAt = view.pool.updates;
  const { of, moment: before } = chosen.get() ?? {};
  chosen.set({ name, ...(of && before ? { of, moment: before } : {}), isComparing: true });
  try {
    const found = await ask("scores", { place: workPlace(place), text: await read(), name });
    if (turn === asked) chosen.set({ name, of: found, moment, isComparing: false });
  } catch (error) {
    if (turn === asked) chosen.set({ name, error, isComparing: false });
  }
}

export function forgetScores(): void {
  asked++;
  source = undefined;
  chosen.set(undefined);
}

async function published(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw Object.assign(new Error(url), { name: "NoScoreFile" });
  return response.text();
}

/** The file in use; the deployer's, until somebody has chosen another. It is compared anew with each update of the pool. */
export function useScoreFile(): Chosen | undefined {
  const place = usePool()?.place;
  const { view } = useReading();
  const updates = view?.pool.updates;
  useEffect(() => {
    if (!place || !view) return;
    if (shownFor === place) {
      if (updates !== comparedAt) void compare(view);
      return;
    }
    forgetScores();
    shownFor = place;
    const { scores } = place;
    if (scores !== undefined) void choose(place, view, scores, () => published(scores));
  }, [place, updates]);
  return useStore(chosen);
}
