// Everything that the connected wallet has here, and the way to leave with all of it.
import type { PageProps } from "../app";
import { BalanceCard } from "../holdings/balance";
import { ExitCard } from "../holdings/exit";
import { StakesCard } from "../holdings/stakes";
import { TicketsCard } from "../holdings/tickets";
import { t } from "../strings";
import { Intro } from "../ui/pieces";

export default function Holdings({ view }: PageProps) {
  return (
    <>
      <Intro title={t.holdings.title} />
      <div class="stack">
        <BalanceCard view={view} />
        <TicketsCard view={view} />
        <StakesCard view={view} />
        <ExitCard view={view} />
      </div>
    </>
  );
}
