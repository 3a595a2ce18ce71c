// The published score file in use: the deployer's, or one that somebody has chosen. Reasons are shown only where it is what the chain has.
import { useEffect } from "preact/hooks";
import { usePool } from "../data/session";
import { store, useStore } from "../data/store";
import type { Place } from "../place/deployed";
import { ask, workPlace } from "../worker/ask";
import type { ScoreFile } from "../worker/protocol";

export interface Chosen {
  name: string;
  /** What it comes to; undefined while it is being computed. */
  of?: ScoreFile;
  error?: unknown;
}

const chosen = store<Chosen | undefined>(undefined);
let shownFor: string | undefined;
let asked = 0;

/** Whether reasons are told by it. */
export const isTrusted = (of: ScoreFile | undefined): of is ScoreFile =>
  of?.hashMatches === true && of.differences.length === 0 && of.chain.length === 0;

export async function choose(place: Place, name: string, read: () => Promise<string>): Promise<void> {
  const turn = ++asked;
  shownFor = place.mint;
  chosen.set({ name });
  try {
    const of = await ask("scores", { place: workPlace(place), text: await read(), name });
    if (turn === asked) chosen.set({ name, of });
  } catch (error) {
    if (turn === asked) chosen.set({ name, error });
  }
}

export function forgetScores(): void {
  asked++;
  chosen.set(undefined);
}

async function published(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw Object.assign(new Error(url), { name: "NoScoreFile" });
  return response.text();
}

/** The file in use; the deployer's, until somebody has chosen another. */
export function useScoreFile(): Chosen | undefined {
  const place = usePool()?.place;
  useEffect(() => {
    if (!place || shownFor === place.mint) return;
    chosen.set(undefined);
    shownFor = place.mint;
    const { scores } = place;
    if (scores !== undefined) void choose(place, scores, () => published(scores));
  }, [place]);
  return useStore(chosen);
}
