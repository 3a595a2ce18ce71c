// What somebody meets who only looks, who comes at the epoch's turn, or who has no mouse.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { type Keypair, PublicKey } from "@solana/web3.js";
import { fetchMany, TruestakeClient } from "@truestake/sdk";
import type { Page } from "playwright-core";
import { root } from "../../../toolchain/lib/paths";
import type { Burner } from "../burner/wallet";
import { amountIn } from "../src/format/amounts";
import { quoteIn } from "../src/overview/quote";
import { isNodeUrl } from "../src/place/deployed";
import { GAP, Holder } from "./holder";
import { look, Stage, settled, shot, violations } from "./support";

describe("the page, for a visitor", () => {
  let stage: Stage;

  before(async function () {
    this.timeout(120_000);
    stage = await Stage.open(3);
  });
  after(() => stage?.close());

  describe("who compares with a market", () => {
    const SOURCE = "https://quotes.example/v1/price";
    const served = async (quote?: unknown): Promise<string> => {
      const pool = { mint: stage.mint, genesis: await stage.genesis(), rpc: [stage.localnet.url] };
      return stage.serve({ deployed: { pools: [{ ...pool, ...(quote ? { quote } : {}) }] } });
    };
    const market = (page: Page) => page.locator(".market .row > span").first();
    const open = async (url: string, answer?: { status?: number; body: string }) => {
      const opened = await stage.page();
      const asked: Record<string, string>[] = [];
      await opened.page.route("https://quotes.example/**", async (route) => {
        asked.push(await route.request().allHeaders());
        const headers = { "access-control-allow-origin": "*" };
        return answer ? route.fulfill({ contentType: "application/json", headers, ...answer }) : route.abort();
      });
      await opened.page.goto(url);
      await settled(opened.page);
      return { ...opened, asked };
    };

    it("says that there is no quote, and asks nobody, unless one is typed", async () => {
      const { page, asked, problems } = await open(await served());
      assert.equal(await market(page).textContent(), "Market no quote");
      await page.getByText("Type a price that a market quotes").click();
      await page.getByLabel("SOL for one token").fill("0.9");
      // The price is above 1: a tenth less and a little more.
      assert.match(
        (await market(page).textContent()) ?? "",
        /^Market 0\.9 \(typed\) · −10\.0\d.% against the true price$/,
      );
      await page.getByRole("button", { name: "Clear" }).click();
      assert.equal(await market(page).textContent(), "Market no quote");
      assert.deepEqual([asked, problems], [[], []]);
      await page.context().close();
    });

    it("shows what the deployer's source says, by its name, and tells it nothing", async () => {
      const url = await served({ name: "Example", url: SOURCE, path: "data.0.price" });
      const { page, asked, problems } = await open(url, { body: '{"data":[{"price":1.01}]}' });
      await page.getByText("1.01 (Example)").waitFor();
      assert.match(
        (await market(page).textContent()) ?? "",
        /^Market 1\.01 \(Example\) · 0\.\d\d.% against the true price$/,
      );
      assert.equal(asked.length, 1);
      assert.deepEqual([asked[0]?.cookie, asked[0]?.referer], [undefined, undefined]);
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(problems, []);
      await page.context().close();
    });

    it("says so where that source gives none, and goes on", async () => {
      const url = await served({ name: "Example", url: SOURCE, path: "data.0.price" });
      for (const answer of [undefined, { status: 500, body: "{}" }, { body: "<html>" }, { body: '{"data":[]}' }]) {
        const { page } = await open(url, answer);
        await page.getByText("no quote: Example gives none").waitFor();
        await page.locator(".figure b").waitFor();
        await page.context().close();
      }
    });

    it("takes a source's digits as they stand, and nothing that is no price", () => {
      const price = (value: string) => quoteIn(`{"a":{"price":${value}}}`, "a.price");
      assert.equal(price("1.084213907"), 1_084_213_907n);
      assert.equal(price('"1.0842139079999"'), 1_084_213_907n, "floored");
      assert.equal(price("2"), 2_000_000_000n);
      for (const value of ["0", "-1", "1e-7", '"1e3"', "null", "true", "{}", '"NaN"', "0.0000000001"]) {
        assert.equal(price(value), undefined, value);
      }
      assert.equal(quoteIn('{"a":1}', "constructor.name"), undefined);
      assert.equal(quoteIn("[", "a"), undefined);
    });
  });

  describe("who wants to know what validators keep", () => {
    it("gets an estimate, called one, by the stake that each has; nothing is read before", async () => {
      const { page, traffic, problems } = await stage.page();
      await page.goto(await stage.serve());
      await settled(page);
      await page.waitForLoadState("networkidle");
      const isWorking = () => traffic.requests.some(({ url }) => /\/worker-[^/]*\.js$/.test(url));
      assert.equal(isWorking(), false);
      await page.getByRole("button", { name: "Estimate what validators keep" }).click();
      // Of ten parts of the stake seven pay nothing, two 5 %, one 10 %: (7 · 0 + 2 · 5 + 1 · 10) ÷ 10 = 2 %, but for what each has earned.
      const text = (await page.getByText("Estimate: validators keep about").textContent()) ?? "";
      const [, taken = "", mean = ""] = /about ([\d.]+).% a year before that, by the ([\d.]+).% that/.exec(text) ?? [];
      assert.ok(Math.abs(Number(mean) - 2) < 0.02, text);
      // What is left of it is 98 %, so they keep 2 ÷ 98 of what came.
      const [, earned = ""] =
        /([\d.]+).% before the pool's fee/.exec((await page.locator(".yields").textContent()) ?? "") ?? [];
      assert.ok(
        Math.abs(Number(taken) - (Number(earned) * Number(mean)) / (100 - Number(mean))) < 0.05,
        `${text} ${earned}`,
      );
      assert.equal(isWorking(), true);
      assert.deepEqual(problems, []);
      assert.deepEqual(await violations(page), []);
      await shot(page, "commission");
      await page.context().close();
    });
  });

  describe("who compares the ways out before coming in", () => {
    it("sees what a stake account brings once it is asked for, and reads no validator before", async () => {
      const { page, problems } = await stage.page();
      await page.goto(await stage.serve());
      await settled(page);
      const row = page.locator("tr", { hasText: "Take a stake account" });
      await row.getByText("not checked yet").waitFor();
      await row.getByRole("button", { name: "Check this way" }).click();
      const reader = new TruestakeClient({
        connection: stage.localnet.chain.connection,
        mint: new PublicKey(stage.mint),
      });
      const { stake } = await reader.planExit({ tokens: 10_000_000_000n });
      assert.equal(stake.refusal, undefined);
      await row.getByText("0.10").waitFor();
      // The price moves a little with each slot.
      const received = async () => Number((await row.locator("td").first().textContent())?.replace(/[^\d.]/g, ""));
      assert.ok(Math.abs((await received()) - Number(stake.lamports) / 1e9) < 0.001, `${await received()}`);
      assert.equal(await row.getByText("not checked yet").count(), 0);
      assert.deepEqual(await violations(page), []);
      await shot(page, "stake-way");
      // The node is away: said in words, and asked again.
      await page.reload();
      await settled(page);
      await page.route(stage.localnet.url, (route) => route.abort());
      await row.getByRole("button", { name: "Check this way" }).click();
      await row.getByText("The node does not answer").waitFor({ timeout: 60_000 });
      await page.unroute(stage.localnet.url);
      await row.getByRole("button", { name: "Check this way" }).click();
      await row.getByText("0.10").waitFor();
      assert.deepEqual(
        problems.filter((each) => !/ERR_FAILED/.test(each)),
        [],
      );
      await page.context().close();
    });
  });

  describe("who types what makes no sense, and follows any link", () => {
    it("keeps its forms and pages", async () => {
      const { page, problems } = await stage.page();
      const url = await stage.serve();
      await page.goto(url);
      await settled(page);
      await page.getByRole("tab", { name: "Unstake" }).click();
      for (const typed of ["20000000000", "18446744073.709551615", "99999999999", "-1", "1e9", "x"]) {
        await page.getByLabel("You give").fill(typed);
        assert.equal(await page.getByLabel("You give").inputValue(), typed);
      }
      await page.getByLabel("You give").fill("2");
      await page.getByText("Ways out, for 2 tokens").waitFor();
      for (const link of ["scenarios/toString", "constructor", "toString", "validator/constructor"]) {
        await page.goto(`${url}#/${link}`);
        await page.getByRole("link", { name: "Overview" }).first().click();
        await page.locator(".figure b").waitFor();
      }
      assert.deepEqual(problems, []);
      await page.context().close();
    });

    it("counts no more than programs do, and takes no name before a host for the host", () => {
      assert.equal(amountIn("18446744073.709551615"), 0xffff_ffff_ffff_ffffn);
      assert.equal(amountIn("18446744073.709551616"), undefined);
      assert.deepEqual(["1,000", "12,345"].map(amountIn), [undefined, undefined]);
      assert.deepEqual(["1,5", "0,0001", "1.000"].map(amountIn), [1_500_000_000n, 100_000n, 1_000_000_000n]);
      assert.equal(isNodeUrl("https://api.mainnet-beta.solana.com"), true);
      assert.equal(isNodeUrl("https://api.mainnet-beta.solana.com@evil.example/"), false);
      assert.equal(isNodeUrl("https://user:secret@evil.example/"), false);
    });
  });

  describe("whose holdings cannot be read", () => {
    it("is told why the buttons are off, sees no empty lists, and goes on once the node answers", async () => {
      const { page } = await stage.page();
      const url = await stage.serve();
      const owner = (stage.keys[0] as Keypair).publicKey.toBase58();
      await page.goto(`${url}#/stake`);
      await settled(page);
      await page.route(stage.localnet.url, (route) =>
        route.request().postData()?.includes(owner) ? route.fulfill({ status: 503, body: "" }) : route.fallback(),
      );
      await page.getByRole("banner").getByRole("button", { name: "Connect" }).click();
      await page.getByRole("button", { name: "Burner" }).click();
      await page.locator("#action").getByRole("alert").waitFor({ timeout: 60_000 });
      await page.goto(`${url}#/holdings`);
      assert.equal(await page.getByText("No tickets yet").count(), 0);
      await page.unroute(stage.localnet.url);
      await look(page);
      await page.getByText("No tickets yet").waitFor();
      await page.context().close();
    });
  });

  describe("who asks which code runs", () => {
    /** As solana-verify has it: without the zeros at the end. */
    const published = () => {
      const bytes = fs.readFileSync(path.join(root, "artifacts/truestake.so"));
      const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
      return createHash("sha256").update(bytes.subarray(0, end)).digest("hex");
    };
    const open = async (programHash?: string) => {
      const pool = { mint: stage.mint, genesis: await stage.genesis(), rpc: [stage.localnet.url] };
      const { page } = await stage.page();
      await page.goto(
        await stage.serve({ deployed: { pools: [{ ...pool, ...(programHash ? { programHash } : {}) }] } }),
      );
      await settled(page);
      await page.getByRole("button", { name: "Check now" }).click();
      await page.getByText("Checking…").waitFor({ state: "hidden" });
      return page;
    };
    const keys = (page: Page) => page.locator(".slices details", { hasText: "Keys" });

    it("is told that it is the published one, by its bytes", async () => {
      const page = await open(published().toUpperCase());
      await keys(page).locator("summary").click();
      await keys(page).getByText("The program is the published one").waitFor();
      assert.equal(await keys(page).locator(".status.bad").count(), 0);
      await page.evaluate(() => location.assign("#/parameters"));
      await page.getByRole("button", { name: "Read the program" }).click();
      // The one that was found, beside the published one.
      await page.locator("dd code", { hasText: published() }).nth(1).waitFor();
      await page.context().close();
    });

    it("is warned of another, and told nothing good where nobody has published one", async () => {
      const other = await open("0".repeat(64));
      await keys(other).locator("summary").click();
      await keys(other).getByText(`The program is not the published one: its hash is ${published()}`).waitFor();
      assert.equal(await keys(other).locator("summary .status.bad").count(), 1);
      await other.context().close();
      const none = await open();
      await keys(none).locator("summary").click();
      await keys(none).getByText("Nobody has set a published hash here").waitFor();
      assert.equal(await keys(none).locator("summary .status.ok").count(), 0);
      await none.context().close();
    });
  });

  describe("who stakes as much as there is", () => {
    it("keeps the fees and the rent of the first token account", async () => {
      const { page } = await stage.page();
      await page.goto(`${await stage.serve()}#/stake`);
      await page.getByRole("banner").getByRole("button", { name: "Connect", exact: true }).click();
      await page.getByRole("button", { name: "Burner" }).click();
      await page.evaluate(() => (globalThis as unknown as { burner: Burner }).burner.switchTo(1));
      await page.getByText(`You have 1${GAP}000 SOL`).waitFor();
      await page.getByRole("button", { name: "As much as you can, less rent and fees" }).click();
      await page.getByRole("button", { name: /^Stake 999/ }).click();
      await page.getByText("Your SOL is staked.").waitFor();
      const [account] = await fetchMany(stage.operator.connection, [stage.keys[1]?.publicKey as PublicKey]);
      // 0.01 SOL stay, less the fees of this one: two signatures at most, and what it pays to be served first.
      const left = Number(account?.lamports);
      assert.ok(left <= 10_000_000 && left > 9_900_000, `${left}`);
      await page.context().close();
    });
  });

  describe("at the epoch's turn", () => {
    it("says how far it is and what doing it oneself costs, and does it with one approval", async () => {
      const holder = await Holder.come(stage);
      const { page } = holder;
      await page.getByRole("button", { name: "Connect", exact: true }).click();
      await page.getByRole("button", { name: "Burner" }).click();
      await holder.go("stake");
      await page.getByText(`You have 1${GAP}000 SOL`).waitFor();
      await holder.stake("5");
      await holder.done();
      await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
      await look(page);
      await page.getByText("0 of 3 validators are measured").waitFor();
      // Three validators are measured in one transaction: one signature of 5,000 lamports.
      // The SDK pays at most 500,000 micro-lamports for each of 1,400,000 units to be served first: 700,000 lamports.
      const fees = `about one transaction, 0.000${GAP}005 SOL of fees, and up to 0.000${GAP}7 SOL more`;
      await page.getByText(fees).waitFor();
      await page.getByText("need no price and work meanwhile").waitFor();
      assert.deepEqual(await violations(page), []);
      await shot(page, "turn");
      // What needs a price is told why not, and cannot be sent.
      await page.getByRole("tab", { name: "Unstake" }).click();
      await page.getByLabel("You give").fill("1");
      await page.getByText("The pool is not up to date in this epoch").first().waitFor();
      assert.equal(await page.getByRole("button", { name: "Sell 1 token now" }).isDisabled(), true);
      const asked = await page.evaluate(() => (globalThis as unknown as { burner: { asked: number } }).burner.asked);
      await page.getByRole("button", { name: "Update the pool" }).click();
      await page.getByText("The pool is up to date.").waitFor();
      assert.equal(
        await page.evaluate(() => (globalThis as unknown as { burner: { asked: number } }).burner.asked),
        asked + 1,
      );
      const { lastUpdateEpoch } = await stage.operator.pool();
      assert.equal(lastUpdateEpoch, stage.localnet.chain.epoch);
      await page.getByRole("button", { name: "Sell 1 token now" }).click();
      await page.getByText("Your SOL is in the wallet.").waitFor();
      assert.deepEqual(holder.problems, []);
      await page.context().close();
    });
  });

  describe("without a mouse", () => {
    /** Goes on with Tab until what is focused has this name. */
    async function tabTo(page: Page, name: RegExp): Promise<void> {
      for (let presses = 0; presses < 80; presses++) {
        await page.keyboard.press("Tab");
        const focused = await page.evaluate(() => {
          const at = document.activeElement as HTMLElement | null;
          const label = at?.id ? document.querySelector(`label[for="${CSS.escape(at.id)}"]`)?.textContent : undefined;
          return at?.getAttribute("aria-label") ?? label ?? at?.textContent ?? "";
        });
        if (name.test(focused.trim())) return;
      }
      assert.fail(`nothing that is called ${name} can be reached`);
    }

    it("skips to the page, connects, stakes and moves between the tabs, and the dialog gives the focus back", async () => {
      const { page, problems } = await stage.page();
      await page.goto(await stage.serve());
      await settled(page);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Skip to the page");
      await page.keyboard.press("Enter");
      await tabTo(page, /^Connect a wallet$/);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Choose a wallet" }).waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("heading", { name: "Choose a wallet" }).waitFor({ state: "hidden" });
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Connect a wallet");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Choose a wallet" }).waitFor();
      await tabTo(page, /^Burner$/);
      await page.keyboard.press("Enter");
      await page.getByText(/^You have/).waitFor();
      await tabTo(page, /^You give$/);
      await page.keyboard.type("2");
      await tabTo(page, /^Stake 2 SOL$/);
      await page.keyboard.press("Enter");
      await page.getByText("Your SOL is staked.").waitFor();
      await page.getByRole("tab", { name: "Stake", exact: true }).focus();
      await page.keyboard.press("ArrowRight");
      await page.getByRole("tab", { name: "Unstake", selected: true }).waitFor();
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Unstake");
      assert.deepEqual(problems, []);
      await page.context().close();
    });
  });

  it("opens the choice of wallets again, however soon after it was closed", async () => {
    const { page } = await stage.page();
    await page.goto(await stage.serve());
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    const heading = page.getByRole("heading", { name: "Choose a wallet" });
    await heading.waitFor();
    // Before the browser has told the page that the dialog is closed.
    const isOpen = await page.evaluate(async () => {
      const dialog = document.querySelector("dialog[open]") as HTMLDialogElement;
      const told = new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
      dialog.close();
      (dialog.previousElementSibling as HTMLButtonElement).click();
      await told;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return dialog.open;
    });
    assert.equal(isOpen, true);
    await heading.waitFor();
    await page.context().close();
  });

  describe("who takes a stake account while the price falls", () => {
    it("[fault-shown-least] signs no less than the page shows", async () => {
      const holder = await Holder.come(stage);
      const { page } = holder;
      await page.getByRole("button", { name: "Connect", exact: true }).click();
      await page.getByRole("button", { name: "Burner" }).click();
      await holder.go("stake");
      await holder.stake("20");
      await holder.done();
      await page.getByRole("tab", { name: "Unstake" }).click();
      await page.getByLabel("You give").fill("12");
      await page.getByRole("radio", { name: /Take a stake account/ }).check();
      const button = page.getByRole("button", { name: "Take stake for 12 tokens" });
      await button.waitFor();
      await page.waitForFunction(() => !document.querySelector("button.main.wide")?.hasAttribute("disabled"));
      const before = await holder.held();
      // A validator loses a fifth of its stake, and somebody measures it before the page looks again.
      const { validators } = await stage.operator.snapshot();
      const [stake] = validators.records().map((record) => record.stake.toBase58());
      await stage.localnet.call("localnet_slash", { stakeAccount: stake, partsPerMillion: 200_000 });
      await stage.operator.measureAgain();
      await button.click();
      await page.getByText("The price moved meanwhile").waitFor({ timeout: 30_000 });
      assert.equal(await holder.held(), before);
      await page.context().close();
    });
  });
});
