// What a market quotes, beside the true price: typed by whoever looks, or from the source that the deployer has set, or nothing.
import { useEffect, useId, useState } from "preact/hooks";
import { type Moment, momentOf } from "../data/moment";
import { usePool } from "../data/session";
import type { View } from "../data/view";
import { amountIn, decimal, shareOf } from "../format/amounts";
import type { QuoteSource } from "../place/deployed";
import { t } from "../strings";
import { Age } from "../ui/age";
import { quoteIn } from "./quote";

/** Milliseconds that a source has. */
const PATIENCE = 10_000;

/** A market's price in billionths of SOL, and when it was said; null where the source gives none. */
interface Quote {
  price: bigint | null;
  moment: Moment;
}

/** The deployer's quote; undefined where there is no source or no answer yet. And what asks the source anew. */
function useQuote(source: QuoteSource | undefined, view: View): [quote: Quote | undefined, again: () => void] {
  const [found, setFound] = useState<Quote>();
  const [turn, setTurn] = useState(0);
  useEffect(() => setFound(undefined), [source]);
  useEffect(() => {
    if (!source) return;
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(PATIENCE)]);
    const moment = momentOf(view);
    fetchQuote(source, signal).then(
      (price) => stop.signal.aborted || setFound({ price: price ?? null, moment }),
      () => stop.signal.aborted || setFound({ price: null, moment }),
    );
    return () => stop.abort();
  }, [source, turn]);
  return [found, () => setTurn((turn) => turn + 1)];
}

/** The source learns nothing but that somebody looks: no cookie, no address of the page. */
async function fetchQuote({ url, path }: QuoteSource, signal: AbortSignal): Promise<bigint | undefined> {
  const answer = await fetch(url, { signal, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" });
  return answer.ok ? quoteIn(await answer.text(), path) : undefined;
}

export function Market({ bid, view }: { bid: bigint; view: View }) {
  const [typed, setTyped] = useState("");
  const [typedAt, setTypedAt] = useState<Moment>();
  const id = useId();
  const source = usePool()?.place.quote;
  const [given, again] = useQuote(source, view);
  const own = amountIn(typed);
  const moment = own ? typedAt : given?.moment;
  const type = (text: string) => {
    setTyped(text);
    setTypedAt(momentOf(view));
  };
  return (
    <div class="market stack tight">
      <div class="row between">
        <span>
          <span class="quiet">{t.price.market}</span> {said()}
        </span>
        <details>
          <summary>{t.price.marketSet}</summary>
          <div class="field">
            <label for={id}>{t.price.marketHint}</label>
            <span class="entry slim">
              <input
                id={id}
                inputMode="decimal"
                autocomplete="off"
                value={typed}
                onInput={({ currentTarget }) => type(currentTarget.value)}
              />
              <button type="button" class="plain small" onClick={() => type("")}>
                {t.price.marketClear}
              </button>
            </span>
            <p class="small quiet">{t.price.marketWhy}</p>
          </div>
        </details>
      </div>
      {moment && (
        <div class="row">
          <Age of={moment} view={view} />
          {!own && (
            <button type="button" class="plain small" onClick={again}>
              {t.price.marketAgain}
            </button>
          )}
        </div>
      )}
    </div>
  );

  function said(): string {
    const of = (quote: bigint) => [decimal(quote), shareOf(quote - bid, bid)] as const;
    if (own) return t.price.marketTyped(...of(own));
    if (!source || given === undefined) return t.price.marketNone;
    return given.price === null
      ? t.price.marketSilent(source.name)
      : t.price.marketFrom(source.name, ...of(given.price));
  }
}
