import { fetchParts, formatPrice, isFresh, type PartialSnapshot, plain } from "@truestake/sdk";
import { priceAt } from "@truestake/sdk/quotes";
import { command } from "../../framework/command";
import { spanOf, wholeOf } from "../../options/values";
import { decimal, sol, utc } from "../../output/words";
import { amount, list, object, price, time, yes } from "../../schema/build";

interface Line {
  time: string;
  slot: bigint;
  epoch: bigint;
  fresh: boolean;
  price: string;
  total: bigint;
  supply: bigint;
  reserve: bigint;
  queuedLamports: bigint;
  liquidity: bigint | null;
}

const PARTS = ["clock", "liquidity"] as const;
const EVERY = "5s";

function lineOf({ pool, clock, liquidity }: PartialSnapshot<"pool" | "clock" | "liquidity">): Line {
  const now = priceAt(pool, clock.slot);
  return {
    ...{ time: utc(clock.unixTimestamp), slot: clock.slot, epoch: clock.epoch, fresh: isFresh({ pool, clock }) },
    ...{ price: formatPrice(now), ...now, reserve: pool.reserveLamports, queuedLamports: pool.queuedLamports },
    liquidity: liquidity?.solLamports ?? null,
  };
}

/** What is shown: without what changes in every slot. */
const told = ({ slot: _, time: __, ...rest }: Line): string => JSON.stringify(plain(rest));

const words = (of: Line): string =>
  [
    of.time,
    `epoch ${of.epoch}${of.fresh ? "" : " (not up to date)"}`,
    `price ${of.price}`,
    `total ${sol(of.total)}`,
    `reserve ${decimal(of.reserve)}`,
    `queue ${decimal(of.queuedLamports)}`,
    ...(of.liquidity === null ? [] : [`liquidity ${decimal(of.liquidity)}`]),
  ].join("  ");

export const watch = command<{ lines: Line[] }>({
  name: "watch",
  summary: "a line whenever price, reserve, queue or liquidity changes",
  details:
    "Looks at the pool again and again and prints a line for each change, until --count lines are printed or Ctrl-C ends it. With --output json the lines go to stderr, and all of them to stdout at the end.",
  options: [
    { flags: "--every <span>", summary: `between two looks, such as 5s; ${EVERY} if not given` },
    { flags: "--count <lines>", summary: "ends after so many lines" },
  ],
  schema: object({
    lines: list(
      object({
        ...{ time, slot: amount, epoch: amount, fresh: yes, price, total: amount, supply: amount, reserve: amount },
        ...{ queuedLamports: amount, liquidity: { anyOf: [amount, { type: "null" }] } },
      }),
    ),
  }),
  run: async (context, { options }) => {
    const { connection, deployment } = await context.reader();
    const pause = spanOf("--every", options.every ?? EVERY) * 1_000;
    const most =
      options.count === undefined ? Number.POSITIVE_INFINITY : wholeOf("--count", options.count, 1, 1_000_000);
    const { signal } = context.io;
    const lines: Line[] = [];
    let last: string | undefined;
    while (!signal?.aborted) {
      const line = lineOf(await fetchParts(connection, deployment, PARTS));
      if (told(line) !== last) {
        last = told(line);
        lines.push(line);
        if (context.output === "table") context.io.out(words(line));
        else context.note(JSON.stringify(plain(line)));
      }
      if (lines.length >= most) break;
      await stoppable(pause, signal);
    }
    return { lines };
  },
  // Every line has been printed as it came.
  text: () => "",
});

/** A pause that ends when the process is to end. */
function stoppable(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
