// What a market quotes, beside the true price: typed by whoever looks, or from the source that the deployer has set, or nothing.
import { useEffect, useId, useState } from "preact/hooks";
import { usePool } from "../data/session";
import { amountIn, decimal, shareOf } from "../format/amounts";
import type { QuoteSource } from "../place/deployed";
import { t } from "../strings";
import { quoteIn } from "./quote";

/** Milliseconds that a source has. */
const PATIENCE = 10_000;

/** The deployer's quote in billionths of SOL; null where its source gives none, undefined where there is no source or no answer yet. */
function useQuote(source: QuoteSource | undefined): bigint | null | undefined {
  const [found, setFound] = useState<bigint | null>();
  useEffect(() => {
    setFound(undefined);
    if (!source) return;
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(PATIENCE)]);
    fetchQuote(source, signal).then(
      (quote) => stop.signal.aborted || setFound(quote ?? null),
      () => stop.signal.aborted || setFound(null),
    );
    return () => stop.abort();
  }, [source]);
  return found;
}

/** The source learns nothing but that somebody looks: no cookie, no address of the page. */
async function fetchQuote({ url, path }: QuoteSource, signal: AbortSignal): Promise<bigint | undefined> {
  const answer = await fetch(url, { signal, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" });
  return answer.ok ? quoteIn(await answer.text(), path) : undefined;
}

export function Market({ bid }: { bid: bigint }) {
  const [typed, setTyped] = useState("");
  const id = useId();
  const source = usePool()?.place.quote;
  const given = useQuote(source);
  const own = amountIn(typed);
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
                onInput={({ currentTarget }) => setTyped(currentTarget.value)}
              />
              <button type="button" class="plain small" onClick={() => setTyped("")}>
                {t.price.marketClear}
              </button>
            </span>
            <p class="small quiet">{t.price.marketWhy}</p>
          </div>
        </details>
      </div>
    </div>
  );

  function said(): string {
    const of = (quote: bigint) => [decimal(quote), shareOf(quote - bid, bid)] as const;
    if (own) return t.price.marketTyped(...of(own));
    if (!source || given === undefined) return t.price.marketNone;
    return given === null ? t.price.marketSilent(source.name) : t.price.marketFrom(source.name, ...of(given));
  }
}
