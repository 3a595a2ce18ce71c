// A scenario's run: of the last settings alone, in the worker. While it computes, the one before stays to be seen.
import { useEffect, useState } from "preact/hooks";
import type { Place } from "../place/deployed";
import { ask, workPlace } from "../worker/ask";
import type { Questions, Run, StateSummary } from "../worker/protocol";

/** Milliseconds after a slider's last step before anything is computed. */
const PAUSE = 250;

export interface Running {
  run?: Run;
  error?: unknown;
  isRunning: boolean;
}

/** The state that scenarios begin with, read when the page is opened and when somebody asks for a newer one. */
export function useScenarioState(place: Place | undefined): {
  state?: StateSummary;
  /** When it was read, by this machine's clock in milliseconds. */
  at?: number;
  error?: unknown;
  isReading: boolean;
  read(): void;
} {
  const [found, setFound] = useState<{ state?: StateSummary; at?: number; error?: unknown; isReading: boolean }>({
    isReading: true,
  });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isGone = false;
    if (!place) return;
    setFound(({ error: _, ...before }) => ({ ...before, isReading: true }));
    const at = Date.now();
    ask("state", { place: workPlace(place) }).then(
      (state) => !isGone && setFound({ state, at, isReading: false }),
      (error) => !isGone && setFound((before) => ({ ...before, error, isReading: false })),
    );
    return () => {
      isGone = true;
    };
  }, [place, turn]);
  return { ...found, read: () => setTurn(turn + 1) };
}

export function useRun(question: Questions["run"]["ask"], state: StateSummary): Running {
  const [found, setFound] = useState<Running>({ isRunning: true });
  // The same settings are the same question.
  const key = JSON.stringify(question, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
  useEffect(() => {
    let isGone = false;
    setFound(({ run }) => ({ ...(run?.scenario === question.scenario ? { run } : {}), isRunning: true }));
    const timer = setTimeout(() => {
      if (isGone) return;
      ask("run", question).then(
        (run) => !isGone && setFound({ run, isRunning: false }),
        (error) => !isGone && setFound({ error, isRunning: false }),
      );
    }, PAUSE);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [key, state]);
  return found;
}
