// Accounts as flat lists of fields, read with the IDL alone: what the SDK decodes is checked against this too.

import { createHash } from "node:crypto";
import { TOKEN_PROGRAM_ID } from "@solana/spl-token";
import { type AccountInfo, PublicKey, StakeProgram } from "@solana/web3.js";
import { decodeStake } from "@truestake/localnet";
import { PROGRAM_ID } from "@truestake/sdk";
import idl from "../../artifacts/truestake.json";

export type FieldValue = bigint | string;
export type Fields = Record<string, FieldValue>;

type Type = string | { array: [Type, number] } | { defined: { name: string } };
interface Definition {
  name: string;
  type: { kind: string; fields?: { name: string; type: Type }[] };
}

const types = new Map((idl.types as unknown as Definition[]).map((definition) => [definition.name, definition.type]));

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

function read(data: Buffer, at: number, type: Type, path: string, into: Fields): number {
  if (typeof type === "string") {
    const size = sizeOfType(type);
    const bytes = data.subarray(at, at + size);
    if (type === "pubkey") into[path] = new PublicKey(bytes).toBase58();
    else into[path] = type === "i64" ? bytes.readBigInt64LE() : littleEndian(bytes);
    return at + size;
  }
  if ("array" in type) {
    const [element, length] = type.array;
    if (typeof element === "string" && path.includes("_reserved")) {
      // Only whether it is empty matters.
      const end = at + sizeOfType(type);
      if (data.subarray(at, end).some((byte) => byte !== 0)) into[path] = data.subarray(at, end).toString("hex");
      return end;
    }
    let next = at;
    for (let index = 0; index < length && next < data.length; index++) {
      next = read(data, next, element, `${path}[${index}]`, into);
    }
    return next;
  }
  const definition = types.get(type.defined.name);
  let next = at;
  for (const field of definition?.fields ?? []) {
    if (next >= data.length) break;
    next = read(data, next, field.type, path ? `${path}.${field.name}` : field.name, into);
  }
  return next;
}

function littleEndian(bytes: Buffer): bigint {
  return bytes.length === 8 ? bytes.readBigUInt64LE() : BigInt(bytes.readUIntLE(0, bytes.length));
}

/** What an account holds: its lamports, and its fields if it is of a kind that is known. */
export function fieldsOf(account: AccountInfo<Buffer> | null): Fields {
  if (!account) return {};
  const fields: Fields = { lamports: BigInt(account.lamports) };
  const { data, owner } = account;
  if (owner.equals(PROGRAM_ID)) {
    const kind = idl.accounts.find(({ discriminator }) => Buffer.from(discriminator).equals(data.subarray(0, 8)));
    if (!kind) return { ...fields, data: data.toString("hex") };
    fields.kind = kind.name;
    fields.bytes = BigInt(data.length);
    let at = read(data, 8, { defined: { name: kind.name } }, "", fields);
    for (let index = 0; kind.name === "ValidatorList" && at < data.length; index++) {
      at = read(data, at, { defined: { name: "ValidatorRecord" } }, `[${index}]`, fields);
    }
    for (let index = 0; kind.name === "TicketQueue" && at < data.length; index++) {
      const address = data.subarray(at, at + 32);
      if (address.some((byte) => byte !== 0)) fields[`[${index}]`] = new PublicKey(address).toBase58();
      at += 32;
    }
    // Entries of the history that nothing was written to.
    for (const [name, value] of Object.entries(fields)) if (name.startsWith("entries") && !value) delete fields[name];
  } else if (owner.equals(TOKEN_PROGRAM_ID) && data.length === 165) {
    fields.tokens = data.readBigUInt64LE(64);
    fields.rest = Buffer.concat([data.subarray(0, 64), data.subarray(72)]).toString("base64");
  } else if (owner.equals(TOKEN_PROGRAM_ID) && data.length === 82) {
    fields.supply = data.readBigUInt64LE(36);
    fields.rest = Buffer.concat([data.subarray(0, 36), data.subarray(44)]).toString("base64");
  } else if (owner.equals(StakeProgram.programId) && data.length === 200) {
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

/** A discriminator as Anchor makes it. */
export function discriminatorOf(namespace: "global" | "account" | "event", name: string): string {
  return createHash("sha256").update(`${namespace}:${name}`).digest("hex").slice(0, 16);
}
