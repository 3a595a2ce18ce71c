// What is shipped for Prometheus and Grafana names what the keeper really tells.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { ensureCommand } from "../../../toolchain/lib/debian";
import { EXIT } from "../../cli/src/output/exit";
import { Metrics } from "../src/metrics";

const folder = path.join(__dirname, "../monitoring");
const read = (name: string): string => fs.readFileSync(path.join(folder, name), "utf8");

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
}

const rules = (): Rule[] => parse(read("rules.yml")).groups.flatMap(({ rules: some }: { rules: Rule[] }) => some);

interface Panel {
  title: string;
  targets: { expr: string }[];
}
const panels = (): Panel[] => JSON.parse(read("dashboard.json")).panels;

/** Metrics by name, with the labels that they have beside the cluster's. */
async function known(): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { name, type, labelNames } of (await new Metrics("x").registry.getMetricsAsArray()) as unknown as {
    name: string;
    type: string;
    labelNames: string[];
  }[]) {
    const labels = [...labelNames, "cluster", "instance", "job"];
    found.set(name, labels);
    if (type !== "histogram") continue;
    for (const end of ["_bucket", "_sum", "_count"]) found.set(`${name}${end}`, [...labels, "le"]);
  }
  return found;
}

describe("keeper: monitoring", () => {
  it("rules and dashboard ask for metrics that there are, by labels that they have", async () => {
    const metrics = await known();
    const queries = [
      ...rules().map(({ expr }) => expr),
      ...panels().flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ];
    assert.ok(queries.length > 30);
    for (const query of queries) {
      const names = [...query.matchAll(/\b(truestake_\w+)(?:\{([^}]*)\})?/g)];
      for (const [, name = "", selector = ""] of names) {
        const labels = metrics.get(name);
        assert.ok(labels, `${name} is not a metric: ${query}`);
        for (const [, label = ""] of selector.matchAll(/(\w+)\s*(?:=~|!=|!~|=)/g)) {
          assert.ok(labels.includes(label), `${name} has no label ${label}: ${query}`);
        }
      }
      const all = names.flatMap(([, name = ""]) => metrics.get(name) ?? []);
      for (const [, grouped = ""] of query.matchAll(/\b(?:by|without|on)\s*\(([^)]*)\)/g)) {
        for (const label of grouped.split(",").map((each) => each.trim())) {
          assert.ok(label === "" || all.includes(label), `nothing here has a label ${label}: ${query}`);
        }
      }
    }
  });

  it("every metric of ours is shown or asked about, but for what only a person looks up", async () => {
    const text = `${read("rules.yml")}${read("dashboard.json")}`;
    const own = [...(await known()).keys()].filter(
      (name) => /^truestake_/.test(name) && !/_(bucket|sum|count)$/.test(name),
    );
    assert.deepEqual(
      own.filter((name) => !text.includes(name)),
      ["truestake_build_info"],
    );
  });

  it("every alert has its paragraph in the runbook, and its test", () => {
    const readme = fs.readFileSync(path.join(folder, "../README.md"), "utf8");
    const tests = read("rules.test.yml");
    for (const { alert } of rules()) {
      assert.ok(readme.includes(`### ${alert}\n`), `${alert} is not in the runbook`);
      assert.ok(tests.includes(`alertname: ${alert}`), `${alert} has no test`);
    }
    for (const [, alert = ""] of readme.matchAll(/^### (Truestake\w+)$/gm)) {
      assert.ok(
        rules().some((rule) => rule.alert === alert),
        `${alert} is in the runbook only`,
      );
    }
  });

  it("the example of Alertmanager routes the watchdog and what is critical", () => {
    const { route, receivers } = parse(read("alertmanager.yml"));
    const names = receivers.map(({ name }: { name: string }) => name);
    for (const { receiver } of [route, ...route.routes]) assert.ok(names.includes(receiver), receiver);
    assert.match(JSON.stringify(route.routes), /TruestakeWatchdog/);
  });

  it("the unit starts what there is, reloads by the signal, and stays down where a start helps nobody", () => {
    const unit = new Map(
      read("truestake-keeper.service")
        .split("\n")
        .flatMap((line): [string, string][] => {
          const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
          return key === undefined ? [] : [[key, value ?? ""]];
        }),
    );
    assert.match(unit.get("ExecStart") ?? "", /truestake keeper run --config \S+\.toml$/);
    assert.match(unit.get("ExecReload") ?? "", /-HUP/);
    assert.deepEqual(
      unit.get("RestartPreventExitStatus")?.split(" "),
      [EXIT.usage, EXIT.missing, EXIT.key].map(String),
    );
    assert.equal(unit.get("StateDirectory"), "truestake");
  });

  it("promtool accepts the rules, and their tests hold", async function () {
    this.timeout(300_000);
    const promtool = await ensureCommand("promtool", "prometheus");
    for (const words of [
      ["check", "rules", "rules.yml"],
      ["test", "rules", "rules.test.yml"],
    ]) {
      const { status, stdout, stderr } = spawnSync(promtool, words, { cwd: folder, encoding: "utf8" });
      assert.equal(status, 0, `promtool ${words.join(" ")}\n${stdout}${stderr}`);
    }
  });
});
