// SOL for those who leave at once, for a part of what they pay.
import { minimumFor } from "@truestake/sdk";
import { feeCurve, minimumsFor, quoteAddLiquidity, quoteRemoveLiquidity } from "@truestake/sdk/quotes";
import { useMemo, useState } from "preact/hooks";
import { Line } from "../chart/line";
import { useHoldings } from "../data/session";
import type { View } from "../data/view";
import { amountIn, decimal, percentOf, shareOf } from "../format/amounts";
import { t } from "../strings";
import { tokensText } from "../ui/amounts";
import { AmountField } from "./amountField";
import { useGate } from "./gate";
import { keptOf } from "./kept";
import { ActButton, Outcome, Refusal } from "./outcome";
import { quoted } from "./quoted";
import { useAct } from "./useAct";

const POINTS = 41;
const SCALE = 1_000_000_000n;

/** Basis points with fractions, for the reading of a point. */
const rate = (basisPoints: number): string => percentOf(Math.round(basisPoints));

function FeeLine({ view }: { view: View }) {
  const curve = useMemo(() => feeCurve(view, POINTS), [view]);
  // For drawing alone: SOL and per cent as floating point numbers.
  const points = useMemo(
    () => curve.map(({ left, rate: height }) => ({ x: Number(left / (SCALE / 1_000n)) / 1_000, y: height / 100 })),
    [curve],
  );
  const now = curve.findLastIndex(({ payout }) => payout !== undefined);
  const say = (at: number): string => {
    const point = curve[at === curve.length - 1 ? now : at];
    if (!point) return "";
    const of = [decimal(point.left, { most: 2 }), rate(point.rate)] as const;
    return at === curve.length - 1 ? t.liquidity.lineNow(...of) : t.liquidity.point(...of);
  };
  return (
    <Line
      points={points}
      now={now}
      label={t.liquidity.line}
      say={say}
      formatX={(x) => decimal(BigInt(Math.round(x)) * SCALE)}
      formatY={(y) => `${y.toFixed(2)} %`}
      height={150}
    />
  );
}

export function LiquidityForm({ view }: { view: View }) {
  const [typed, setTyped] = useState("");
  const { of } = useHoldings();
  const { isConnected, may } = useGate();
  const { run, note } = useAct("liquidity");
  const { liquidity } = view;
  if (!liquidity) {
    return (
      <>
        <p class="quiet">{t.liquidity.none}</p>
        {note}
      </>
    );
  }
  const lamports = amountIn(typed);
  const kept = keptOf(view.reserveRent, of?.hasTokenAccount ?? true);
  const most = of && (of.lamports > kept ? of.lamports - kept : 0n);
  const { quote, refusal } = lamports ? quoted(() => quoteAddLiquidity(view, lamports)) : {};
  const least = quote && minimumFor(quote.shares);
  const isTooMuch = lamports !== undefined && most !== undefined && lamports > most;
  const provide = () => {
    if (lamports && least !== undefined && of) {
      void run({ kind: "provide", lamports, least, balance: of.shares }).then((isDone) => isDone && setTyped(""));
    }
  };
  const own = of && of.shares > 0n ? quoted(() => quoteRemoveLiquidity(view, of.shares)).quote : undefined;
  const remove = () => {
    if (!own || !of) return;
    void run({ kind: "remove", shares: of.shares, ...minimumsFor(own), balance: of.shares });
  };
  return (
    <div class="stack">
      <p class="small quiet">{t.liquidity.why}</p>
      <FeeLine view={view} />
      <AmountField
        label={t.stake.give}
        unit={t.sol}
        value={typed}
        onChange={setTyped}
        most={most}
        have={of?.lamports}
      />
      <Outcome label={t.liquidity.getShares} least={least} unit={t.shares} />
      {quote && quote.premium > 0n && <p class="small quiet">{t.liquidity.premium(decimal(quote.premium))}</p>}
      <Refusal of={refusal} />
      <ActButton
        label={lamports ? t.liquidity.add(decimal(lamports)) : undefined}
        isConnected={isConnected}
        isOff={!may("provide") || !of || least === undefined || isTooMuch}
        onAct={provide}
      />
      {own && of && (
        <div class="note">
          <strong>{t.liquidity.yours}</strong>
          <p class="small">
            {t.liquidity.share(shareOf(of.shares, liquidity.shares))},{" "}
            {t.liquidity.redeems(decimal(own.lamports, { most: 4 }), tokensText(view, own.tokens, { most: 4 }))}
          </p>
          <div class="row">
            <button type="button" class="button slim" disabled={!may("remove")} onClick={remove}>
              {t.liquidity.remove}
            </button>
          </div>
        </div>
      )}
      {note}
    </div>
  );
}
