// One JSON line for each thing that happens. What may hold a key is never written: URLs become the names of their endpoints.
import { isTruestakeError } from "@truestake/sdk";
import pino, { type Logger } from "pino";
import type { Endpoint } from "./config";

export type Log = Logger;

/** Takes lines of text. */
export interface Sink {
  write(line: string): unknown;
}

const ANY_URL = /\b(?:https?|wss?):\/\/[^\s"'\\<>)]+/g;

/** What a text says without URLs: those of endpoints by their names, all others left out. */
export function redacted(text: string, endpoints: readonly Endpoint[]): string {
  let found = text;
  for (const { name, url } of endpoints) found = found.split(url).join(`<${name}>`);
  return found.replace(ANY_URL, (url) => {
    // web3.js and fetch write an address as they like: with a slash at its end, or without its query.
    const own = endpoints.find((each) => originOf(each.url) === originOf(url));
    return own ? `<${own.name}>` : "<url>";
  });
}

const originOf = (url: string): string => {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
};

/** An error as data. What the SDK's errors hold beside name and message may be long, and signed bytes are nobody's business. */
export function errorOf(error: unknown): Record<string, unknown> {
  if (isTruestakeError(error)) {
    const { name, message, code, phase, retry, hint } = error;
    return { name, message, ...(code === undefined ? {} : { code }), phase, retry, hint };
  }
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack };
  return { name: "Error", message: String(error) };
}

/** A log whose every line passes through {@link redacted}; `endpoints` is asked each time, since a reload changes them. */
export function openLog(sink: Sink, endpoints: () => readonly Endpoint[], level = "info"): Log {
  const write = (line: string) => sink.write(redacted(line, endpoints()));
  return pino(
    {
      level,
      base: { app: "truestake-keeper" },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: errorOf },
    },
    { write },
  );
}
