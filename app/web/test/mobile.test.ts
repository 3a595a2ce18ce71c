// Wallet apps of an Android phone: who is offered them, what they are asked, and what is said when they do not answer.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { PublicKey } from "@solana/web3.js";
import { fetchMany, tokenAddress, tokenAmount } from "@truestake/sdk";
import type { BrowserContextOptions, Page } from "playwright-core";
import { foreignWords, Stage, settled, shot, type Traffic, violations, widerBy } from "./support";
import { WalletApp } from "./walletApp";

const ANDROID =
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36";
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const NAME = "A wallet app on this phone";
/** A question to the phone itself, where nobody listens: the browser is to ask its user about that. */
const NOBODY = /ERR_CONNECTION_REFUSED/;
declare const openApp: (to: string) => Promise<void>;
/** Newer than TypeScript's own types of the DOM. */
declare const navigation: {
  addEventListener(
    type: "navigate",
    listener: (event: { destination: { url: string }; preventDefault(): void }) => void,
  ): void;
};

describe("the page, with wallet apps of a phone", () => {
  let stage: Stage;
  let url = "";
  let chunk = "";

  before(async function () {
    this.timeout(120_000);
    stage = await Stage.open(2);
    url = await stage.serve({ wallet: false });
    const manifest = JSON.parse(fs.readFileSync(path.join(stage.folder, ".vite/manifest.json"), "utf8"));
    chunk = manifest["src/wallet/mobile.ts"].file;
  });
  after(() => stage?.close());

  const isLoaded = ({ requests }: Traffic): boolean => requests.some((each) => each.url.endsWith(chunk));
  const open = async (page: Page, at = url): Promise<void> => {
    await page.goto(`${at}#/stake`);
    await settled(page);
    await page.getByRole("banner").getByRole("button", { name: "Connect", exact: true }).click();
  };
  /** A phone; `opens` is what becomes of an app's address: an app that opens, or none. */
  const phone = async (app?: WalletApp) => {
    const opened = await stage.page({ ...PHONE, userAgent: ANDROID });
    const { page } = opened;
    await page.exposeFunction("openApp", async (to: string) => app?.open(to));
    // A desktop knows no such scheme: what Android would be given is taken here.
    await page.addInitScript((isThere) => {
      navigation.addEventListener("navigate", (event) => {
        if (!event.destination.url.startsWith("solana-wallet:")) return;
        event.preventDefault();
        void openApp(event.destination.url);
        // The app comes to the front at once, and listens a little later: whoever waits for it does not wait long.
        if (isThere) setTimeout(() => window.dispatchEvent(new Event("blur")));
      });
    }, app !== undefined);
    return opened;
  };
  const alert = (page: Page, text: string) => page.getByRole("alert").locator("strong, p").getByText(text).waitFor();
  const connected = (page: Page) =>
    page
      .getByRole("banner")
      .getByRole("button", { name: owner().slice(0, 5) })
      .waitFor();
  const connect = async (page: Page): Promise<void> => {
    await open(page);
    await page.getByRole("button", { name: NAME }).click();
    await connected(page);
    // What the wallet holds moves the buttons down as it comes.
    await page.getByText("You have").waitFor();
  };
  const owner = (): string => stage.keys[0]?.publicKey.toBase58() ?? "";
  const held = async (): Promise<bigint> => {
    const address = tokenAddress(new PublicKey(stage.mint), new PublicKey(owner()));
    const [account = null] = await fetchMany(stage.localnet.chain.connection, [address]);
    return account ? tokenAmount(address, account) : 0n;
  };
  const methods = (app: WalletApp, from = 0) => app.asked.slice(from).map(({ method }) => method);

  for (const [where, userAgent, at] of [
    ["a desktop", undefined, () => url],
    [
      "an iPhone",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile Safari/604.1",
      () => url,
    ],
    ["an app's view", ANDROID.replace("; K)", "; K; wv)").replace("Chrome/", "Version/4.0 Chrome/"), () => url],
    ["Firefox", "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", () => url],
    ["Android beside another wallet", ANDROID, () => stage.serve()],
  ] as const) {
    it(`are neither offered nor loaded on ${where}`, async () => {
      const { page, traffic, problems } = await stage.page(userAgent ? { ...PHONE, userAgent } : {});
      await open(page, await at());
      await page.getByRole("heading", { name: "Choose a wallet" }).waitFor();
      await page.waitForLoadState("networkidle");
      assert.equal(await page.getByRole("button", { name: NAME }).count(), 0);
      assert.equal(isLoaded(traffic), false);
      assert.deepEqual(problems, []);
      await page.context().close();
    });
  }

  it("are offered on Android, loaded when somebody wants to connect, beside the wallets' own browsers", async () => {
    const { page, traffic } = await phone();
    await page.goto(`${url}#/stake`);
    await settled(page);
    await page.waitForLoadState("networkidle");
    assert.equal(isLoaded(traffic), false);
    await open(page);
    await page.getByRole("button", { name: NAME }).waitFor();
    assert.equal(isLoaded(traffic), true);
    await page.getByRole("link", { name: "Open in Phantom" }).waitFor();
    assert.deepEqual(await violations(page), []);
    assert.ok((await widerBy(page)) <= 0);
    await shot(page, "wallet-apps");
    await page.goto(`${url}?locale=pseudo#/stake`);
    await page.locator("header .button.main").click();
    await page.locator("dialog .choices button").waitFor();
    assert.deepEqual(await foreignWords(page), []);
    await page.context().close();
  });

  it("connect, sign, and are known again without being opened", async () => {
    const app = new WalletApp(stage.keys[0] as never);
    const { page, problems } = await phone(app);
    await connect(page);
    assert.deepEqual(methods(app), ["get_capabilities", "authorize"]);
    const { params } = app.asked[1] ?? {};
    assert.deepEqual(params, { chain: "solana:localnet", identity: { name: "Truestake", uri: url, icon: "icon.svg" } });
    const before = await held();
    await page.getByLabel("You give").fill("5");
    await page.getByRole("button", { name: "Stake 5 SOL" }).click();
    await page.getByText("Your SOL is staked.").waitFor();
    assert.ok((await held()) > before);
    // Known by what it gave before, for the network of the pool.
    assert.deepEqual(methods(app, 2), ["authorize", "sign_transactions"]);
    assert.equal(app.asked[2]?.params.auth_token, "token 0");
    await page.reload();
    await connected(page);
    assert.equal(app.asked.length, 4);
    // One that has forgotten the page asks its owner once more.
    app.manner = { forgets: true };
    await page.getByLabel("You give").fill("1");
    await page.getByRole("button", { name: "Stake 1 SOL" }).click();
    await page.getByText("Your SOL is staked.").waitFor();
    assert.deepEqual(methods(app, 4), ["authorize", "authorize", "sign_transactions"]);
    await page
      .getByRole("banner")
      .getByRole("button", { name: owner().slice(0, 5) })
      .click();
    await page.getByRole("button", { name: "Disconnect" }).click();
    await page.reload();
    await page.getByRole("banner").getByRole("button", { name: "Connect", exact: true }).waitFor();
    assert.deepEqual(
      problems.filter((each) => !NOBODY.test(each)),
      [],
    );
    await page.context().close();
  });

  it("are opened by another click where the first one is too long ago, and not without it", async () => {
    const app = new WalletApp(stage.keys[0] as never);
    const { page } = await phone(app);
    await connect(page);
    const before = await held();
    // Whatever Playwright evaluates counts as a click in a real Chromium: the page is told that the last one is too long ago.
    await page.evaluate(() =>
      Object.defineProperty(navigator, "userActivation", { value: { isActive: false, hasBeenActive: true } }),
    );
    const stake = async () => {
      await page.getByRole("button", { name: "Stake 4 SOL" }).click();
      await page.getByRole("heading", { name: "Open your wallet app" }).waitFor();
    };
    const asked = app.asked.length;
    await page.getByLabel("You give").fill("4");
    await stake();
    assert.deepEqual(await violations(page), []);
    await shot(page, "wallet-app-click");
    assert.equal(app.asked.length, asked);
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await alert(page, "You said no in the wallet, or it did");
    await alert(page, "Nothing was sent.");
    assert.equal(app.asked.length, asked);
    await stake();
    await page.getByRole("button", { name: "Open the app" }).click();
    await page.getByText("Your SOL is staked.").waitFor();
    assert.deepEqual(methods(app, asked), ["authorize", "sign_transactions"]);
    assert.ok((await held()) > before);
    await page.context().close();
  });

  it("may send by themselves", async () => {
    const app = new WalletApp(stage.keys[0] as never);
    app.manner = {
      sends: async (transaction) => {
        await stage.localnet.connection().sendRawTransaction(transaction.serialize());
        return transaction.signatures[0] as Uint8Array;
      },
    };
    const { page } = await phone(app);
    await connect(page);
    const before = await held();
    await page.getByLabel("You give").fill("2");
    await page.getByRole("button", { name: "Stake 2 SOL" }).click();
    await page.getByText("Your SOL is staked.").waitFor();
    assert.ok((await held()) > before);
    assert.deepEqual(methods(app, 2), ["authorize", "sign_and_send_transactions"]);
    await page.context().close();
  });

  it("that refuse are told from those that were left, and from none", async () => {
    const app = new WalletApp(stage.keys[0] as never);
    const { page } = await phone(app);
    app.manner = { isUnwilling: true };
    await open(page);
    await page.getByRole("button", { name: NAME }).click();
    await alert(page, "You said no in the wallet, or it did");
    app.manner = { leaves: true };
    await page.getByRole("button", { name: NAME }).click();
    await alert(page, "The wallet app was left before it answered");
    await shot(page, "wallet-app-left");
    app.manner = {};
    await page.getByRole("button", { name: NAME }).click();
    await connected(page);
    await page.getByText("You have 9").waitFor();
    const before = await held();
    app.manner = { refuses: true };
    await page.getByLabel("You give").fill("3");
    await page.getByRole("button", { name: "Stake 3 SOL" }).click();
    await alert(page, "You said no in the wallet, or it did");
    await alert(page, "Nothing was sent.");
    assert.equal(await held(), before);
    await page.context().close();
    const none = await phone();
    await open(none.page);
    await none.page.getByRole("button", { name: NAME }).click();
    await alert(none.page, "No wallet app answered");
    assert.deepEqual(await violations(none.page), []);
    await none.page.context().close();
  });

  it("are not opened where the browser keeps the page from them, and after another click where it had to ask", async () => {
    const app = new WalletApp(stage.keys[0] as never);
    const { page } = await phone(app);
    // What the browser has been told about reaching the phone itself.
    await page.addInitScript(() => {
      const state = { now: "denied" };
      Object.assign(window, { loopback: state });
      navigator.permissions.query = async () => ({ state: state.now }) as PermissionStatus;
      const { fetch: ask } = window;
      window.fetch = (to, ...rest) => {
        if (to === "http://localhost") state.now = "granted";
        return ask(to, ...rest);
      };
    });
    await open(page);
    await page.getByRole("button", { name: NAME }).click();
    await alert(page, "Your browser keeps this page from wallet apps on this phone");
    await page.evaluate(() => Object.assign((window as unknown as { loopback: object }).loopback, { now: "prompt" }));
    await page.getByRole("button", { name: NAME }).click();
    await alert(page, "Your browser lets this page reach wallet apps now");
    assert.deepEqual(app.asked, []);
    await page.getByRole("button", { name: NAME }).click();
    await connected(page);
    await page.context().close();
  });
});
