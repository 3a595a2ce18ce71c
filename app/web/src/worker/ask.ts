// Asks the worker, which is started with the first question.
import { type ErrorName, TruestakeError } from "@truestake/sdk";
import type { Place } from "../place/deployed";
import type { Answered, Failure, Question, Questions, WorkPlace } from "./protocol";

interface Waiting {
  question: Question;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

let worker: Worker | undefined;
let count = 0;
/** In the order in which the worker takes them up: one after the other. */
const waiting = new Map<number, Waiting>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Milliseconds for a question that reads, whose nodes have time-outs of their own, and for one that computes as much as it is told to. */
const [READING, COMPUTING] = [120_000, 600_000];

/** Whoever waits is told, and the next question starts another worker. */
function giveUp(error: Error): void {
  worker?.terminate();
  worker = undefined;
  clearTimeout(timer);
  const all = [...waiting.values()];
  waiting.clear();
  for (const { reject } of all) reject(error);
}

/** Holds the question that the worker has now to its time. */
function watch(): void {
  clearTimeout(timer);
  const [now] = waiting.values();
  if (!now) return;
  const most = now.question === "run" ? COMPUTING : READING;
  timer = setTimeout(() => giveUp(new TruestakeError("DeadlinePassed", `no answer within ${most} ms`)), most);
}

/** What the worker could not do. */
const errorOf = ({ name, message, isOwn }: Failure): Error =>
  isOwn ? new TruestakeError(name as ErrorName, message) : Object.assign(new Error(message), { name });

function start(): Worker {
  const started = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  started.addEventListener("message", ({ data }: MessageEvent<Answered>) => {
    const own = waiting.get(data.id);
    waiting.delete(data.id);
    watch();
    if ("failure" in data) own?.reject(errorOf(data.failure));
    else own?.resolve(data.answer);
  });
  // It could not be loaded, or broke.
  started.addEventListener("error", (event) => {
    event.preventDefault();
    giveUp(new Error(event.message || "the worker could not be loaded"));
  });
  return started;
}

export function ask<Name extends Question>(
  question: Name,
  asked: Questions[Name]["ask"],
): Promise<Questions[Name]["answer"]> {
  worker ??= start();
  const id = ++count;
  const answered = new Promise<unknown>((resolve, reject) => waiting.set(id, { question, resolve, reject }));
  if (waiting.size === 1) watch();
  worker.postMessage({ id, question, ask: asked });
  return answered as Promise<Questions[Name]["answer"]>;
}

export const workPlace = ({ rpc, mint, programId }: Place): WorkPlace => ({ rpc, mint, programId });
