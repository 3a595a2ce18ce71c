import { parseArgs } from "node:util";

export const CHAINS = ["in-process", "validator"] as const;
export type ChainName = (typeof CHAINS)[number];

export const OUTPUTS = ["text", "json"] as const;
export type Output = (typeof OUTPUTS)[number];

export interface DemoOptions {
  chain: ChainName;
  output: Output;
  /** Epochs with rewards. */
  epochs: number;
}

/** Three make a rise visible twice, and a ticket needs one of them to wait. */
const LEAST_EPOCHS = 3;
const MOST_EPOCHS = 200;
const DEFAULT_EPOCHS: Record<ChainName, number> = { "in-process": 12, validator: 5 };

export const HELP = `Usage: npm run demo -- [options]

A pool from its creation to the first redemptions: three validators, two users, liquidity, epochs with rewards, a ticket,
an instant unstake, a stake account taken and given back, and the proof that the accounts hold what the books say.

  --chain NAME     in-process (default): the real stake and vote programs in this process; rewards are injected
                   validator: solana-test-validator with short epochs; the rewards are the chain's own
  --epochs N       epochs with rewards to pass, ${LEAST_EPOCHS} to ${MOST_EPOCHS}; ${DEFAULT_EPOCHS["in-process"]} if not given, ${DEFAULT_EPOCHS.validator} on a validator
  --output FORMAT  text (default), or json: one JSON object at the end, progress on stderr
  --help           this text

Ends with 0 when the price rose every epoch, every way out paid what it should, and the books are backed.`;

/** What the command line does not make sense of. */
export class UsageError extends Error {}

/** Reads the command line; undefined when it asks for help. */
export function parseOptions(args: string[]): DemoOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const chain = oneOf("--chain", values.chain ?? "in-process", CHAINS);
  const output = oneOf("--output", values.output ?? "text", OUTPUTS);
  const epochs = values.epochs === undefined ? DEFAULT_EPOCHS[chain] : Number(values.epochs);
  if (!Number.isInteger(epochs) || epochs < LEAST_EPOCHS || epochs > MOST_EPOCHS) {
    throw new UsageError(`--epochs ${values.epochs}: a number from ${LEAST_EPOCHS} to ${MOST_EPOCHS} is needed`);
  }
  return { chain, output, epochs };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        chain: { type: "string" },
        epochs: { type: "string" },
        output: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    // Its first sentence says what is wrong; the second is about quoting.
    throw new UsageError((error as Error).message.split(". ")[0]);
  }
}

function oneOf<T extends string>(flag: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (!found) throw new UsageError(`${flag} ${value}: there are ${allowed.join(", ")}`);
  return found;
}
