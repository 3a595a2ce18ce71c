import assert from "node:assert/strict";
import idl from "../../artifacts/truestake.json";

export { errorName } from "../../toolchain/test/coverage/errorName";

/** Every error of the program, in the order of their numbers. */
export const ERRORS: readonly { code: number; name: string }[] = idl.errors;

/** Expects a promise to be refused with an error of this name, whatever layer tells it. */
export async function expectError(promise: Promise<unknown>, name: string): Promise<void> {
  await assert.rejects(promise, (error: Error & { code?: unknown; logs?: string[] }) => {
    const names = [error.name, String(error.code), error.message, ...(error.logs ?? [])].join("\n");
    assert.match(names, new RegExp(`\\b${name}\\b`), `expected ${name}, got ${error.message}`);
    return true;
  });
}
