// What the steward asks of validators, and what of it is pending.
import { usePool } from "../data/session";
import { symbolOf, type View, worthOf } from "../data/view";
import { decimal, partOf, percentOf, whole } from "../format/amounts";
import { t } from "../strings";
import { Address, Card, Facts, Skeleton } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";
import { workPlace } from "../worker/ask";
import type { PolicySeen } from "../worker/protocol";
import { useAnswer } from "../worker/useAnswer";
import { s } from "./strings";

type Policy = PolicySeen["policy"];

const words = s.policy;
const sol = (lamports: bigint): string => t.amount(decimal(lamports), t.sol);
/** Parts per billion as per cent. */
const ratio = (ppb: number): string => partOf(Math.floor(ppb / 1_000));

const RULES: Record<keyof typeof words.names, (policy: Policy) => string> = {
  minBond: ({ minBond }) => sol(minBond),
  joinFee: ({ joinFee }) => sol(joinFee),
  ratio: ({ floorRatio, targetRatio }) => words.range(ratio(floorRatio), ratio(targetRatio)),
  share: ({ share }) => percentOf(share),
  commissionCeiling: ({ commissionCeiling }) => percentOf(commissionCeiling),
  tolerance: ({ tolerance }) => percentOf(tolerance),
  leastDebt: ({ leastDebt }) => sol(leastDebt),
  minVoteBalance: ({ minVoteBalance }) => sol(minVoteBalance),
  requireBlsKey: ({ requireBlsKey }) => (requireBlsKey === 0 ? words.free : words.required),
  maxMembers: ({ maxMembers }) => whole(maxMembers),
};

export function PolicyCard({ view }: { view: View }) {
  const pool = usePool();
  const { answered, error, again } = useAnswer(view, "policy", pool && { place: workPlace(pool.place) });
  if (error !== undefined) return <ProblemNote error={error} onAgain={again} />;
  if (!answered) return <Skeleton height={520} />;
  const { steward, policy, next, managedSince, tokens, counted, terms } = answered.of;
  const symbol = symbolOf(view, t.tokens);
  const inTokens = (amount: bigint) => t.amount(decimal(amount, { most: 2 }), symbol);
  return (
    <Card title={words.title}>
      <div class="stack">
        <p class="quiet">{words.lead}</p>
        <Facts
          of={[
            [words.steward, <Address key="steward" of={steward} label={words.steward} />],
            [words.since, managedSince === 0n ? words.sinceNext : words.sinceEpoch(whole(managedSince))],
            [
              s.bonds,
              <>
                {inTokens(tokens)}
                <span class="small quiet">{s.worth(decimal(worthOf(view, tokens), { most: 2 }))}</span>
                {counted < tokens && <span class="small quiet">{words.counting(inTokens(counted))}</span>}
              </>,
            ],
            [words.asked, s.ratioOf(ratio(terms.ratio))],
            [words.most, sol(terms.most)],
          ]}
        />
        <table class="folds">
          <caption class="hidden">{words.title}</caption>
          <thead>
            <tr>
              <th scope="col">{words.columns.what}</th>
              <th scope="col" class="n">
                {words.columns.now}
              </th>
              {next && (
                <th scope="col" class="n">
                  {words.columns.next(whole(next.epoch))}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {(Object.keys(RULES) as (keyof typeof RULES)[]).map((rule) => {
              const now = RULES[rule](policy);
              const later = next && RULES[rule](next.policy);
              return (
                <tr key={rule}>
                  <th scope="row">{words.names[rule]}</th>
                  <td class="n" data-label={words.columns.now}>
                    {now}
                  </td>
                  {next && (
                    <td class="n" data-label={words.columns.next(whole(next.epoch))}>
                      {later === now ? t.none : later}
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
