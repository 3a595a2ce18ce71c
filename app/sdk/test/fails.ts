import assert from "node:assert/strict";
import { type ErrorName, isError, type TruestakeError } from "../src";

/** Waits for an action to be refused with one of the names; returns the error. */
export async function fails(action: Promise<unknown>, ...names: ErrorName[]): Promise<TruestakeError> {
  const error = await action.then(
    () => assert.fail("it succeeded"),
    (reason) => reason,
  );
  assert.ok(isError(error, ...names), String(error?.stack ?? error));
  return error;
}
