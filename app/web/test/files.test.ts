// What people bring and take away: a wallet's statement, and published score files.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { PublicKey } from "@solana/web3.js";
import { run } from "@truestake/cli";
import { TruestakeClient } from "@truestake/sdk";
import { statementCsv, statementOf } from "@truestake/sdk/statement";
import type { Page } from "playwright-core";
import { decimal, percentOf } from "../src/format/amounts";
import { changesOf } from "../src/validators/commissions";
import { foreignWords, look, Stage, saved, settled, shot, VIEWS, violations, widerBy } from "./support";

const POLICY = `superminority = true
max-share = 5000
max-commission = 1000
min-epochs = 3
max-validators = 2
horizon = 0
`;

describe("the page's files", () => {
  let stage: Stage;
  let url = "";
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-files-"));
  const file = (name: string) => path.join(home, name);

  before(async function () {
    this.timeout(120_000);
    stage = await Stage.open();
    url = await stage.serve();
  });
  after(async () => {
    await stage?.close();
    fs.rmSync(home, { recursive: true, force: true });
  });

  /** A command of the pool's operator. */
  const command = async (...words: string[]): Promise<void> => {
    const errors: string[] = [];
    const env = {
      ...{ HOME: home, TRUESTAKE_URL: stage.localnet.url, TRUESTAKE_POOL: stage.mint },
      TRUESTAKE_KEYPAIR: file("operator.json"),
    };
    const io = { out: () => undefined, error: (text: string) => errors.push(text), env, cwd: home, width: 100 };
    assert.equal(await run(words, { ...io, now: Date.now }), 0, errors.join("\n"));
  };

  describe("a wallet's statement", () => {
    let page: Page;
    let problems: string[];

    before(async () => {
      ({ page, problems } = await stage.page());
      await page.goto(`${url}#/stake`);
      await page.getByRole("banner").getByRole("button", { name: "Connect", exact: true }).click();
      await page.getByRole("button", { name: "Burner" }).click();
      for (const sol of ["5", "3"]) {
        await page.getByLabel("You give").fill(sol);
        await page.getByRole("button", { name: `Stake ${sol} SOL` }).click();
        await page.getByText("Done.", { exact: true }).waitFor();
        await stage.epoch();
        await page.reload();
        await page.getByText("You have 9").waitFor();
      }
    });
    after(() => page.context().close());

    it("is the SDK's, to the byte, and adds up", async () => {
      await page.goto(`${url}#/statement`);
      await page.getByRole("button", { name: "Read the history" }).click();
      await page.getByText("It is complete").waitFor();
      const owner = stage.keys[0]?.publicKey as PublicKey;
      const connection = stage.localnet.connection();
      const { deployment } = new TruestakeClient({ connection, mint: new PublicKey(stage.mint) });
      const own = await statementOf(connection, deployment, owner, { epochs: 10 });
      assert.equal(own.complete, true);
      const { name, text } = await saved(page, "Save my statement as CSV");
      assert.equal(name, `truestake-statement-${owner.toBase58().slice(0, 8)}.csv`);
      assert.equal(text, `${statementCsv(own)}\n`);
      assert.equal(text.match(/SOL deposited/g)?.length, 2);
      // Every row of the file is on the page, too, newest first.
      const rows = own.periods.flatMap((period) => period.rows).reverse();
      await page.getByText(`All ${rows.length} transactions`).click();
      const shown = page.locator("details table tbody tr");
      assert.equal(await shown.count(), rows.length);
      for (const [at, row] of rows.entries()) {
        const cell = async (name: string) =>
          (await shown.nth(at).locator(`[data-label="${name}"]`).textContent()) ?? "";
        assert.equal(await shown.nth(at).locator(`[title="${row.signature}"]`).count(), 1);
        assert.equal(await cell("Tokens"), row.tokens === 0n ? "" : decimal(row.tokens));
        assert.equal(await cell("SOL"), decimal(row.lamports));
        assert.equal(await cell("Of it fees"), row.fee === 0n ? "" : decimal(row.fee));
        assert.match(await cell("When"), new RegExp(`, epoch ${row.epoch}$`));
      }
      await shown.first().getByText("SOL deposited").waitFor();
      assert.deepEqual(await violations(page), []);
      await shot(page, "statement-light");
      await page.getByRole("button", { name: "Dark" }).first().click();
      assert.deepEqual(await violations(page), []);
      await shot(page, "statement-dark");
      await page.setViewportSize({ width: 390, height: 844 });
      assert.ok((await widerBy(page)) <= 0, `${await widerBy(page)} px wider than a phone`);
      await shot(page, "statement-phone");
      await page.setViewportSize({ width: 1280, height: 900 });
      assert.deepEqual(problems, []);
    });

    it("names what the node does not keep, and calls nothing complete then", async () => {
      const node = `${stage.localnet.url}/**`;
      let lost = 0;
      await page.route(node, async (route) => {
        const asked = JSON.parse(route.request().postData() ?? "{}");
        if (asked.method !== "getTransaction" || lost > 0) return route.continue();
        lost++;
        return route.fulfill({ json: { jsonrpc: "2.0", id: asked.id, result: null } });
      });
      await page.getByRole("button", { name: "Read the history" }).click();
      await page.getByText("It is not complete.").waitFor();
      await page.getByText("The node does not keep a transaction.").waitFor();
      assert.match((await saved(page, "Save my statement as CSV")).text, /^,,gap: the node does not keep/m);
      await page.unroute(node);
      assert.equal(lost, 1);
    });
  });

  describe("commissions of a score file", () => {
    it("changes between epochs that are known, one in the middle of an epoch included", () => {
      const seen = [
        [98n, 500],
        [99n, 500],
        // Nobody wrote epoch 100 down.
        [101n, 10_000],
        [103n, 10_000],
        [103n, 700],
      ].map(([epoch, commissionBps]) => ({ epoch: BigInt(epoch ?? 0), commissionBps: Number(commissionBps) }));
      assert.deepEqual(changesOf(seen), [
        { before: 500, after: 10_000, epoch: 101n },
        { before: 10_000, after: 700, epoch: 103n },
      ]);
      assert.deepEqual([changesOf(seen.slice(0, 2)), changesOf([])], [[], []]);
    });
  });

  describe("a published score file", () => {
    const votes = () => (stage.localnet.demo?.validators ?? []).map(({ vote }) => vote);
    let outside = "";

    before(async () => {
      outside = stage.localnet.chain.createVoteAccount().toBase58();
      const { secretKey } = stage.localnet.demo?.operator ?? assert.fail("the network has no pool");
      fs.writeFileSync(file("operator.json"), JSON.stringify([...secretKey]));
      fs.writeFileSync(file("policy.toml"), POLICY);
      await command("validator", "score", "--policy", "policy.toml", "--apply", "--yes", "--publish", "scores.json");
    });

    const take = async (page: Page, name: string): Promise<void> => {
      await page.getByLabel("A published score file").setInputFiles(file(name));
    };
    const trusted = (page: Page) => page.getByText("The chain has the scores of").waitFor();

    for (const [name, options] of VIEWS) {
      it(`that equals the chain tells reasons: ${name}`, async () => {
        const { page, problems } = await stage.page(options);
        await page.goto(`${url}#/validators`);
        await settled(page);
        assert.equal(await page.getByText("Decided by").count(), 0);
        await take(page, "scores.json");
        await trusted(page);
        const published = JSON.parse(fs.readFileSync(file("scores.json"), "utf8"));
        assert.equal(await page.locator(".note .named code").textContent(), published.hash);
        await page.getByText("below the cut-off").first().waitFor();
        assert.deepEqual(await violations(page), []);
        assert.ok((await widerBy(page)) <= 0, `${await widerBy(page)} px wider than the screen`);
        await shot(page, `scores-${name}`);
        // One of the pool, by what the file says of it.
        const cut = published.result.scores.find(({ binding }: { binding: string }) => binding === "cut-off");
        await page.evaluate((vote) => location.assign(`#/validator/${vote}`), cut.vote);
        await page.getByText(cut.reason).first().waitFor();
        await page.getByText("Every gate, by what the file knows").waitFor();
        const { network } = published.inputs;
        const facts = network.validators.find(({ vote }: { vote: string }) => vote === cut.vote);
        assert.deepEqual(facts.commissions, []);
        await page.getByText(`${percentOf(facts.commission)} in epoch ${network.epoch}`, { exact: true }).waitFor();
        assert.deepEqual(await violations(page), []);
        assert.ok((await widerBy(page)) <= 0, `${await widerBy(page)} px wider than the screen`);
        await shot(page, `validator-reasons-${name}`);
        assert.deepEqual(problems, []);
        await page.context().close();
      });
    }

    it("explains a validator that the pool does not have, by its gates, and says where it knows nothing", async () => {
      const { page } = await stage.page();
      await page.goto(`${url}#/validators`);
      await take(page, "scores.json");
      await trusted(page);
      await page.evaluate((vote) => location.assign(`#/validator/${vote}`), outside);
      await page.getByText("This validator is not in the pool's list").waitFor();
      await page.getByText("A gate that it fails").waitFor();
      await page.getByText("not in the pool", { exact: true }).waitFor();
      assert.ok((await page.locator("tbody .status.bad").count()) > 0);
      // The node lists a validator without stake only as long as it votes: the file says whether it did.
      const { inputs } = JSON.parse(fs.readFileSync(file("scores.json"), "utf8"));
      const isKnown = inputs.network.validators.some(({ vote }: { vote: string }) => vote === outside);
      assert.equal(await page.getByText("The file knows nothing of this validator.").count(), isKnown ? 0 : 1);
      await shot(page, "validator-outside");
      await page.evaluate((vote) => location.assign(`#/validator/${vote}`), stage.keys[0]?.publicKey.toBase58());
      await page.getByText("The file knows nothing of this validator.").waitFor();
      // Without a file there are no reasons, and the page says where they come from.
      await page.reload();
      await page.getByText("Reasons come from a published score file").waitFor();
      await page.context().close();
    });

    it("is refused in words when it is not the chain's, was tampered with, of another pool, or no file at all", async () => {
      const document = JSON.parse(fs.readFileSync(file("scores.json"), "utf8"));
      const write = (name: string, content: unknown) => fs.writeFileSync(file(name), JSON.stringify(content));
      const [first] = document.result.scores;
      write("tampered.json", {
        ...document,
        result: {
          ...document.result,
          scores: [{ ...first, score: first.score + 1 }, ...document.result.scores.slice(1)],
        },
      });
      write("no.json", { format: "truestake-scores/1" });
      const { page } = await stage.page();
      await page.goto(`${url}#/validators`);
      for (const [name, says] of [
        ["tampered.json", "Its content does not have the hash that it names"],
        ["no.json", "It is no score file, or a part of it is missing."],
      ] as const) {
        await take(page, name);
        await page.getByRole("alert").getByText(says).waitFor();
        await page.getByText(`${name} is not used`).waitFor();
        assert.equal(await page.getByText("Decided by").count(), 0);
        assert.deepEqual(await violations(page), []);
        await shot(page, `scores-refused-${name}`);
      }
      const own = { ...document, inputs: { ...document.inputs, pool: { ...document.inputs.pool, pool: outside } } };
      write("other.json", own);
      await take(page, "other.json");
      await page.getByRole("alert").getByText("It is of another pool").waitFor();
      // The manager sets another score: the file explains nothing any more.
      await command("validator", "set-score", `${votes()[0]}=77`, "--yes");
      await take(page, "scores.json");
      await page.getByRole("alert").getByText("on the chain a score of 77, in the file a score of").waitFor();
      await shot(page, "scores-refused-chain");
      await page.context().close();
    });

    it("may be the deployer's, beside the page; words are in one file", async () => {
      await command("validator", "score", "--policy", "policy.toml", "--apply", "--yes", "--publish", "scores.json");
      fs.copyFileSync(file("scores.json"), path.join(stage.folder, "scores.json"));
      const genesis = await stage.genesis();
      const pool = { mint: stage.mint, genesis, rpc: [stage.localnet.url] };
      const served = await stage.serve({ deployed: { pools: [{ ...pool, scores: "./scores.json" }] } });
      const { page } = await stage.page();
      await page.goto(`${served}?locale=pseudo#/validators`);
      await page.locator(".note .named code").waitFor();
      assert.deepEqual(await foreignWords(page), []);
      await page.goto(`${served}?locale=pseudo#/validator/${votes()[0]}`);
      await page.locator("tbody .status").first().waitFor();
      assert.deepEqual(await foreignWords(page), []);
      assert.ok((await widerBy(page)) <= 0);
      // One that is not there is said.
      const missing = await stage.serve({ deployed: { pools: [{ ...pool, scores: "./none.json" }] } });
      await page.goto(`${missing}#/validators`);
      await page.getByRole("alert").getByText("There is no such file").waitFor();
      await page.context().close();
    });

    it("has an age, is compared anew with each update, and is dropped with the nodes that it was compared by", async () => {
      await command("validator", "score", "--policy", "policy.toml", "--apply", "--yes", "--publish", "scores.json");
      const { page, problems } = await stage.page();
      await page.clock.install();
      await page.goto(`${url}#/validators`);
      await take(page, "scores.json");
      await trusted(page);
      const note = page.locator(".note", { hasText: "The chain ha" });
      await note.getByText(/^read (just now|\d+ s ago)$/).waitFor();
      await note.getByText("is the validator manager's word").waitFor();
      await page.clock.fastForward(11 * 60_000);
      await page.getByText("The chain had the scores of scores.json").waitFor();
      await note.getByText("old by now").waitFor();
      assert.deepEqual(await violations(page), []);
      await shot(page, "scores-old");
      await page.getByRole("button", { name: "Compare again" }).click();
      await trusted(page);
      // Other scores come with the next epoch: the page finds out by itself.
      await command("validator", "set-score", `${votes()[0]}=78`, "--yes");
      await stage.epoch();
      await look(page);
      await page.getByRole("alert").getByText("on the chain a score of 78").waitFor();
      // What one node has confirmed says nothing of what another one shows.
      await page.goto(`${url}#/settings`);
      await page.getByLabel("Nodes, one a line").fill(stage.localnet.url.replace("127.0.0.1", "localhost"));
      await page.getByRole("button", { name: "Use", exact: true }).click();
      await page.locator(".figure").waitFor();
      await page.evaluate(() => location.assign("#/validators"));
      await settled(page);
      await page.getByLabel("A published score file").waitFor();
      assert.equal(await page.getByText("scores.json").count(), 0);
      assert.deepEqual(problems, []);
      await page.context().close();
    });
  });
});
