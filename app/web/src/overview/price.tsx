// The one loud thing of the page: the true price, its past, what it has earned, and what a market says beside it.
import { formatPrice, isFresh, type PriceEntry } from "@truestake/sdk";
import { useMemo, useState } from "preact/hooks";
import { Line } from "../chart/line";
import { STALE_SECONDS, useAge, useReading } from "../data/session";
import { bidOf, isLoss, symbolOf, type View, yieldOf } from "../data/view";
import { decimal, rateOf, takenOf, whole } from "../format/amounts";
import { dateOf, span } from "../format/time";
import { t } from "../strings";
import { Card, StatusWord } from "../ui/pieces";
import { CommissionEstimate } from "./commission";
import { CountUp } from "./countUp";
import { Market } from "./market";

const RANGES = [10, 100, 512] as const;
const SCALE = 1_000_000_000n;

/** For drawing alone: a price as a floating point number. */
const drawn = ({ total, supply }: PriceEntry): number => Number((total * SCALE) / supply) / Number(SCALE);

function Freshness({ view }: { view: View }) {
  const { isReading, error } = useReading();
  const age = useAge(view.at);
  const isOld = age > STALE_SECONDS || error !== undefined;
  return (
    <span class="freshness" aria-busy={isReading}>
      <StatusWord of={isOld || !isFresh(view) ? "watch" : "ok"}>
        {age < 5 ? t.fresh.now : t.fresh.ago(span(age))}
      </StatusWord>
    </span>
  );
}

export function PriceCard({ view }: { view: View }) {
  const [range, setRange] = useState<number>(10);
  const { entries } = view.history;
  const bid = bidOf(view);
  const symbol = symbolOf(view, t.token);
  const found = yieldOf(view.history, range);
  const shown = useMemo(() => entries.slice(-1 - range).filter(({ supply }) => supply > 0n), [entries, range]);
  const points = useMemo(() => shown.map((entry) => ({ x: Number(entry.epoch), y: drawn(entry) })), [shown]);
  const marks = useMemo(() => shown.flatMap((entry, at) => (isLoss(shown[at - 1], entry) ? [at] : [])), [shown]);
  const say = (at: number): string => {
    const entry = shown[at];
    if (!entry) return "";
    const text = t.price.point(whole(entry.epoch), decimal(priceUnits(entry)), dateOf(entry.unixTime));
    return marks.includes(at) ? `${text} ${t.price.loss}` : text;
  };
  return (
    <Card title={t.price.title} class="hero" aside={<Freshness view={view} />}>
      <div class="stack tight">
        <div>
          <p class="figure">
            <b>
              <CountUp value={priceUnits(bid)} />
            </b>
            <span>{t.sol}</span>
          </p>
          <p class="small quiet">{t.price.of(symbol)}</p>
        </div>
        <div class="row between">
          <div class="yields">
            {found ? (
              <>
                <b>{t.price.yield(rateOf(found.net))}</b>
                <span class="small quiet">{t.price.before(rateOf(found.before))}</span>
                <span class="small quiet">{t.price.fee(takenOf(found.fee))}</span>
              </>
            ) : (
              <span class="quiet">{t.price.noYield}</span>
            )}
          </div>
          <fieldset class="ranges" aria-label={t.price.range}>
            {RANGES.map((each) => (
              <button key={each} type="button" aria-pressed={each === range} onClick={() => setRange(each)}>
                {each === 512 ? t.price.all : t.price.last(String(each))}
              </button>
            ))}
          </fieldset>
        </div>
        {points.length > 1 ? (
          <Line
            points={points}
            marks={marks}
            label={t.price.chart}
            say={say}
            formatX={(x) => (Number.isInteger(x) ? whole(x) : "")}
            formatY={(y) => y.toFixed(5)}
          />
        ) : (
          <p class="chart-empty">{t.price.chartEmpty}</p>
        )}
        <p class="small quiet">
          {found && `${t.price.yieldOver(whole(found.epochs), span(found.seconds))}. `}
          {points.length > 1 && (marks.length > 0 ? t.price.losses(whole(marks.length)) : t.price.noLoss)}
        </p>
        {found && found.before > 0 && <CommissionEstimate earned={found.before} view={view} />}
        <Market bid={priceUnits(bid)} view={view} />
        <details>
          <summary>{t.price.what}</summary>
          <p class="small">{t.price.why}</p>
        </details>
      </div>
    </Card>
  );
}

/** A price in billionths of SOL, floored. */
function priceUnits(price: { total: bigint; supply: bigint }): bigint {
  const [whole = "0", rest = "0"] = formatPrice(price).split(".");
  return BigInt(whole) * SCALE + BigInt(rest);
}
