// Bytes of every account and every event, with values that follow from a number: what each client has to read alike.
import { createHash } from "node:crypto";
import { DISCRIMINATED, type Discriminated, type Field, fieldsOf, IDL, type Type, variantsOf } from "./idl";

export interface Sample {
  kind: "account" | "event";
  name: string;
  bytes: Uint8Array;
}

const WORDS = ["", "Truestake", "é 日本 🟢"];

/** Numbers that look random and are the same every time. */
class Dice {
  private kept: number[] = [];
  private rolls = 0;

  constructor(private readonly seed: string) {}

  byte(): number {
    if (this.kept.length === 0) {
      this.kept = [
        ...createHash("sha256")
          .update(`${this.seed} ${this.rolls++}`)
          .digest(),
      ];
    }
    return this.kept.pop() ?? 0;
  }

  bytes(count: number): number[] {
    return Array.from({ length: count }, () => this.byte());
  }
}

const SIZES: Record<string, number> = { u8: 1, u16: 2, u32: 4, u64: 8, i64: 8, pubkey: 32 };

function write(type: Type, dice: Dice): number[] {
  if (typeof type === "string") {
    const size = SIZES[type];
    if (size !== undefined) return dice.bytes(size);
    if (type === "bool") return [dice.byte() % 2];
    if (type === "string") {
      const text = Buffer.from(WORDS[dice.byte() % WORDS.length] ?? "");
      return [text.length, 0, 0, 0, ...text];
    }
    throw new Error(`no sample of ${type}`);
  }
  if ("option" in type) return dice.byte() % 2 === 0 ? [0] : [1, ...write(type.option, dice)];
  if ("vec" in type) {
    const length = dice.byte() % 4;
    return [length, 0, 0, 0, ...Array.from({ length }, () => write(type.vec, dice)).flat()];
  }
  if ("array" in type) return Array.from({ length: type.array[1] }, () => write(type.array[0], dice)).flat();
  const { name } = type.defined;
  const variants = variantsOf(name);
  return variants ? [dice.byte() % variants.length] : struct(name, dice);
}

function struct(name: string, dice: Dice): number[] {
  return fieldsOf(name).flatMap(({ type }) => write(type, dice));
}

/** So many samples of each; the pool's unless others are named. */
export function samples(each: number, of: Discriminated[] = DISCRIMINATED): Sample[] {
  return of.flatMap(({ kind, name, discriminator }) =>
    Array.from({ length: each }, (_, place) => {
      const dice = new Dice(`${name} ${place}`);
      return { kind, name, bytes: Uint8Array.from([...discriminator, ...struct(name, dice)]) };
    }),
  );
}

/** The data of every instruction, with arguments that follow from a number. */
export function instructionSamples(
  each: number,
  idl: { instructions: unknown } = IDL,
): { name: string; bytes: Uint8Array }[] {
  const instructions = idl.instructions as { name: string; discriminator: number[]; args: Field[] }[];
  return instructions.flatMap(({ name, discriminator, args }) =>
    Array.from({ length: each }, (_, place) => {
      const dice = new Dice(`${name} ${place}`);
      const data = args.flatMap(({ type }) => write(type, dice));
      return { name, bytes: Uint8Array.from([...discriminator, ...data]) };
    }),
  );
}
