import assert from "node:assert/strict";

/** What a value has to be like: a check, an object whose keys are all there and no others, or a list of one kind. */
export type Shape = ((value: unknown) => boolean) | readonly [Shape] | { readonly [key: string]: Shape };

export const u64: Shape = (value) => typeof value === "bigint" && value >= 0n && value < 1n << 64n;
export const text: Shape = (value) => typeof value === "string";
export const flag: Shape = (value) => typeof value === "boolean";
/** A fraction; written without a point where it is whole. */
export const fraction: Shape = (value) => typeof value === "number" || typeof value === "bigint";
export const nothing: Shape = (value) => value === null;
export const anything: Shape = () => true;
export const base58: Shape = (value) => typeof value === "string" && /^[1-9A-HJ-NP-Za-km-z]+$/.test(value);

export function exactly(wanted: unknown): Shape {
  return (value) => value === wanted;
}

/** One shape or another, null for instance. */
export function either(...shapes: Shape[]): Shape {
  return (value) => shapes.some((shape) => differences(value, shape).length === 0);
}

/** An object with any keys and values of one shape. */
export function record(shape: Shape): Shape {
  return (value) => Object.values(value as object).every((each) => differences(each, shape).length === 0);
}

export function assertShape(value: unknown, shape: Shape): void {
  assert.deepEqual(differences(value, shape), []);
}

function differences(value: unknown, shape: Shape, at = "it"): string[] {
  if (typeof shape === "function") return shape(value) ? [] : [`${at} is ${show(value)}`];
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return [`${at} is no list: ${show(value)}`];
    return value.flatMap((each, index) => differences(each, shape[0] as Shape, `${at}[${index}]`));
  }
  if (typeof value !== "object" || value === null) return [`${at} is no object: ${show(value)}`];
  const wanted = shape as Record<string, Shape>;
  const more = Object.keys(value).filter((key) => !(key in wanted));
  return [
    ...more.map((key) => `${at}.${key} is too much`),
    ...Object.entries(wanted).flatMap(([key, part]) =>
      differences((value as Record<string, unknown>)[key], part, `${at}.${key}`),
    ),
  ];
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, each) => (typeof each === "bigint" ? `${each}n` : each)) ?? "undefined";
}
