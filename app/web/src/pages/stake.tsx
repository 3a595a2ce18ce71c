// Coming in and leaving, with room, and what the wallet has on its way.
import { Actions } from "../actions/actions";
import type { PageProps } from "../app";
import { BalanceCard } from "../holdings/balance";
import { StakesCard } from "../holdings/stakes";
import { TicketsCard } from "../holdings/tickets";
import { TurnNote } from "../overview/turn";
import { t } from "../strings";
import { Intro } from "../ui/pieces";

export default function Stake({ view, rest }: PageProps) {
  return (
    <>
      <Intro title={t.stake.title} />
      <div class="stack">
        <TurnNote view={view} />
        <div class="grid">
          <Actions key={rest} view={view} first={rest === "unstake" || rest === "liquidity" ? rest : "stake"} />
          <div class="stack">
            <BalanceCard view={view} />
            <TicketsCard view={view} />
            <StakesCard view={view} />
          </div>
        </div>
      </div>
    </>
  );
}
