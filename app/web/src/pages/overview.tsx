// What somebody has to see first: the price and where it comes from, whether it can be trusted, and how to come in.
import { Actions } from "../actions/actions";
import type { PageProps } from "../app";
import { FactsCard } from "../overview/facts";
import { PriceCard } from "../overview/price";
import { RiskCard } from "../overview/risk";
import { TurnNote } from "../overview/turn";
import { WaysCard } from "../overview/ways";
import { t } from "../strings";
import { Part } from "../ui/part";

export function Overview({ view }: PageProps) {
  return (
    <div class="stack">
      <h1 class="hidden">{t.nav.overview}</h1>
      <Part>
        <TurnNote view={view} />
      </Part>
      <div class="grid">
        <Part>
          <PriceCard view={view} />
        </Part>
        <Part>
          <Actions view={view} />
        </Part>
      </div>
      <div class="halves">
        <Part>
          <RiskCard view={view} />
        </Part>
        <Part>
          <WaysCard view={view} />
        </Part>
      </div>
      <Part>
        <FactsCard view={view} />
      </Part>
    </div>
  );
}
