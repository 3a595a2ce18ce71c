// The price after each update as a file, made in this browser.
import { formatPrice } from "@truestake/sdk";
import type { PageProps } from "../app";
import { plainDecimal, whole } from "../format/amounts";
import { dateOf } from "../format/time";
import { t } from "../strings";
import { Card, Command, Intro } from "../ui/pieces";
import { CSV, saveFile } from "../ui/save";

/** Exact numbers, a row for each update, for spreadsheets of any language. */
export function csvOf({ history: { entries } }: Pick<PageProps["view"], "history">): string {
  const rows = entries
    .filter(({ supply }) => supply > 0n)
    .map((entry) =>
      [
        entry.epoch,
        new Date(Number(entry.unixTime) * 1_000).toISOString(),
        entry.slot,
        formatPrice(entry),
        plainDecimal(entry.total),
        plainDecimal(entry.supply),
        plainDecimal(entry.gainBeforeFee),
        plainDecimal(entry.feeTokens),
      ].join(","),
    );
  return `${["epoch,time,slot,sol_per_token,total_sol,tokens,gain_before_fee_sol,fee_tokens", ...rows].join("\n")}\n`;
}

export default function History({ view }: PageProps) {
  const { entries } = view.history;
  const save = () => {
    saveFile("truestake-prices.csv", csvOf(view), CSV);
  };
  return (
    <>
      <Intro title={t.statement.title}>{t.statement.lead}</Intro>
      <div class="stack">
        <Card>
          <div class="row between">
            <p>
              {entries.length === 0
                ? t.price.chartEmpty
                : t.price.point(
                    whole(entries.at(-1)?.epoch ?? 0n),
                    formatPrice(entries.at(-1) as (typeof entries)[number]),
                    dateOf(entries.at(-1)?.unixTime ?? 0n),
                  )}
            </p>
            <button type="button" class="button main" disabled={entries.length === 0} onClick={save}>
              {t.statement.act}
            </button>
          </div>
        </Card>
        <Card>
          <div class="stack tight">
            <p>{t.statement.wallet}</p>
            <Command>{`truestake stake statement --pool ${view.deployment.mint.toBase58()}`}</Command>
          </div>
        </Card>
      </div>
    </>
  );
}
