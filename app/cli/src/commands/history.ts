import { apyOf, formatPrice } from "@truestake/sdk";
import { command } from "../framework/command";
import { wholeOf } from "../options/values";
import { table } from "../output/table";
import { decimal, ratio, utc } from "../output/words";
import { amount, list, number, object, orNull, price, signedAmount, time } from "../schema/build";

interface Entry {
  epoch: bigint;
  time: string;
  price: string;
  total: bigint;
  supply: bigint;
  gainBeforeFee: bigint;
  feeTokens: bigint;
}

export const history = command<{ apy: number | null; entries: Entry[] }>({
  name: "history",
  summary: "the price after each epoch update, with gains and fees",
  options: [{ flags: "--epochs <count>", summary: "the last so many; 10 if not given, 512 are kept" }],
  schema: object({
    apy: orNull(number),
    entries: list(
      object({
        epoch: amount,
        time,
        price,
        total: amount,
        supply: amount,
        gainBeforeFee: signedAmount,
        feeTokens: amount,
      }),
    ),
  }),
  run: async (context, { options }) => {
    const epochs = wholeOf("--epochs", options.epochs ?? "10", 1, 512);
    const found = await (await context.reader()).history();
    const entries = found.entries.slice(-epochs).map((entry) => ({
      ...{ epoch: entry.epoch, time: utc(entry.unixTime), price: formatPrice(entry), total: entry.total },
      ...{ supply: entry.supply, gainBeforeFee: entry.gainBeforeFee, feeTokens: entry.feeTokens },
    }));
    return { apy: apyOf(found, { epochs })?.apy ?? null, entries };
  },
  text: ({ apy, entries }, { io }) => {
    if (entries.length === 0) return "no update yet";
    const rows = table(
      entries,
      [
        { title: "epoch", of: ({ epoch }) => String(epoch), isNumber: true },
        { title: "time", of: (entry) => entry.time },
        { title: "price", of: (entry) => entry.price, isNumber: true },
        { title: "gain before fee", of: ({ gainBeforeFee }) => decimal(gainBeforeFee), isNumber: true },
        { title: "fee tokens", of: ({ feeTokens }) => decimal(feeTokens), isNumber: true },
      ],
      io.width,
    );
    return apy === null ? rows : `${rows}\n\n${ratio(apy)} a year, net of fees`;
  },
});
