// A holder's life by the page alone, on any network: in, an epoch, and the ways out. Amounts are compared with the chain.
import assert from "node:assert/strict";
import { PublicKey } from "@solana/web3.js";
import { feesOf, fetchMany, formatPrice, minimumFor, tokenAddress, tokenAmount } from "@truestake/sdk";
import { lamportsFor } from "@truestake/sdk/math";
import type { Page } from "playwright-core";
import { look, type PageStage, SOL, shot } from "./support";

/** Between three digits and the next three. */
export const GAP = "\u202f";
const numbers = (text: string | null): string => (text ?? "").replaceAll(GAP, "");

/** Somebody with a wallet in front of the page. */
export class Holder {
  private constructor(
    readonly stage: PageStage,
    readonly url: string,
    readonly page: Page,
    /** What went wrong in the page. */
    readonly problems: string[],
  ) {}

  static async come(stage: PageStage): Promise<Holder> {
    const url = await stage.serve();
    const { page, problems } = await stage.page();
    await page.goto(url);
    return new Holder(stage, url, page, problems);
  }

  owner(at = 0): PublicKey {
    return this.stage.keys[at]?.publicKey ?? assert.fail(`the wallet has no account ${at}`);
  }

  private get chain() {
    return this.stage.operator.connection;
  }

  /** Tokens of an account of the wallet. */
  async held(at = 0): Promise<bigint> {
    const address = tokenAddress(new PublicKey(this.stage.mint), this.owner(at));
    const [account = null] = await fetchMany(this.chain, [address]);
    return tokenAmount(address, account);
  }

  async lamports(at = 0): Promise<bigint> {
    const [account] = await fetchMany(this.chain, [this.owner(at)]);
    return BigInt(account?.lamports ?? 0);
  }

  /** What tokens are worth now, less a fee of the pool's. */
  async worth(tokens: bigint, fee: "withdrawal" | "ticket"): Promise<bigint> {
    const { operator } = this.stage;
    const [price, pool] = await Promise.all([operator.price(), operator.pool()]);
    return minimumFor(lamportsFor(price, tokens), feesOf(pool)[fee]);
  }

  /** The price that the page shows, in billionths of a SOL. */
  async price(): Promise<bigint> {
    return BigInt(numbers(await this.page.locator(".figure b").textContent()).replace(".", ""));
  }

  async go(place: string): Promise<void> {
    await this.page.goto(`${this.url}#/${place}`);
  }

  async done(): Promise<void> {
    await this.page.getByText("Done.", { exact: true }).waitFor();
  }

  /** An epoch passes, and the page looks as it does when somebody comes back to it. */
  async epoch(): Promise<void> {
    await this.stage.epoch();
    await look(this.page);
  }

  async stake(sol: string): Promise<void> {
    const { page } = this;
    await page.getByRole("tab", { name: "Stake", exact: true }).click();
    await page.getByLabel("You give").fill(sol);
    await page.getByRole("button", { name: `Stake ${sol} SOL` }).click();
  }

  async leave(way: string, amount: string, button: string): Promise<void> {
    const { page } = this;
    await page.getByRole("tab", { name: "Unstake" }).click();
    await page.getByLabel("You give").fill(amount);
    await page.getByRole("radio", { name: new RegExp(way) }).check();
    await page.getByRole("button", { name: button }).click();
  }

  /** Takes a stake account for 3 tokens, which cools down from then on. */
  async takeAndDeactivate(): Promise<void> {
    const { page } = this;
    await this.leave("Take a stake account", "3", "Take stake for 3 tokens");
    await page.getByText("earns; deactivate it to get SOL").waitFor();
    await page.getByRole("button", { name: "Deactivate" }).click();
    await page.getByText("cools down: SOL by").waitFor();
  }
}

/** Tests of how a holder comes in. */
export function comesIn(of: () => Holder): void {
  it("connects", async () => {
    const { page } = of();
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByRole("button", { name: "Burner" }).click();
    await page.getByRole("button", { name: of().owner().toBase58().slice(0, 5) }).waitFor();
  });

  it("stakes, and shows what the chain says", async () => {
    const { page } = of();
    await of().go("stake");
    await page.getByText(`You have 1${GAP}000 SOL`).waitFor();
    await of().stake("8");
    await of().done();
    const tokens = await of().held();
    assert.ok(tokens > 7_900_000_000n && tokens < 8_000_000_000n, `${tokens}`);
    const shown = numbers(await page.getByTestId("balance").textContent());
    assert.equal(shown, `${Number(tokens) / 1e9} tokens`);
    await shot(page, "stake-done");
  });
}

/** The test of an epoch that passes. */
export function seesAnEpoch(of: () => Holder): void {
  it("keeps the balance and raises the price as an epoch passes", async () => {
    const { page, stage } = of();
    await of().go("overview");
    const [before, tokens] = [await of().price(), await of().held()];
    await stage.epoch();
    const billionths = (price: { total: bigint; supply: bigint }) => BigInt(formatPrice(price).replace(".", ""));
    const least = billionths(await stage.operator.price());
    assert.ok(least > before, `${before}, then ${least}`);
    await page.evaluate(() => {
      const figure = document.querySelector(".figure b") as HTMLElement;
      const drawn: string[] = [];
      new MutationObserver(() => drawn.push(figure.textContent ?? "")).observe(figure, {
        ...{ subtree: true, childList: true, characterData: true },
      });
      Object.assign(globalThis, { drawn });
    });
    await look(page);
    // It counts up to the price of its last look, which rises with every slot.
    const digits = String(least).length;
    await page.waitForFunction(
      ([wanted, length]) => {
        const shown = document.querySelector(".figure b")?.textContent?.replace(/\D/g, "") ?? "";
        return shown.length === Number(length) && shown >= String(wanted);
      },
      [String(least), digits] as const,
    );
    const shown = await of().price();
    const most = billionths(await stage.operator.price());
    assert.ok(shown >= least && shown <= most, `${least}, ${shown}, ${most}`);
    const drawn = await page.evaluate(() => (globalThis as unknown as { drawn: string[] }).drawn);
    assert.ok(drawn.length > 1);
    assert.deepEqual(drawn, [...drawn].sort(), "what is drawn goes up, never ahead and back");
    assert.equal(await of().held(), tokens);
  });
}

/** Tests of the ways out, which take two epochs. */
export function goesOut(of: () => Holder): void {
  it("sells at once", async () => {
    await of().go("stake");
    const [tokens, sol] = [await of().held(), await of().lamports()];
    await of().leave("Sell at once", "1", "Sell 1 token now");
    await of().done();
    assert.equal(await of().held(), tokens - SOL);
    assert.ok((await of().lamports()) > sol + (99n * SOL) / 100n);
  });

  it("orders a ticket and cancels it, for nothing", async () => {
    const { page } = of();
    // Early in an epoch: in its moving part cancelling is not for nothing.
    await of().stage.epoch();
    const tokens = await of().held();
    await of().leave("Order a ticket", "2", "Order a ticket for 2 tokens");
    await page.getByText("Your ticket is in the queue.").waitFor();
    assert.equal(await of().held(), tokens - 2n * SOL);
    await page.getByText("Cancelling gives back all 2 tokens.").waitFor();
    await shot(page, "stake-ticket");
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    await page.getByText("The ticket is cancelled.").waitFor();
    assert.equal(await of().held(), tokens);
  });

  it("orders another, which is paid in the next epoch, and claims it", async () => {
    const { page } = of();
    const worth = await of().worth(2n * SOL, "ticket");
    await of().leave("Order a ticket", "2", "Order a ticket for 2 tokens");
    await page.getByText("Next to be paid").waitFor();
    await of().epoch();
    await page.getByRole("button", { name: "Claim", exact: true }).waitFor();
    const sol = await of().lamports();
    await page.getByRole("button", { name: "Claim", exact: true }).click();
    await page.getByText("The SOL is in the wallet.").waitFor();
    // With the ticket's rent, which is more than the fee of the transaction.
    assert.ok((await of().lamports()) > sol + worth);
    await page.getByText("No tickets yet").waitFor();
  });

  it("takes a stake account and turns it into SOL", async () => {
    const { page } = of();
    const worth = await of().worth(3n * SOL, "withdrawal");
    await of().takeAndDeactivate();
    await shot(page, "stake-cooling");
    await of().epoch();
    await page.getByRole("button", { name: "Withdraw" }).waitFor();
    const sol = await of().lamports();
    await page.getByRole("button", { name: "Withdraw" }).click();
    await page.getByText("None. A stake account that you take").waitFor();
    assert.ok((await of().lamports()) > sol + worth);
  });

  it("provides liquidity and removes it", async () => {
    const { page } = of();
    await page.getByRole("tab", { name: "Liquidity" }).click();
    await page.getByLabel("You give").fill("10");
    await page.getByRole("button", { name: "Provide 10 SOL" }).click();
    await page.getByText("You are a liquidity provider.").waitFor();
    await shot(page, "liquidity");
    await page.getByRole("button", { name: "Remove all" }).click();
    await page.getByText("SOL and tokens are in the wallet.").waitFor();
  });
}

/** The test that nothing has gone wrong unseen. */
export function hadNoProblem(of: () => Holder): void {
  it("had no error of its own", () => assert.deepEqual(of().problems, []));
}
