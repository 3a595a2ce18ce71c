// A holder's life by the page alone: in, a wallet that does what wallets do, every way out. Amounts are compared with the chain.
import assert from "node:assert/strict";
import { PublicKey } from "@solana/web3.js";
import { fetchMany, formatPrice, tokenAddress, tokenAmount } from "@truestake/sdk";
import type { Page, Request } from "playwright-core";
import type { Burner, Mode } from "../burner/wallet";
import { look, Stage, shot } from "./support";

declare const burner: Burner;

const GAP = "\u202f";
const numbers = (text: string | null): string => (text ?? "").replaceAll(GAP, "");

describe("the page, with a wallet", () => {
  let [stage, page, problems]: [Stage, Page, string[]] = [] as never;
  let url = "";

  before(async function () {
    this.timeout(120_000);
    stage = await Stage.open();
    url = await stage.serve();
    ({ page, problems } = await stage.page());
    await page.goto(url);
  });
  after(() => stage?.close());

  const owner = (at = 0): PublicKey => stage.keys[at]?.publicKey as PublicKey;
  const held = async (at = 0): Promise<bigint> => {
    const address = tokenAddress(new PublicKey(stage.mint), owner(at));
    const [account = null] = await fetchMany(stage.localnet.chain.connection, [address]);
    return tokenAmount(address, account);
  };
  const lamports = async (at = 0): Promise<bigint> => stage.localnet.chain.balance(owner(at));
  const mode = (wanted: Mode) => page.evaluate((it) => Object.assign(burner, { mode: it }), wanted);
  const done = () => page.getByText("Done.", { exact: true }).waitFor();
  const problem = async (text: string): Promise<void> => {
    await page.getByRole("alert").getByText(text).waitFor();
    await page.getByRole("alert").getByRole("button", { name: "Close" }).click();
  };
  /** An epoch passes, and the page looks as it does when somebody comes back to it. */
  const epoch = async (): Promise<void> => {
    await stage.epoch();
    await look(page);
  };
  const go = async (place: string): Promise<void> => {
    await page.goto(`${url}#/${place}`);
  };
  const stake = async (sol: string): Promise<void> => {
    await page.getByRole("tab", { name: "Stake", exact: true }).click();
    await page.getByLabel("You give").fill(sol);
    await page.getByRole("button", { name: `Stake ${sol} SOL` }).click();
  };
  const leave = async (way: string, amount: string, button: string): Promise<void> => {
    await page.getByRole("tab", { name: "Unstake" }).click();
    await page.getByLabel("You give").fill(amount);
    await page.getByRole("radio", { name: new RegExp(way) }).check();
    await page.getByRole("button", { name: button }).click();
  };

  it("connects", async () => {
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByRole("button", { name: "Burner" }).click();
    await page.getByRole("button", { name: owner().toBase58().slice(0, 5) }).waitFor();
  });

  it("stakes, and shows what the chain says", async () => {
    await go("stake");
    await page.getByText(`You have 1${GAP}000 SOL`).waitFor();
    await stake("5");
    await done();
    const tokens = await held();
    assert.ok(tokens > 4_900_000_000n && tokens < 5_000_000_000n, `${tokens}`);
    const shown = numbers(await page.getByTestId("balance").textContent());
    assert.equal(shown, `${Number(tokens) / 1e9} tokens`);
    await shot(page, "stake-done");
  });

  it("reads what the wallet holds once with every look", async () => {
    const own = owner().toBase58();
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
    await stake("1");
    await page.getByText("Signed. Waiting until the network has confirmed it…").waitFor();
    // What is signed cannot be taken back.
    assert.equal(await page.getByRole("button", { name: "Cancel" }).count(), 0);
    await shot(page, "stake-sent");
    go();
    await done();
    await page.unroute(node);
  });

  it("keeps the balance and raises the price as an epoch passes", async () => {
    await go("overview");
    const before = await page.locator(".figure b").textContent();
    const tokens = await held();
    await epoch();
    await page.waitForFunction((old) => document.querySelector(".figure b")?.textContent !== old, before);
    await page.waitForTimeout(400);
    const { total, supply } = await stage.operator.price();
    const shown = numbers(await page.locator(".figure b").textContent());
    // Slots pass while it is read: the first digits are of the same epoch.
    assert.equal(shown.slice(0, 7), formatPrice({ total, supply }).slice(0, 7));
    assert.equal(await held(), tokens);
  });

  it("says in words that the wallet refused, and nothing has changed", async () => {
    await go("stake");
    const [tokens, sol] = [await held(), await lamports()];
    await mode("refuse");
    await stake("3");
    await shot(page, "stake-refused");
    await problem("You said no in the wallet, or it did");
    assert.deepEqual([await held(), await lamports()], [tokens, sol]);
  });

  it("waits for a slow wallet; what was stopped is not sent, whatever the wallet signs later", async () => {
    const tokens = await held();
    await mode("slow");
    await stake("3");
    await page.waitForFunction(() => burner.asked >= 4);
    await page.getByRole("button", { name: "Cancel" }).click();
    await problem("You stopped it");
    await page.evaluate(() => burner.release());
    assert.equal(await held(), tokens);
    await stake("3");
    await page.waitForFunction(() => burner.asked >= 5);
    await page.evaluate(() => burner.release());
    await done();
    assert.ok((await held()) > tokens);
  });

  it("refuses what another account of the wallet has signed", async () => {
    await mode("slow");
    const tokens = [await held(0), await held(1)];
    await stake("3");
    await page.waitForFunction(() => burner.asked >= 6);
    await page.evaluate(() => {
      burner.switchTo(1);
      burner.release();
    });
    await problem("The wallet changed to another account meanwhile");
    await page.evaluate(() => burner.switchTo(0));
    assert.deepEqual([await held(0), await held(1)], tokens);
  });

  it("takes what a wallet adds to a transaction", async () => {
    await mode("adds");
    const tokens = await held();
    await page.getByText("You have 990").waitFor();
    await stake("2");
    await done();
    assert.ok((await held()) > tokens);
    await mode("approve");
  });

  it("sells at once", async () => {
    const [tokens, sol] = [await held(), await lamports()];
    await leave("Sell at once", "1", "Sell 1 token now");
    await done();
    assert.equal(await held(), tokens - 1_000_000_000n);
    assert.ok((await lamports()) > sol + 990_000_000n);
  });

  it("orders a ticket and cancels it, for nothing", async () => {
    const tokens = await held();
    await leave("Order a ticket", "2", "Order a ticket for 2 tokens");
    await page.getByText("Your ticket is in the queue.").waitFor();
    assert.equal(await held(), tokens - 2_000_000_000n);
    await page.getByText("Cancelling gives back all 2 tokens.").waitFor();
    await shot(page, "stake-ticket");
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    await page.getByText("The ticket is cancelled.").waitFor();
    assert.equal(await held(), tokens);
  });

  it("orders another, which is paid in the next epoch, and claims it", async () => {
    await leave("Order a ticket", "2", "Order a ticket for 2 tokens");
    await page.getByText("Next to be paid").waitFor();
    await epoch();
    await page.getByRole("button", { name: "Claim", exact: true }).waitFor();
    const sol = await lamports();
    await page.getByRole("button", { name: "Claim", exact: true }).click();
    await page.getByText("The SOL is in the wallet.").waitFor();
    assert.ok((await lamports()) > sol + 2_000_000_000n);
    await page.getByText("No tickets yet").waitFor();
  });

  it("takes a stake account and turns it into SOL", async () => {
    await leave("Take a stake account", "3", "Take stake for 3 tokens");
    await page.getByText("earns; deactivate it to get SOL").waitFor();
    await page.getByRole("button", { name: "Deactivate" }).click();
    await page.getByText("cools down: SOL by").waitFor();
    await shot(page, "stake-cooling");
    await epoch();
    await page.getByRole("button", { name: "Withdraw" }).waitFor();
    const sol = await lamports();
    await page.getByRole("button", { name: "Withdraw" }).click();
    await page.getByText("None. A stake account that you take").waitFor();
    assert.ok((await lamports()) > sol + 3_000_000_000n);
  });

  it("provides liquidity and removes it", async () => {
    await page.getByRole("tab", { name: "Liquidity" }).click();
    await page.getByLabel("You give").fill("10");
    await page.getByRole("button", { name: "Provide 10 SOL" }).click();
    await page.getByText("You are a liquidity provider.").waitFor();
    await shot(page, "liquidity");
    await page.getByRole("button", { name: "Remove all" }).click();
    await page.getByText("SOL and tokens are in the wallet.").waitFor();
  });

  it("leaves with everything, step by step", async () => {
    await go("holdings");
    await page.getByRole("button", { name: "Do this step" }).click();
    await page.getByText("Your ticket is in the queue.").waitFor();
    assert.equal(await held(), 0n);
    await shot(page, "holdings");
    await epoch();
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
    assert.ok((await held()) > 3_900_000_000n);
    assert.deepEqual(other.problems, []);
    await other.page.context().close();
  });

  it("had no error of its own", () => assert.deepEqual(problems, []));
});
