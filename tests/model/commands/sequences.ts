import fc from "fast-check";
import type { Kind, Living } from "./command";

/** What a failure prints beside seed and path: which of the commands were left out. */
const REPLAY = process.env.TEST_REPLAY;

export type Commands<L extends object> = Iterable<fc.Command<L, L>>;

/** Sequences of exactly `length` commands; shrinking leaves commands out. */
export class Sequences<L extends Living> extends fc.Arbitrary<Commands<L>> {
  private readonly commands: fc.Arbitrary<Commands<L>>;

  constructor(
    kinds: readonly Kind<L>[],
    private readonly length: number,
  ) {
    super();
    // fast-check takes all kinds alike: those that come more often are there more often.
    const weighted = kinds.flatMap(({ weight, arbitrary }) => Array(Math.ceil(weight * 2)).fill(arbitrary));
    this.commands = fc.commands<L, L>(weighted, { maxCommands: length, size: "max", replayPath: REPLAY });
  }

  /** fast-check makes any number of commands up to its maximum, and making them costs next to nothing. */
  override generate(random: fc.Random, bias: number | undefined): fc.Value<Commands<L>> {
    for (;;) {
      const made = this.commands.generate(random, bias);
      if ([...made.value].length === this.length) return made;
    }
  }

  override canShrinkWithoutContext(value: unknown): value is Commands<L> {
    return this.commands.canShrinkWithoutContext(value);
  }

  override shrink(value: Commands<L>, context: unknown): fc.Stream<fc.Value<Commands<L>>> {
    return this.commands.shrink(value, context);
  }
}
