// What the page says of its own figures: whose they are, and how old.
import assert from "node:assert/strict";
import type { ExitPlan } from "@truestake/sdk/quotes";
import type { Page } from "playwright-core";
import { rentsOf } from "../src/actions/rents";
import { costOf, GAP, rateOf, shareOf, takenOf, whole } from "../src/format/amounts";
import { dateIn, dateOf } from "../src/format/time";
import { look, Stage, settled, shot, VIEWS, violations, widerBy } from "./support";

const percent = (text: string): string => `${text}${GAP}%`;

describe("the page, about its own figures", () => {
  let stage: Stage;
  let url = "";

  before(async function () {
    this.timeout(120_000);
    stage = await Stage.open(3);
    url = await stage.serve();
  });
  after(() => stage?.close());

  /** The network's node by another name, which its deployer has not given it. */
  const other = () => stage.localnet.url.replace("127.0.0.1", "localhost");

  describe("by a node that its user has chosen", () => {
    const NOTE = "This page's deployer does not vouch for it.";

    it("says so on every page and at the next visit, until the nodes are the deployer's again", async () => {
      const { page, problems } = await stage.page();
      await page.goto(`${url}?rpc=${encodeURIComponent(other())}#/overview`);
      await page.getByText(`Ask the node at ${other()}`).waitFor();
      await page.locator(".figure").waitFor();
      assert.equal(await page.getByText(NOTE).count(), 0);
      await page.getByRole("button", { name: "Use and remember" }).click();
      await page.getByText(NOTE).waitFor();
      await page.goto(`${url}#/overview`);
      await page.reload();
      await page.locator(".figure").waitFor();
      await page.getByText(`a node that you have chosen: ${new URL(other()).host}. ${NOTE}`).waitFor();
      for (const place of ["stake", "validators", "proof", "holdings", "parameters", "settings"]) {
        await page.goto(`${url}#/${place}`);
        await settled(page);
        assert.equal(await page.getByText(NOTE).count(), 1, place);
      }
      assert.deepEqual(await violations(page), []);
      await page.getByRole("button", { name: "Back to what this page came with" }).click();
      await page.getByText(NOTE).waitFor({ state: "hidden" });
      await page.reload();
      await settled(page);
      assert.equal(await page.getByText(NOTE).count(), 0);
      assert.deepEqual(problems, []);
      await page.context().close();
    });

    it("takes the deployer's node for its own however its address is written, and names the foreign one of several", async () => {
      const { page } = await stage.page();
      await page.goto(`${url}#/settings`);
      await settled(page);
      const use = async (nodes: string) => {
        await page.goto(`${url}#/settings`);
        await page.getByLabel("Nodes, one a line").fill(nodes);
        await page.getByRole("button", { name: "Use", exact: true }).click();
        await page.locator(".figure").waitFor();
      };
      await use(`${stage.localnet.url}/`);
      assert.equal(await page.getByText("does not vouch").count(), 0);
      await use(`${stage.localnet.url}\n${other()}`);
      await page.getByText(`nodes that you have chosen: ${new URL(other()).host}. This`).waitFor();
      await page.context().close();
    });

    it("asks the deployer's own nodes about another pool of theirs that the address names", async () => {
      const genesis = await stage.genesis();
      const [first, second] = [
        { mint: stage.keys[0]?.publicKey.toBase58(), genesis, rpc: ["http://127.0.0.1:9"] },
        { mint: stage.mint, genesis, rpc: [stage.localnet.url] },
      ];
      const { page } = await stage.page();
      await page.goto(`${await stage.serve({ deployed: { pools: [first, second] } })}?mint=${stage.mint}`);
      await page.getByRole("button", { name: "Use and remember" }).click();
      await page.locator(".figure").waitFor();
      await page.reload();
      await page.locator(".figure").waitFor();
      assert.equal(await page.getByText("does not vouch").count(), 0);
      await page.context().close();
    });

    for (const [name, options] of VIEWS) {
      it(`has room for that: ${name}`, async () => {
        const { page } = await stage.page(options);
        await page.goto(`${url}?rpc=${encodeURIComponent(other())}#/overview`);
        await page.getByRole("button", { name: "Use it this time" }).click();
        await page.getByText(NOTE).waitFor();
        await settled(page);
        assert.deepEqual(await violations(page), []);
        assert.ok((await widerBy(page)) <= 0);
        await shot(page, `foreign-${name}`);
        await page.context().close();
      });
    }
  });

  describe("as time passes", () => {
    const MINUTES_11 = 11 * 60_000;
    const slice = (page: Page, name: string) =>
      page.locator(".slices details", { has: page.locator("summary > span", { hasText: new RegExp(`^${name}$`) }) });
    const status = async (page: Page, name: string) => (await slice(page, name).locator(".status").textContent()) ?? "";

    it("calls old what was checked a while ago or in an earlier epoch, and keeps what was bad", async () => {
      const { page, problems } = await stage.page();
      await page.clock.install();
      await page.goto(url);
      await settled(page);
      const check = async () => {
        await page.getByRole("button", { name: "Check now" }).click();
        await page.getByText("Checking…").waitFor({ state: "hidden" });
      };
      const checked = page.getByText("Backing, keys and validators:").locator("..");
      await check();
      assert.match((await checked.textContent()) ?? "", /^Backing, keys and validators: read (just now|\d+ s ago)$/);
      assert.equal(await status(page, "Backing"), "✓fine");
      assert.equal(await status(page, "Validators"), "✕bad");
      await page.clock.fastForward(MINUTES_11);
      await slice(page, "Backing").getByText("old: check again").waitFor();
      assert.equal(await status(page, "Keys"), "?old: check again");
      assert.equal(await status(page, "Validators"), "✕bad");
      assert.match((await checked.textContent()) ?? "", /▲read 11 min( \d+ s)? ago: old by now$/);
      assert.deepEqual(await violations(page), []);
      await shot(page, "checked-long-ago");
      await check();
      assert.equal(await status(page, "Backing"), "✓fine");
      const epoch = stage.localnet.chain.epoch;
      await stage.epoch();
      await look(page);
      await slice(page, "Backing").getByText("old: check again").waitFor();
      assert.match((await checked.textContent()) ?? "", new RegExp(`, in epoch ${epoch}: old by now$`));
      assert.deepEqual(problems, []);
      await page.context().close();
    });

    it("calls no price and no way out fine while no node answers", async () => {
      const { page } = await stage.page();
      await page.goto(url);
      await settled(page);
      assert.equal(await status(page, "Age of the price"), "✓fine");
      const node = `${stage.localnet.url}/**`;
      await page.route(node, (route) => route.abort());
      await look(page);
      await slice(page, "Exits").getByText("not known: no node answers").waitFor({ timeout: 40_000 });
      for (const name of ["Age of the price", "Exits"]) {
        assert.equal(await status(page, name), "?not known: no node answers", name);
      }
      await slice(page, "Age of the price").locator("summary").click();
      await slice(page, "Age of the price").getByText("When it was last read:").waitFor();
      assert.deepEqual(await violations(page), []);
      await shot(page, "away");
      await page.unroute(node);
      await look(page);
      await slice(page, "Age of the price").locator(".status.ok").waitFor();
      await page.context().close();
    });

    it("tells how old a market's quote is, and asks for another", async () => {
      const { page } = await stage.page();
      await page.clock.install();
      let asked = 0;
      await page.route("https://quotes.example/**", (route) => {
        asked++;
        return route.fulfill({ json: { price: asked }, headers: { "access-control-allow-origin": "*" } });
      });
      const quote = { name: "Example", url: "https://quotes.example/", path: "price" };
      const pool = { mint: stage.mint, genesis: await stage.genesis(), rpc: [stage.localnet.url], quote };
      await page.goto(await stage.serve({ deployed: { pools: [pool] } }));
      await page.getByText("1 (Example)").waitFor();
      const market = page.locator(".market");
      await market.getByText("read just now").waitFor();
      await page.clock.fastForward(MINUTES_11);
      await market.getByText(/^▲?read 11 min.* ago: old by now$/).waitFor();
      assert.equal(asked, 1);
      await market.getByRole("button", { name: "Ask again" }).click();
      await page.getByText("2 (Example)").waitFor();
      assert.equal(await market.getByText("old by now").count(), 0);
      // A typed one is of the moment when it was typed.
      await page.getByText("Type a price that a market quotes").click();
      await page.getByLabel("SOL for one token").fill("0.9");
      await page.clock.fastForward(MINUTES_11);
      await market.getByText("0.9 (typed)").waitFor();
      await market.getByText("old by now").waitFor();
      await page.context().close();
    });

    it("tells the age of what is read by a click: the proof, validators, a scenario's pool, an estimate", async () => {
      const { page } = await stage.page();
      await page.clock.install();
      for (const [place, button] of [
        ["proof", "Recompute now"],
        ["validators", undefined],
        ["scenarios", undefined],
        ["overview", "Estimate what validators keep"],
        ["overview", "Check this way"],
      ] as const) {
        await page.goto(`${url}#/${place}`);
        await settled(page);
        if (button) await page.getByRole("button", { name: button }).click();
        const main = page.locator("main");
        await main
          .getByText(/^read (just now|\d+ s ago)$/)
          .first()
          .waitFor();
        assert.equal(await main.getByText("old by now").count(), 0, place);
        await page.clock.fastForward(MINUTES_11);
        await main
          .getByText(/old by now$/)
          .first()
          .waitFor();
        await page.goto("about:blank");
      }
      await page.context().close();
    });
  });

  describe("in its numbers", () => {
    it("rounds what somebody pays up, and what they get down", () => {
      // 999 of a million are 0.0999 %.
      assert.deepEqual([costOf(999n, 1_000_000n), shareOf(999n, 1_000_000n)], [`0.10${GAP}%`, `0.09${GAP}%`]);
      // A way out that brings 0.0999 % less than the worth loses 0.10 %, and a gain of as much is one of 0.09 %.
      assert.deepEqual([shareOf(-999n, 1_000_000n), costOf(-999n, 1_000_000n)], [`−0.10${GAP}%`, `−0.09${GAP}%`]);
      assert.deepEqual([costOf(1n, 10_000n), costOf(0n, 7n), costOf(5n, 0n)], ["0.01", "0.00", "0.00"].map(percent));
      assert.deepEqual([0.06829, 0.07, -0.00001].map(rateOf), ["6.82", "7.00", "−0.01"].map(percent));
      assert.deepEqual([0.06821, 0.07, 0.000001].map(takenOf), ["6.83", "7.00", "0.01"].map(percent));
    });

    it("tells apart the rent that comes back and what accounts of the pool lack", () => {
      // Two accounts of 2,282,880 lamports; the second one's giver lacks 1,000,000, which stay with the pool.
      const quotes = [0n, 1_000_000n].map((missingRent) => ({ quote: { missingRent } }));
      const found = rentsOf({ rent: 5_565_760n, withdrawals: quotes as ExitPlan["stake"]["withdrawals"] });
      assert.deepEqual(found, { back: 4_565_760n, gone: 1_000_000n });
      assert.deepEqual(rentsOf({ rent: 2_282_880n }), { back: 2_282_880n, gone: 0n });
    });

    it("gives a validator's target with its limits, in the list as on its own page", async () => {
      const { operator } = stage;
      const [first] = (await operator.snapshot()).validators.records();
      const vote = first?.vote ?? assert.fail();
      // A cap of 1,000 SOL, far below its score's 70 %.
      const cap = 1_000_000_000_000n;
      await operator.setScores({
        changes: [{ index: first?.index ?? 0, vote, score: first?.score ?? 0, cap, keep: false }],
      });
      await stage.epoch();
      const [explained] = (await operator.explainValidators()).filter((each) => each.vote.equals(vote));
      assert.equal(explained?.target, cap);
      const { page } = await stage.page();
      await page.goto(`${url}#/validators`);
      await settled(page);
      const row = page.locator("tbody tr", { has: page.locator(`a[href$="${vote.toBase58()}"]`) });
      assert.equal(await row.locator('[data-label="Target"]').textContent(), `1${GAP}000`);
      await page.goto(`${url}#/validator/${vote.toBase58()}`);
      const fact = page.locator(".facts > div", { has: page.getByText("Target", { exact: true }) });
      assert.equal(await fact.locator("dd").textContent(), `1${GAP}000 SOL`);
      await page.context().close();
    });

    it("says of a scenario's chart what all of it shows, and of how many points it is drawn", async () => {
      const { page } = await stage.page();
      await page.goto(`${url}#/scenarios/slash`);
      await settled(page);
      await page.locator("[aria-busy=false] .named code").waitFor();
      const readout = page.locator(".readout").first();
      // From no loss to the loss of all of it, in tenths.
      assert.match(
        (await readout.textContent()) ?? "",
        /^Stake lost, %: 0 to 100\. True price from 1\.\d+ to 0\.\d+, in SOL a token\./,
      );
      await page.getByText("11 points are computed, and joined by straight lines").waitFor();
      await page.locator(".chart").first().focus();
      await page.keyboard.press("Home");
      assert.match((await readout.textContent()) ?? "", /^Stake lost, %: 0\. True price 1\.\d+, in SOL a token$/);
      assert.deepEqual(await violations(page), []);
      await page.context().close();
    });
  });

  describe("in its words", () => {
    it("has a title for each page, and says where there is none", async () => {
      const { page, problems } = await stage.page();
      const vote = stage.localnet.demo?.validators[0]?.vote ?? "";
      await page.goto(url);
      for (const [place, title] of [
        ["overview", "Overview"],
        ["stake", "Stake"],
        ["stake/unstake", "Stake"],
        ["validators", "Validators"],
        [`validator/${vote}`, `Validator ${vote.slice(0, 5)}…${vote.slice(-5)}`],
        ["scenarios/exit", "Scenarios"],
        ["proof", "Proof"],
        ["holdings", "Your holdings"],
        ["parameters", "Parameters"],
        ["statement", "Statements"],
        ["settings", "Pool and nodes"],
        ["nonsense", "There is no such page"],
        ["constructor", "There is no such page"],
      ] as const) {
        await page.evaluate((to) => location.assign(`#/${to}`), place);
        await page.waitForFunction((wanted) => document.title === wanted, `${title} · Truestake`);
        if (!title.startsWith("There")) continue;
        await page.getByRole("heading", { name: title }).waitFor();
        assert.deepEqual(await violations(page), []);
      }
      await page.getByRole("link", { name: "Go to the overview" }).click();
      await page.locator(".figure").waitFor();
      await page.evaluate(() => location.assign("#/scenarios/nonsense"));
      await page.getByText("There is no such scenario.").waitFor();
      await page.getByRole("link", { name: "Outage" }).click();
      await page.locator("[aria-busy=false] .named code").waitFor();
      assert.deepEqual(problems, []);
      await page.context().close();
    });

    it("leads to no explorer from a network that none knows", async () => {
      const { page } = await stage.page();
      await page.goto(`${url}#/stake`);
      await settled(page);
      await page.getByRole("banner").getByRole("button", { name: "Connect", exact: true }).click();
      await page.getByRole("button", { name: "Burner" }).click();
      await page.getByText("You have").first().waitFor();
      await page.getByLabel("You give").fill("1");
      await page.getByRole("button", { name: "Stake 1 SOL" }).click();
      await page.getByText("Your SOL is staked.").waitFor();
      await page.getByRole("button", { name: "Copy the transaction's signature" }).waitFor();
      assert.equal(await page.getByRole("link", { name: "See the transaction" }).count(), 0);
      assert.deepEqual(await violations(page), []);
      await shot(page, "signature");
      await page.context().close();
    });

    it("writes all dates alike", () => {
      const now = Date.UTC(2026, 5, 15, 12);
      const seconds = BigInt(now / 1_000);
      // The same moment, told as one of the chain's and as one to come.
      assert.equal(dateOf(seconds + 3_600n, now), dateIn(3_600, now));
      assert.match(dateOf(seconds - 3_600n, now), /15/);
      assert.doesNotMatch(dateOf(seconds, now), /2026/);
      // Another year is named, and the hour of a day that is far off is not.
      assert.match(dateOf(seconds - 366n * 86_400n, now), /2025/);
      assert.match(dateIn(300 * 86_400, now), /2027/);
      assert.doesNotMatch(dateIn(10 * 86_400, now), /:/);
    });

    it("tells the epoch on a phone, with a wallet, too, and keeps numbers on their lines", async () => {
      for (const width of [390, 320]) {
        const { page } = await stage.page({ viewport: { width, height: 844 }, isMobile: true, hasTouch: true });
        await page.goto(`${url}#/stake/unstake`);
        await settled(page);
        await page.getByRole("banner").getByRole("button", { name: "Connect", exact: true }).click();
        await page.getByRole("button", { name: "Burner" }).click();
        await page.getByText("You have").first().waitFor();
        await page.locator(".meter").getByText(`epoch ${stage.localnet.chain.epoch}`).waitFor();
        const header = await page.getByRole("banner").boundingBox();
        assert.ok((header?.height ?? 0) < 72, `the header has ${header?.height} px: one line`);
        assert.ok((await widerBy(page)) <= 0, `${await widerBy(page)} px wider than ${width}`);
        const line = page.locator(".way", { hasText: "Order a ticket" }).locator(".line.small");
        const [when, part] = [
          await line.locator("span").first().boundingBox(),
          await line.locator(".number").boundingBox(),
        ];
        assert.ok(part && when && part.y < when.y + when.height, "the part stands beside the date");
        assert.deepEqual(await violations(page), []);
        await shot(page, `phone-${width}`);
        await page.context().close();
      }
    });

    it("tells the numbers of the proof in what they are of", async () => {
      const { page } = await stage.page();
      await page.goto(`${url}#/proof`);
      await settled(page);
      await page.getByRole("button", { name: "Recompute now" }).click();
      await page.getByText("All is there").waitFor();
      const { details } = await stage.operator.proofOfBacking();
      const cell = async (check: string) =>
        (await page
          .locator("tr", { has: page.getByText(check, { exact: true }) })
          .locator("td")
          .first()
          .textContent()) ?? "";
      assert.match(await cell("books of the validators"), / SOL$/);
      assert.match(await cell("tokens in escrow"), / tokens$/);
      assert.match(await cell("shares of the liquidity pool issued, at most"), / shares$/);
      assert.equal(await cell("validators in the list"), "3");
      const scores = details.find(({ check }) => check === "sum of the scores")?.owed ?? 0n;
      assert.equal(await cell("sum of the scores"), whole(scores));
      await page.context().close();
    });
  });
});
