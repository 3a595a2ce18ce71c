// Accounts as flat lists of fields, read with the IDL alone: what the SDK decodes is checked against this too.

import { createHash } from "node:crypto";
import { TOKEN_PROGRAM_ID } from "@solana/spl-token";
import { type AccountInfo, PublicKey, StakeProgram } from "@solana/web3.js";
import { decodeStake } from "@truestake/localnet";
import { PROGRAM_ID } from "@truestake/sdk";
import idl from "../../artifacts/truestake.json";

export type FieldValue = bigint | string;
export type Fields = Record<string, FieldValue>;
/**
 * Changes of named fields: `account.field` → before and after. An account that came or went is there by its name and
 * kind instead of its fields, with its lamports.
 */
export type Changes = Record<string, [before: FieldValue | undefined, after: FieldValue | undefined]>;

type Type = string | { array: [Type, number] } | { defined: { name: string } };
interface Definition {
  name: string;
  type: { kind: string; fields?: { name: string; type: Type }[] };
}

const types = new Map((idl.types as unknown as Definition[]).map((definition) => [definition.name, definition.type]));

const kinds = new Map(
  idl.accounts.map(({ name, discriminator }) => [Buffer.from(discriminator).toString("hex"), name]),
);

/** Where the name of a field would be. */
export const UNNAMED = "bytes that no field names";
/** Bytes that are compared at once. */
const CHUNK = 512;

const NUMBERS: Record<string, number> = { u8: 1, u16: 2, u32: 4, u64: 8, i64: 8 };

/** Bytes of a type. */
export function sizeOfType(type: Type): number {
  if (typeof type === "string") return type === "pubkey" ? 32 : type === "bool" ? 1 : (NUMBERS[type] ?? Number.NaN);
  if ("array" in type) return sizeOfType(type.array[0]) * type.array[1];
  const definition = types.get(type.defined.name);
  return (definition?.fields ?? []).reduce((sum, field) => sum + sizeOfType(field.type), 0);
}

/**
 * Where a field begins in an account of the program and how long it is; fields of fields by a dot, `name[3]` an element.
 * A validator's record is a field of the list: `[0].score`.
 */
export function placeOf(kind: string, path: string): { offset: number; bytes: number } {
  const record = kind === "ValidatorList" && /^\[(\d+)\]\.(.+)$/.exec(path);
  if (record) {
    const place = placeOf("ValidatorRecord", record[2] as string);
    const size = sizeOfType({ defined: { name: "ValidatorRecord" } });
    return { ...place, offset: place.offset + sizeOfType({ defined: { name: kind } }) + Number(record[1]) * size };
  }
  let offset = 8;
  let fields = types.get(kind)?.fields ?? [];
  const names = path.split(".");
  for (const [depth, part] of names.entries()) {
    const [name, index] = part.split(/[[\]]/);
    for (const field of fields) {
      if (field.name !== name) {
        offset += sizeOfType(field.type);
        continue;
      }
      if (index !== undefined) {
        const bytes = sizeOfType((field.type as { array: [Type, number] }).array[0]);
        return { offset: offset + Number(index) * bytes, bytes };
      }
      if (depth === names.length - 1) return { offset, bytes: sizeOfType(field.type) };
      const inner = field.type as { defined: { name: string } };
      fields = types.get(inner.defined.name)?.fields ?? [];
      break;
    }
  }
  throw new Error(`${kind} has no field ${path}`);
}

/** A field that holds no others: where it stands and how it is read. */
interface Place {
  path: string;
  offset: number;
  bytes: number;
  type: string;
}

/** The places of a type from an offset on, as far as the account reaches; what comes behind them. */
function place(type: Type, path: string, at: number, end: number, into: Place[]): number {
  if (typeof type === "string") {
    const bytes = sizeOfType(type);
    into.push({ path, offset: at, bytes, type });
    return at + bytes;
  }
  let next = at;
  if ("array" in type) {
    const [element, length] = type.array;
    if (typeof element === "string" && path.includes("_reserved")) {
      const bytes = sizeOfType(type);
      into.push({ path, offset: at, bytes, type: "reserved" });
      return at + bytes;
    }
    for (let index = 0; index < length && next < end; index++) {
      next = place(element, `${path}[${index}]`, next, end, into);
    }
    return next;
  }
  for (const { name, type: inner } of types.get(type.defined.name)?.fields ?? []) {
    if (next >= end) break;
    next = place(inner, path ? `${path}.${name}` : name, next, end, into);
  }
  return next;
}

const layouts = new Map<string, readonly Place[]>();

/** Every field of a kind of account of that many bytes. */
function layoutOf(kind: string, bytes: number): readonly Place[] {
  const key = `${kind} ${bytes}`;
  const known = layouts.get(key);
  if (known) return known;
  const places: Place[] = [];
  let at = place({ defined: { name: kind } }, "", 8, bytes, places);
  for (let index = 0; kind === "ValidatorList" && at < bytes; index++) {
    at = place({ defined: { name: "ValidatorRecord" } }, `[${index}]`, at, bytes, places);
  }
  for (let index = 0; kind === "TicketQueue" && at < bytes; index++) {
    places.push({ path: `[${index}]`, offset: at, bytes: 32, type: "ticket" });
    at += 32;
  }
  layouts.set(key, places);
  return places;
}

/** What an account has at a place; undefined where nothing was written to it that matters. */
function valueAt(data: Buffer, { path, offset, bytes, type }: Place): FieldValue | undefined {
  const value = data.subarray(offset, offset + bytes);
  const isEmpty = (): boolean => value.every((byte) => byte === 0);
  if (type === "reserved") return isEmpty() ? undefined : value.toString("hex");
  if (type === "ticket" && isEmpty()) return undefined;
  if (type === "ticket" || type === "pubkey") return new PublicKey(value).toBase58();
  const number = type === "i64" ? value.readBigInt64LE() : littleEndian(value);
  // Entries of the history that nothing was written to.
  return number === 0n && path.startsWith("entries") ? undefined : number;
}

function littleEndian(bytes: Buffer): bigint {
  return bytes.length === 8 ? bytes.readBigUInt64LE() : BigInt(bytes.readUIntLE(0, bytes.length));
}

/** The kind of an account of the program, by its discriminator. */
function kindOf({ data, owner }: AccountInfo<Buffer>): string | undefined {
  if (!owner.equals(PROGRAM_ID)) return undefined;
  return kinds.get(data.subarray(0, 8).toString("hex"));
}

type Form = "ours" | "token account" | "mint" | "stake account" | "another's";

/** How an account is read. */
function formOf({ data, owner }: AccountInfo<Buffer>): Form {
  if (owner.equals(PROGRAM_ID)) return "ours";
  if (owner.equals(TOKEN_PROGRAM_ID) && data.length === 165) return "token account";
  if (owner.equals(TOKEN_PROGRAM_ID) && data.length === 82) return "mint";
  return owner.equals(StakeProgram.programId) && data.length === 200 ? "stake account" : "another's";
}

/** What an account is called that comes or goes: its kind, or its owner if that is not known. */
export function kindName(account: AccountInfo<Buffer>): string {
  const form = formOf(account);
  if (form === "stake account") return decodeStake(account.data).kind;
  if (form === "another's") return account.owner.toBase58();
  return kindOf(account) ?? "account";
}

/** What an account holds: its lamports, and its fields if it is of a kind that is known. */
export function fieldsOf(account: AccountInfo<Buffer> | null): Fields {
  if (!account) return {};
  const fields: Fields = { lamports: BigInt(account.lamports) };
  const { data, owner } = account;
  const form = formOf(account);
  if (form === "ours") {
    const kind = kindOf(account);
    if (!kind) return { ...fields, data: data.toString("hex") };
    fields.kind = kind;
    fields.bytes = BigInt(data.length);
    for (const place of layoutOf(kind, data.length)) {
      const value = valueAt(data, place);
      if (value !== undefined) fields[place.path] = value;
    }
  } else if (form === "token account") {
    fields.tokens = data.readBigUInt64LE(64);
    fields.rest = Buffer.concat([data.subarray(0, 64), data.subarray(72)]).toString("base64");
  } else if (form === "mint") {
    fields.supply = data.readBigUInt64LE(36);
    fields.rest = Buffer.concat([data.subarray(0, 36), data.subarray(44)]).toString("base64");
  } else if (form === "stake account") {
    const { kind, delegation } = decodeStake(data);
    fields.kind = kind;
    if (delegation) {
      fields.stake = delegation.stake;
      fields.activation_epoch = delegation.activationEpoch;
      fields.deactivation_epoch = delegation.deactivationEpoch;
    }
  } else {
    fields.owner = owner.toBase58();
    if (data.length > 0) fields.data = data.toString("base64");
  }
  return fields;
}

/** The fields of {@link fieldsOf} that differ: before and after. */
export function fieldChanges(before: AccountInfo<Buffer>, after: AccountInfo<Buffer>): Changes {
  const changes: Changes = {};
  if (before.lamports !== after.lamports) changes.lamports = [BigInt(before.lamports), BigInt(after.lamports)];
  if (before.owner.equals(after.owner) && before.data.equals(after.data)) return changes;
  const kind = kindOf(before);
  // The same for an account of thousands of fields: only those are read whose bytes differ.
  if (kind && kind === kindOf(after)) return { ...changes, ...placeChanges(kind, before.data, after.data) };
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  for (const field of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (old[field] !== now[field]) changes[field] = [old[field], now[field]];
  }
  return changes;
}

/** The same of an account of the program, which may have become longer or shorter. */
function placeChanges(kind: string, before: Buffer, after: Buffer): Changes {
  const changes: Changes = {};
  const common = Math.min(before.length, after.length);
  const [longer, shorter] = [Math.max(before.length, after.length), layoutOf(kind, common)];
  for (let at = difference(0, before, after); at < common; ) {
    const place = shorter[firstBeyond(at, shorter)];
    if (place && place.offset <= at) {
      changes[place.path] = [valueAt(before, place), valueAt(after, place)];
      at = difference(place.offset + place.bytes, before, after);
    } else {
      changes[UNNAMED] = ["old", "new"];
      at = difference(place?.offset ?? common, before, after);
    }
  }
  if (longer === common) return changes;
  changes.bytes = [BigInt(before.length), BigInt(after.length)];
  for (const place of layoutOf(kind, longer).slice(shorter.length)) {
    const value = valueAt(after.length > common ? after : before, place);
    if (value !== undefined) changes[place.path] = after.length > common ? [undefined, value] : [value, undefined];
  }
  return changes;
}

/** Index of the first of some places, which are in order, that does not end before a byte. */
function firstBeyond(at: number, places: readonly Place[]): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { offset, bytes } = places[middle] as Place;
    if (offset + bytes > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Where the first byte is from `at` on in which two accounts differ; the length of the shorter one if none does. */
function difference(at: number, a: Buffer, b: Buffer): number {
  const end = Math.min(a.length, b.length);
  let from = at;
  const chunk = (of: Buffer): Buffer => of.subarray(from, Math.min(from + CHUNK, end));
  // Faster than byte by byte, and most accounts of thousands of fields change in a few.
  while (from < end && chunk(a).equals(chunk(b))) from += CHUNK;
  while (from < end && a[from] === b[from]) from++;
  return Math.min(from, end);
}

/** A discriminator as Anchor makes it. */
export function discriminatorOf(namespace: "global" | "account" | "event", name: string): string {
  return createHash("sha256").update(`${namespace}:${name}`).digest("hex").slice(0, 16);
}
