// All ways out for an amount, side by side, and the one that is chosen.
import { minimumFor } from "@truestake/sdk";
import { type ExitPlan, type ExitWay, planExit } from "@truestake/sdk/quotes";
import { useEffect, useId, useState } from "preact/hooks";
import { useHoldings, usePool } from "../data/session";
import { symbolOf, type View, worthOf } from "../data/view";
import { amountIn, decimal, plainDecimal, shareOf, whole } from "../format/amounts";
import type { Action } from "../send/act";
import { t } from "../strings";
import { Command } from "../ui/pieces";
import { problemOf } from "../ui/problem";
import { whenOf } from "../ui/when";
import { AmountField } from "./amountField";
import { useGate } from "./gate";
import { ActButton } from "./outcome";
import { stakeWay } from "./stakeWay";
import { useAct } from "./useAct";

const WAYS = ["liquid", "ticket", "stake"] as const;
type Way = (typeof WAYS)[number];

/** What is shown where nothing has been typed yet: one token, so that the ways can be compared. */
const ONE = 1_000_000_000n;
/** Milliseconds after the last key before the node is asked for the way by stake account. */
const PAUSE = 350;

/** The way by stake account, which depends on validators: read from the node when somebody has typed. */
function useStakeWay(view: View, tokens: bigint): ExitPlan["stake"] | undefined {
  const pool = usePool();
  const [found, setFound] = useState<{ tokens: bigint; way: ExitPlan["stake"] }>();
  useEffect(() => {
    let isGone = false;
    const timer = setTimeout(async () => {
      if (!pool) return;
      try {
        const way = await stakeWay(pool, tokens);
        if (!isGone) setFound({ tokens, way });
      } catch {
        // The other ways are shown all the same; the next view tries again.
        if (!isGone) setFound(undefined);
      }
    }, PAUSE);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [pool, tokens, view.at]);
  return found?.tokens === tokens ? found.way : undefined;
}

export function UnstakeForm({ view }: { view: View }) {
  const [typed, setTyped] = useState("");
  const [way, setWay] = useState<Way>("liquid");
  const { of } = useHoldings();
  const { isConnected, isStale, isFramed } = useGate();
  const { isBusy, run, note } = useAct();
  const symbol = symbolOf(view, t.tokens);
  const typedTokens = amountIn(typed);
  // More tokens than there are have no price: their ways are those of one.
  const isPriced = typedTokens !== undefined && typedTokens <= view.pool.supply;
  const tokens = (isPriced && typedTokens) || ONE;
  const plan = planExit(view, tokens);
  const stake = useStakeWay(view, tokens);
  const ways: Record<Way, ExitWay | undefined> = { liquid: plan.liquid, ticket: plan.ticket, stake };
  const chosen = ways[way];
  const isTooMuch = !isPriced || (of !== undefined && tokens > of.tokens);
  const amount = t.amount(decimal(tokens), symbolOf(view, tokens === ONE ? t.token : t.tokens));
  const needsPrice = way === "liquid";
  const leave = () => {
    if (!chosen?.possible || !of || !typedTokens) return;
    const least = minimumFor(chosen.lamports);
    const action: Record<Way, Action> = {
      liquid: { kind: "sell", tokens, least, balance: of.tokens },
      ticket: { kind: "order", tokens, least },
      stake: { kind: "take", tokens, least },
    };
    void run(action[way]).then((isDone) => isDone && setTyped(""));
  };
  return (
    <div class="stack">
      <AmountField
        label={t.stake.give}
        unit={symbol}
        value={typed}
        onChange={setTyped}
        most={of?.tokens}
        have={of?.tokens}
      />
      <WayList {...{ view, tokens, amount, ways, way, setWay, plan, accounts: stake?.withdrawals.length ?? 0 }} />
      <ActButton
        label={typedTokens ? t.out.act[way](amount) : undefined}
        isConnected={isConnected}
        isOff={isBusy || isFramed || !of || !typedTokens || isTooMuch || !chosen?.possible || (isStale && needsPrice)}
        onAct={leave}
      />
      {note}
      <details>
        <summary>{t.stake.command}</summary>
        {WAYS.map((each) => (
          <Command
            key={each}
          >{`truestake stake out ${plainDecimal(tokens)} --by ${each} --pool ${view.deployment.mint.toBase58()}`}</Command>
        ))}
      </details>
    </div>
  );
}

interface WaysProps {
  view: View;
  tokens: bigint;
  amount: string;
  ways: Record<Way, ExitWay | undefined>;
  way: Way;
  setWay(way: Way): void;
  plan: ExitPlan;
  accounts: number;
}

/** The ways as a choice: each with what comes, what it costs, when, and what can go wrong. */
function WayList({ view, tokens, amount, ways, way, setWay, plan, accounts }: WaysProps) {
  const id = useId();
  const worth = worthOf(view, tokens);
  return (
    <fieldset class="ways">
      <legend class="small quiet">{t.out.title(amount)}</legend>
      {WAYS.map((each) => {
        const found = ways[each];
        const refusal = found && !found.possible ? problemOf(found.refusal) : undefined;
        const when = whenOf(view, found?.waitEpochs ?? 1n);
        return (
          <label key={each} class={`way ${each === way ? "chosen" : ""}`} for={`${id}-${each}`}>
            <input
              type="radio"
              id={`${id}-${each}`}
              name={`${id}-way`}
              checked={each === way}
              onChange={() => setWay(each)}
            />
            <span class="what">
              <span class="line">
                <strong>{t.out.names[each]}</strong>
                <b class="number">
                  {!found && t.out.reading}
                  {found?.possible && t.amount(decimal(minimumFor(found.lamports), { most: 6 }), t.sol)}
                  {refusal && t.out.closed}
                </b>
              </span>
              <span class="line small quiet">
                {refusal ? (
                  <span>
                    {refusal.title}. {refusal.todo}
                  </span>
                ) : (
                  <>
                    <span>{when}</span>
                    <span class="number">{found && shareOf(found.lamports - worth, worth)}</span>
                  </>
                )}
              </span>
              <span class="small quiet">
                {t.out.risks[each]}{" "}
                {each === "ticket" &&
                  plan.ticket.lamportsAhead > 0n &&
                  t.out.ahead(decimal(plan.ticket.lamportsAhead, { most: 4 }))}
                {each === "stake" && accounts > 1 && t.out.accounts(whole(accounts))}{" "}
                {found && found.rent > 0n && t.out.rent(decimal(found.rent))}
              </span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
