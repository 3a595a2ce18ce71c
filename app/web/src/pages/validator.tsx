// One validator: what the pool has with it, what happens next and which rule decides; also for one that is not in the list.
import { useEffect, useState } from "preact/hooks";
import type { PageProps } from "../app";
import { usePool } from "../data/session";
import { decimal, percentOf, shareOf, whole } from "../format/amounts";
import { isAddress } from "../place/deployed";
import { linkTo } from "../route";
import { useParts } from "../steward/use";
import { t } from "../strings";
import { Address, Card, Intro, Skeleton, shortened } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";
import { ReasonsCard } from "../validators/reasons";
import { ask, workPlace } from "../worker/ask";
import type { Seen } from "../worker/protocol";

/** No line may end at the dots. */
const unbroken = (text: string): string => text.replace("…", "\u2060…\u2060");

export default function Validator({ view, rest }: PageProps) {
  const pool = usePool();
  const [found, setFound] = useState<{ vote: string; of?: Seen; error?: unknown }>();
  const isGood = isAddress(rest);
  useEffect(() => {
    let isGone = false;
    if (!pool || !isGood) return;
    ask("validator", { place: workPlace(pool.place), vote: rest }).then(
      (of) => !isGone && setFound({ vote: rest, of }),
      (error) => !isGone && setFound({ vote: rest, error }),
    );
    return () => {
      isGone = true;
    };
  }, [pool, rest, isGood, view.pool.updates]);
  const here = found?.vote === rest ? found : undefined;
  const { isManaged, parts, error: failed } = useParts(view);
  return (
    <>
      <Intro title={isGood ? t.validators.one(unbroken(shortened(rest))) : t.validators.title} />
      <div class="stack">
        <a href={linkTo("validators")}>{t.validators.back}</a>
        {!isGood && <p>{t.validators.notAddress}</p>}
        {isGood && !here && <Skeleton height={320} />}
        {here?.error !== undefined && <ProblemNote error={here.error} />}
        {here?.of && <Explained vote={rest} of={here.of} />}
        {here?.of && !isManaged && <ReasonsCard vote={rest} />}
        {here?.of && isManaged && !parts && failed === undefined && <Skeleton height={420} />}
        {failed !== undefined && <ProblemNote error={failed} />}
        {here?.of && parts && <parts.MemberCard vote={rest} view={view} />}
      </div>
    </>
  );
}

function Explained({ vote, of: { explanation, staked, commissionBps } }: { vote: string; of: Seen }) {
  const commission =
    commissionBps === undefined ? t.validators.noVote : t.validators.commission(percentOf(commissionBps));
  if (!explanation) {
    return (
      <Card>
        <div class="stack tight">
          <Address of={vote} label={t.validators.columns.vote} />
          <p>{t.validators.outside}</p>
          <p class="quiet">{commission}</p>
        </div>
      </Card>
    );
  }
  const { record, stake, target, cooling, next, lamports, binding } = explanation;
  const sol = (amount: bigint) => t.amount(decimal(amount, { most: 6 }), t.sol);
  const { earned, base, epoch } = record.earning;
  const isCapped = record.cap !== 0xffff_ffff_ffff_ffffn;
  return (
    <Card>
      <div class="stack">
        <div>
          <Address of={vote} label={t.validators.columns.vote} />
        </div>
        <dl class="facts">
          <div>
            <dt>{t.validators.columns.stake}</dt>
            <dd>
              {sol(stake)}
              <span class="small quiet">{shareOf(stake, staked)}</span>
            </dd>
          </div>
          <div>
            <dt>{t.validators.columns.target}</dt>
            <dd>{sol(target)}</dd>
          </div>
          <div>
            <dt>{t.validators.columns.score}</dt>
            <dd>{whole(record.score)}</dd>
          </div>
          <div>
            <dt>{t.validators.cooling}</dt>
            <dd>{sol(cooling)}</dd>
          </div>
          <div>
            <dt>{t.validators.cap}</dt>
            <dd>{isCapped ? sol(record.cap) : t.validators.capNone}</dd>
          </div>
        </dl>
        <div class="stack tight">
          <h2>{t.validators.explain}</h2>
          <p>
            {typeof t.validators.next_[next] === "string"
              ? (t.validators.next_[next] as string)
              : (t.validators.next_[next] as (sol: string) => string)(decimal(lamports, { most: 6 }))}
          </p>
          {binding && <p class="quiet">{t.validators.binding(t.validators.rules[binding] ?? binding)}</p>}
        </div>
        <div class="stack tight small quiet">
          <p>{commission}</p>
          {base > 0n && <p>{t.validators.earning(decimal(earned), decimal(base, { most: 4 }), whole(epoch))}</p>}
          <p>{t.validators.listed(whole(record.listedEpoch))}</p>
          {record.keep !== 0 && <p>{t.validators.kept}</p>}
        </div>
        <div class="row">
          <a href={linkTo("scenarios", `slash/${vote}`)}>{t.scenarios.ofValidator}</a>
          <a href={linkTo("scenarios", `outage/${vote}`)}>{t.scenarios.ofSilence}</a>
        </div>
      </div>
    </Card>
  );
}
