// What becomes of the page where something fails: the browser's storage, what its deployer has set, a part of it, its worker.
import assert from "node:assert/strict";
import type { Page, Route } from "playwright-core";
import { Stage, settled, shot, violations } from "./support";

describe("the page, where something fails", () => {
  let stage: Stage;
  let url = "";

  before(async function () {
    this.timeout(120_000);
    stage = await Stage.open(3);
    url = await stage.serve();
  });
  after(() => stage?.close());

  it("works where the browser keeps nothing for it, and says so", async () => {
    const { page, problems } = await stage.page();
    await page.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get: () => {
          throw new DOMException("The request was denied.", "SecurityError");
        },
      });
    });
    await page.goto(url);
    await page.locator(".figure").waitFor();
    await page.getByRole("banner").getByRole("button", { name: "Dark" }).click();
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
    await page.getByRole("banner").getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByRole("button", { name: "Burner" }).click();
    await page.getByText("You have 1").first().waitFor();
    await page.evaluate(() => location.assign("#/settings"));
    await page.getByRole("button", { name: "Use and remember" }).click();
    await page.getByText("Your browser keeps nothing for this page").waitFor();
    await page.getByRole("button", { name: "Back to what this page came with" }).click();
    await page.evaluate(() => location.assign("#/overview"));
    await page.locator(".figure").waitFor();
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it("says where its deployer has set something that cannot be read, and shows what can", async () => {
    const good = { mint: stage.mint, genesis: await stage.genesis(), rpc: [stage.localnet.url] };
    for (const deployed of [{ pools: {} }, { pools: [null] }, { pools: [{ ...good, rpc: ["not a node"] }] }, []]) {
      const { page, problems } = await stage.page();
      await page.goto(await stage.serve({ deployed }));
      await page.getByText("This page has no pool yet.").waitFor();
      const says = page.getByText("What this page's deployer has set cannot be read");
      assert.equal(await says.count(), Array.isArray(deployed) ? 0 : 1, JSON.stringify(deployed));
      assert.deepEqual(problems, []);
      await page.context().close();
    }
    const { page } = await stage.page();
    // A comma too many.
    await page.route(url, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replace('{"pools"', ',{"pools"') });
    });
    await page.goto(url);
    await page.getByText("What this page's deployer has set cannot be read").waitFor();
    assert.deepEqual(await violations(page), []);
    await page.unroute(url);
    await page.goto(await stage.serve({ deployed: { pools: [{ mint: "x" }, good] } }));
    await page.locator(".figure").waitFor();
    await page.context().close();
  });

  it("keeps all other parts where one throws, says what happened, and brings it back", async () => {
    const { page } = await stage.page();
    await page.addInitScript(() => {
      const own = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, "format");
      Object.assign(window, { mend: () => Object.defineProperty(Intl.DateTimeFormat.prototype, "format", own ?? {}) });
      Object.defineProperty(Intl.DateTimeFormat.prototype, "format", {
        get: () => {
          throw new Error("no dates today");
        },
        configurable: true,
      });
    });
    await page.goto(url);
    // The price tells the date of its last update; the ways out tell when.
    await page.getByRole("alert").first().getByText("A part of this page has failed").waitFor();
    await page.getByText("The pool now").waitFor();
    await page.getByLabel("You give").fill("2");
    await page.getByRole("banner").getByRole("button", { name: "Connect", exact: true }).waitFor();
    await page.getByText("Details").first().click();
    await page.getByText("Error: no dates today").first().waitFor();
    assert.deepEqual(await violations(page), []);
    await shot(page, "part-failed");
    // Another page is none of that.
    await page.evaluate(() => location.assign("#/proof"));
    await page.getByRole("button", { name: "Recompute now" }).waitFor();
    assert.equal(await page.getByText("A part of this page has failed").count(), 0);
    await page.evaluate(() => location.assign("#/overview"));
    const failed = page.getByText("A part of this page has failed");
    await failed.first().waitFor();
    await page.evaluate(() => (window as unknown as { mend(): void }).mend());
    while ((await failed.count()) > 0) await page.getByRole("button", { name: "Try again" }).first().click();
    await page.locator(".figure b").waitFor();
    await page.context().close();
  });

  it("gives a question of its worker two minutes, and asks again with a click", async () => {
    const { page } = await stage.page();
    await page.clock.install();
    await page.goto(`${url}#/proof`);
    await settled(page);
    const node = `${stage.localnet.url}/**`;
    const held: Route[] = [];
    const hold = (route: Route) => void held.push(route);
    await page.route(node, hold);
    await page.getByRole("button", { name: "Recompute now" }).click();
    await page.getByRole("button", { name: "Reading every account…" }).waitFor();
    while (held.length === 0) await page.waitForTimeout(20);
    await page.clock.fastForward(100_000);
    assert.equal(await page.getByText("It took too long").count(), 0);
    await page.clock.fastForward(21_000);
    await page.getByText("It took too long").waitFor();
    await page.unroute(node, hold);
    await page.getByRole("button", { name: "Try again" }).last().click();
    await page.getByText("All is there").waitFor();
    await page.context().close();
  });

  it("says what a worker that was given up took with it, and reads it again", async () => {
    const { page } = await stage.page();
    await page.clock.install();
    await page.goto(`${url}#/scenarios/slash`);
    await settled(page);
    await page.locator("[aria-busy=false] .named code").waitFor();
    const node = `${stage.localnet.url}/**`;
    const held: Route[] = [];
    const hold = (route: Route) => void held.push(route);
    await page.route(node, hold);
    await page.getByRole("button", { name: "Read the pool again" }).click();
    while (held.length === 0) await page.waitForTimeout(20);
    await page.clock.fastForward(121_000);
    await page.getByText("It took too long").waitFor();
    // What was computed before stays, and the pool that it goes by was the worker's.
    await page.getByRole("button", { name: "The pool as JSON" }).click();
    await page.getByText("What this goes by is not there any more").waitFor();
    assert.deepEqual(await violations(page), []);
    await page.unroute(node, hold);
    await page.getByRole("button", { name: "Try again" }).and(page.locator("main .note.bad button")).first().click();
    await page.getByText("It took too long").waitFor({ state: "hidden" });
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "The pool as JSON" }).click(),
    ]);
    assert.equal(file.suggestedFilename(), "truestake-state.json");
    await page.context().close();
  });

  describe("while no node answers", () => {
    const away = async (page: Page, during: () => Promise<void>) => {
      // Only the worker's questions: the page itself goes on.
      const node = `${stage.localnet.url}/**`;
      const down = (route: Route) => route.abort();
      await page.route(node, down);
      await during();
      await page.unroute(node, down);
    };

    for (const [name, place, back] of [
      ["the list of validators", () => "validators", "Search by address"],
      [
        "a validator",
        () => `validator/${stage.localnet.demo?.validators[0]?.vote}`,
        "What happens next with its stake",
      ],
    ] as const) {
      it(`reads ${name} again with a click`, async () => {
        const { page } = await stage.page();
        await page.goto(`${url}#/proof`);
        await settled(page);
        await away(page, async () => {
          await page.evaluate((to) => location.assign(`#/${to}`), place());
          await page.locator("main").getByRole("alert").waitFor({ timeout: 60_000 });
        });
        await page.locator("main").getByRole("button", { name: "Try again" }).click();
        await page.getByText(back).waitFor();
        assert.equal(await page.locator("main").getByRole("alert").count(), 0);
        await page.context().close();
      });
    }
  });
});
