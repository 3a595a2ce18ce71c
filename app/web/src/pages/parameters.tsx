// What the pool charges, who may change what and how fast, what is pending, and which code runs.
import {
  coming,
  FEE_RISE_UPDATES,
  feesOf,
  isPending,
  liquidityFeesOf,
  MANAGER_CHANGE_UPDATES,
  MAX_DEPOSIT_FEE_BPS,
  MAX_LIQUIDITY_FEE_BPS,
  MAX_PAUSE_SECONDS,
  MAX_REWARD_FEE_BPS,
  MAX_TICKET_FEE_BPS,
  MAX_TREASURY_CUT_BPS,
  MAX_WITHDRAWAL_FEE_BPS,
  managerOf,
  U64_MAX,
} from "@truestake/sdk";
import type { PageProps } from "../app";
import { type Request, useRequest } from "../data/request";
import { usePool } from "../data/session";
import { pendingOf, type View } from "../data/view";
import { decimal, percentOf, whole } from "../format/amounts";
import { type Program, type Programs, programsOf } from "../risk/check";
import { type Parts, useParts } from "../steward/use";
import { t } from "../strings";
import { Age } from "../ui/age";
import { Address, Card, Facts, Intro, Skeleton, StatusWord } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";

export default function Parameters({ view }: PageProps) {
  const [found, read] = useRequest(view, (pool) => programsOf(pool, view));
  const programs = found.is === "done" ? found.of : undefined;
  const { isManaged, parts, error, again } = useParts(view);
  return (
    <>
      <Intro title={t.parameters.title}>{t.parameters.lead}</Intro>
      <div class="stack">
        <Fees view={view} />
        <Roles view={view} programs={programs} parts={parts} />
        <Policy view={view} />
        {isManaged && !parts && error === undefined && <Skeleton height={520} />}
        {error !== undefined && <ProblemNote error={error} onAgain={again} />}
        {parts && <parts.PolicyCard view={view} />}
        <ProgramCard view={view} found={found} read={read} parts={parts} />
        <Addresses view={view} />
      </div>
    </>
  );
}

function Fees({ view }: { view: View }) {
  const { pool, liquidity } = view;
  const [now, later] = [feesOf(pool), isPending(pool.fees, pool.updates) ? coming(pool.fees) : undefined];
  const names = t.parameters.feeNames;
  const ceilings = {
    reward: MAX_REWARD_FEE_BPS,
    deposit: MAX_DEPOSIT_FEE_BPS,
    ticket: MAX_TICKET_FEE_BPS,
    withdrawal: MAX_WITHDRAWAL_FEE_BPS,
  };
  const rows = (Object.keys(ceilings) as (keyof typeof ceilings)[]).map((name) => ({
    what: names[name],
    now: percentOf(now[name]),
    next: later && later[name] !== now[name] ? percentOf(later[name]) : t.none,
    most: percentOf(ceilings[name]),
  }));
  if (liquidity) {
    const line = liquidityFeesOf(liquidity, pool);
    const next = isPending(liquidity.fees, pool.updates) ? coming(liquidity.fees) : undefined;
    const range = ({ min, max }: { min: number; max: number }) => `${percentOf(min)} – ${percentOf(max)}`;
    rows.push(
      {
        what: names.liquid,
        now: range(line),
        next: next ? range(next) : t.none,
        most: percentOf(MAX_LIQUIDITY_FEE_BPS),
      },
      {
        what: names.cut,
        now: percentOf(line.treasuryCut),
        next: next ? percentOf(next.treasuryCut) : t.none,
        most: percentOf(MAX_TREASURY_CUT_BPS),
      },
    );
  }
  const columns = t.parameters.feeColumns;
  const pending = pendingOf(view);
  return (
    <Card title={t.parameters.fees}>
      <table class="folds">
        <caption class="hidden">{t.parameters.fees}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.what}</th>
            <th scope="col" class="n">
              {columns.now}
            </th>
            <th scope="col" class="n">
              {columns.next}
            </th>
            <th scope="col" class="n">
              {columns.most}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, now: at, next, most }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td class="n" data-label={columns.now}>
                {at}
              </td>
              <td class="n" data-label={columns.next}>
                {next}
              </td>
              <td class="n" data-label={columns.most}>
                {most}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="small quiet">
        {t.parameters.ceilings} {t.parameters.last(whole(pool.updates))}
      </p>
      {pending.map(({ what, update }) => (
        <p key={what} class="small">
          {update === undefined
            ? t.facts.pendingNames[what]
            : t.facts.pendingAt(t.facts.pendingNames[what], whole(update), whole(pool.updates))}
        </p>
      ))}
    </Card>
  );
}

function UpgradeRow({ role, may, program }: { role: string; may: string; program: Program | undefined }) {
  const { fast, roleColumns } = t.parameters;
  const isKnown = program?.isKnownLoader === true;
  const holder = program?.authority?.toBase58();
  return (
    <tr>
      <th scope="row">{role}</th>
      <td data-label={roleColumns.holder}>
        {!isKnown ? <StatusWord of="unknown" /> : holder ? <Address of={holder} label={role} /> : t.none}
      </td>
      <td data-label={roleColumns.may}>
        <span>{may}</span>
      </td>
      <td data-label={roleColumns.fast}>
        {isKnown ? <span>{holder ? fast.upgrade : fast.never}</span> : <StatusWord of="unknown" />}
      </td>
    </tr>
  );
}

interface RolesProps {
  view: View;
  programs: Programs | undefined;
  parts: Parts | undefined;
}

function Roles({ view, programs, parts }: RolesProps) {
  const { pool } = view;
  const { roleNames, may, fast, roleColumns } = t.parameters;
  const roles = [
    { role: "admin", holder: pool.admin.toBase58(), how: fast.admin(whole(FEE_RISE_UPDATES)) },
    { role: "manager", holder: managerOf(pool).toBase58(), how: fast.manager(whole(MANAGER_CHANGE_UPDATES)) },
    {
      role: "guardian",
      holder: pool.guardian.toBase58(),
      how: fast.guardian(whole(Math.round(MAX_PAUSE_SECONDS / 86_400))),
    },
    { role: "treasury", holder: pool.treasury.toBase58(), how: fast.treasury },
  ] as const;
  return (
    <Card title={t.parameters.roles}>
      <table class="folds">
        <caption class="hidden">{t.parameters.roles}</caption>
        <thead>
          <tr>
            {[roleColumns.role, roleColumns.holder, roleColumns.may, roleColumns.fast].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {roles.map(({ role, holder, how }) => (
            <tr key={role}>
              <th scope="row">{roleNames[role]}</th>
              <td data-label={roleColumns.holder}>
                <Address of={holder} label={roleNames[role]} />
              </td>
              <td data-label={roleColumns.may}>
                <span>{may[role]}</span>
              </td>
              <td data-label={roleColumns.fast}>
                <span>{how}</span>
              </td>
            </tr>
          ))}
          <UpgradeRow role={roleNames.upgrade} may={may.upgrade} program={programs?.pool} />
          {parts && <UpgradeRow {...parts.s.upgrade} program={programs?.steward} />}
        </tbody>
      </table>
      <p class="small quiet">{t.parameters.cannot}</p>
    </Card>
  );
}

function Policy({ view: { pool } }: { view: View }) {
  const names = t.parameters.policyNames;
  const facts: [string, string][] = [
    [names.buffer, percentOf(pool.reserveBuffer)],
    [names.share, percentOf(pool.maxValidatorShare)],
    [names.move, percentOf(pool.maxMove)],
    [names.part, percentOf(pool.movingPart)],
    [names.cap, pool.depositCap === U64_MAX ? t.parameters.noCap : t.amount(decimal(pool.depositCap), t.sol)],
  ];
  return (
    <Card title={t.parameters.policy}>
      <Facts of={facts} />
    </Card>
  );
}

/** What runs, beside what was published. */
function HashRows({ names, hash, published }: { names: typeof t.parameters.hash; hash?: string; published?: string }) {
  const wanted = published?.toLowerCase();
  return (
    <>
      <div>
        <dt>{names.runs}</dt>
        <dd>{hash ? <code>{hash}</code> : <StatusWord of="unknown" />}</dd>
      </div>
      <div>
        <dt>{names.published}</dt>
        <dd>{wanted ? <code>{wanted}</code> : t.parameters.programNone}</dd>
      </div>
      {hash !== undefined && wanted !== undefined && (
        <div>
          <dt>{t.proof.result}</dt>
          <dd>
            <StatusWord of={hash === wanted ? "ok" : "bad"} />
          </dd>
        </div>
      )}
    </>
  );
}

interface ProgramProps {
  view: View;
  found: Request<Programs>;
  read(): void;
  parts: Parts | undefined;
}

function ProgramCard({ view, found, read, parts }: ProgramProps) {
  const { programHash, stewardHash } = usePool()?.place ?? {};
  const programs = found.is === "done" ? found.of : undefined;
  return (
    <Card
      title={t.parameters.program}
      aside={
        <button type="button" class="button slim" disabled={found.is === "running"} onClick={read}>
          {t.parameters.programCheck}
        </button>
      }
    >
      {found.is === "done" && (
        <p>
          <Age of={found.moment} view={view} />
        </p>
      )}
      <dl class="facts">
        <HashRows names={t.parameters.hash} hash={programs?.pool.hash} published={programHash} />
        {parts && <HashRows names={parts.s.hash} hash={programs?.steward?.hash} published={stewardHash} />}
      </dl>
      {found.is === "failed" && <ProblemNote error={found.error} onAgain={read} />}
    </Card>
  );
}

function Addresses({ view: { deployment } }: { view: View }) {
  const names = t.parameters.addressNames;
  const all: [string, string][] = [
    [names.program, deployment.programId.toBase58()],
    [names.mint, deployment.mint.toBase58()],
    [names.pool, deployment.pool.toBase58()],
    [names.reserve, deployment.reserve.toBase58()],
    [names.validators, deployment.validators.toBase58()],
    [names.history, deployment.history.toBase58()],
    [names.queue, deployment.queue.toBase58()],
  ];
  return (
    <Card title={t.parameters.addresses}>
      <Facts of={all.map(([name, address]) => [name, <Address key={name} of={address} label={name} />] as const)} />
    </Card>
  );
}
