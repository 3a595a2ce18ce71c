import fc from "fast-check";
import type { Life } from "../life";
import { CONFIG_KINDS } from "./config";
import { CRANK_KINDS } from "./cranks";
import { CREATION_KINDS } from "./creation";
import { FEE_LINE_KINDS } from "./feeLine";
import { GUARDIAN_KINDS } from "./guardian";
import { HANDOVER_KINDS } from "./handover";
import { MANAGER_KINDS } from "./manager";
import { NATURE_KINDS } from "./nature";
import { STAKE_KINDS } from "./stakes";
import { TREASURY_KINDS } from "./treasury";
import { USER_KINDS } from "./users";

const KINDS = [
  ...USER_KINDS,
  ...STAKE_KINDS,
  ...CRANK_KINDS,
  ...MANAGER_KINDS,
  ...CONFIG_KINDS,
  ...TREASURY_KINDS,
  ...FEE_LINE_KINDS,
  ...HANDOVER_KINDS,
  ...GUARDIAN_KINDS,
  ...CREATION_KINDS,
  ...NATURE_KINDS,
];

type Commands = Iterable<fc.Command<Life, Life>>;

/** Sequences of exactly `length` commands; shrinking leaves commands out. */
class Sequences extends fc.Arbitrary<Commands> {
  private readonly commands: fc.Arbitrary<Commands>;

  constructor(private readonly length: number) {
    super();
    // fast-check takes all kinds alike: those that come more often are there more often.
    const weighted = KINDS.flatMap(({ weight, arbitrary }) => Array(Math.ceil(weight * 2)).fill(arbitrary));
    this.commands = fc.commands<Life, Life>(weighted, { maxCommands: length, size: "max", replayPath: REPLAY });
  }

  /** fast-check makes any number of commands up to its maximum, and making them costs next to nothing. */
  override generate(random: fc.Random, bias: number | undefined): fc.Value<Commands> {
    for (;;) {
      const made = this.commands.generate(random, bias);
      if ([...made.value].length === this.length) return made;
    }
  }

  override canShrinkWithoutContext(value: unknown): value is Commands {
    return this.commands.canShrinkWithoutContext(value);
  }

  override shrink(value: Commands, context: unknown): fc.Stream<fc.Value<Commands>> {
    return this.commands.shrink(value, context);
  }
}

/** What a failure prints beside seed and path: which of the commands were left out. */
const REPLAY = process.env.TEST_REPLAY;

export const sequences = (length: number): fc.Arbitrary<Commands> => new Sequences(length);
