// Every page without a wallet: what it asks for, how it looks in each state, and whether everybody can use it.
import assert from "node:assert/strict";
import fs from "node:fs";
import { stewardOf } from "@truestake/sdk/steward";
import type { Route } from "playwright-core";
import { foreignWords, look, Stage, scriptKilobytes, settled, shot, VIEWS, violations, widerBy } from "./support";

const PAGES = ["overview", "stake", "stake/unstake", "stake/liquidity", "validators", "proof", "holdings"];
const MORE = ["parameters", "statement", "settings"];
const MOST_SCRIPT_KILOBYTES = 180;
const MOST_REQUESTS = 12;
const MOST_ACCOUNT_BYTES = 60_000;

describe("the pages", () => {
  let stage: Stage;
  let url = "";

  before(async function () {
    this.timeout(120_000);
    stage = await Stage.open();
    url = await stage.serve();
  });
  after(() => stage?.close());

  it("ask little for the first view, and nobody but the node", async () => {
    const { page, problems, traffic } = await stage.page();
    await page.goto(url);
    await settled(page);
    await page.waitForLoadState("networkidle");
    const asked = traffic.rpc(stage.localnet.url);
    const kilobytes = scriptKilobytes(traffic, stage.folder);
    console.log(
      `      ${asked.length} requests (${asked.join(", ")}), ${traffic.accountBytes} bytes, ${kilobytes.toFixed(1)} kB`,
    );
    assert.ok(asked.length <= MOST_REQUESTS, asked.join(", "));
    assert.ok(traffic.accountBytes <= MOST_ACCOUNT_BYTES, `${traffic.accountBytes} bytes of accounts`);
    assert.ok(kilobytes <= MOST_SCRIPT_KILOBYTES, `${kilobytes} kB of scripts`);
    const others = traffic.requests.filter(
      (each) => !each.url.startsWith(url) && !each.url.startsWith(stage.localnet.url),
    );
    assert.deepEqual(others, []);
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  for (const [name, options] of VIEWS) {
    it(`have nothing that axe finds, and nothing wider than the screen: ${name}`, async () => {
      const { page, problems } = await stage.page(options);
      for (const place of [...PAGES, ...MORE]) {
        await page.goto(`${url}#/${place}`);
        await settled(page);
        if (place === "proof") {
          await page.getByRole("button", { name: "Recompute now" }).click();
          await page.getByText("All is there").waitFor();
        }
        if (place === "overview") {
          await page.getByRole("button", { name: "Check now" }).click();
          await page.waitForFunction(() => document.querySelectorAll(".slices .status.unknown").length < 2);
          await page.getByText("Checking…").waitFor({ state: "hidden" });
          assert.match((await page.locator(".slices details").first().textContent()) ?? "", /^Backing✓fine/);
          assert.match(
            (await page.locator(".slices").textContent()) ?? "",
            /Keys▲watchNobody can change the program.*Validators✕bad/,
          );
          assert.equal(await page.getByRole("alert").count(), 0);
        }
        assert.deepEqual(await violations(page), [], place);
        const wide = await widerBy(page);
        assert.ok(wide <= 0, `${place} is ${wide} px wider than the screen`);
        await shot(page, `${place.replace("/", "-")}-${name}`);
      }
      assert.deepEqual(problems, []);
      await page.context().close();
    });
  }

  it("explain a validator, and one that is not in the list", async () => {
    const { page, problems } = await stage.page();
    const vote = stage.localnet.demo?.validators[0]?.vote ?? "";
    await page.goto(`${url}#/validator/${vote}`);
    await page.getByText("What happens next with its stake").waitFor();
    assert.deepEqual(await violations(page), []);
    await shot(page, "validator-light");
    await page.goto(`${url}#/validator/${stage.keys[0]?.publicKey.toBase58()}`);
    await page.getByText("This validator is not in the pool's list").waitFor();
    await page.goto(`${url}#/validator/nonsense`);
    await page.getByText("That is no address.").waitFor();
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it("load and read nothing of a steward where none manages", async () => {
    const { page, traffic } = await stage.page();
    const { steward, members } = stewardOf(stage.operator.deployment);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.postData() ?? ""));
    for (const place of ["validators", `validator/${stage.localnet.demo?.validators[0]?.vote}`, "parameters"]) {
      await page.goto(`${url}#/${place}`);
      await settled(page);
      await page.waitForLoadState("networkidle");
    }
    const loaded = traffic.requests.map((request) => request.url);
    assert.ok(loaded.some((each) => /\/assets\/validators-/.test(each)));
    assert.deepEqual(
      loaded.filter((each) => /\/assets\/parts-/.test(each)),
      [],
    );
    const ofSteward = [steward, members].map((address) => address.toBase58());
    assert.deepEqual(
      asked.filter((each) => ofSteward.some((address) => each.includes(address))),
      [],
    );
    await page.context().close();
  });

  it("have all their words in one file, and room for longer ones", async () => {
    const { page } = await stage.page();
    for (const place of [...PAGES, ...MORE]) {
      await page.goto(`${url}?locale=pseudo#/${place}`);
      await settled(page);
      const foreign = await foreignWords(page);
      // Checks of the proof have their names from the SDK.
      assert.deepEqual(foreign, [], place);
      const wide = await widerBy(page);
      assert.ok(wide <= 0, `${place} is ${wide} px wider than the screen`);
    }
    await shot(page, "pseudo");
    await page.context().close();
  });

  it("say what is missing where no pool is set", async () => {
    const { page, problems } = await stage.page();
    await page.goto(await stage.serve({ deployed: { pools: [] } }));
    await page.getByText("This page has no pool yet.").waitFor();
    await page.getByRole("button", { name: "Use and remember" }).click();
    await page.getByText("At least one node is needed.").waitFor();
    assert.deepEqual(await violations(page), []);
    await shot(page, "empty");
    await page.getByLabel("Address of the pool's token").fill(stage.mint);
    await page.getByLabel("Nodes, one a line").fill(stage.localnet.url);
    await page.getByRole("button", { name: "Use and remember" }).click();
    await page.getByText("This page's deployer does not stand for this pool.").waitFor();
    await page.locator(".figure").waitFor();
    await page.reload();
    await page.locator(".figure").waitFor();
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it("use nothing that their address proposes before somebody says so", async () => {
    const { page, traffic } = await stage.page();
    const evil = "https://evil.example/";
    await page.route(`${evil}**`, (route) => route.abort());
    await page.goto(`${url}?rpc=${encodeURIComponent(evil)}#/overview`);
    await page.getByText(`Ask the node at ${evil}`).waitFor();
    await page.locator(".figure").waitFor();
    assert.deepEqual(await violations(page), []);
    await shot(page, "proposal");
    assert.deepEqual(traffic.rpc(evil), []);
    await page.getByRole("button", { name: "Ignore it" }).click();
    await page.getByText(`Ask the node at ${evil}`).waitFor({ state: "hidden" });
    assert.deepEqual(traffic.rpc(evil), []);
    await page.context().close();
  });

  it("refuse a node of another cluster, a mint without a pool, and a node that is not there", async () => {
    const node = stage.localnet.url;
    const genesis = await stage.genesis();
    for (const [pool, says] of [
      [{ mint: stage.mint, genesis: "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d", rpc: [node] }, "another network"],
      [{ mint: stage.keys[0]?.publicKey.toBase58(), genesis, rpc: [node] }, "no such pool"],
      [{ mint: stage.mint, genesis, rpc: ["http://127.0.0.1:9"] }, "does not answer"],
    ] as const) {
      const { page } = await stage.page();
      await page.goto(await stage.serve({ deployed: { pools: [pool] } }));
      await page.getByRole("alert").getByText(says).first().waitFor({ timeout: 30_000 });
      assert.deepEqual(await violations(page), []);
      await shot(page, `error-${says.replaceAll(" ", "-")}`);
      await page.context().close();
    }
  });

  it("go on with a second node, and keep the last view with its age when none answers", async () => {
    const { page } = await stage.page();
    const node = stage.localnet.url;
    const pool = { mint: stage.mint, genesis: await stage.genesis(), rpc: ["http://127.0.0.1:9", node] };
    await page.goto(await stage.serve({ deployed: { pools: [pool] } }));
    await page.locator(".figure").waitFor({ timeout: 30_000 });
    const price = await page.locator(".figure b").textContent();
    const down = (route: Route) => route.abort();
    await page.route(`${node}/**`, down);
    await look(page);
    await page.getByText("The last reading failed: The node does not answer").waitFor({ timeout: 40_000 });
    assert.equal(await page.locator(".figure b").textContent(), price);
    assert.deepEqual(await violations(page), []);
    await shot(page, "stale");
    await page.unroute(`${node}/**`, down);
    await look(page);
    await page.getByText("The last reading failed").waitFor({ state: "hidden" });
    await page.context().close();
  });

  it("show that they are reading", async () => {
    const { page } = await stage.page();
    let go: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    await page.route(`${stage.localnet.url}/**`, (route) => held.then(() => route.continue()));
    await page.goto(url);
    await page.locator("[aria-busy=true] .skeleton").first().waitFor();
    assert.deepEqual(await violations(page), []);
    await shot(page, "loading");
    go();
    await page.locator(".figure").waitFor();
    await page.context().close();
  });

  it("sign nothing in a frame", async () => {
    const { page } = await stage.page();
    // The header forbids frames; a host that does not send it must be safe, too.
    await page.route(url, async (route) => {
      const response = await route.fetch();
      const { "content-security-policy": _, "x-frame-options": __, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
    await page.route(`${url}outer`, (route) =>
      route.fulfill({ contentType: "text/html", body: `<iframe src="${url}" width="1200" height="800"></iframe>` }),
    );
    await page.goto(`${url}outer`);
    const frame = page.frameLocator("iframe");
    await frame.getByText("This page is inside another one, so it signs nothing").first().waitFor();
    await frame.getByRole("button", { name: "Connect", exact: true }).click();
    assert.equal(await frame.getByRole("button", { name: "Burner" }).count(), 0);
    await page.context().close();
  });

  it("give the prices as a file", async () => {
    const { page } = await stage.page();
    await page.goto(`${url}#/statement`);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as CSV", exact: true }).click(),
    ]);
    const text = fs.readFileSync(await file.path(), "utf8");
    const { entries } = await stage.operator.history();
    assert.equal(text.trim().split("\n").length, 1 + entries.length);
    assert.match(text, new RegExp(`^${entries[0]?.epoch},\\d{4}-`, "m"));
    await page.context().close();
  });
});
