// What if a validator loses a part of its stake: the bond first, then the holders.
import { useId, useState } from "preact/hooks";
import { symbolOf, type View } from "../data/view";
import { decimal, percentOf, shareOf } from "../format/amounts";
import { linkTo } from "../route";
import { t } from "../strings";
import { Card } from "../ui/pieces";
import type { MemberSeen } from "../worker/protocol";
import { s } from "./strings";

/** Parts of its stake that the slider steps through, in basis points: 0.01 % to all of it. */
export const LOSSES_BPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] as const;
const FIRST = LOSSES_BPS.indexOf(100);

export function LossCard({ vote, of, view }: { vote: string; of: MemberSeen["whatIf"]; view: View }) {
  const id = useId();
  const [step, setStep] = useState(FIRST);
  const at = of[step];
  if (!at) return null;
  const { lossBps, lost, bond, burned, holders, perToken, perTokenAlone, left, unpaid } = at;
  const symbol = symbolOf(view, t.tokens);
  const tokens = (amount: bigint) => t.amount(decimal(amount, { most: 4 }), symbol);
  const sol = (lamports: bigint) => t.amount(decimal(lamports, { most: 4 }), t.sol);
  const said = s.loss.said(percentOf(lossBps), decimal(lost, { most: 2 }));
  // Of a whole of a thousand, so that it is drawn without a float of an amount.
  const part = lost === 0n ? 0 : Number((bond * 1_000n) / lost);
  return (
    <Card title={s.loss.title}>
      <div class="stack">
        <p class="quiet">{s.loss.lead}</p>
        <div class="field slider">
          <span class="row between">
            <label for={id}>{s.loss.slider}</label>
            <output for={id} class="number">
              {said}
            </output>
          </span>
          <input
            type="range"
            id={id}
            min={0}
            max={LOSSES_BPS.length - 1}
            step={1}
            value={step}
            aria-valuetext={said}
            onInput={({ currentTarget }) => setStep(Number(currentTarget.value))}
          />
        </div>
        <div class="borne" role="img" aria-label={s.loss.bar(shareOf(bond, lost), shareOf(holders, lost))}>
          {part > 0 && <span class="bond" style={{ flexBasis: `${part / 10}%` }} />}
          {part < 1_000 && <span class="holders" style={{ flexBasis: `${(1_000 - part) / 10}%` }} />}
        </div>
        <dl class="facts" aria-live="polite">
          <div>
            <dt>
              <span class="key bond" aria-hidden="true" />
              {s.loss.bond}
            </dt>
            <dd>
              {sol(bond)}
              <span class="small quiet">{burned > 0n ? s.loss.burned(tokens(burned)) : null}</span>
              {burned === 0n && lost > 0n && at.carried > 0n && <span class="small quiet">{s.loss.carried}</span>}
            </dd>
          </div>
          <div>
            <dt>
              <span class="key holders" aria-hidden="true" />
              {s.loss.holders}
            </dt>
            <dd>{sol(holders)}</dd>
          </div>
          <div>
            <dt>{s.loss.perToken}</dt>
            <dd>
              {t.amount(decimal(perToken), t.sol)}
              <span class="small quiet">{s.loss.alone(decimal(perTokenAlone))}</span>
            </dd>
          </div>
          <div>
            <dt>{s.loss.left}</dt>
            <dd>
              {tokens(left)}
              {unpaid > 0n && <span class="small quiet">{s.loss.unpaid(tokens(unpaid))}</span>}
            </dd>
          </div>
        </dl>
        <div class="stack tight small quiet">
          <p>{s.loss.when}</p>
          <p>{s.loss.note}</p>
        </div>
        <a href={linkTo("scenarios", `slash/${vote}`)}>{s.loss.more}</a>
      </div>
    </Card>
  );
}
