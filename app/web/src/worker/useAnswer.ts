// What the worker answers about the pool that is shown: asked when a part of the page appears, with each update of the pool, and when
// somebody asks again.
import { useEffect, useState } from "preact/hooks";
import { type Moment, momentOf } from "../data/moment";
import type { View } from "../data/view";
import { ask } from "./ask";
import type { Question, Questions } from "./protocol";

interface Found<T> {
  /** The last answer and when it was asked for; it stays to be seen while a later question has failed. */
  answered?: { of: T; moment: Moment };
  /** Why the last question failed; undefined after one that did not. */
  error?: unknown;
}

export type Answer<T> = Found<T> & { again(): void };

export function useAnswer<Name extends Question>(
  view: View,
  question: Name,
  asked: Questions[Name]["ask"] | undefined,
): Answer<Questions[Name]["answer"]> {
  const [found, setFound] = useState<Found<Questions[Name]["answer"]> & { key?: string }>({});
  const [turn, setTurn] = useState(0);
  // The same words are the same question.
  const key = asked && JSON.stringify(asked);
  useEffect(() => {
    let isGone = false;
    if (!asked || key === undefined) return;
    const moment = momentOf(view);
    ask(question, asked).then(
      (of) => !isGone && setFound({ key, answered: { of, moment } }),
      (error) =>
        !isGone &&
        setFound(({ key: before, answered }) => ({ key, error, ...(before === key && answered ? { answered } : {}) })),
    );
    return () => {
      isGone = true;
    };
  }, [key, view.pool.updates, turn]);
  const { key: _, ...here } = found.key === key ? found : {};
  return { ...here, again: () => setTurn((turn) => turn + 1) };
}
