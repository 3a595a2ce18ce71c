// SOL in, tokens out.
import { formatPrice, minimumFor } from "@truestake/sdk";
import { quoteDepositSol } from "@truestake/sdk/quotes";
import { useState } from "preact/hooks";
import { useHoldings } from "../data/session";
import { askOf, bidOf, breakEven, symbolOf, type View } from "../data/view";
import { amountIn, decimal, plainDecimal, whole } from "../format/amounts";
import { t } from "../strings";
import { tokensText } from "../ui/amounts";
import { Command } from "../ui/pieces";
import { AmountField } from "./amountField";
import { useGate } from "./gate";
import { keptOf } from "./kept";
import { ActButton, Outcome, Refusal } from "./outcome";
import { quoted } from "./quoted";
import { useAct } from "./useAct";

export function StakeForm({ view }: { view: View }) {
  const [typed, setTyped] = useState("");
  const { of } = useHoldings();
  const { isConnected, may } = useGate();
  const { run, note } = useAct("stake");
  const symbol = symbolOf(view, t.tokens);
  const lamports = amountIn(typed);
  const kept = keptOf(view.reserveRent, of?.hasTokenAccount ?? true);
  const most = of && (of.lamports > kept ? of.lamports - kept : 0n);
  const { quote, refusal } = lamports ? quoted(() => quoteDepositSol(view, { lamports })) : {};
  const least = quote && minimumFor(quote.tokens);
  const isTooMuch = lamports !== undefined && most !== undefined && lamports > most;
  const [ask, bid] = [askOf(view), bidOf(view)];
  const stake = () => {
    if (lamports && least !== undefined && of) {
      void run({ kind: "stake", lamports, least, balance: of.tokens }).then((isDone) => isDone && setTyped(""));
    }
  };
  const even = quote && lamports ? breakEven(view, lamports, quote.tokens) : undefined;
  const evenText = even === undefined ? t.stake.evenUnknown : even === 0 ? t.stake.evenNow : t.stake.even(whole(even));
  return (
    <div class="stack">
      <AmountField
        label={t.stake.give}
        unit={t.sol}
        value={typed}
        onChange={setTyped}
        most={most}
        have={of?.lamports}
        hint={of && t.stake.kept(decimal(kept, { most: 4 }))}
      />
      <Outcome label={t.stake.get} least={least} unit={symbol} />
      <p class="small quiet">
        {ask && t.stake.ask(formatPrice(ask), formatPrice(bid))} {quote && evenText}{" "}
        {quote && quote.feeTokens > 0n && t.stake.fee(tokensText(view, quote.feeTokens))}
      </p>
      <Refusal of={refusal} />
      <ActButton
        label={lamports ? t.stake.act(decimal(lamports)) : undefined}
        isConnected={isConnected}
        isOff={!may("stake") || !of || least === undefined || isTooMuch}
        onAct={stake}
      />
      {note}
      <details>
        <summary>{t.stake.whyTwo}</summary>
        <p class="small">{t.stake.whyTwoText}</p>
      </details>
      {lamports ? (
        <details>
          <summary>{t.stake.command}</summary>
          <Command>{`truestake stake in ${plainDecimal(lamports)} --pool ${view.deployment.mint.toBase58()}`}</Command>
        </details>
      ) : null}
    </div>
  );
}
