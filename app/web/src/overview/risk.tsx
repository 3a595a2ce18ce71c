// The one decorated thing: five slices, each a word, its numbers and its rule.
import { useState } from "preact/hooks";
import { usePool } from "../data/session";
import type { View } from "../data/view";
import { ageOf } from "../risk/age";
import { exitsOf } from "../risk/exits";
import { SLICES, type Slice, type SliceName, UNCHECKED } from "../risk/types";
import { t } from "../strings";
import { Card, GLYPHS, StatusWord } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";

/** What was computed on request, for the pool that it is of. */
const computed = new WeakMap<object, Partial<Record<SliceName, Slice>>>();

export function RiskCard({ view }: { view: View }) {
  const pool = usePool();
  const [isChecking, setChecking] = useState(false);
  const [error, setError] = useState<unknown>();
  const [, setCount] = useState(0);
  const found: Record<SliceName, Slice> = {
    ...{ backing: UNCHECKED, keys: UNCHECKED, validators: UNCHECKED },
    ...{ age: ageOf(view), exits: exitsOf(view) },
    ...(pool ? computed.get(pool) : {}),
  };
  const check = async () => {
    if (!pool) return;
    setChecking(true);
    setError(undefined);
    try {
      const { backingOf, keysOf, validatorsOf } = await import("../risk/check");
      const note = async (name: SliceName, of: Promise<Slice>) => {
        const slice = await of;
        computed.set(pool, { ...computed.get(pool), [name]: slice });
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
      <div class="risk">
        <Rosette of={found} />
        <div class="slices">
          {SLICES.map((name) => (
            <details key={name}>
              <summary>
                <span>{t.risk.names[name]}</span>
                <StatusWord of={found[name].status} />
              </summary>
              <div class="working">
                {found[name].says.map((each) => (
                  <p key={each}>{each}</p>
                ))}
                <p class="quiet">{t.risk.rules[name]}</p>
              </div>
            </details>
          ))}
        </div>
      </div>
      {error !== undefined && <ProblemNote error={error} />}
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
