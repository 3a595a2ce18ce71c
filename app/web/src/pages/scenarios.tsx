// What would become of this pool if: nine questions with sliders, computed here, on the pool as it is now.
import { plain } from "@truestake/sdk";
import { type Series, seriesCsv } from "@truestake/sdk/scenario";
import type { ComponentChildren } from "preact";
import { useId, useMemo, useState } from "preact/hooks";
import type { PageProps } from "../app";
import { Lines } from "../chart/lines";
import { usePool } from "../data/session";
import { rounded, whole } from "../format/amounts";
import { isAddress } from "../place/deployed";
import { linkTo } from "../route";
import { type Field, FORMS, isScenario, questionOf, SCENARIOS, type Setting, type Values } from "../scenarios/fields";
import { shownOf, type Table } from "../scenarios/results";
import { useRun, useScenarioState } from "../scenarios/useRun";
import { s } from "../steward/strings";
import { t } from "../strings";
import { Age } from "../ui/age";
import { Address, Card, Command, Facts, Intro, Skeleton } from "../ui/pieces";
import { ProblemNote } from "../ui/problem";
import { CSV, JSON_TYPE, saveFile } from "../ui/save";
import { ask } from "../worker/ask";
import type { Run, ScenarioName, StateSummary } from "../worker/protocol";

export default function Scenarios({ view, rest }: PageProps) {
  const pool = usePool();
  const [first = "", second = ""] = rest.split("/");
  const isKnown = first === "" || isScenario(first);
  const name = isScenario(first) ? first : "slash";
  const vote = isAddress(second) && (name === "slash" || name === "outage") ? second : undefined;
  const { state, at = 0, error, isReading, read } = useScenarioState(pool?.place);
  const slotMs = Math.max(1, Math.round(view.perSlot * 1_000));
  return (
    <>
      <Intro title={t.scenarios.title}>{t.scenarios.lead}</Intro>
      <div class="stack">
        <nav class="picks" aria-label={t.scenarios.which}>
          {SCENARIOS.map((each) => (
            <a key={each} href={linkTo("scenarios", each)} aria-current={isKnown && each === name ? "page" : undefined}>
              {t.scenarios.names[each]}
            </a>
          ))}
        </nav>
        {error !== undefined && <ProblemNote error={error} onAgain={read} />}
        {!isKnown && <p role="status">{t.scenarios.missing}</p>}
        {!state && error === undefined && <Skeleton height={520} />}
        {state && isKnown && (
          <Scenario
            key={`${name}/${vote}`}
            {...{ name, state, vote, slotMs, isReading, read }}
            age={<Age of={{ at, epoch: state.epoch }} view={view} />}
            mint={view.deployment.mint.toBase58()}
          />
        )}
      </div>
    </>
  );
}

interface ScenarioProps {
  name: ScenarioName;
  state: StateSummary;
  vote: string | undefined;
  slotMs: number;
  mint: string;
  age: ComponentChildren;
  isReading: boolean;
  read(): void;
}

const firstOf = (fields: readonly Field[]): Values => Object.fromEntries(fields.map(({ key, first }) => [key, first]));

function Scenario({ name, state, vote, slotMs: measured, mint, age, isReading, read }: ScenarioProps) {
  // A run is of the slot time with which it was begun: the node's measure changes with every look.
  const [slotMs] = useState(measured);
  const setting: Setting = { state, vote, slotMs };
  const fields = FORMS[name].fields(setting);
  const [values, setValues] = useState<Values>(() => firstOf(fields));
  const { run, error, isRunning } = useRun(questionOf(name, values, setting), state);
  const command = ["truestake scenario", name, ...FORMS[name].options(values, setting), `--pool ${mint}`].join(" ");
  return (
    <>
      <p>{t.scenarios.asks[name]}</p>
      <div class="grid asked">
        <Card title={t.scenarios.settings} class="first">
          <div class="stack">
            {vote !== undefined && <Address of={vote} label={t.validators.columns.vote} />}
            {fields.map((field) => (
              <FieldRow
                key={field.key}
                field={field}
                value={values[field.key] ?? field.first}
                onChange={(value) => setValues({ ...values, [field.key]: value })}
              />
            ))}
            <div class="row">
              <button type="button" class="button slim" onClick={() => setValues(firstOf(fields))}>
                {t.scenarios.reset}
              </button>
              <button type="button" class="button slim" disabled={isReading} onClick={read}>
                {t.scenarios.again}
              </button>
            </div>
            <p class="small quiet">
              {t.scenarios.begins(whole(state.epoch), whole(state.slot))} {age}
            </p>
          </div>
        </Card>
        <Card title={t.scenarios.result} aside={<span role="status">{isRunning && t.scenarios.running}</span>}>
          {error !== undefined && <ProblemNote error={error} onAgain={read} />}
          {!run && error === undefined && <Skeleton height={420} />}
          {run && error === undefined && <Result run={run} isOld={isRunning} command={command} />}
        </Card>
      </div>
    </>
  );
}

function FieldRow({ field, value, onChange }: { field: Field; value: number; onChange(value: number): void }) {
  const id = useId();
  if (field.is === "choice") {
    return (
      <fieldset class="field chosen">
        <legend class="label small quiet">{field.label}</legend>
        {field.options.map(([option, label]) => (
          <label key={option} class="row small" for={`${id}-${option}`}>
            <input
              type="radio"
              id={`${id}-${option}`}
              name={id}
              checked={option === value}
              onChange={() => onChange(option)}
            />
            {label}
          </label>
        ))}
      </fieldset>
    );
  }
  const { label, least, most, step, say } = field;
  return (
    <div class="field slider">
      <span class="row between">
        <label for={id}>{label}</label>
        <output for={id} class="number">
          {say(value)}
        </output>
      </span>
      <input
        type="range"
        {...{ id, step, value, min: least, max: most }}
        aria-valuetext={say(value)}
        onInput={({ currentTarget }) => onChange(Number(currentTarget.value))}
      />
    </div>
  );
}

/** Series that share their axes are drawn over each other. */
function panelsOf(series: readonly Series[]): Series[][] {
  const panels = new Map<string, Series[]>();
  for (const each of series) {
    const key = `${each.unit}/${each.along}`;
    panels.set(key, [...(panels.get(key) ?? []), each]);
  }
  return [...panels.values()];
}

const said = (text: string): string => t.scenarios.series[text] ?? s.bonded.series[text] ?? text;

function Result({ run, isOld, command }: { run: Run; isOld: boolean; command: string }) {
  const { facts, tables } = shownOf(run);
  const panels = useMemo(
    () => panelsOf(run.series).map((series) => series.map(({ name, ...each }) => ({ ...each, name: said(name) }))),
    [run],
  );
  const { scenario, hash, seed, samples } = run;
  const file = `truestake-${scenario}-${hash.slice(0, 8)}`;
  const [failed, setFailed] = useState<unknown>();
  const saveState = async () => {
    setFailed(undefined);
    await ask("file", {}).then((text) => saveFile("truestake-state.json", text, JSON_TYPE), setFailed);
  };
  return (
    <div class={`stack ${isOld ? "old" : ""}`} aria-busy={isOld}>
      <Facts of={facts} />
      {panels.map((lines) => {
        const [{ unit, along }] = lines as [Series];
        return (
          <Lines
            key={`${unit}/${along}`}
            lines={lines}
            label={t.scenarios.chart(lines.map(({ name }) => name).join(", "), said(unit), said(along))}
            along={said(along)}
            unit={said(unit)}
            formatX={rounded}
            formatY={rounded}
          />
        );
      })}
      {tables.map((table) => (
        <ResultTable key={table.caption} table={table} />
      ))}
      <div class="row">
        <button type="button" class="button slim" onClick={() => saveFile(`${file}.csv`, seriesCsv(run.series), CSV)}>
          {t.scenarios.csv}
        </button>
        <button
          type="button"
          class="button slim"
          onClick={() => saveFile(`${file}.json`, `${JSON.stringify(plain(run), undefined, 1)}\n`, JSON_TYPE)}
        >
          {t.scenarios.json}
        </button>
        <button type="button" class="button slim" onClick={saveState}>
          {t.scenarios.state}
        </button>
      </div>
      {failed !== undefined && <ProblemNote error={failed} onAgain={saveState} />}
      <div class="small quiet stack tight named">
        <p>
          {t.scenarios.hash} <code>{hash}</code>
        </p>
        <p>{seed === null ? t.scenarios.certain : t.scenarios.random(whole(seed), whole(samples))}</p>
      </div>
      <details>
        <summary>{t.stake.command}</summary>
        <Command>{command}</Command>
      </details>
    </div>
  );
}

function ResultTable({ table: { caption, columns, rows } }: { table: Table }) {
  const [, ...numbers] = columns;
  return (
    <table class="folds">
      <caption class="small quiet">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column, at) => (
            <th key={column} scope="col" class={at === 0 ? "" : "n"}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...cells]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map((cell, at) => (
              <td key={numbers[at]} class="n" data-label={numbers[at]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
