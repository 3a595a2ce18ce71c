// The ways out for some tokens, to be seen before anybody comes in.
import { type ExitWay, planExit } from "@truestake/sdk/quotes";
import { stakeWay } from "../actions/stakeWay";
import { useRequest } from "../data/request";
import { symbolOf, type View, worthOf } from "../data/view";
import { costOf, decimal } from "../format/amounts";
import { linkTo } from "../route";
import { t } from "../strings";
import { Age } from "../ui/age";
import { Card, StatusWord } from "../ui/pieces";
import { problemOf } from "../ui/problem";
import { whenOf } from "../ui/when";

/** Tokens that the ways are shown for: enough for a stake account, which one token may be too little for. */
const SAMPLE = 10_000_000_000n;

function WayRow({ view, name, of }: { view: View; name: string; of: ExitWay }) {
  const { possible, refusal, lamports, waitEpochs } = of;
  const worth = worthOf(view, SAMPLE);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="n" data-label={t.sol}>
        {possible ? decimal(lamports, { most: 6 }) : t.out.closed}
      </td>
      <td class="n" data-label={t.out.cost}>
        {possible ? costOf(worth - lamports, worth) : ""}
      </td>
      <td data-label={t.out.when}>
        <span>{possible ? whenOf(view, waitEpochs) : problemOf(refusal).title}</span>
      </td>
    </tr>
  );
}

export function WaysCard({ view }: { view: View }) {
  const { updates } = view.pool;
  const [stake, check] = useRequest(view, async (pool) => ({ updates, way: await stakeWay(pool, SAMPLE) }));
  const { liquid, ticket } = planExit(view, SAMPLE);
  const ways = [
    { name: t.out.names.liquid, way: liquid },
    { name: t.out.names.ticket, way: ticket },
  ];
  return (
    <Card
      title={t.out.title(t.amount(decimal(SAMPLE), symbolOf(view, t.tokens)))}
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
          {ways.map(({ name, way }) => (
            <WayRow key={name} view={view} name={name} of={way} />
          ))}
          {/* What was found before the pool's last update is old. */}
          {stake.is === "done" && stake.of.updates === updates ? (
            <WayRow view={view} name={t.out.names.stake} of={stake.of.way} />
          ) : (
            <tr>
              <th scope="row">{t.out.names.stake}</th>
              <td class="n" data-label={t.sol}>
                <StatusWord of="unknown" />
              </td>
              <td class="n" data-label={t.out.cost} />
              <td data-label={t.out.when}>
                <span role="status">
                  <button type="button" class="plain small" disabled={stake.is === "running"} onClick={check}>
                    {stake.is === "running" ? t.out.reading : t.out.check}
                  </button>
                  {stake.is === "failed" && ` ${problemOf(stake.error).title}.`}
                </span>
              </td>
            </tr>
          )}
        </tbody>
      </table>
      {stake.is === "done" && stake.of.updates === updates && (
        <p class="small quiet">
          {t.out.names.stake}: <Age of={stake.moment} view={view} />{" "}
          <button type="button" class="plain small" onClick={check}>
            {t.fresh.readAgain}
          </button>
        </p>
      )}
      <p class="small quiet">{t.out.risks.ticket}</p>
    </Card>
  );
}
