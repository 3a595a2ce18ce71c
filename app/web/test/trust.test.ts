// What the page says of its own figures: whose they are, and how old.
import assert from "node:assert/strict";
import { Stage, settled, shot, VIEWS, violations, widerBy } from "./support";

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
});
