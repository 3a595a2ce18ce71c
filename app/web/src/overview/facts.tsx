// The pool's books in a few numbers, and what is about to change.
import { mostLiquidTokens, unreleasedAt } from "@truestake/sdk/quotes";
import { bidOf, pendingOf, symbolOf, type View, worthOf } from "../data/view";
import { decimal, whole } from "../format/amounts";
import { linkTo } from "../route";
import { t } from "../strings";
import { Card } from "../ui/pieces";

const SHORT = { most: 4 };

export function FactsCard({ view }: { view: View }) {
  const { pool, clock, liquidity } = view;
  const sol = (lamports: bigint) => t.amount(decimal(lamports, SHORT), t.sol);
  const symbol = symbolOf(view, t.tokens);
  const atOnce = liquidity ? worthOf(view, mostLiquidTokens(view)) : 0n;
  const tickets = pool.nextTicket - pool.nextSettlement;
  const pending = pendingOf(view);
  const facts: [string, string, string?][] = [
    [t.facts.holders, sol(bidOf(view).total), t.facts.supply(t.amount(decimal(pool.supply, SHORT), symbol))],
    [t.facts.staked, sol(pool.stakedLamports), t.facts.stakedWith(whole(pool.validatorCount))],
    [t.facts.reserve, sol(pool.reserveLamports)],
    [
      t.facts.queue,
      pool.queuedLamports === 0n ? t.facts.queueNone : sol(pool.queuedLamports),
      pool.queuedLamports === 0n ? undefined : t.facts.queuePlaces(whole(tickets)),
    ],
    [t.facts.liquidity, liquidity ? sol(atOnce) : t.facts.liquidityNone],
    [t.facts.release, sol(unreleasedAt(pool, clock.slot)), t.facts.releaseWhy],
  ];
  return (
    <Card title={t.facts.title} aside={<a href={linkTo("parameters")}>{t.facts.more}</a>}>
      <dl class="facts">
        {facts.map(([name, value, more]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              {more && <span class="small quiet">{more}</span>}
            </dd>
          </div>
        ))}
        <div>
          <dt>{t.facts.pending}</dt>
          <dd>
            {pending.length === 0 && t.facts.pendingNone}
            {pending.map(({ what, update }) => (
              <span key={what} class="small">
                {update === undefined
                  ? t.facts.pendingNames[what]
                  : t.facts.pendingAt(t.facts.pendingNames[what], whole(update), whole(pool.updates))}
              </span>
            ))}
          </dd>
        </div>
      </dl>
    </Card>
  );
}
