// Coming in, leaving, and lending to those who leave at once: one card with three tabs.
import { useState } from "preact/hooks";
import { useHoldings } from "../data/session";
import type { View } from "../data/view";
import { t } from "../strings";
import { ProblemNote } from "../ui/problem";
import { LiquidityForm } from "./liquidity";
import { StakeForm } from "./stake";
import { UnstakeForm } from "./unstake";

const TABS = ["stake", "unstake", "liquidity"] as const;
type Tab = (typeof TABS)[number];

export function Actions({ view, first = "stake" }: { view: View; first?: Tab }) {
  const [tab, setTab] = useState<Tab>(first);
  // What the wallet holds is needed by every form: where it could not be read, that says why the buttons are off.
  const { of, error } = useHoldings();
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length] ?? tab;
    setTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  const Form = { stake: StakeForm, unstake: UnstakeForm, liquidity: LiquidityForm }[tab];
  return (
    <section class="card first">
      <h2 class="hidden">{t.stake.title}</h2>
      <div class="tabs" role="tablist" aria-label={t.stake.tabsLabel} onKeyDown={move}>
        {TABS.map((each) => (
          <button
            key={each}
            id={`tab-${each}`}
            type="button"
            role="tab"
            aria-selected={each === tab}
            aria-controls="action"
            tabIndex={each === tab ? 0 : -1}
            onClick={() => setTab(each)}
          >
            {t.stake.tabs[each]}
          </button>
        ))}
      </div>
      <div id="action" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        <Form view={view} />
        {of === undefined && error !== undefined && <ProblemNote error={error} />}
      </div>
    </section>
  );
}
