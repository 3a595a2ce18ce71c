// JSON schemas, built from a few words. What a schema says is what `--output json` prints, and tests hold it to that.

export interface Schema {
  readonly [keyword: string]: unknown;
}

/** Lamports or token units: a whole number as a string of digits, so that no reader rounds it. */
export const amount: Schema = { type: "string", pattern: "^[0-9]+$" };
/** The same, and it may be negative. */
export const signedAmount: Schema = { type: "string", pattern: "^-?[0-9]+$" };
/** An address in base58. */
export const address: Schema = { type: "string", pattern: "^[1-9A-HJ-NP-Za-km-z]{32,44}$" };
/** A transaction's signature in base58. */
export const signature: Schema = { type: "string", pattern: "^[1-9A-HJ-NP-Za-km-z]{64,88}$" };
export const text: Schema = { type: "string" };
export const whole: Schema = { type: "integer" };
export const number: Schema = { type: "number" };
export const yes: Schema = { type: "boolean" };
/** A moment in UTC, such as `2026-11-26T22:00:00Z`. */
export const time: Schema = { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$" };
/** SOL per token with nine decimals. */
export const price: Schema = { type: "string", pattern: "^[0-9]+\\.[0-9]+$" };

export const one = (...values: (string | boolean | number)[]): Schema => ({ enum: values });
export const list = (items: Schema): Schema => ({ type: "array", items });
export const either = (...schemas: Schema[]): Schema => ({ anyOf: schemas });
export const orNull = (schema: Schema): Schema => either(schema, { type: "null" });
/** Values by names that are not known beforehand. */
export const named = (values: Schema): Schema => ({ type: "object", additionalProperties: values });

/** An object of these properties and no others; `optional` ones may be left out. */
export function object(required: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema {
  return {
    type: "object",
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

/** The object with more required properties. */
export function extended(of: Schema, more: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema {
  const { properties, required } = of as { properties: Record<string, Schema>; required: string[] };
  return {
    type: "object",
    properties: { ...properties, ...more, ...optional },
    required: [...required, ...Object.keys(more)],
    additionalProperties: false,
  };
}
