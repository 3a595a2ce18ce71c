// A holder's life by the page alone on the local network, with a wallet that does what wallets do.
import assert from "node:assert/strict";
import { exitStakeAddress, fetchMany } from "@truestake/sdk";
import type { Page, Request } from "playwright-core";
import type { Burner, Mode } from "../burner/wallet";
import { comesIn, goesOut, Holder, hadNoProblem, seesAnEpoch } from "./holder";
import { look, SOL, Stage, shot } from "./support";

declare const burner: Burner;

describe("the page, with a wallet", () => {
  let stage: Stage;
  let holder: Holder;
  let page: Page;

  before(async function () {
    this.timeout(120_000);
    stage = await Stage.open();
    holder = await Holder.come(stage);
    ({ page } = holder);
  });
  after(() => stage?.close());
  // What the page showed when a test failed says more than what it did not show.
  afterEach(async function () {
    if (this.currentTest?.state === "failed") console.log(await page.locator("body").ariaSnapshot());
  });

  const mode = (wanted: Mode) => page.evaluate((it) => Object.assign(burner, { mode: it }), wanted);
  const problem = async (text: string): Promise<void> => {
    await page.getByRole("alert").getByText(text).waitFor();
    await page.getByRole("alert").getByRole("button", { name: "Close" }).click();
  };

  comesIn(() => holder);

  it("reads what the wallet holds once with every look", async () => {
    const own = holder.owner().toBase58();
    let count = 0;
    const isOfWallet = (request: Request): boolean => {
      const body = request.postData() ?? "";
      return /"method":"getMultipleAccounts"/.test(body) && body.includes(own);
    };
    const counted = (request: Request) => {
      if (isOfWallet(request)) count++;
    };
    page.on("request", counted);
    for (let looks = 1; looks <= 3; looks++) {
      await Promise.all([page.waitForRequest(isOfWallet), look(page)]);
      await page.waitForLoadState("networkidle");
      // The page looks by itself, too, every fifteen seconds.
      assert.ok(count >= looks && count <= looks + 1, `${count} after ${looks} looks`);
    }
    page.off("request", counted);
  });

  it("says what it waits for: the wallet, then the network", async () => {
    const node = `${stage.localnet.url}/**`;
    let go: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    await page.route(node, async (route) => {
      if (/"method":"sendTransaction"/.test(route.request().postData() ?? "")) await held;
      return route.continue();
    });
    await holder.stake("1");
    await page.getByText("Signed. Waiting until the network has confirmed it…").waitFor();
    // What is signed cannot be taken back.
    assert.equal(await page.getByRole("button", { name: "Cancel" }).count(), 0);
    await shot(page, "stake-sent");
    go();
    await holder.done();
    await page.unroute(node);
  });

  seesAnEpoch(() => holder);

  it("says in words that the wallet refused, and nothing has changed", async () => {
    await holder.go("stake");
    const [tokens, sol] = [await holder.held(), await holder.lamports()];
    await mode("refuse");
    await holder.stake("3");
    await shot(page, "stake-refused");
    await problem("You said no in the wallet, or it did");
    assert.deepEqual([await holder.held(), await holder.lamports()], [tokens, sol]);
  });

  it("waits for a slow wallet; what was stopped is not sent, whatever the wallet signs later", async () => {
    const tokens = await holder.held();
    await mode("slow");
    await holder.stake("3");
    await page.waitForFunction(() => burner.asked >= 4);
    await page.getByRole("button", { name: "Cancel" }).click();
    await problem("You stopped it");
    await page.evaluate(() => burner.release());
    assert.equal(await holder.held(), tokens);
    await holder.stake("3");
    await page.waitForFunction(() => burner.asked >= 5);
    await page.evaluate(() => burner.release());
    await holder.done();
    assert.ok((await holder.held()) > tokens);
  });

  it("refuses what another account of the wallet has signed", async () => {
    await mode("slow");
    const tokens = [await holder.held(0), await holder.held(1)];
    await holder.stake("3");
    await page.waitForFunction(() => burner.asked >= 6);
    await page.evaluate(() => {
      burner.switchTo(1);
      burner.release();
    });
    await problem("The wallet changed to another account meanwhile");
    await page.evaluate(() => burner.switchTo(0));
    assert.deepEqual([await holder.held(0), await holder.held(1)], tokens);
  });

  it("takes what a wallet adds to a transaction", async () => {
    await mode("adds");
    const tokens = await holder.held();
    await page.getByText("You have 987").waitFor();
    await holder.stake("2");
    await holder.done();
    assert.ok((await holder.held()) > tokens);
    await mode("approve");
  });

  goesOut(() => holder);

  it("withdraws all of a stake account, also what came since the page has looked", async () => {
    await holder.takeAndDeactivate();
    await holder.epoch();
    await page.getByRole("button", { name: "Withdraw" }).waitFor();
    const { deployment } = stage.operator;
    const owned = Array.from({ length: 64 }, (_, nonce) => exitStakeAddress(deployment, holder.owner(), BigInt(nonce)));
    const accounts = await fetchMany(stage.operator.connection, owned);
    const taken = owned[accounts.findIndex((account) => account !== null)] ?? assert.fail("there is no such account");
    const sol = await holder.lamports();
    stage.localnet.chain.donate(taken, SOL);
    await page.getByRole("button", { name: "Withdraw" }).click();
    await page.getByText("None. A stake account that you take").waitFor();
    // 3 tokens are worth over 3 SOL, a thousandth of which is the fee.
    assert.ok((await holder.lamports()) > sol + SOL + (299n * SOL) / 100n);
  });

  it("leaves with everything, step by step", async () => {
    await holder.go("holdings");
    await page.getByRole("button", { name: "Do this step" }).click();
    await page.getByText("Your ticket is in the queue.").waitFor();
    assert.equal(await holder.held(), 0n);
    await shot(page, "holdings");
    await holder.epoch();
    await page.getByRole("button", { name: "Do this step" }).click();
    await page.getByText("Nothing is left to turn into SOL.").waitFor();
  });

  it("works with a wallet that sends by itself", async () => {
    const other = await stage.page();
    await other.page.goto(await stage.serve({ sends: true }));
    await other.page.getByRole("button", { name: "Connect", exact: true }).click();
    await other.page.getByRole("button", { name: "Burner" }).click();
    await other.page.getByLabel("You give").fill("4");
    await other.page.getByRole("button", { name: "Stake 4 SOL" }).click();
    await other.page.getByText("Your SOL is staked.").waitFor();
    assert.ok((await holder.held()) > 3_900_000_000n);
    // What it may send is never called harmless to leave.
    await other.page.evaluate(() => {
      burner.mode = "slow";
    });
    await other.page.getByLabel("You give").fill("1");
    await other.page.getByRole("button", { name: "Stake 1 SOL" }).click();
    await other.page.getByText("it shows what you sign, and sends it by itself").waitFor();
    await other.page.getByText("If you have approved it there, it may land").waitFor();
    assert.equal(await other.page.getByText("is not sent").count(), 0);
    await other.page.evaluate(() => burner.release());
    await other.page.getByText("Your SOL is staked.").waitFor();
    assert.deepEqual(other.problems, []);
    await other.page.context().close();
  });

  hadNoProblem(() => holder);
});
