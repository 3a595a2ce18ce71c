// Scenarios with their sliders: every one of them, held to the SDK on the very state that the page has read.
import assert from "node:assert/strict";
import { plain } from "@truestake/sdk";
import * as scenarios from "@truestake/sdk/scenario";
import type { Page } from "playwright-core";
import {
  foreignWords,
  longTasks,
  Stage,
  saved,
  settled,
  shot,
  VIEWS,
  violations,
  watchTasks,
  widerBy,
} from "./support";

const NAMES = ["slash", "outage", "exit", "instant", "band", "rent", "slots", "keeper", "leverage"] as const;
/** Those with most on their pages. */
const HEAVY = ["slash", "exit"] as const;
const MOST_TASK_MS = 200;

describe("the page's scenarios", () => {
  let stage: Stage;
  let url = "";

  before(async function () {
    this.timeout(120_000);
    stage = await Stage.open();
    url = await stage.serve();
  });
  after(() => stage?.close());

  /** Opens a scenario and waits for its result. */
  const go = async (page: Page, name: string, query = ""): Promise<void> => {
    await page.goto(`${url}${query}#/scenarios/${name}`);
    await computed(page);
  };
  const computed = async (page: Page): Promise<void> => {
    await settled(page);
    await page.locator("[aria-busy=false] .named code").waitFor();
  };
  const slide = async (page: Page, label: string, value: number): Promise<void> => {
    await page.getByLabel(label).evaluate((input: HTMLInputElement, wanted) => {
      input.value = String(wanted);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }, value);
    // The result before is marked as old at once.
    await page.locator("main [aria-busy=true], main .skeleton").first().waitFor({ state: "attached" });
    await computed(page);
  };

  for (const [name, options] of VIEWS) {
    it(`run, and look right: ${name}`, async () => {
      const { page, problems } = await stage.page(options);
      for (const scenario of name === "light" ? NAMES : HEAVY) {
        await go(page, scenario);
        assert.deepEqual(await violations(page), [], scenario);
        assert.ok((await widerBy(page)) <= 0, `${scenario} is ${await widerBy(page)} px wider than the screen`);
        await page.locator("main .uplot").first().waitFor();
        await shot(page, `scenario-${scenario}-${name}`);
      }
      assert.deepEqual(problems, []);
      await page.context().close();
    });
  }

  it("come to what the SDK comes to, by the state, the inputs and the hash that the page gives", async () => {
    const { page, problems } = await stage.page();
    for (const name of NAMES) {
      await go(page, name);
      const state = scenarios.stateFromJson((await saved(page, "The pool as JSON")).text);
      const file = await saved(page, "All as JSON");
      const run = JSON.parse(file.text);
      assert.match(file.name, new RegExp(`^truestake-${name}-${run.hash.slice(0, 8)}\\.json$`));
      assert.equal(await page.locator(".named code").textContent(), run.hash);
      // Amounts are texts in a file.
      const { sizes, equity, stakeRent, minimumDelegation, ...rest } = run.inputs;
      const amounts = { equity, stakeRent, minimumDelegation };
      const inputs = {
        ...rest,
        ...(sizes ? { sizes: sizes.map(BigInt) } : {}),
        ...Object.fromEntries(
          Object.entries(amounts).flatMap(([key, value]) => (value === undefined ? [] : [[key, BigInt(value)]])),
        ),
      };
      // biome-ignore lint/performance/noDynamicNamespaceImportAccess: all of them are called, one after the other.
      const own = scenarios[name](state, inputs);
      assert.equal(await scenarios.inputsHash(own, state), run.hash, name);
      assert.deepEqual(run.result, JSON.parse(JSON.stringify(plain(own.result))), name);
      assert.equal((await saved(page, "Chart as CSV")).text, scenarios.seriesCsv(own.series));
      const random = await page.locator(".named").textContent();
      assert.match(random ?? "", "seed" in own.inputs ? /Seed 1, \d+ samples/ : /Nothing in it is random/);
    }
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it("follow their sliders, and name the command that does the same", async () => {
    const { page, problems } = await stage.page();
    await go(page, "slash");
    const before = await page.locator(".named code").textContent();
    await slide(page, "Of their stake is lost", 100_000);
    assert.notEqual(await page.locator(".named code").textContent(), before);
    assert.match(
      (await page.locator("code.command").textContent()) ?? "",
      /scenario slash --largest 1 --loss 10 --when/,
    );
    const { inputs } = JSON.parse((await saved(page, "All as JSON")).text);
    assert.equal(inputs.lossPpm, 100_000);
    await page.getByRole("button", { name: "As at first" }).click();
    await page.waitForFunction((hash) => document.querySelector(".named code")?.textContent === hash, before);
    // One validator, named by the address.
    const vote = stage.localnet.demo?.validators[1]?.vote ?? "";
    await go(page, `slash/${vote}`);
    const { inputs: named } = JSON.parse((await saved(page, "All as JSON")).text);
    assert.deepEqual(named.validators, [1]);
    assert.match((await page.locator("code.command").textContent()) ?? "", new RegExp(`--vote ${vote}`));
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it("hold the page up for nobody: the heaviest of them makes no long task", async () => {
    const { page } = await stage.page();
    await watchTasks(page);
    await go(page, "exit");
    // What counts is the scenario: loading the page is measured by itself.
    const before = (await longTasks(page)).length;
    await slide(page, "Samples", 100);
    await slide(page, "Of all tokens leaves", 9_000);
    const tasks = (await longTasks(page)).slice(before);
    const long = tasks.filter((each) => each > MOST_TASK_MS);
    assert.deepEqual(long, [], `tasks of ${tasks.map(Math.round)} ms`);
    assert.equal(JSON.parse((await saved(page, "All as JSON")).text).samples, 100);
    await page.context().close();
  });

  it("say in words what cannot be asked", async () => {
    const { page } = await stage.page();
    await page.goto(`${url}#/scenarios/leverage`);
    await computed(page);
    await page.getByLabel("Most that can be borrowed, of the worth").evaluate((input: HTMLInputElement) => {
      input.value = "9200";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await page.getByRole("alert").getByText("below the liquidation threshold").first().waitFor();
    assert.deepEqual(await violations(page), []);
    await shot(page, "scenario-refused");
    await page.context().close();
  });

  it("have all their words in one file, and room for longer ones", async () => {
    const { page } = await stage.page();
    for (const name of NAMES) {
      await go(page, name, "?locale=pseudo");
      assert.deepEqual(await foreignWords(page), [], name);
      assert.ok((await widerBy(page)) <= 0, `${name} is wider than the screen`);
    }
    await shot(page, "scenario-pseudo");
    await page.context().close();
  });
});
