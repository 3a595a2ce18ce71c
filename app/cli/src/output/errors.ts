// Errors as sentences, or as one JSON object.
import { isTruestakeError, type TruestakeError } from "@truestake/sdk";
import { list, number, object, type Schema, text } from "../schema/build";
import { sentIn } from "../signing/sent";
import { exitCodeOf, innerOf, RefusedError, UsageError } from "./exit";
import { hintOf } from "./hints";

/** What `--output json` prints on stderr when a command fails. */
export const errorSchema: Schema = object(
  {
    error: object(
      { name: text, message: text, exitCode: number },
      { hint: text, signature: text, signatures: list(text) },
    ),
  },
  {},
);

const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);

export function messageOf(error: unknown): string {
  if (isTruestakeError(error)) {
    const inner = innerOf(error);
    return inner === error ? error.message : `${error.message.replace(/: .*$/s, "")}: ${inner.message}`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** The error as it is printed. What is neither the user's nor the chain's doing shows where it came from. */
export function errorText(error: unknown, output: "table" | "json"): string {
  const expected = isTruestakeError(error) || error instanceof UsageError || error instanceof RefusedError;
  const [message, hint] = [sentence(messageOf(error)), hintOf(error)];
  if (output === "json") {
    const { signature } = (isTruestakeError(error) ? innerOf(error).args : {}) as { signature?: string };
    const done = isTruestakeError(error) ? sentIn(error.args.done).map((each) => each.signature) : [];
    const name = error instanceof Error ? error.name : "Error";
    const fields = { name, message, exitCode: exitCodeOf(error), ...(hint ? { hint } : {}) };
    const landed = done.length > 0 ? { signatures: done } : {};
    return JSON.stringify({ error: { ...fields, ...(signature ? { signature } : {}), ...landed } });
  }
  const lines = [`error: ${message}`, ...(hint ? [hint] : [])];
  const done = isTruestakeError(error) ? sentIn(error.args.done) : [];
  if (done.length > 0) lines.push(`landed: ${done.map(({ signature }) => signature).join(", ")}`);
  if (!expected && error instanceof Error && error.stack) lines.push(error.stack);
  const { logs } = error as TruestakeError;
  const isForeign = isTruestakeError(error) && ["SimulationFailed", "TransactionFailed"].includes(error.name);
  if (isForeign && logs.length > 0) lines.push(...logs.map((line) => `  ${line}`));
  return lines.join("\n");
}
