// The one decorated thing: five slices, each a word, its numbers and its rule.
import { useState } from "preact/hooks";
import { type Moment, momentOf } from "../data/moment";
import { useIsStale, usePool, useReading } from "../data/session";
import type { View } from "../data/view";
import { ageOf } from "../risk/age";
import { exitsOf } from "../risk/exits";
import { SLICES, type Slice, type SliceName, UNCHECKED } from "../risk/types";
import { t } from "../strings";
import { Age, useIsOld } from "../ui/age";
import { Card, GLYPHS, StatusWord } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";

interface Checked extends Slice {
  moment: Moment;
}

/** Rules whose numbers are read when somebody asks; the others go by the view. */
const ASKED = { backing: true, keys: true, validators: true };

/** What was computed on request, for the pool and the nodes that it is of. */
const computed = new WeakMap<object, Partial<Record<SliceName, Checked>>>();

/** What was fine a while ago is not called so any more; what was bad stays so until somebody has looked again. */
const faded = (of: Slice): Slice => (of.status === "bad" ? of : { ...of, status: "unknown" });

export function RiskCard({ view }: { view: View }) {
  const pool = usePool();
  const [isChecking, setChecking] = useState(false);
  const [error, setError] = useState<unknown>();
  const [, setCount] = useState(0);
  const { error: away } = useReading();
  const isStale = useIsStale(view.at);
  const isAway = isStale || away !== undefined;
  const checked = pool && computed.get(pool);
  const { backing = UNCHECKED, keys = UNCHECKED, validators = UNCHECKED } = checked ?? {};
  const { epoch } = view.clock;
  const isPast: Record<SliceName, boolean> = {
    backing: useIsOld(checked?.backing?.moment, epoch),
    keys: useIsOld(checked?.keys?.moment, epoch),
    validators: useIsOld(checked?.validators?.moment, epoch),
    ...{ age: isAway, exits: isAway },
  };
  const now = (name: SliceName, of: Slice): Slice => (isPast[name] ? faded(of) : of);
  const found: Record<SliceName, Slice> = {
    ...{ backing: now("backing", backing), keys: now("keys", keys), validators: now("validators", validators) },
    ...{ age: now("age", ageOf(view)), exits: now("exits", exitsOf(view)) },
  };
  const pastWord = (name: SliceName): string | undefined =>
    !isPast[name] || found[name].status !== "unknown" ? undefined : name in ASKED ? t.risk.old : t.risk.away;
  const [first] = Object.values(checked ?? {})
    .map(({ moment }) => moment)
    .sort((a, b) => a.at - b.at);
  const check = async () => {
    if (!pool) return;
    const moment = momentOf(view);
    setChecking(true);
    setError(undefined);
    try {
      const { backingOf, keysOf, validatorsOf } = await import("../risk/check");
      const note = async (name: SliceName, of: Promise<Slice>) => {
        const slice = await of;
        computed.set(pool, { ...computed.get(pool), [name]: { ...slice, moment } });
        setCount((count) => count + 1);
      };
      const all = [
        note("backing", backingOf(pool)),
        note("keys", keysOf(pool, view)),
        note("validators", validatorsOf(pool)),
      ];
      // What could be checked is shown, whatever became of the others.
      const failed = (await Promise.allSettled(all)).find(({ status }) => status === "rejected");
      if (failed?.status === "rejected") setError(failed.reason);
    } catch (failed) {
      setError(failed);
    }
    setChecking(false);
  };
  return (
    <Card
      title={t.risk.title}
      aside={
        <button type="button" class="button slim" disabled={isChecking} onClick={check}>
          {isChecking ? t.risk.checking : t.risk.check}
        </button>
      }
    >
      <p class="small quiet">{t.risk.why}</p>
      {first && (
        <p class="small">
          <span class="quiet">{t.risk.checked}</span> <Age of={first} view={view} />
        </p>
      )}
      <div class="risk">
        <Rosette of={found} />
        <div class="slices">
          {SLICES.map((name) => (
            <details key={name}>
              <summary>
                <span>{t.risk.names[name]}</span>
                <StatusWord of={found[name].status}>{pastWord(name)}</StatusWord>
              </summary>
              <div class="working">
                {isPast[name] && <p>{t.risk.past}</p>}
                {found[name].says.map((each) => (
                  <p key={each}>{each}</p>
                ))}
                <p class="quiet">{t.risk.rules[name]}</p>
              </div>
            </details>
          ))}
        </div>
      </div>
      {error !== undefined && <ProblemNote error={error} onAgain={check} />}
    </Card>
  );
}

const [CENTRE, OUTER, INNER] = [66, 64, 26];

const at = (radius: number, turn: number): string => {
  const angle = 2 * Math.PI * (turn - 0.25);
  return `${(CENTRE + radius * Math.cos(angle)).toFixed(2)} ${(CENTRE + radius * Math.sin(angle)).toFixed(2)}`;
};

/** Five equal slices of a ring. The words beside it say the same. */
function Rosette({ of }: { of: Record<SliceName, Slice> }) {
  return (
    <svg class="rosette" viewBox="0 0 132 132" aria-hidden="true">
      {SLICES.map((name, place) => {
        const [from, to] = [place / SLICES.length, (place + 1) / SLICES.length];
        const { status } = of[name];
        const [x = "", y = ""] = at((OUTER + INNER) / 2, (from + to) / 2).split(" ");
        return (
          <g key={name}>
            <path
              class={status}
              d={`M${at(INNER, from)}L${at(OUTER, from)}A${OUTER} ${OUTER} 0 0 1 ${at(OUTER, to)}L${at(INNER, to)}A${INNER} ${INNER} 0 0 0 ${at(INNER, from)}Z`}
            />
            <text class={status} x={x} y={y}>
              {GLYPHS[status]}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
