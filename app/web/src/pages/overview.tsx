// What somebody has to see first: the price and where it comes from, whether it can be trusted, and how to come in.
import { Actions } from "../actions/actions";
import type { PageProps } from "../app";
import { FactsCard } from "../overview/facts";
import { PriceCard } from "../overview/price";
import { RiskCard } from "../overview/risk";
import { TurnNote } from "../overview/turn";
import { WaysCard } from "../overview/ways";
import { t } from "../strings";

export function Overview({ view }: PageProps) {
  return (
    <div class="stack">
      <h1 class="hidden">{t.nav.overview}</h1>
      <TurnNote view={view} />
      <div class="grid">
        <PriceCard view={view} />
        <Actions view={view} />
      </div>
      <div class="halves">
        <RiskCard view={view} />
        <WaysCard view={view} />
      </div>
      <FactsCard view={view} />
    </div>
  );
}
