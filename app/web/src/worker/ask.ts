// Asks the worker, which is started with the first question.
import { type ErrorName, TruestakeError } from "@truestake/sdk";
import type { Place } from "../place/deployed";
import type { Answered, Failure, Question, Questions, WorkPlace } from "./protocol";

let worker: Worker | undefined;
let count = 0;
const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: unknown): void }>();

/** What the worker could not do. */
const errorOf = ({ name, message, isOwn }: Failure): Error =>
  isOwn ? new TruestakeError(name as ErrorName, message) : Object.assign(new Error(message), { name });

function start(): Worker {
  const started = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  started.addEventListener("message", ({ data }: MessageEvent<Answered>) => {
    const own = waiting.get(data.id);
    waiting.delete(data.id);
    if ("failure" in data) own?.reject(errorOf(data.failure));
    else own?.resolve(data.answer);
  });
  // It could not be loaded, or broke: whoever waits is told, and the next question starts another.
  started.addEventListener("error", (event) => {
    event.preventDefault();
    worker = undefined;
    for (const { reject } of waiting.values()) reject(new Error(event.message || "the worker could not be loaded"));
    waiting.clear();
  });
  return started;
}

export function ask<Name extends Question>(
  question: Name,
  asked: Questions[Name]["ask"],
): Promise<Questions[Name]["answer"]> {
  worker ??= start();
  const id = ++count;
  const answered = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
  worker.postMessage({ id, question, ask: asked });
  return answered as Promise<Questions[Name]["answer"]>;
}

export const workPlace = ({ rpc, mint, programId }: Place): WorkPlace => ({ rpc, mint, programId });
