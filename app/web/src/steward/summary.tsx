// The steward in a few numbers, above the list of validators.
import { symbolOf, type View, worthOf } from "../data/view";
import { decimal, partOf, whole } from "../format/amounts";
import { linkTo } from "../route";
import { t } from "../strings";
import { Card, shortened } from "../ui/pieces";
import type { Bonds } from "../worker/protocol";
import { s } from "./strings";

/** Members outside of the list that are named; the rest are counted. */
const NAMED = 12;

export function Summary({ bonds, view }: { bonds: Bonds; view: View }) {
  const { rows, tokens, ratioPpb, knownEpochs } = bonds;
  const outside = rows.filter(({ isListed }) => !isListed);
  return (
    <Card title={s.title} aside={<a href={linkTo("parameters")}>{s.rules}</a>}>
      <div class="stack tight">
        <p class="quiet">{s.lead}</p>
        <dl class="facts">
          <div>
            <dt>{s.members}</dt>
            <dd>
              {whole(rows.length)}
              {outside.length > 0 && <span class="small quiet">{s.waiting(whole(outside.length))}</span>}
            </dd>
          </div>
          <div>
            <dt>{s.bonds}</dt>
            <dd>
              {t.amount(decimal(tokens, { most: 2 }), symbolOf(view, t.tokens))}
              <span class="small quiet">{s.worth(decimal(worthOf(view, tokens), { most: 2 }))}</span>
            </dd>
          </div>
          <div>
            <dt>{s.ratio}</dt>
            <dd>{s.ratioOf(partOf(Math.floor(ratioPpb / 1_000)))}</dd>
          </div>
          <div>
            <dt>{s.known}</dt>
            <dd>
              {s.knownOf(whole(knownEpochs))}
              {knownEpochs < 10 && <span class="small quiet">{s.knownWhy}</span>}
            </dd>
          </div>
        </dl>
        {outside.length > 0 && (
          <p class="small">
            {s.outside}:{" "}
            {outside.slice(0, NAMED).map(({ vote }, at) => (
              <span key={vote}>
                {at > 0 && ", "}
                <a class="address" href={linkTo("validator", vote)} aria-label={t.validators.open(vote)}>
                  {shortened(vote)}
                </a>
              </span>
            ))}
            {outside.length > NAMED && ` ${s.moreOutside(whole(outside.length - NAMED))}`}
          </p>
        )}
      </div>
    </Card>
  );
}
