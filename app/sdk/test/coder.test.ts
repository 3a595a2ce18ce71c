// Our coder against Anchor's own: the same bytes for every instruction, account, event and type of the program.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { BN, BorshCoder, type Idl, Program, type Provider } from "@coral-xyz/anchor";
import { Keypair, PublicKey } from "@solana/web3.js";
import { stewardSdkFiles } from "../../../toolchain/lib/generated";
import { sdkFiles } from "../../../toolchain/lib/sdkIdl";
import { decodeEvent, type InstructionName, instructionName, isError, PROGRAM_ID } from "../src";
import { discriminatorOf } from "../src/accounts/common";
import published from "../src/idl/truestake.json";
import { buildInstruction } from "../src/instructions/build";
import { decode, encode, type TypeName } from "../src/layout";
import { camelCase } from "./names";

type Type = string | { vec: Type } | { option: Type } | { array: [Type, number] } | { defined: { name: string } };
type Field = { name: string; type: Type };
type Definition = { name: string; type: { kind: string; fields?: Field[]; variants?: { name: string }[] } };

const { idl } = new Program(published as unknown as Idl, {} as Provider);
const coder = new BorshCoder(idl);
const types = new Map((idl.types as unknown as Definition[]).map((definition) => [definition.name, definition]));

/** A value as we have it, and as Anchor has it. */
interface Both {
  ours: unknown;
  theirs: unknown;
}

/** A few values of a type: small, large and in between, options with and without. */
function values(type: Type, seed: number): Both {
  const same = (value: unknown): Both => ({ ours: value, theirs: value });
  const whole = (bits: number): number => [0, 2 ** bits - 1, 2 ** (bits - 1) + 3][seed % 3] as number;
  if (typeof type === "object") {
    if ("option" in type) return seed % 2 === 0 ? { ours: undefined, theirs: null } : values(type.option, seed);
    if ("defined" in type) return definedValue(camelCase(type.defined.name), seed);
    const [element, length] = "vec" in type ? [type.vec, seed % 4] : type.array;
    const each = Array.from({ length }, (_, place) => values(element, seed + place));
    return { ours: each.map(({ ours }) => ours), theirs: each.map(({ theirs }) => theirs) };
  }
  const big = (value: bigint): Both => ({ ours: value, theirs: new BN(value.toString()) });
  if (type === "u64") return big([0n, 2n ** 64n - 1n, 2n ** 53n + 1n][seed % 3] as bigint);
  if (type === "i64") return big([-(2n ** 63n), 2n ** 63n - 1n, -1n][seed % 3] as bigint);
  if (type === "bool") return same(seed % 2 === 1);
  if (type === "string") return same(["", "Truestake", "é 日本 🟢"][seed % 3]);
  if (type === "pubkey") return same(new PublicKey(new Uint8Array(32).fill(seed + 7)));
  return same(whole(Number(type.slice(1))));
}

/** Bytes that are kept for later. */
function zeros(type: Type): Both {
  if (typeof type === "object" && "array" in type) {
    const [element, length] = type.array;
    const { ours, theirs } = zeros(element);
    return { ours: Array(length).fill(ours), theirs: Array(length).fill(theirs) };
  }
  return { ours: 0, theirs: type === "u64" || type === "i64" ? new BN(0) : 0 };
}

function definedValue(name: string, seed: number): Both {
  const definition = types.get(name) ?? assert.fail(`no type ${name}`);
  const { variants, fields = [] } = definition.type;
  if (variants) {
    const variant = camelCase(variants[seed % variants.length]?.name ?? "");
    return { ours: variant, theirs: { [variant]: {} } };
  }
  return struct(fields, seed, name);
}

const RESERVED = new Set(
  published.types.flatMap(({ name, type }) =>
    ((type as { fields?: { name: string }[] }).fields ?? [])
      .filter((field) => field.name?.startsWith("_"))
      .map((field) => `${camelCase(name)}.${camelCase(field.name.slice(1))}`),
  ),
);

function struct(fields: Field[], seed: number, name = ""): Both {
  const [ours, theirs]: Record<string, unknown>[] = [{}, {}];
  for (const [place, field] of fields.entries()) {
    const isReserved =
      field.name.startsWith("_") || RESERVED.has(`${name}.${field.name}`) || /^reserved/.test(field.name);
    const { ours: one, theirs: other } = isReserved ? zeros(field.type) : values(field.type, seed + place);
    // What is kept for later we leave out, and write as zeros.
    if (!isReserved && ours) ours[field.name] = one;
    if (theirs) theirs[field.name] = other;
  }
  return { ours, theirs };
}

const SEEDS = [0, 1, 2, 3, 4, 5];

describe("the coder", () => {
  it("writes every instruction as Anchor does, and knows it again", () => {
    for (const { name, args, accounts } of idl.instructions as unknown as {
      name: InstructionName;
      args: Field[];
      accounts: { name: string; address?: string }[];
    }[]) {
      for (const seed of SEEDS) {
        const { ours, theirs } = struct(args, seed);
        const given = Object.fromEntries(accounts.map((account) => [account.name, Keypair.generate().publicKey]));
        const built = buildInstruction(name, given as never, ours as never, { programId: PROGRAM_ID });
        assert.deepEqual(Buffer.from(built.data), coder.instruction.encode(name, theirs), `${name} ${seed}`);
        assert.equal(instructionName(built.data), name);
        for (const [place, { address, name: account }] of accounts.entries()) {
          assert.equal(built.keys[place]?.pubkey.toBase58(), address ?? given[account]?.toBase58());
        }
      }
    }
  });

  it("reads every event as Anchor writes it", () => {
    for (const { name, discriminator } of idl.events ?? []) {
      for (const seed of SEEDS) {
        const { ours, theirs } = definedValue(name, seed);
        const bytes = Buffer.concat([Buffer.from(discriminator), coder.types.encode(name, theirs)]);
        const decoded = decodeEvent(bytes);
        assert.equal(decoded && camelCase(decoded.name), name);
        assert.deepEqual(decoded?.data, ours, `${name} ${seed}`);
        assert.equal(decodeEvent(bytes.subarray(0, -1)), undefined, "an event that is cut short");
      }
    }
  });

  it("reads and writes every type as Anchor does", () => {
    for (const name of types.keys()) {
      // A history of 512 entries is Anchor's business in parts: its entries are types of their own.
      if (name === "priceHistory") continue;
      for (const seed of SEEDS) {
        const { ours, theirs } = definedValue(name, seed);
        const bytes = Buffer.from(encode(name as TypeName, ours as never));
        assert.deepEqual(decode(name as TypeName, bytes), ours, `${name} ${seed}`);
        assert.equal(JSON.stringify(coder.types.decode(name, bytes)), JSON.stringify(theirs), `${name} ${seed}`);
        // Anchor's encoder has room for no more.
        if (bytes.length < 1_000) assert.deepEqual(bytes, coder.types.encode(name, theirs), `${name} ${seed}`);
      }
    }
  });

  it("knows every account by the program's discriminator", () => {
    for (const { name, discriminator } of published.accounts) {
      assert.deepEqual(Array.from(discriminatorOf(name as never)), discriminator);
    }
  });

  it("refuses what does not fit, by its name, in every instruction", () => {
    const accounts = (name: string) =>
      Object.fromEntries(
        (idl.instructions.find((each) => each.name === name)?.accounts ?? []).map((account) => [
          account.name,
          Keypair.generate().publicKey,
        ]),
      );
    const wrong: Record<string, unknown[]> = {
      u64: [-1n, 2n ** 64n, 5, 1.5, "7", null, undefined, Number.NaN],
      u32: [-1, 2 ** 32, 0.5, 5n, "7", undefined],
      u16: [-1, 65_536, 0.5, 5n, undefined],
      u8: [-1, 256, 0.5, 5n, undefined],
      bool: [0, 1, "true", undefined],
      pubkey: ["11111111111111111111111111111111", new Uint8Array(32), undefined, null],
      string: [7, undefined, new Uint8Array(2)],
    };
    let tried = 0;
    for (const { name, args } of idl.instructions as unknown as { name: InstructionName; args: Field[] }[]) {
      for (const { name: argument, type } of args) {
        const isOption = typeof type === "object" && "option" in type;
        const element = isOption ? type.option : type;
        for (const value of (typeof element === "string" ? wrong[element] : [undefined, 7]) ?? []) {
          if (isOption && (value === undefined || value === null)) continue;
          const { ours } = struct(args, 1);
          const given = { ...(ours as object), [argument]: value };
          const build = () =>
            buildInstruction(name, accounts(name) as never, given as never, { programId: PROGRAM_ID });
          assert.throws(build, (error) => {
            assert.ok(isError(error, "InvalidArgument"), `${name} ${argument} ${String(value)}: ${error}`);
            assert.equal(error.args.argument, argument);
            return true;
          });
          tried++;
        }
      }
    }
    assert.ok(tried > 150, String(tried));
  });

  it("is made of what the IDL says now", () => {
    const folder = path.join(__dirname, "../src/idl");
    for (const [name, content] of sdkFiles(fs.readFileSync(path.join(folder, "truestake.json"), "utf8"))) {
      assert.ok(fs.readFileSync(path.join(folder, name), "utf8") === content, `${name}: run npm run generate`);
    }
    const root = path.join(__dirname, "../../..");
    for (const [name, content] of stewardSdkFiles(fs.readFileSync(path.join(root, "artifacts/steward.json"), "utf8"))) {
      assert.ok(fs.readFileSync(path.join(root, name), "utf8") === content, `${name}: run npm run generate`);
    }
  });
});
