// The ways out for one token, to be seen before anybody comes in.
import { planExit } from "@truestake/sdk/quotes";
import { symbolOf, type View, worthOf } from "../data/view";
import { decimal, shareOf } from "../format/amounts";
import { linkTo } from "../route";
import { t } from "../strings";
import { Card, StatusWord } from "../ui/pieces";
import { problemOf } from "../ui/problem";
import { whenOf } from "../ui/when";

const ONE = 1_000_000_000n;

export function WaysCard({ view }: { view: View }) {
  const { liquid, ticket } = planExit(view, ONE);
  const worth = worthOf(view, ONE);
  const ways = [
    { name: t.out.names.liquid, way: liquid },
    { name: t.out.names.ticket, way: ticket },
  ];
  return (
    <Card
      title={t.out.title(t.amount("1", symbolOf(view, t.token)))}
      aside={<a href={linkTo("stake", "unstake")}>{t.out.compare}</a>}
    >
      <table class="folds">
        <caption class="hidden">{t.out.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.out.way}</th>
            <th scope="col" class="n">
              {t.sol}
            </th>
            <th scope="col" class="n">
              {t.out.cost}
            </th>
            <th scope="col">{t.out.when}</th>
          </tr>
        </thead>
        <tbody>
          {ways.map(({ name, way: { possible, refusal, lamports, waitEpochs } }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="n" data-label={t.sol}>
                {possible ? decimal(lamports, { most: 6 }) : t.out.closed}
              </td>
              <td class="n" data-label={t.out.cost}>
                {possible ? shareOf(worth - lamports, worth) : ""}
              </td>
              <td data-label={t.out.when}>
                <span>{possible ? whenOf(view, waitEpochs) : problemOf(refusal).title}</span>
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t.out.names.stake}</th>
            <td class="n" data-label={t.sol}>
              <StatusWord of="unknown" />
            </td>
            <td class="n" data-label={t.out.cost} />
            <td data-label={t.out.when}>
              <span>{whenOf(view, 1n)}</span>
            </td>
          </tr>
        </tbody>
      </table>
      <p class="small quiet">{t.out.risks.ticket}</p>
    </Card>
  );
}
