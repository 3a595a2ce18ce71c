// All ways out for an amount, side by side, and the one that is chosen.
import { minimumFor, type Ticket, TicketStatus } from "@truestake/sdk";
import { type ExitPlan, planExit } from "@truestake/sdk/quotes";
import { useId, useState } from "preact/hooks";
import { useHoldings } from "../data/session";
import { symbolOf, type View, worthOf } from "../data/view";
import { amountIn, decimal, plainDecimal, shareOf, whole } from "../format/amounts";
import type { Action, Kind } from "../send/act";
import { t } from "../strings";
import { solText, tokensText } from "../ui/amounts";
import { Command } from "../ui/pieces";
import { problemOf } from "../ui/problem";
import { whenOf } from "../ui/when";
import { AmountField } from "./amountField";
import { useGate } from "./gate";
import { ActButton, Outcome } from "./outcome";
import { rentsOf } from "./rents";
import { useAct } from "./useAct";
import { useStakeWay } from "./useStakeWay";

const WAYS = ["liquid", "ticket", "stake"] as const;
type Way = (typeof WAYS)[number];
type Ways = { [W in Way]: ExitPlan[W] | undefined };

/** What is shown where nothing has been typed yet: one token, so that the ways can be compared. */
const ONE = 1_000_000_000n;
/** The kind of action that takes each way. */
const KINDS = { liquid: "sell", ticket: "order", stake: "take" } as const satisfies Record<Way, Kind>;

export function UnstakeForm({ view }: { view: View }) {
  const [typed, setTyped] = useState("");
  const [way, setWay] = useState<Way>("liquid");
  const { of } = useHoldings();
  const { isConnected, may } = useGate();
  const { run, note } = useAct("unstake");
  const symbol = symbolOf(view, t.tokens);
  const amount = amountIn(typed);
  // More tokens than there are have no price.
  const tokens = amount && amount <= view.pool.supply ? amount : undefined;
  const shown = tokens ?? (typed.trim() === "" ? ONE : undefined);
  const plan = shown === undefined ? undefined : planExit(view, shown);
  const stake = useStakeWay(view, tokens);
  const ways: Ways = { liquid: plan?.liquid, ticket: plan?.ticket, stake: stake.way };
  const chosen = ways[way];
  const isTooMuch = of !== undefined && tokens !== undefined && tokens > of.tokens;
  const least = tokens !== undefined && chosen?.possible ? minimumFor(chosen.lamports) : undefined;
  const leave = () => {
    if (least === undefined || tokens === undefined || !of) return;
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
        all={view.pool.supply}
        have={of?.tokens}
      />
      <WayList
        {...{ view, tokens: shown, ways, way, setWay, isTyped: tokens !== undefined, stakeError: stake.error }}
      />
      <Outcome label={t.out.least[way]} least={least} unit={t.sol} />
      <ActButton
        label={tokens ? t.out.act[way](tokensText(view, tokens)) : undefined}
        isConnected={isConnected}
        isOff={!may(KINDS[way]) || !of || isTooMuch || least === undefined}
        onAct={leave}
      />
      {note}
      <details>
        <summary>{t.stake.command}</summary>
        {WAYS.map((each) => (
          <Command
            key={each}
          >{`truestake stake out ${plainDecimal(shown ?? ONE)} --by ${each} --pool ${view.deployment.mint.toBase58()}`}</Command>
        ))}
      </details>
    </div>
  );
}

interface WaysProps {
  view: View;
  /** What the ways are shown for; undefined where that makes no sense. */
  tokens: bigint | undefined;
  ways: Ways;
  way: Way;
  setWay(way: Way): void;
  isTyped: boolean;
  /** Why the way by stake account could not be read. */
  stakeError: unknown;
}

/** The ways as a choice: each with what comes, what it costs, when, and what can go wrong. */
function WayList({ view, tokens, ways, way, setWay, isTyped, stakeError }: WaysProps) {
  const id = useId();
  const { of } = useHoldings();
  const worth = tokens === undefined ? 0n : worthOf(view, tokens);
  const words = (each: Way) => {
    if (tokens === undefined) return t.stake.getNothing;
    if (each !== "stake") return "";
    return stakeError !== undefined ? t.out.unread : isTyped ? t.out.reading : t.out.onceTyped;
  };
  const own = ownAhead(view, of?.tickets ?? []);
  const ahead = (ways.ticket?.lamportsAhead ?? 0n) - own;
  return (
    <fieldset class="ways">
      <legend class="small quiet">
        {tokens === undefined ? t.out.titleAlone : t.out.title(tokensText(view, tokens))}
      </legend>
      {WAYS.map((each) => {
        const found = ways[each];
        const { back, gone } = found ? rentsOf(found) : { back: 0n, gone: 0n };
        const refusal = found && !found.possible ? problemOf(found.refusal) : undefined;
        const failure = each === "stake" && stakeError !== undefined ? problemOf(stakeError) : undefined;
        const accounts = each === "stake" ? (ways.stake?.withdrawals.length ?? 0) : 0;
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
                  {!found && words(each)}
                  {found?.possible && solText(found.lamports, { most: 6 })}
                  {refusal && t.out.closed}
                </b>
              </span>
              <span class="line small quiet">
                {refusal || failure ? (
                  <span>{refusal ? `${refusal.title}. ${refusal.todo}` : t.out.unreadWhy(failure?.title ?? "")}</span>
                ) : (
                  <>
                    <span>{whenOf(view, found?.waitEpochs ?? 1n)}</span>
                    <span class="number">{found && shareOf(found.lamports - worth, worth)}</span>
                  </>
                )}
              </span>
              <span class="small quiet">
                {t.out.risks[each]} {each === "ticket" && ahead > 0n && t.out.ahead(decimal(ahead, { most: 4 }))}{" "}
                {each === "ticket" && own > 0n && t.out.aheadOwn(decimal(own, { most: 4 }))}
                {accounts > 1 && t.out.accounts(whole(accounts))} {back > 0n && t.out.rent(decimal(back))}{" "}
                {gone > 0n && t.out.rentGone(decimal(gone))}
              </span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** Lamports of one's own tickets that are still to be paid: the next one waits for them, and for nobody else's sake. */
const ownAhead = ({ pool }: View, tickets: readonly Ticket[]): bigint =>
  tickets
    .filter(({ status, sequence }) => status === TicketStatus.Queued && sequence >= pool.nextSettlement)
    .reduce((sum, { orderedLamports }) => sum + orderedLamports, 0n);
