// One validator: what the pool has with it, what happens next and which rule decides; also for one that is not in the list.
import type { PageProps } from "../app";
import { usePool } from "../data/session";
import { decimal, percentOf, shareOf, whole } from "../format/amounts";
import { isAddress } from "../place/deployed";
import { linkTo } from "../route";
import { useParts } from "../steward/use";
import { t } from "../strings";
import { Age } from "../ui/age";
import { Address, Card, Intro, Skeleton, shortened } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";
import { ReasonsCard } from "../validators/reasons";
import { workPlace } from "../worker/ask";
import type { Seen } from "../worker/protocol";
import { useAnswer } from "../worker/useAnswer";

/** No line may end at the dots. */
const unbroken = (text: string): string => text.replace("…", "\u2060…\u2060");

export default function Validator({ view, rest }: PageProps) {
  const pool = usePool();
  const isGood = isAddress(rest);
  const asked = pool && isGood ? { place: workPlace(pool.place), vote: rest } : undefined;
  const { answered: here, error, again } = useAnswer(view, "validator", asked);
  const { isManaged, parts, error: failed, again: retry } = useParts(view);
  return (
    <>
      <Intro title={isGood ? t.validators.one(unbroken(shortened(rest))) : t.validators.title} />
      <div class="stack">
        <div class="row">
          <a href={linkTo("validators")}>{t.validators.back}</a>
          {here && (
            <>
              <Age of={here.moment} view={view} />
              <button type="button" class="plain small" onClick={again}>
                {t.fresh.readAgain}
              </button>
            </>
          )}
        </div>
        {!isGood && <p>{t.validators.notAddress}</p>}
        {isGood && !here && error === undefined && <Skeleton height={320} />}
        {error !== undefined && <ProblemNote error={error} onAgain={again} />}
        {here && <Explained vote={rest} of={here.of} />}
        {here && !isManaged && <ReasonsCard vote={rest} view={view} />}
        {here && isManaged && !parts && failed === undefined && <Skeleton height={420} />}
        {failed !== undefined && <ProblemNote error={failed} onAgain={retry} />}
        {here && parts && <parts.MemberCard vote={rest} view={view} />}
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
