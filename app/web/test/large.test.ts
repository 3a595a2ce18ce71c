// A large pool: 3,000 validators and 512 epochs of history. What it asks for at first is as little as ever, and nothing holds the page up.
import assert from "node:assert/strict";
import { TruestakeClient } from "@truestake/sdk";
import type { Page } from "playwright-core";
import { DISCRIMINATOR_BYTES } from "../../sdk/src/accounts/common";
import { encode, offsetOf, sizeOf } from "../../sdk/src/layout";
import { u64Bytes } from "../../sdk/src/layout/bytes";
import { openPool } from "../../sdk/test/cost/pool";
import { Stage, scriptKilobytes, settled, shot, taskTimes } from "./support";

const [VALIDATORS, EPOCHS, ROWS] = [3_000, 512, 100];
const MOST_TASK_MS = 200;
const [MOST_REQUESTS, MOST_ACCOUNT_BYTES, MOST_SCRIPT_KILOBYTES] = [12, 60_000, 180];

describe("the page of a large pool", () => {
  let stage: Stage;
  let url = "";
  let first = "";

  before(async function () {
    this.timeout(180_000);
    const { localnet, chain, mint, votes } = await openPool(VALIDATORS, { isWhole: true });
    first = votes[0]?.toBase58() ?? "";
    const operator = new TruestakeClient({ connection: chain.connection, mint });
    await fill(operator);
    stage = await Stage.over(localnet, operator);
    url = await stage.serve();

    /** Writes 512 updates into the ring, as if the pool had had them before its last one. */
    async function fill(client: TruestakeClient): Promise<void> {
      const { history } = client.deployment;
      const account = chain.exact(history) ?? assert.fail("there is no history");
      const last = (await client.history()).entries.at(-1) ?? assert.fail("there was no update");
      const data = Buffer.alloc(DISCRIMINATOR_BYTES + sizeOf("priceHistory"));
      account.data.copy(data, 0, 0, DISCRIMINATOR_BYTES + offsetOf("priceHistory", "entries"));
      data.set(u64Bytes(BigInt(EPOCHS)), DISCRIMINATOR_BYTES + offsetOf("priceHistory", "count"));
      for (let place = 0; place < EPOCHS; place++) {
        const back = BigInt(EPOCHS - 1 - place);
        // It fell once, and rose by a three-thousandth in all other epochs.
        const fallen = place < 200 ? last.total / 50n : 0n;
        const entry = {
          // Numbers of epochs that a chain of this age would have.
          ...last,
          ...{
            epoch: last.epoch + BigInt(EPOCHS) - back,
            slot: last.slot - back * 1_000n,
            unixTime: last.unixTime - back * 172_800n,
          },
          total: last.total - (last.total * back) / 3_000n + fallen,
        };
        const at = DISCRIMINATOR_BYTES + offsetOf("priceHistory", "entries") + place * sizeOf("priceEntry");
        data.set(encode("priceEntry", entry), at);
      }
      chain.put(history, { ...account, data, lamports: chain.rentFor(BigInt(data.length)) });
      assert.equal((await client.history()).entries.length, EPOCHS);
    }
  });
  after(() => stage?.close());

  /** Does something on a page of its own, which may take no task longer than that. */
  async function smooth(name: string, run: (page: Page) => Promise<void>): Promise<void> {
    const { page, problems } = await stage.page();
    page.setDefaultTimeout(120_000);
    const tasks = await taskTimes(stage.browser, page, () => run(page));
    const long = tasks.filter((each) => each > MOST_TASK_MS).map(Math.round);
    console.log(`      ${name}: ${tasks.length} tasks, the longest ${Math.round(Math.max(...tasks))} ms`);
    assert.ok(tasks.length > 100, `${tasks.length} tasks were seen`);
    assert.deepEqual(long, [], `tasks over ${MOST_TASK_MS} ms`);
    assert.deepEqual(problems, []);
    await shot(page, `large-${name}`);
    await page.context().close();
  }

  it("asks for no more at first than that of a small one", async () => {
    const { page, traffic } = await stage.page();
    await page.goto(url);
    await settled(page);
    await page.waitForLoadState("networkidle");
    const asked = traffic.rpc(stage.localnet.url);
    const kilobytes = scriptKilobytes(traffic, stage.folder);
    console.log(`      ${asked.length} requests, ${traffic.accountBytes} bytes, ${kilobytes.toFixed(1)} kB`);
    assert.ok(asked.length <= MOST_REQUESTS, asked.join(", "));
    assert.ok(traffic.accountBytes <= MOST_ACCOUNT_BYTES, `${traffic.accountBytes} bytes of accounts`);
    assert.ok(kilobytes <= MOST_SCRIPT_KILOBYTES, `${kilobytes} kB of scripts`);
    await page.context().close();
  });

  it("shows all of its history without a long task", () =>
    smooth("overview", async (page) => {
      await page.goto(url);
      await page.locator(".uplot").first().waitFor();
      await page.getByRole("button", { name: "all", exact: true }).click();
      await page.getByText("Measured over 511 updates").waitFor();
    }));

  it("lists, searches and sorts its validators without a long task", () =>
    smooth("validators", async (page) => {
      await page.goto(`${url}#/validators`);
      await page.getByText(/3.000 of 3.000/).waitFor();
      assert.equal(await page.locator("tbody tr").count(), ROWS);
      await page.getByRole("button", { name: "Next" }).click();
      await page.getByText("Page 2 of 30").waitFor();
      await page.getByRole("button", { name: "Validator", exact: true }).click();
      await page.getByLabel("Search by address").fill(first);
      await page.getByText(/1 of 3.000/).waitFor();
    }));

  it("explains one of them without a long task", () =>
    smooth("validator", async (page) => {
      await page.goto(`${url}#/validator/${first}`);
      await page.getByText("What happens next with its stake").waitFor();
    }));

  it("recomputes its books and checks its risks without a long task", () =>
    smooth("proof", async (page) => {
      await page.goto(`${url}#/proof`);
      await page.getByRole("button", { name: "Recompute now" }).click();
      await page.getByText(/All is there|Something is missing/).waitFor();
    }));

  it("answers a scenario without a long task", () =>
    smooth("scenario", async (page) => {
      await page.goto(`${url}#/scenarios/slash`);
      await page.locator("[aria-busy=false] .named code").waitFor();
    }));
});
