import fc from "fast-check";
import type { Life } from "../life";

/** What goes on after each command. */
export interface Living {
  afterCommand(): void;
}

/** One step of a life, printed as a call when it goes wrong. */
export class Step<L extends Living, A> implements fc.Command<L, L> {
  constructor(
    private readonly name: string,
    private readonly args: A,
    private readonly act: (life: L, args: A) => void,
  ) {}

  /** Every command says something in every state: what works, or the error. */
  check(): boolean {
    return true;
  }

  run(life: L): void {
    this.act(life, this.args);
    life.afterCommand();
  }

  toString(): string {
    return `${this.name}(${fc.stringify(this.args)})`;
  }
}

/** A kind of step, and how often it is taken compared with others. */
export interface Kind<L extends Living = Life> {
  name: string;
  weight: number;
  arbitrary: fc.Arbitrary<Step<L, unknown>>;
}

/** Makes kinds of steps of a sort of lives. */
export function kindsOf<L extends Living>() {
  return <A>(
    name: string,
    weight: number,
    args: { [K in keyof A]: fc.Arbitrary<A[K]> },
    act: (life: L, args: A) => void,
  ): Kind<L> => {
    const record = fc.record(args, { noNullPrototype: true }) as fc.Arbitrary<A>;
    return {
      name,
      weight,
      arbitrary: record.map((value) => new Step(name, value, act) as Step<L, unknown>),
    };
  };
}

export const kind = kindsOf<Life>();

/** Whom a place in a list means: it is taken modulo the list's length. */
export const place = fc.nat(999);
/** True once in so many times. */
export const rarely = (times: number): fc.Arbitrary<boolean> => fc.nat(times - 1).map((value) => value === times - 1);

const MILLION = 1_000_000;

/** A value once in so many times, otherwise nothing. */
export const seldom = <T>(times: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: times - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

/** A part of what somebody has, in millionths; sometimes all, nothing, or one more than all. */
export const part: fc.Arbitrary<number> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: MILLION }) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: MILLION / 20 }) },
  { weight: 3, arbitrary: fc.constant(MILLION) },
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constant(MILLION + 1) },
);

export function partOf(whole: bigint, millionths: number): bigint {
  return millionths > MILLION ? whole + 1n : (whole * BigInt(millionths)) / BigInt(MILLION);
}
