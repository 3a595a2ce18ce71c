// The page of a pool that a steward manages: bonds, ratings and reasons as the SDK has them, and who bears a loss.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { PublicKey } from "@solana/web3.js";
import { startLocalnet } from "@truestake/localnet";
import { explainMember, STEWARD_PROGRAM_ID, stewardOf, stewardReport } from "@truestake/sdk/steward";
import type { Page } from "playwright-core";
import { root } from "../../../toolchain/lib/paths";
import { operatorOf } from "../../../toolchain/web/history";
import { STEWARD_PROGRAM, StewardedDemo } from "../../../toolchain/web/steward";
import { foreignWords, NETWORK, Stage, settled, shot, VIEWS, violations, widerBy } from "./support";

describe("the page of a pool with a steward", () => {
  let stage: Stage;
  let demo: StewardedDemo;
  let url = "";

  before(async function () {
    this.timeout(240_000);
    const localnet = await startLocalnet({ ...NETWORK, programs: [STEWARD_PROGRAM] });
    const operator = operatorOf(localnet, localnet.demo ?? assert.fail());
    const began = localnet.chain.epoch;
    demo = await StewardedDemo.over(localnet, operator);
    assert.equal(localnet.chain.epoch - began, BigInt(StewardedDemo.EPOCHS));
    stage = await Stage.over(localnet, operator);
    url = await stage.serve();
  });
  after(() => stage?.close());

  const vote = (part: Parameters<StewardedDemo["voteOf"]>[0]) => demo.voteOf(part);
  const go = async (page: Page, place: string, query = "") => {
    await page.goto(`${url}${query}#/${place}`);
    await settled(page);
  };
  const fact = (page: Page, name: string) =>
    page.locator(".facts > div", { has: page.getByText(name, { exact: true }) });
  const factText = async (page: Page, name: string): Promise<string> =>
    ((await fact(page, name).locator("dd").first().textContent()) ?? "").replace(/[\u202f\u00a0]/g, "");

  it("looks right everywhere, and axe finds nothing", async () => {
    for (const [name, options] of VIEWS) {
      const { page, problems } = await stage.page(options);
      const places = ["validators", "parameters", `scenarios/slash/${vote("good").toBase58()}`];
      const ones = (["good", "greedy", "low", "vetoed", "leaving", "ramping", "waiting"] as const).map(
        (part) => [part, `validator/${vote(part).toBase58()}`] as const,
      );
      for (const [title, place] of [...places.map((each) => [each.split("/")[0] ?? "", each] as const), ...ones]) {
        await go(page, place);
        if (title === "scenarios") await page.locator("[aria-busy=false] .named code").waitFor();
        assert.deepEqual(await violations(page), [], title);
        assert.ok((await widerBy(page)) <= 0, `${title} is ${await widerBy(page)} px wider than the screen`);
        await shot(page, `steward-${title}-${name}`);
      }
      assert.deepEqual(problems, []);
      await page.context().close();
    }
  });

  it("loads what shows it only where it is shown", async () => {
    const { page, traffic } = await stage.page();
    const isLoaded = () => traffic.requests.some((request) => /\/assets\/parts-.*\.js/.test(request.url));
    for (const place of ["overview", "stake"]) {
      await go(page, place);
      await page.waitForLoadState("networkidle");
      assert.equal(isLoaded(), false, place);
    }
    await go(page, "validators");
    assert.equal(isLoaded(), true);
    await page.context().close();
  });

  it("lists what each has at stake, what it took of its pledge and how it is rated", async () => {
    const { page, problems } = await stage.page();
    await go(page, "validators");
    await page.getByRole("heading", { name: "Managed by a steward" }).waitFor();
    const { members, bondTokens } = await stewardReport(stage.operator.session);
    assert.match(await factText(page, "All bonds"), new RegExp(`^${bondTokens / 1_000_000_000n}`));
    assert.match(await factText(page, "Members"), /^8.*1 of them not in the pool's list/);
    const rowOf = (part: Parameters<typeof vote>[0]) =>
      page.locator("tbody tr", { has: page.locator(`a[href$="${vote(part).toBase58()}"]`) });
    // Commissions come by themselves, once the vote accounts in sight are read.
    await rowOf("greedy")
      .getByText(/100\.00.% of/)
      .first()
      .waitFor();
    const cells = async (part: Parameters<typeof vote>[0]) =>
      (await rowOf(part).locator("td").allTextContents()).map((text) => text.replace(/[\u202f\u00a0]/g, "")).slice(-4);
    const greedy = await cells("greedy");
    const member = members.find((each) => each.vote.equals(vote("greedy"))) ?? assert.fail();
    assert.ok(member.bond.debt > 0n);
    assert.match(greedy[1] ?? "", new RegExp(`^${member.bond.debt / 1_000_000_000n}\\.`));
    assert.equal(greedy[2], "✕100.00% of 5.00%");
    assert.equal((await cells("cheap"))[2], "3.00% of 3.00%");
    assert.match((await cells("vetoed"))[3] ?? "", /^✕vetoed$/);
    assert.match((await cells("low"))[3] ?? "", /^▲low credits$/);
    assert.match((await cells("leaving"))[3] ?? "", /^✕leaves$/);
    const good = members.find((each) => each.vote.equals(vote("good"))) ?? assert.fail();
    assert.equal((await cells("good"))[3], `✓${good.rated.quality}`);
    const stranger = stage.localnet.demo?.validators[0]?.vote ?? "";
    const none = page.locator("tbody tr", { has: page.locator(`a[href$="${stranger}"]`) });
    assert.match((await none.textContent()) ?? "", /no bond/);
    // The one that waits is named above the list.
    await page.locator(`p a[href$="${vote("waiting").toBase58()}"]`).waitFor();
    // Sorted by bonds, the largest is the first.
    await page.getByRole("button", { name: "Bond", exact: true }).click();
    const [first] = [...members]
      .filter(({ isListed }) => isListed)
      .sort((a, b) => (a.bond.tokens > b.bond.tokens ? -1 : 1));
    assert.equal(
      await page.locator("tbody tr a").first().getAttribute("href"),
      `#/validator/${first?.vote.toBase58()}`,
    );
    // Scores are the steward's: a published file of a manager's explains none of them.
    assert.equal(await page.getByText("A published score file").count(), 0);
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it("explains a member in the SDK's words, with its state", async () => {
    const { page, problems } = await stage.page();
    for (const part of ["greedy", "low", "vetoed", "leaving", "ramping", "waiting"] as const) {
      await go(page, `validator/${vote(part).toBase58()}`);
      await page.getByRole("heading", { name: "Bond and rating" }).waitFor();
      const { explain, gates, next, bond } = await explainMember(stage.operator.session, { vote: vote(part) });
      await page.getByText(explain, { exact: true }).waitFor();
      assert.equal(await page.locator("caption", { hasText: "Gates" }).count(), gates.length > 0 ? 1 : 0, part);
      for (const { reason } of gates) await page.getByText(reason, { exact: true }).waitFor();
      const credits = (next.performance / 10_000).toFixed(4).replace(/0{1,2}$/, "");
      assert.match(await factText(page, "Credits"), new RegExp(`^${credits}%`));
      assert.equal((await factText(page, "Owes")).startsWith("nothing"), bond.debt === 0n, part);
    }
    await go(page, `validator/${vote("vetoed").toBase58()}`);
    assert.match(await factText(page, "State"), /^✕vetoed from epoch \d+ until epoch \d+member$/);
    await go(page, `validator/${vote("leaving").toBase58()}`);
    assert.match(await factText(page, "State"), /^▲leaving/);
    assert.match(await factText(page, "Asked back"), /paid from epoch \d+ on/);
    await go(page, `validator/${vote("waiting").toBase58()}`);
    assert.match(await factText(page, "State"), /^\?member, not in the pool's list yet$/);
    await go(page, `validator/${stage.localnet.demo?.validators[0]?.vote}`);
    await page.getByRole("heading", { name: "No bond" }).waitFor();
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it("says who bears a loss, by keyboard too: the bond first, then the holders", async () => {
    const { page, problems } = await stage.page();
    await go(page, `validator/${vote("good").toBase58()}`);
    const { whatIf } = await explainMember(stage.operator.session, { vote: vote("good"), lossesBps: [20, 10_000] });
    const [little, all] = whatIf;
    assert(little && all && little.holders === 0n && all.holders > 0n);
    const slider = page.getByLabel("Of its stake is lost");
    const sol = (lamports: bigint) => `${lamports / 1_000_000_000n}`;
    await slider.focus();
    await page.keyboard.press("End");
    assert.match((await slider.getAttribute("aria-valuetext")) ?? "", /^100\.00/);
    assert.match(await factText(page, "Its bond pays"), new RegExp(`^${sol(all.bond)}(\\.\\d+)? SOL.*are burned`));
    assert.match(await factText(page, "Holders bear"), new RegExp(`^${sol(all.holders)}\\.`));
    assert.match(await factText(page, "Left of the bond"), /^0 tokens.*stay owed/);
    assert.ok((await page.getByRole("img", { name: /of the loss by the bond/ }).boundingBox())?.width);
    for (let step = 0; step < 8; step++) await page.keyboard.press("ArrowLeft");
    assert.match((await slider.getAttribute("aria-valuetext")) ?? "", /^0\.20/);
    assert.equal(await factText(page, "Holders bear"), "0 SOL");
    const alone = `${little.perTokenAlone}`
      .padStart(10, "0")
      .replace(/^(\d+)(\d{9})$/, "$1.$2")
      .replace(/0+$/, "");
    assert.equal(await factText(page, "One token is worth less by"), `0 SOL${alone} SOL without the bond`);
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it("has the steward's rules under Parameters, and bonds in the scenario", async () => {
    const { page, problems } = await stage.page();
    await go(page, "parameters");
    await page.getByRole("heading", { name: "The steward's rules" }).waitFor();
    await page.getByText(/every change takes effect five epochs later.*a tenth of all bonds that count/).waitFor();
    const row = (name: string) =>
      page
        .locator("tr", { has: page.getByText(name, { exact: true }) })
        .locator("td")
        .first();
    assert.match((await row("Least bond to join").textContent()) ?? "", /^5.SOL$/);
    assert.match((await row("Highest commission").textContent()) ?? "", /^5\.00/);
    assert.match((await row("Most of the stake with one validator").textContent()) ?? "", /^25\.00/);
    const { steward } = stewardOf(stage.operator.deployment);
    await page.locator(`[title="${steward.toBase58()}"]`).first().waitFor();
    await go(page, `scenarios/slash/${vote("good").toBase58()}`);
    await page.locator("[aria-busy=false] .named code").waitFor();
    assert.match(await factText(page, "Bonds make good"), /SOL$/);
    assert.equal(await page.locator("caption", { hasText: "Each bond, in tokens" }).count(), 1);
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it("looks at who may change the steward's program, and which one runs, as at the pool's", async () => {
    const { chain } = stage.localnet;
    const program = (await chain.connection.getAccountInfo(STEWARD_PROGRAM_ID)) ?? assert.fail();
    const dataAddress = new PublicKey(program.data.subarray(4, 36));
    const before = (await chain.connection.getAccountInfo(dataAddress)) ?? assert.fail();
    const bytes = fs.readFileSync(path.join(root, "artifacts/steward.so"));
    const hash = createHash("sha256")
      .update(bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 1))
      .digest("hex");
    const holder = stage.keys[1]?.publicKey ?? assert.fail();
    const upgradable = Buffer.from(before.data);
    upgradable[12] = 1;
    holder.toBuffer().copy(upgradable, 13);
    const served = async (more: object) => {
      const pool = { mint: stage.mint, genesis: await stage.genesis(), rpc: [stage.localnet.url], ...more };
      return stage.serve({ deployed: { pools: [pool] } });
    };
    const checked = async (at: string) => {
      const { page } = await stage.page();
      await page.goto(at);
      await settled(page);
      await page.getByRole("button", { name: "Check now" }).click();
      await page.getByText("Checking…").waitFor({ state: "hidden" });
      const keys = page.locator(".slices details", { hasText: "Keys" });
      await keys.locator("summary").click();
      return { page, keys };
    };
    const told = async ({ page, keys }: Awaited<ReturnType<typeof checked>>, status: string, ...says: string[]) => {
      for (const each of says) await keys.getByText(each).waitFor();
      assert.equal(await keys.locator("summary .status").getAttribute("class"), `status ${status}`);
      await page.context().close();
    };
    await told(
      await checked(await served({ stewardHash: hash.toUpperCase() })),
      "watch",
      "Nobody can change the steward's program",
      "The steward's program is the published one",
    );
    await told(
      await checked(await served({ stewardHash: "0".repeat(64) })),
      "bad",
      `The steward's program is not the published one: its hash is ${hash}`,
    );
    chain.setAccount(dataAddress, { ...before, data: upgradable });
    const { page, keys } = await checked(url);
    const short = `${holder.toBase58().slice(0, 5)}…${holder.toBase58().slice(-5)}`;
    await keys.getByText(`${short} can change the steward's program`).waitFor();
    await keys.getByText("Nobody has set a published hash of the steward's program here").waitFor();
    await shot(page, "steward-keys");
    await go(page, "parameters");
    const row = page.locator("tr", { hasText: "Upgrade authority of the steward" });
    assert.equal(await row.locator(".status.unknown").count(), 2);
    await page.getByRole("button", { name: "Read the program" }).click();
    await row.locator(`[title="${holder.toBase58()}"]`).waitFor();
    await row.getByText("at once").waitFor();
    await page.locator("dd code", { hasText: hash }).waitFor();
    assert.deepEqual(await violations(page), []);
    await shot(page, "steward-parameters-read");
    chain.setAccount(dataAddress, before);
    await page.context().close();
  });

  it("has all words in two files, and room for longer ones", async () => {
    const { page } = await stage.page();
    for (const place of [
      "validators",
      "parameters",
      `scenarios/slash/${vote("good").toBase58()}`,
      ...(["greedy", "low", "vetoed", "leaving", "ramping"] as const).map(
        (part) => `validator/${vote(part).toBase58()}`,
      ),
      `validator/${stage.localnet.demo?.validators[0]?.vote}`,
    ]) {
      await go(page, place, "?locale=pseudo");
      if (place.startsWith("scenarios")) await page.locator("[aria-busy=false] .named code").waitFor();
      assert.deepEqual(await foreignWords(page), [], place);
      assert.ok((await widerBy(page)) <= 0, `${place} is wider than the screen`);
    }
    await page.context().close();
  });
});
