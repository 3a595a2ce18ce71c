// What a steward has to say of each validator in the list: its bond, what it owes, what it takes, how it is rated.
import { useEffect } from "preact/hooks";
import { usePool } from "../data/session";
import { store, useStore } from "../data/store";
import { symbolOf, type View, worthOf } from "../data/view";
import { decimal, percentOf, whole } from "../format/amounts";
import { t } from "../strings";
import { type Status, StatusWord } from "../ui/pieces";
import type { Column } from "../validators/column";
import { ask, workPlace } from "../worker/ask";
import type { BondRow, Bonds, Taken } from "../worker/protocol";
import { s } from "./strings";

const NOTHING = -1n;

export function columnsOf(bonds: Bonds, view: View): Column[] {
  const rows = new Map(bonds.rows.map((row) => [row.vote, row]));
  const symbol = symbolOf(view, t.tokens);
  const of = (title: string, key: string, sort: (row: BondRow) => bigint, show: (row: BondRow) => Shown): Column => ({
    ...{ key, title, isNumber: true },
    by: ({ vote }) => {
      const row = rows.get(vote);
      return row ? sort(row) : NOTHING;
    },
    cell: ({ vote }) => {
      const row = rows.get(vote);
      return row ? show(row) : <span class="quiet">{key === "bond" ? s.none : s.dash}</span>;
    },
  });
  const { bond, owes, commission, rating } = s.columns;
  return [
    of(
      bond,
      "bond",
      ({ tokens }) => tokens,
      ({ tokens }) => <Tokens of={tokens} {...{ view, symbol }} />,
    ),
    of(
      owes,
      "owes",
      ({ debt }) => debt,
      ({ debt }) => (debt === 0n ? <span class="quiet">{s.nothing}</span> : <Tokens of={debt} {...{ view, symbol }} />),
    ),
    of(
      commission,
      "commission",
      ({ pledged }) => BigInt(pledged),
      ({ vote, pledged }) => <Commission {...{ vote, pledged }} turn={bonds.turn} />,
    ),
    of(
      rating,
      "rating",
      ({ rated }) => BigInt(rated?.quality ?? 0),
      ({ rated }) => <Rating of={rated} />,
    ),
  ];
}

type Shown = ReturnType<typeof StatusWord>;

function Tokens({ of, view, symbol }: { of: bigint; view: View; symbol: string }) {
  return (
    <span>
      {t.amount(decimal(of, { most: 2 }), symbol)}
      <span class="below small quiet">{t.amount(decimal(worthOf(view, of), { most: 2 }), t.sol)}</span>
    </span>
  );
}

function Rating({ of }: { of: BondRow["rated"] }) {
  if (!of) return <StatusWord of="unknown">{s.notRated}</StatusWord>;
  const { gate, quality } = of;
  if (!gate) return <StatusWord of="ok">{s.quality(whole(quality))}</StatusWord>;
  const status: Status = gate.isHard ? "bad" : "watch";
  return <StatusWord of={status}>{s.gates[gate.name] ?? s.inSdk(gate.name)}</StatusWord>;
}

// What was taken is measured by vote accounts, 4 kB each: only those in sight are read, all of a page at once.

const known = store<{ turn: number; of: Record<string, Taken> }>({ turn: 0, of: {} });
let wanted = new Set<string>();

function want(place: Parameters<typeof workPlace>[0], turn: number, vote: string): void {
  if (known.get().turn !== turn) known.set({ turn, of: {} });
  if (vote in known.get().of) return;
  if (wanted.size === 0) setTimeout(() => void read(place, turn));
  wanted.add(vote);
}

async function read(place: Parameters<typeof workPlace>[0], turn: number): Promise<void> {
  const votes = [...wanted];
  wanted = new Set();
  // Where it fails, the pledge alone is shown; the next page or update asks again.
  const of = await ask("taken", { place: workPlace(place), votes }).catch(() => ({}));
  const now = known.get();
  if (now.turn === turn) known.set({ turn, of: { ...now.of, ...of } });
}

function Commission({ vote, pledged, turn }: { vote: string; pledged: number; turn: number }) {
  const place = usePool()?.place;
  const { turn: at, of } = useStore(known);
  useEffect(() => {
    if (place) want(place, turn, vote);
  }, [place, turn, vote]);
  const taken = at === turn ? of[vote] : undefined;
  if (taken?.measured === undefined) return <span class="quiet">{s.pledgeOnly(percentOf(pledged))}</span>;
  const says = s.ofPledge(percentOf(taken.measured), percentOf(pledged));
  return taken.isOver ? <StatusWord of="bad">{says}</StatusWord> : <span>{says}</span>;
}
