// The frame: places, epoch, wallet, what holds for every page; and the page of the address.
import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { StrayNote } from "./actions/actNote";
import { settleOpen } from "./actions/start";
import { show, useAge, useHoldingsReader, useIsStale, usePool, useReading } from "./data/session";
import { epochProgress, isPaused, type View } from "./data/view";
import { GAP, whole } from "./format/amounts";
import { dateOf, span } from "./format/time";
import { Overview } from "./pages/overview";
import { Settings } from "./pages/settings";
import { hostOf, isAddress, nodesFor, type Place, type Proposal, placeOf, proposalIn, save } from "./place/deployed";
import { linkTo, type Route, useRoute } from "./route";
import { t } from "./strings";
import { Part } from "./ui/part";
import { Intro, Skeleton, shortened } from "./ui/pieces";
import { ProblemNote, problemOf } from "./ui/problem";
import { ThemeButton } from "./ui/theme";
import { WalletButton } from "./wallet/button";
import { isFramed } from "./wallet/frame";
import { useTap } from "./wallet/tap";

/** What a page is given: the pool as it was read last. */
export interface PageProps {
  view: View;
  rest: string;
}

/** What each place is called: in the window's title, too. */
const TITLES: Record<string, string> = {
  overview: t.nav.overview,
  stake: t.nav.stake,
  holdings: t.nav.wallet,
  validators: t.nav.validators,
  scenarios: t.nav.scenarios,
  proof: t.nav.proof,
  parameters: t.nav.parameters,
  statement: t.statement.title,
  settings: t.nav.settings,
};

/** Undefined where there is no such page. */
function titleOf({ page, rest }: Route): string | undefined {
  if (page === "validator") return isAddress(rest) ? t.validators.one(shortened(rest)) : t.nav.validators;
  return Object.hasOwn(TITLES, page) ? TITLES[page] : undefined;
}

function Missing() {
  return (
    <>
      <Intro title={t.missing.title}>{t.missing.what}</Intro>
      <a href={linkTo("overview")}>{t.missing.back}</a>
    </>
  );
}

type Load = () => Promise<{ default: ComponentType<PageProps> }>;

/** All but the first page are loaded when somebody goes there. */
const LATER: Record<string, Load> = {
  stake: () => import("./pages/stake"),
  holdings: () => import("./pages/holdings"),
  validators: () => import("./pages/validators"),
  validator: () => import("./pages/validator"),
  scenarios: () => import("./pages/scenarios"),
  proof: () => import("./pages/proof"),
  parameters: () => import("./pages/parameters"),
  statement: () => import("./pages/statement"),
};

const PLACES = [
  ["overview", t.nav.overview],
  ["stake", t.nav.stake],
  ["validators", t.nav.validators],
  ["scenarios", t.nav.scenarios],
  ["proof", t.nav.proof],
  ["holdings", t.nav.wallet],
] as const;

/** Those that a phone's bar has room for. */
const IN_BAR: readonly string[] = ["overview", "stake", "validators", "holdings"];

interface PlacesProps {
  at: string;
  class: string;
  label?: string;
  places: readonly (readonly [string, string])[];
}

function Places({ at, class: name, label = t.nav.label, places }: PlacesProps) {
  return (
    <nav class={name} aria-label={label}>
      {places.map(([page, word]) => (
        <a key={page} href={linkTo(page)} aria-current={page === at ? "page" : undefined}>
          {word}
        </a>
      ))}
    </nav>
  );
}

function Brand() {
  return (
    <a class="brand" href={linkTo("overview")}>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="var(--accent)" />
        <path
          d="M7 22 13 15l5 4 8-10"
          fill="none"
          stroke="var(--on-accent)"
          stroke-width="3"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </svg>
      {t.name}
    </a>
  );
}

function EpochMeter({ view }: { view: View }) {
  const done = epochProgress(view);
  return (
    <span class="meter">
      {t.epoch(whole(view.clock.epoch))}
      <span class="done">{t.epochDone(`${Math.floor(done / 10)}${GAP}%`)}</span>
      <progress max={1_000} value={done} aria-label={t.epochLabel} />
    </span>
  );
}

/** What somebody has to know on every page. */
function Notes() {
  const pool = usePool();
  const { view } = useReading();
  return (
    <div class="notes">
      <ProposalNote />
      <StrayNote />
      {isFramed() && (
        <div class="note watch">
          <p>{t.wallet.framed}</p>
          <a href={location.href} target="_blank" rel="noopener noreferrer">
            {t.wallet.openAlone}
          </a>
        </div>
      )}
      <ReadingNote />
      {pool && <VouchNote place={pool.place} />}
      {view && isPaused(view) && (
        <div class="note watch">
          <p>{t.paused(dateOf(view.pool.pausedUntil))}</p>
        </div>
      )}
    </div>
  );
}

/** What is shown is old, or could not be read again: why, and what that keeps from being sent. */
function ReadingNote() {
  const pool = usePool();
  const { view, error } = useReading();
  const age = useAge(view?.at);
  const isStale = useIsStale(view?.at);
  if (!view || (!isStale && error === undefined)) return null;
  const why = error === undefined ? t.fresh.reading : problemOf(error).title;
  return (
    <div class="note watch" role="status">
      <p>{isStale ? t.fresh.stale(span(age), why) : t.fresh.failing(span(age), why)}</p>
      <div class="row">
        <button type="button" class="button slim" onClick={() => pool?.refresh()}>
          {t.fresh.again}
        </button>
      </div>
    </div>
  );
}

/** What the deployer does not stand for, however long somebody has used it. */
function VouchNote({ place: { isListed, foreign, rpc } }: { place: Place }) {
  const hosts = foreign.map(hostOf).join(", ");
  if (isListed && foreign.length === 0) return null;
  return (
    <aside class="note watch" aria-label={t.vouch}>
      {!isListed && <p>{t.unlisted}</p>}
      {foreign.length > 0 && (
        <p>{foreign.length < rpc.length ? t.foreignToo(hosts) : t.foreign(hosts, foreign.length)}</p>
      )}
      <a href={linkTo("settings")}>{t.nav.settings}</a>
    </aside>
  );
}

/** What the address proposes is named and asked about; nothing of it is used before. */
function ProposalNote() {
  const pool = usePool();
  const [gone, setGone] = useState(false);
  const [isKept, setKept] = useState(true);
  const proposal: Proposal | undefined = gone ? undefined : proposalIn(location.href, pool?.place);
  if (!isKept) {
    return (
      <div class="note watch" role="status">
        <p>{t.place.notKept}</p>
      </div>
    );
  }
  if (!proposal) return null;
  const mint = proposal.mint ?? pool?.place.mint;
  const rpc = proposal.rpc ? [proposal.rpc] : mint ? nodesFor(mint, pool?.place.rpc ?? []) : [];
  const use = (keep: boolean) => {
    setGone(true);
    if (!mint) return;
    if (keep) setKept(save({ mint, rpc }));
    show(placeOf({ mint, rpc }));
  };
  return (
    <div class="note watch" role="alertdialog" aria-labelledby="proposal">
      <strong id="proposal">{t.place.proposed}</strong>
      <ul>
        {proposal.mint && <li>{t.place.proposedMint(proposal.mint)}</li>}
        {proposal.rpc && <li>{t.place.proposedRpc(proposal.rpc)}</li>}
      </ul>
      <p>{t.place.proposedWhy}</p>
      <div class="row">
        {mint && (
          <>
            <button type="button" class="button slim" onClick={() => use(false)}>
              {t.place.once}
            </button>
            <button type="button" class="button slim" onClick={() => use(true)}>
              {t.place.remember}
            </button>
          </>
        )}
        <button type="button" class="button slim" onClick={() => setGone(true)}>
          {t.place.ignore}
        </button>
      </div>
    </div>
  );
}

const loaded = new Map<string, ComponentType<PageProps>>();

function Page({ page, rest }: Route) {
  const { view, error } = useReading();
  const pool = usePool();
  const [, setCount] = useState(0);
  const [tries, setTries] = useState(0);
  const [failed, setFailed] = useState<{ page: string; error: unknown }>();
  const load = Object.hasOwn(LATER, page) ? LATER[page] : undefined;
  useEffect(() => {
    if (!load || loaded.has(page)) return;
    load().then(
      ({ default: found }) => {
        loaded.set(page, found);
        setCount((count) => count + 1);
      },
      (error) => setFailed({ page, error }),
    );
  }, [page, load, tries]);
  if (page === "settings" || !pool) return <Settings />;
  if (!view && error) {
    return (
      <>
        <h1 class="hidden">{t.fresh.failed}</h1>
        <ProblemNote error={error} onAgain={() => pool.refresh()} />
      </>
    );
  }
  if (failed?.page === page) {
    const again = () => {
      setFailed(undefined);
      setTries(tries + 1);
    };
    return <ProblemNote error={failed.error} onAgain={again} />;
  }
  const Found = load ? loaded.get(page) : Overview;
  if (!view || !Found) {
    return (
      <div class="stack" aria-busy="true">
        <h1 class="hidden">{t.loading}</h1>
        <div class="grid">
          <Skeleton height={470} />
          <Skeleton height={470} />
        </div>
        <Skeleton height={220} />
      </div>
    );
  }
  return <Found view={view} rest={rest} />;
}

export function App() {
  const route = useRoute();
  const { view } = useReading();
  useHoldingsReader();
  useOpenActions();
  const { page } = route;
  const title = titleOf(route);
  useEffect(() => scrollTo(0, 0), [page]);
  useEffect(() => {
    document.title = `${title ?? t.missing.title} · ${t.name}`;
  }, [title]);
  return (
    <div class="page">
      <button type="button" class="skip" onClick={skip}>
        {t.skip}
      </button>
      <header class="top">
        <Brand />
        <Places at={page} class="places" places={PLACES} />
        <div class="end">
          <Part>
            {view && <EpochMeter view={view} />}
            <ThemeButton />
            <WalletButton />
          </Part>
        </div>
      </header>
      <Part>
        <Notes />
      </Part>
      <TapDialog />
      <main id="main" tabIndex={-1}>
        <Part of={`${page}/${route.rest}`}>{title === undefined ? <Missing /> : <Page {...route} />}</Part>
      </main>
      <footer class="foot">
        <Places
          at={page}
          class="row"
          label={t.nav.rest}
          places={[
            ["scenarios", t.nav.scenarios],
            ["proof", t.nav.proof],
            ["parameters", t.nav.parameters],
            ["statement", t.statement.title],
            ["settings", t.nav.settings],
          ]}
        />
        <ThemeButton />
      </footer>
      <Places at={page} class="bar" places={PLACES.filter(([page]) => IN_BAR.includes(page))} />
    </div>
  );
}

/** What was open when the page was left, or another pool was shown, is settled once the pool is there again. */
function useOpenActions(): void {
  const pool = usePool();
  const { view } = useReading();
  const isRead = view !== undefined;
  useEffect(() => {
    if (pool && isRead) void settleOpen(pool);
  }, [pool, isRead]);
}

/** Asks for the click that opens a wallet app. */
function TapDialog() {
  const tap = useTap();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (tap && !ref.current?.open) ref.current?.showModal();
    if (!tap) ref.current?.close();
  }, [tap]);
  return (
    <dialog ref={ref} onClose={() => tap?.cancel()} aria-labelledby="tap">
      <div class="stack">
        <h2 id="tap">{t.tap.title}</h2>
        <p class="quiet">{t.tap.why}</p>
        <div class="row">
          <button type="button" class="button main" onClick={() => tap?.open()}>
            {t.tap.open}
          </button>
          <button type="button" class="button" onClick={() => tap?.cancel()}>
            {t.sending.cancel}
          </button>
        </div>
      </div>
    </dialog>
  );
}

/** No link: the part of the address behind # is the page's place. */
function skip(): void {
  document.getElementById("main")?.focus();
}
