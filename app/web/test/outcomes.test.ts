// What comes of an action is told wherever somebody has gone meanwhile, and nothing is done twice where nobody could tell at first.
import assert from "node:assert/strict";
import { type Keypair, PublicKey } from "@solana/web3.js";
import { keypairWallet, minimumFor, TruestakeClient } from "@truestake/sdk";
import { planExit } from "@truestake/sdk/quotes";
import type { Page, Route } from "playwright-core";
import type { Burner, Mode } from "../burner/wallet";
import { GAP, Holder } from "./holder";
import { look, SOL, Stage, settled, shot, VIEWS, violations, widerBy } from "./support";

declare const burner: Burner;

/** Longer than a signature is good for on this network, in slots. */
const EXPIRED_SLOTS = 20_400;

describe("the page, and what came of an action", () => {
  let stage: Stage;

  before(async function () {
    this.timeout(120_000);
    stage = await Stage.open(3);
  });
  after(() => stage?.close());

  const node = () => `${stage.localnet.url}/**`;
  const client = (at = 0) =>
    new TruestakeClient({
      connection: stage.localnet.chain.connection,
      mint: stage.operator.mint,
      wallet: keypairWallet(stage.keys[at] as Keypair),
    });
  const mode = (page: Page, wanted: Mode) => page.evaluate((it) => Object.assign(burner, { mode: it }), wanted);
  const connect = async (page: Page): Promise<void> => {
    await page.getByRole("banner").getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByRole("button", { name: "Burner" }).click();
    await page.getByText(/^You have/).waitFor();
  };
  const come = async (): Promise<Holder> => {
    const holder = await Holder.come(stage);
    await holder.go("stake");
    await connect(holder.page);
    return holder;
  };

  /** The node goes away once a transaction was sent; the transaction reaches it, or does not. Gives what brings it back. */
  async function cut(page: Page, reaches: boolean): Promise<() => Promise<void>> {
    let isSent = false;
    const handler = async (route: Route): Promise<void> => {
      const body = route.request().postData() ?? "";
      if (/"method":"sendTransaction"/.test(body)) {
        const headers = { "content-type": "application/json" };
        if (reaches && !isSent) await fetch(stage.localnet.url, { method: "POST", headers, body });
        isSent = true;
      }
      await (isSent ? route.abort() : route.fallback());
    };
    await page.route(node(), handler);
    return () => page.unroute(node(), handler);
  }

  /** Clicks, loses sight of the transaction, and gives up waiting. */
  async function lose(page: Page, click: () => Promise<void>, reaches = true): Promise<void> {
    const back = await cut(page, reaches);
    await click();
    await page.getByText("Signed. Waiting until the network has confirmed it…").waitFor();
    await page.getByRole("button", { name: "Stop waiting" }).click();
    await page.getByText("Nobody can tell yet whether it landed").waitFor();
    await back();
  }

  /** That it landed the first time is found out by the next click, which does nothing else. */
  async function isFound(page: Page, click: () => Promise<void>): Promise<void> {
    const asked = await page.evaluate(() => burner.asked);
    await click();
    await page.getByText("What you sent before has landed. Nothing was sent again.").waitFor({ timeout: 30_000 });
    assert.equal(await page.evaluate(() => burner.asked), asked);
  }
  const movedText = (page: Page) => page.getByTestId("moved").textContent();
  /** The amount in what is said to have moved. */
  async function amountIn(page: Page, pattern: RegExp): Promise<bigint> {
    const text = (await movedText(page)) ?? "";
    const [, found = ""] = pattern.exec(text) ?? assert.fail(text);
    return unitsIn(found);
  }
  const unitsIn = (text: string | null): bigint => {
    const [whole = "", rest = ""] = (text ?? "").replace(/[^\d.]/g, "").split(".");
    return BigInt(whole) * SOL + BigInt(rest.padEnd(9, "0"));
  };
  /** The one stake account that the page lists. */
  async function stakeIn(page: Page): Promise<PublicKey> {
    const card = page.locator(".card", { hasText: "Stake accounts on their way" });
    const address = await card.getByRole("button", { name: /^Copy Stake accounts/ }).getAttribute("title");
    return new PublicKey(address ?? assert.fail("it has an address"));
  }
  /** Lamports that it delegates. */
  async function delegatedIn(page: Page): Promise<bigint> {
    const account = await stage.localnet.chain.connection.getAccountInfo(await stakeIn(page));
    return account?.data.readBigUInt64LE(156) ?? assert.fail("it exists");
  }
  const shown = (units: bigint): string => {
    const rest = String(units % SOL)
      .padStart(9, "0")
      .replace(/0+$/, "");
    return `${units / SOL}${rest && `.${rest.replace(/(\d{3})(?=\d)/g, `$1${GAP}`)}`}`;
  };

  describe("that nobody could tell", () => {
    let [holder, page]: [Holder, Page] = [] as never;

    before(async () => {
      holder = await come();
      ({ page } = holder);
    });
    after(() => page?.context().close());

    const twice = async (click: () => Promise<void>): Promise<void> => {
      await lose(page, click);
      await isFound(page, click);
    };

    it("stakes once, and says how much the first time gave", async () => {
      await lose(page, () => holder.stake("8"));
      assert.deepEqual(await violations(page), []);
      await shot(page, "outcome-unknown");
      await isFound(page, () => page.getByRole("button", { name: "Stake 8 SOL" }).click());
      assert.equal(await movedText(page), `You gave 8 SOL and received ${shown(await holder.held())} tokens.`);
      // What was typed is gone with it: another click is another deposit.
      assert.equal(await page.getByLabel("You give").inputValue(), "");
      assert.deepEqual(await violations(page), []);
      await shot(page, "outcome-found");
    });

    it("sells once", async () => {
      const [tokens, sol] = [await holder.held(), await holder.lamports()];
      await twice(() => holder.leave("Sell at once", "1", "Sell 1 token now"));
      assert.equal(await holder.held(), tokens - SOL);
      const received = await amountIn(page, /^You gave 1 token and received ([\d.\u202f]+) SOL\.$/);
      const fees = sol + received - (await holder.lamports());
      assert.ok(fees > 0n && fees < 100_000n, `${fees} lamports of fees`);
    });

    it("orders one ticket", async () => {
      await twice(() => holder.leave("Order a ticket", "2", "Order a ticket for 2 tokens"));
      const tickets = await client().tickets();
      assert.equal(tickets.length, 1);
      const [{ sequence, orderedLamports }] = tickets as [(typeof tickets)[0]];
      const most = `which pays at most ${shown(orderedLamports)} SOL.`;
      assert.equal(await movedText(page), `You gave 2 tokens for ticket ${sequence}, ${most}`);
    });

    it("cancels it once", async () => {
      const tokens = await holder.held();
      const cancel = () => page.getByRole("button", { name: "Cancel", exact: true }).click();
      await lose(page, cancel);
      // It is gone from the list as soon as the chain is read: whatever is clicked next finds it out.
      await isFound(page, () => holder.stake("1"));
      assert.equal(await movedText(page), "You received 2 tokens back.");
      assert.equal(await holder.held(), tokens + 2n * SOL);
      // It was another action: that one can still be done.
      assert.equal(await page.getByLabel("You give").inputValue(), "1");
    });

    it("takes one stake account, deactivates it once, and withdraws it once", async () => {
      const tokens = await holder.held();
      await twice(() => holder.leave("Take a stake account", "3", "Take stake for 3 tokens"));
      assert.equal(await holder.held(), tokens - 3n * SOL);
      const taken = await amountIn(page, /^You gave 3 tokens and received stake of ([\d.\u202f]+) SOL\.$/);
      assert.equal(taken, await delegatedIn(page));
      await lose(page, () => page.getByRole("button", { name: "Deactivate" }).click());
      await isFound(page, () => holder.stake("1"));
      assert.match((await movedText(page)) ?? "", /SOL are on their way\.$/);
      await holder.epoch();
      const before = await holder.lamports();
      await page.getByRole("button", { name: "Withdraw" }).waitFor();
      // What comes after the page's look is withdrawn, too, and told.
      stage.localnet.chain.donate(await stakeIn(page), 1_000_000n);
      await lose(page, () => page.getByRole("button", { name: "Withdraw" }).click());
      await isFound(page, () => holder.stake("1"));
      const lamports = await amountIn(page, /^You received ([\d.\u202f]+) SOL\.$/);
      const fees = before + lamports - (await holder.lamports());
      // An epoch's rewards and the rent came beside what was taken.
      assert.ok(lamports > taken && fees > 0n && fees < 100_000n, `${lamports}, ${fees} of fees`);
    });

    it("claims once", async () => {
      await holder.leave("Order a ticket", "2", "Order a ticket for 2 tokens");
      await page.getByText("Your ticket is in the queue.").waitFor();
      await holder.epoch();
      await page.getByRole("button", { name: "Claim", exact: true }).waitFor();
      const [ticket] = await client().tickets();
      await lose(page, () => page.getByRole("button", { name: "Claim", exact: true }).click());
      await isFound(page, () => holder.stake("1"));
      const paid = shown(ticket?.claimableLamports ?? 0n);
      // Its account had 384 bytes at 6,960 lamports each.
      assert.equal(await movedText(page), `You received ${paid} SOL. 0.002${GAP}672${GAP}64 SOL of rent came back.`);
    });

    it("provides liquidity once, and removes it once", async () => {
      await page.getByRole("tab", { name: "Liquidity" }).click();
      await page.getByLabel("You give").fill("10");
      await twice(() => page.getByRole("button", { name: "Provide 10 SOL" }).click());
      assert.match((await movedText(page)) ?? "", /^You gave 10 SOL and received [\d.\u202f]+ shares\.$/);
      await lose(page, () => page.getByRole("button", { name: "Remove all" }).click());
      await isFound(page, async () => {
        await page.getByLabel("You give").fill("1");
        await page.getByRole("button", { name: "Provide 1 SOL" }).click();
      });
      const text = (await movedText(page)) ?? "";
      assert.match(
        text,
        /^You gave [\d.\u202f]+ shares and received (9\.9|10)[\d\u202f.]* SOL( and [\d.\u202f]+ tokens)?\.$/,
      );
      await page.getByText("Your shares").waitFor({ state: "hidden" });
    });

    it("updates the pool once", async () => {
      await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
      await look(page);
      await lose(page, () => page.getByRole("button", { name: "Update the pool" }).click());
      await isFound(page, async () => {
        await page.getByRole("tab", { name: "Stake", exact: true }).click();
        await page.getByLabel("You give").fill("1");
        await page.getByRole("button", { name: "Stake 1 SOL" }).click();
      });
      await page.getByText("The pool is up to date.").waitFor();
    });

    it("has it land by the next click, where it had never reached the node", async () => {
      const tokens = await holder.held();
      await lose(page, () => holder.stake("2"), false);
      assert.equal(await holder.held(), tokens);
      await isFound(page, () => page.getByRole("button", { name: "Stake 2 SOL" }).click());
      assert.equal(
        await movedText(page),
        `You gave 2 SOL and received ${shown((await holder.held()) - tokens)} tokens.`,
      );
    });

    it("does it anew where it can land no more, and says so", async () => {
      const tokens = await holder.held();
      await lose(page, () => holder.stake("2"), false);
      await stage.localnet.call("localnet_advanceSlots", { slots: EXPIRED_SLOTS });
      await page.getByRole("button", { name: "Stake 2 SOL" }).click();
      await page.getByText("What you sent before did not land, and cannot any more.").waitFor({ timeout: 30_000 });
      await holder.done();
      const got = (await holder.held()) - tokens;
      assert.ok(got > (19n * SOL) / 10n && got < 2n * SOL, `${got}`);
      await shot(page, "outcome-expired");
    });

    it("does it anew where it has failed, and says so", async () => {
      await lose(page, () => holder.stake("2"), false);
      // The balance is not what the first one counts on any more: it lands with the next click, and the program refuses it.
      await client().depositSol({ lamports: SOL });
      const tokens = await holder.held();
      await look(page);
      await page.getByText(`${shown(tokens)} tokens`, { exact: true }).waitFor();
      await page.getByRole("button", { name: "Stake 2 SOL" }).click();
      await page
        .getByText("What you sent before has failed: only the network's fee was paid.")
        .waitFor({ timeout: 30_000 });
      await holder.done();
      assert.equal(
        await movedText(page),
        `You gave 2 SOL and received ${shown((await holder.held()) - tokens)} tokens.`,
      );
    });

    it("finds it out when the page is loaded again", async () => {
      const tokens = await holder.held();
      const back = await cut(page, true);
      await holder.stake("3");
      await page.getByText("Signed. Waiting until the network has confirmed it…").waitFor();
      await page.reload();
      await back();
      await look(page);
      await page.getByText("What you sent before has landed. Nothing was sent again.").waitFor({ timeout: 30_000 });
      const got = (await holder.held()) - tokens;
      assert.ok(got > (29n * SOL) / 10n && got < 3n * SOL, `${got}`);
      assert.equal(await movedText(page), `You gave 3 SOL and received ${shown(got)} tokens.`);
      // It is told once.
      await page.getByRole("button", { name: "Close" }).click();
      await page.reload();
      await page.getByText(/^You have/).waitFor();
      await page.waitForLoadState("networkidle");
      assert.equal(await page.getByText("What you sent before").count(), 0);
    });

    it("leaves with everything in order: one ticket, by two clicks", async () => {
      await holder.go("holdings");
      const click = () => page.getByRole("button", { name: "Do this step" }).click();
      const held = await holder.held();
      await lose(page, click);
      await page.getByRole("button", { name: "Find out" }).click();
      await page.getByText("What you sent before has landed. Nothing was sent again.").waitFor({ timeout: 30_000 });
      const [ticket, ...others] = await client().tickets();
      assert.deepEqual([ticket?.tokens, others.length, await holder.held()], [held, 0, 0n]);
    });
  });

  describe("that a wallet was asked to send, and did not answer", () => {
    const tickets = async () => (await client(1).tickets()).length;

    it("is done once, whichever of the two the wallet sends", async () => {
      const { page } = await stage.page();
      await page.goto(`${await stage.serve({ sends: true })}#/stake`);
      await connect(page);
      await page.evaluate(() => burner.switchTo(1));
      await page.getByText(`You have 1${GAP}000 SOL`).waitFor();
      const held = async () => {
        const [account] = await stage.localnet.chain.connection.getMultipleAccountsInfo([
          PublicKey.findProgramAddressSync(
            [
              (stage.keys[1] as Keypair).publicKey.toBytes(),
              new PublicKey("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA").toBytes(),
              stage.operator.mint.toBytes(),
            ],
            new PublicKey("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL"),
          )[0],
        ]);
        return account ? account.data.readBigUInt64LE(64) : 0n;
      };
      const form = async (click: () => Promise<void>) => {
        await mode(page, "slow");
        await click();
        await page.getByText("it shows what you sign, and sends it by itself").waitFor();
        await page.waitForFunction(() => burner.asked % 2 === 1);
        await page.locator("#action").getByRole("button", { name: "Cancel", exact: true }).click();
        await page.getByText("Nobody can tell yet whether it landed").waitFor();
        await mode(page, "approve");
        await click();
        await page.getByText("it cannot land any more: this has.").waitFor({ timeout: 30_000 });
        await page.getByText("Done.", { exact: true }).waitFor();
        // Now the wallet comes back with the first one: the program has to refuse it.
        await page.evaluate(() => burner.release());
        await page.waitForLoadState("networkidle");
      };
      await form(async () => {
        await page.getByLabel("You give").fill("5");
        await page.getByRole("button", { name: "Stake 5 SOL" }).click();
      });
      const once = await held();
      assert.ok(once > (45n * SOL) / 10n && once < 5n * SOL, `${once}`);
      await shot(page, "outcome-wallet");
      await form(async () => {
        await page.getByRole("tab", { name: "Unstake" }).click();
        await page.getByLabel("You give").fill("2");
        await page.getByRole("radio", { name: /Order a ticket/ }).check();
        await page.getByRole("button", { name: "Order a ticket for 2 tokens" }).click();
      });
      assert.deepEqual([await tickets(), await held()], [1, once - 2n * SOL]);
      await form(async () => {
        await page.getByLabel("You give").fill("2");
        await page.getByRole("radio", { name: /Take a stake account/ }).check();
        await page.getByRole("button", { name: "Take stake for 2 tokens" }).click();
      });
      await look(page);
      await page.getByText("earns; deactivate it to get SOL").waitFor();
      assert.equal(await page.getByText("earns; deactivate it to get SOL").count(), 1);
      assert.equal(await held(), once - 4n * SOL);
      await page.context().close();
    });
  });

  describe("in a browser that keeps nothing for pages", () => {
    it("is done, and found out while the page is open", async () => {
      const { page, problems } = await stage.page();
      await page.addInitScript(() => {
        Object.defineProperty(window, "sessionStorage", {
          get() {
            throw new DOMException("blocked", "SecurityError");
          },
        });
      });
      await page.goto(`${await stage.serve()}#/stake`);
      await connect(page);
      const click = async () => {
        await page.getByLabel("You give").fill("1");
        await page.getByRole("button", { name: "Stake 1 SOL" }).click();
      };
      await click();
      await page.getByText("Your SOL is staked.").waitFor();
      await lose(page, click);
      await isFound(page, click);
      assert.deepEqual(
        problems.filter((each) => !/ERR_FAILED/.test(each)),
        [],
      );
      await page.context().close();
    });
  });

  describe("whose card was left", () => {
    it("is told by the frame, with its amounts, and nothing else begins meanwhile", async () => {
      const holder = await come();
      const { page } = holder;
      const tokens = await holder.held();
      await mode(page, "slow");
      await holder.stake("2");
      await page.getByText("Look at your wallet: it shows what you sign.").waitFor();
      // Another card of the same page.
      await page.getByRole("tab", { name: "Unstake" }).click();
      await page.getByLabel("You give").fill("1");
      await page.getByText("Look at your wallet: it shows what you sign.").waitFor();
      assert.equal(await page.getByRole("button", { name: "Sell 1 token now" }).isDisabled(), true);
      await page.getByRole("tab", { name: "Stake", exact: true }).click();
      assert.equal(await page.locator("#action").getByText("Look at your wallet").count(), 1);
      // Another page.
      await page.evaluate(() => location.assign("#/validators"));
      await page.getByText("Look at your wallet: it shows what you sign.").waitFor();
      await page.evaluate(() => burner.release());
      await holder.done();
      const got = (await holder.held()) - tokens;
      assert.equal(await movedText(page), `You gave 2 SOL and received ${shown(got)} tokens.`);
      assert.equal(await page.locator(".notes").getByText("Done.", { exact: true }).count(), 1);
      assert.deepEqual(await violations(page), []);
      await shot(page, "outcome-elsewhere");
      const desktop = page.viewportSize() ?? assert.fail();
      await page.setViewportSize({ width: 390, height: 844 });
      assert.ok((await widerBy(page)) <= 0);
      await shot(page, "outcome-elsewhere-phone");
      await page.setViewportSize(desktop);
      // Where the card is still there it is told there.
      await page.evaluate(() => location.assign("#/stake"));
      await page.locator("#action").getByText("Done.", { exact: true }).waitFor();
      await page.locator(".notes").getByText("Done.", { exact: true }).waitFor({ state: "detached" });
      // What is done does not stay under what begins next.
      await holder.stake("1");
      await page.getByText("Look at your wallet: it shows what you sign.").waitFor();
      assert.equal(await page.getByText("Done.", { exact: true }).count(), 0);
      await page.locator("#action").getByRole("button", { name: "Cancel", exact: true }).click();
      await page.getByText("You stopped it").waitFor();
      assert.deepEqual(holder.problems, []);
      await page.context().close();
    });
  });

  describe("that cannot begin, since the figures are old", () => {
    it("is off where the page says so, everywhere alike, and says why", async () => {
      await client().depositSol({ lamports: 20n * SOL });
      const holder = await Holder.come(stage);
      const { page } = holder;
      await page.clock.install();
      await page.reload();
      await holder.go("stake/unstake");
      await connect(page);
      const isOff = (name: string) => page.getByRole("button", { name }).isDisabled();
      const choose = async (way: RegExp) => page.getByRole("radio", { name: way }).check();
      await page.getByLabel("You give").fill("2");
      await page.getByRole("radio", { name: /Take a stake account/ }).check();
      await page.waitForFunction(() => !document.querySelector("button.main.wide")?.hasAttribute("disabled"));
      await page.route(node(), (route) => route.abort());
      await look(page);
      await page.getByText("The last reading failed: The node does not answer.").waitFor({ timeout: 40_000 });
      const all = [
        [/Sell at once/, "Sell 2 tokens now"],
        [/Order a ticket/, "Order a ticket for 2 tokens"],
        [/Take a stake account/, "Take stake for 2 tokens"],
      ] as const;
      for (const [way, button] of all.slice(0, 2)) {
        await choose(way);
        assert.equal(await isOff(button), false, button);
      }
      assert.equal(await page.getByText("nothing that needs it can be sent").count(), 0);
      await shot(page, "age-failing");
      await page.clock.fastForward(61_000);
      await page.getByText("nothing that needs it can be sent until it is read again").waitFor();
      await page.getByText("The node does not answer. The price may have moved").waitFor();
      for (const [way, button] of all) {
        await choose(way);
        assert.equal(await isOff(button), true, button);
      }
      assert.deepEqual(await violations(page), []);
      await shot(page, "age-stale");
      await page.evaluate(() => location.assign("#/holdings"));
      await page.getByText("Order a ticket for").waitFor();
      assert.equal(await isOff("Do this step"), true);
      await page.context().close();
    });
  });

  describe("of stake that cools down for longer than an epoch", () => {
    it("waits with withdrawing, says how long, and goes on with the next step", async () => {
      const { chain } = stage.localnet;
      const own = client();
      await own.depositSol({ lamports: 20n * SOL });
      const holder = await come();
      const { page } = holder;
      await holder.leave("Take a stake account", "12", "Take stake for 12 tokens");
      await page.getByRole("button", { name: "Deactivate" }).click();
      await page.getByText("are on their way.").waitFor();
      await stage.epoch();
      // 9 % of 40 SOL may cool down in an epoch, 3.6 SOL, and all that does is this stake.
      const delegated = await delegatedIn(page);
      const epoch = chain.epoch - 1n;
      const entry = { effective: 40n * SOL, activating: 0n, deactivating: delegated };
      chain.setStakeHistory(new Map(chain.stakeHistory).set(epoch, entry));
      // Of other tests: this one is of nothing else.
      await own.claimTickets();
      await look(page);
      // The stake program reckons in doubles, so the last lamport may be another.
      const left = decimals(delegated - (36n * SOL) / 10n);
      await page.getByText(`${left} of`).waitFor();
      await page.getByText("cools down by parts, since much of the cluster's stake does").waitFor();
      assert.equal(await page.getByRole("button", { name: "Withdraw" }).count(), 0);
      await shot(page, "cooling-long");
      await holder.go("holdings");
      await page.getByText("cools down by parts").waitFor();
      const steps = await page.locator("ol.steps li > span").allTextContents();
      assert.match(steps[0] ?? "", /^Order a ticket for/);
      assert.equal(steps.at(-1), "Wait until the next epoch, then come back here");
      assert.equal(await page.getByRole("button", { name: "Do this step" }).isDisabled(), false);
      // Once it has cooled down it can be withdrawn.
      await stage.epoch();
      await look(page);
      await page.getByText("Withdraw a stake account").waitFor();
      await page.getByRole("button", { name: "Do this step" }).click();
      await page.getByText("The SOL is in the wallet.").waitFor();
      assert.deepEqual(holder.problems, []);
      await page.context().close();
    });

    /** With four decimals, floored. */
    const decimals = (units: bigint): string => shown((units / 100_000n) * 100_000n);
  });

  describe("that is only being thought about", () => {
    const legend = (page: Page) => page.locator(".ways legend").textContent();

    it("reads the way by stake account once something is typed, and says why it could not", async () => {
      const { page, traffic } = await stage.page();
      await page.goto(`${await stage.serve()}#/stake/unstake`);
      await settled(page);
      await page.getByText("once you type an amount").waitFor();
      await page.waitForLoadState("networkidle");
      const isLoaded = () => traffic.requests.some(({ url }) => /\/assets\/act-[^/]*\.js$/.test(url));
      assert.equal(isLoaded(), false);
      await page.getByLabel("You give").fill("2");
      await page.getByText("once you type an amount").waitFor({ state: "hidden" });
      await page.getByText("is being read").waitFor({ state: "hidden" });
      assert.equal(isLoaded(), true);
      await page.route(node(), (route) => route.abort());
      await page.getByLabel("You give").fill("3");
      await page.getByText("The node does not answer. It is read again by itself.").waitFor({ timeout: 60_000 });
      await shot(page, "stake-way-unread");
      await page.unroute(node());
      await look(page);
      await page.getByText("It is read again by itself.").waitFor({ state: "hidden" });
      await page.context().close();
    });

    it("shows what the overview shows, and beneath it the least that is signed", async () => {
      const { page } = await stage.page();
      const url = await stage.serve();
      await page.goto(url);
      await settled(page);
      const row = page.locator("tr", { hasText: "Sell at once" });
      const before = unitsIn(await row.locator("td").first().textContent());
      await page.goto(`${url}#/stake/unstake`);
      await page.getByLabel("You give").fill("10");
      const way = page.locator(".way", { hasText: "Sell at once" });
      const [now, least] = [
        unitsIn(await way.locator("b.number").textContent()),
        unitsIn(await page.locator(".outcome b").textContent()),
      ];
      // The price rises a little with each look.
      assert.ok(before > 9n * SOL && now >= before && now - before < SOL / 1_000n, `${before}, ${now}`);
      // 999 of 1,000 parts, floored, of what is shown without its last three digits.
      assert.ok(least >= minimumFor(now) && least - minimumFor(now) < 1_000n, `${least} of ${now}`);
      await page.getByText("You get at least").waitFor();
      await page.getByText("less than now, so that a price that moves meanwhile does not stop it.").waitFor();
      await page.context().close();
    });

    it("answers what makes no sense with what is wrong, and quotes nothing for it", async () => {
      const { page } = await stage.page();
      await page.goto(`${await stage.serve()}#/stake/unstake`);
      await settled(page);
      assert.equal(await legend(page), "Ways out, for 1 token");
      for (const typed of ["-1", "abc", "1,000", "0.0000000001"]) {
        await page.getByLabel("You give").fill(typed);
        await page.getByText("That is no amount").waitFor();
        assert.equal(await legend(page), "Ways out");
        assert.equal(await page.locator(".way b.number").first().textContent(), "—");
      }
      const { supply } = await stage.operator.pool();
      for (const typed of ["20000000000", "99999999999999999999"]) {
        await page.getByLabel("You give").fill(typed);
        const all = (await page.getByText(/^There are .* tokens in all$/).textContent()) ?? "";
        assert.equal(all.replace(/[^\d.]/g, ""), `${Number(supply) / 1e9}`);
        assert.equal(await legend(page), "Ways out");
      }
      await page.getByRole("tab", { name: "Stake", exact: true }).click();
      await page.getByLabel("You give").fill("99999999999999999999");
      await page.getByText("That is more than there can be").waitFor();
      await connect(page).catch(() => undefined);
      await page.getByText(/^You have .* SOL to give$/).waitFor();
      await page.context().close();
    });

    it("does not count one's own ticket as ahead of oneself", async () => {
      await client(1).depositSol({ lamports: 5n * SOL });
      await client(1).orderUnstake({ tokens: SOL });
      const { page } = await stage.page();
      await page.goto(`${await stage.serve()}#/stake/unstake`);
      await connect(page);
      await page.evaluate(() => burner.switchTo(1));
      await page.getByText("of your own earlier tickets come first.").waitFor();
      const sum = (await client(1).tickets()).reduce((all, { orderedLamports }) => all + orderedLamports, 0n);
      assert.ok(sum > 0n);
      const { ticket } = planExit(await stage.operator.snapshot(), SOL);
      const text = (await page.locator(".way", { hasText: "Order a ticket" }).textContent()) ?? "";
      const [, own = ""] = /([\d.\u202f]+) SOL of your own earlier tickets/.exec(text) ?? [];
      const [, others = "0"] = /([\d.\u202f]+) SOL of others are ahead of you/.exec(text) ?? [];
      const inSol = (it: string) => Number(it.replaceAll(GAP, ""));
      assert.ok(Math.abs(inSol(own) - Number(sum) / 1e9) < 0.0001, text);
      assert.ok(Math.abs(inSol(own) + inSol(others) - Number(ticket.lamportsAhead) / 1e9) < 0.0002, text);
      for (const [name, options] of VIEWS) {
        if ("viewport" in options) await page.setViewportSize(options.viewport);
        assert.ok((await widerBy(page)) <= 0, name);
      }
      await page.getByLabel("You give").fill("1");
      await page.getByText("is being read").waitFor({ state: "hidden" });
      await shot(page, "unstake-phone");
      await page.context().close();
    });
  });
});
