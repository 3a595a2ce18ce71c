// One validator under a steward: its bond, what it owes and takes, why it has its score, and who bears a loss.
import { usePool } from "../data/session";
import { symbolOf, type View, worthOf } from "../data/view";
import { decimal, partOf, percentOf, whole } from "../format/amounts";
import { t } from "../strings";
import { Card, Skeleton, type Status, StatusWord } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";
import { workPlace } from "../worker/ask";
import type { MemberSeen } from "../worker/protocol";
import { useAnswer } from "../worker/useAnswer";
import { LOSSES_BPS, LossCard } from "./loss";
import { s } from "./strings";

/** Less than this is the rent of accounts whose stake has left. */
const SOL = 1_000_000_000n;

export function MemberCard({ vote, view }: { vote: string; view: View }) {
  const pool = usePool();
  const asked = pool && { place: workPlace(pool.place), vote, lossesBps: [...LOSSES_BPS] };
  const { answered, error, again } = useAnswer(view, "member", asked);
  if (error !== undefined) return <ProblemNote error={error} onAgain={again} />;
  if (!answered) return <Skeleton height={420} />;
  const { of } = answered;
  if (!of) {
    return (
      <Card title={s.one.stranger}>
        <p>{s.one.strangerWhy}</p>
      </Card>
    );
  }
  return (
    <>
      <Member of={of} view={view} />
      {of.stake >= SOL && <LossCard vote={vote} of={of.whatIf} view={view} />}
    </>
  );
}

function Member({ of, view }: { of: MemberSeen; view: View }) {
  const { bond, commission, earning, next, rated, gates, moreFrom, isOver } = of;
  const symbol = symbolOf(view, t.tokens);
  const tokens = (amount: bigint) => t.amount(decimal(amount, { most: 4 }), symbol);
  const worth = (amount: bigint) => s.worth(decimal(worthOf(view, amount), { most: 4 }));
  const sol = (lamports: bigint) => t.amount(decimal(lamports, { most: 2 }), t.sol);
  const { measured, pledged, announced } = commission;
  const isNever = rated.epoch === 0n;
  return (
    <Card title={s.one.title}>
      <div class="stack">
        <dl class="facts">
          <div>
            <dt>{s.columns.bond}</dt>
            <dd>
              {tokens(bond.tokens)}
              <span class="small quiet">{worth(bond.tokens)}</span>
              {bond.counted < bond.tokens - bond.requested - bond.debt && (
                <span class="small quiet">{s.one.counts(tokens(bond.counted), whole(bond.countedWholeFrom))}</span>
              )}
            </dd>
          </div>
          <div>
            <dt>{s.columns.owes}</dt>
            <dd>
              {bond.debt === 0n ? s.nothing : <StatusWord of="bad">{tokens(bond.debt)}</StatusWord>}
              {bond.debt > 0n && <span class="small quiet">{worth(bond.debt)}</span>}
              {bond.carriedLamports > 0n && (
                <span class="small quiet">{s.one.carried(decimal(bond.carriedLamports))}</span>
              )}
            </dd>
          </div>
          <div>
            <dt>{s.columns.commission}</dt>
            <dd>
              {measured === undefined ? (
                <StatusWord of="unknown">{s.one.unmeasured}</StatusWord>
              ) : (
                <StatusWord of={isOver ? "bad" : "ok"}>{s.one.measured(percentOf(measured))}</StatusWord>
              )}
              <span class="small quiet">{s.one.pledged(percentOf(pledged))}</span>
              <span class="small quiet">
                {announced === undefined ? s.one.noAccount : s.one.announced(percentOf(announced))}
              </span>
            </dd>
          </div>
          <div>
            <dt>{s.one.credits}</dt>
            <dd>
              {partOf(next.performance)}
              <span class="small quiet">{s.one.creditsWhy}</span>
            </dd>
          </div>
          <div>
            <dt>{s.one.quality}</dt>
            <dd>
              {s.one.qualityOf(whole(rated.quality))}
              <span class="small quiet">{s.one.qualityWhy}</span>
            </dd>
          </div>
          <div>
            <dt>{s.one.score}</dt>
            <dd>
              {isNever ? s.one.never : whole(rated.score)}
              <span class="small quiet">{next.score === rated.score ? s.one.same : s.one.next(whole(next.score))}</span>
            </dd>
          </div>
          <div>
            <dt>{s.one.allows}</dt>
            <dd>
              {sol(of.cap)}
              <span class="small quiet">{s.one.share(decimal(of.share, { most: 2 }))}</span>
            </dd>
          </div>
          <div>
            <dt>{s.one.state}</dt>
            <dd>
              <State of={of} epoch={view.clock.epoch} />
            </dd>
          </div>
          {bond.requested > 0n && bond.payableFrom !== undefined && (
            <div>
              <dt>{s.one.asked}</dt>
              <dd>
                {tokens(bond.requested)}
                <span class="small quiet">{s.one.payable(whole(bond.payableFrom))}</span>
              </dd>
            </div>
          )}
        </dl>
        <div class="stack tight">
          <h3>{s.one.why}</h3>
          <p>{s.inSdk(of.explain)}</p>
          {moreFrom !== undefined && <p class="quiet">{s.one.more(whole(moreFrom))}</p>}
          {gates.length === 0 ? <p class="quiet">{s.one.noGate}</p> : <Gates of={gates} />}
        </div>
        {earning && earning.base > 0n && (
          <p class="small quiet">
            {s.one.of(decimal(earning.base, { most: 4 }), whole(earning.since), whole(earning.epoch))}
          </p>
        )}
      </div>
    </Card>
  );
}

function State({ of: { isLeaving, isListed, veto }, epoch }: { of: MemberSeen; epoch: bigint }) {
  const status: Status = veto && veto.from <= epoch ? "bad" : isLeaving || veto ? "watch" : isListed ? "ok" : "unknown";
  const is = isLeaving ? s.one.leaving : isListed ? s.one.member : s.one.waiting;
  return (
    <>
      <StatusWord of={status}>{veto ? s.one.vetoFrom(whole(veto.from), whole(veto.until)) : is}</StatusWord>
      {veto && <span class="small quiet">{is}</span>}
    </>
  );
}

function Gates({ of }: { of: MemberSeen["gates"] }) {
  return (
    <table class="folds">
      <caption class="small quiet">{s.one.caption}</caption>
      <thead>
        <tr>
          {[s.one.gate, s.one.does, s.one.because, s.one.ends].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {of.map(({ name, isHard, reason, ends }) => (
          <tr key={name}>
            <th scope="row">{s.gates[name] ?? s.inSdk(name)}</th>
            <td data-label={s.one.does}>
              <StatusWord of={isHard ? "bad" : "watch"}>{isHard ? s.one.hard : s.one.soft}</StatusWord>
            </td>
            <td data-label={s.one.because}>
              <span>{s.inSdk(reason)}</span>
            </td>
            <td data-label={s.one.ends}>
              <span>{s.inSdk(ends)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
