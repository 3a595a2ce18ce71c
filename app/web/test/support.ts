// A network, the page as it is published, and a real browser with a wallet for play.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { Connection, Keypair, type PublicKey } from "@solana/web3.js";
import { type Localnet, type LocalnetOptions, startLocalnet } from "@truestake/localnet";
import type { TruestakeClient } from "@truestake/sdk";
import type { Browser, BrowserContextOptions, Page, Request } from "playwright-core";
import { root } from "../../../toolchain/lib/paths";
import { launchChromium } from "../../../toolchain/sdk/chromium";
import { buildBurner, buildPage } from "../../../toolchain/web/build";
import { operatorOf, passEpochs } from "../../../toolchain/web/history";
import { type Served, servePage } from "../../../toolchain/web/serve";

export const SOL = 1_000_000_000n;
/** What each account of the wallet has. */
const WALLET_LAMPORTS = 1_000n * SOL;
/** Two days, as on the main network; tests move the chain by whole epochs. */
export const NETWORK: LocalnetOptions = {
  ...{ demo: true, slotMs: 50, slotsPerEpoch: 432_000n, finalitySlots: 4n, blockhashSlots: 20_000n },
};
/** Where screenshots go, if somebody wants to look at them. */
const shots = process.env.TEST_SHOTS;
/** Where README's pictures are made anew. */
const pictures = process.env.TEST_PICTURES;
const KILOBYTE = 1_024;

/** What a page has asked for. */
export class Traffic {
  readonly requests: { url: string; method: string }[] = [];
  accountBytes = 0;

  constructor(page: Page) {
    page.on("request", (request) => this.requests.push({ url: request.url(), method: methodOf(request) }));
    page.on("response", async (response) => {
      if (methodOf(response.request()) !== "getMultipleAccounts") return;
      const { result } = (await response.json().catch(() => ({}))) as {
        result?: { value: ({ data: [string] } | null)[] };
      };
      for (const account of result?.value ?? []) {
        this.accountBytes += account ? Buffer.from(account.data[0], "base64").length : 0;
      }
    });
  }

  rpc(url: string): string[] {
    return this.requests.filter((request) => request.url.startsWith(url)).map(({ method }) => method);
  }
}

function methodOf(request: Request): string {
  const [, method = ""] = /"method":"(\w+)"/.exec(request.postData() ?? "") ?? [];
  return method;
}

/** A network with a pool on it, as far as the page and the story of a holder need one. */
export interface Network {
  /** Of JSON-RPC. */
  readonly url: string;
  /** The pool's operator, who sees what has happened on the chain. */
  readonly operator: TruestakeClient;
  fund(address: PublicKey, lamports: bigint): Promise<void>;
  /** Lets an epoch pass, with the pool's update. */
  passEpoch(): Promise<void>;
  close(): Promise<void>;
}

/** A network in this process, whose time is moved by hand. */
class LocalNetwork implements Network {
  constructor(
    readonly localnet: Localnet,
    readonly operator: TruestakeClient,
  ) {}

  get url(): string {
    return this.localnet.url;
  }

  async fund(address: PublicKey, lamports: bigint): Promise<void> {
    this.localnet.chain.airdropNow(address, lamports);
  }

  passEpoch(): Promise<void> {
    return passEpochs(this.localnet, this.operator, 1);
  }

  close(): Promise<void> {
    return this.localnet.close();
  }
}

interface ServeOptions {
  deployed?: unknown;
  /** Whether the wallet for play sends by itself. */
  sends?: boolean;
  /** Whether there is a wallet for play. */
  wallet?: boolean;
}

/** The page in a browser, for a pool on some network. */
export class PageStage<Of extends Network = Network> {
  /** Two accounts of the wallet, with SOL. */
  readonly keys = [Keypair.generate(), Keypair.generate()];
  private readonly pages: Served[] = [];

  protected constructor(
    readonly network: Of,
    readonly browser: Browser,
    readonly folder: string,
    private readonly script: string,
  ) {}

  /** The page for a pool on a network. */
  static async on<Of extends Network>(network: Of): Promise<PageStage<Of>> {
    return PageStage.set(new PageStage(network, ...(await built())));
  }

  protected static async set<S extends PageStage>(stage: S): Promise<S> {
    for (const { publicKey } of stage.keys) await stage.network.fund(publicKey, WALLET_LAMPORTS);
    return stage;
  }

  get operator(): TruestakeClient {
    return this.network.operator;
  }

  /** The pool's token. */
  get mint(): string {
    return this.operator.mint.toBase58();
  }

  async genesis(): Promise<string> {
    return new Connection(this.network.url).getGenesisHash();
  }

  /** Lets an epoch pass, and brings the pool up to date. */
  async epoch(): Promise<void> {
    await this.network.passEpoch();
    await this.operator.settleTickets();
  }

  /** Serves the page; `deployed` is what its deployer has set, the network's pool if not given. */
  async serve({ deployed, sends = false, wallet = true }: ServeOptions = {}): Promise<string> {
    const { url } = this.network;
    const own = { pools: [{ mint: this.mint, genesis: await this.genesis(), rpc: [url] }] };
    const secretKeys = this.keys.map(({ secretKey }) => [...secretKey]);
    const served = await servePage({
      folder: this.folder,
      deployed: deployed ?? own,
      ...(wallet
        ? { burner: { script: this.script, settings: { secretKeys, ...(sends ? { sendsTo: url } : {}) } } }
        : {}),
    });
    this.pages.push(served);
    return served.url;
  }

  /** A page in a browser of its own; what goes wrong in it is in `problems`. */
  async page(options: BrowserContextOptions = {}): Promise<{ page: Page; problems: string[]; traffic: Traffic }> {
    const context = await this.browser.newContext({
      viewport: { width: 1280, height: 900 },
      locale: "en-GB",
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    return { page, problems, traffic: new Traffic(page) };
  }

  async close(): Promise<void> {
    await this.browser.close();
    for (const served of this.pages) await served.close();
    await this.network.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Where `npm test` has built the page, once for all files of tests. */
const builtPage = process.env.TEST_PAGE;

/** A browser, and the page and the wallet that it loads. */
async function built(): Promise<[browser: Browser, folder: string, script: string]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-web-"));
  const page = builtPage === undefined ? buildPage(folder) : fs.promises.cp(builtPage, folder, { recursive: true });
  const [browser, script] = await Promise.all([launchChromium(), buildBurner(), page]);
  return [browser, folder, script];
}

/** The page on a local network. */
export class Stage extends PageStage<LocalNetwork> {
  /** The page for the demo's pool, with epochs behind it. */
  static async open(epochs = 12): Promise<Stage> {
    const localnet = await startLocalnet(NETWORK);
    if (!localnet.demo) throw new Error("the network has no pool");
    const operator = operatorOf(localnet, localnet.demo);
    await passEpochs(localnet, operator, epochs);
    return Stage.over(localnet, operator);
  }

  /** The page for a pool that is there already. */
  static async over(localnet: Localnet, operator: TruestakeClient): Promise<Stage> {
    return PageStage.set(new Stage(new LocalNetwork(localnet, operator), ...(await built())));
  }

  get localnet(): Localnet {
    return this.network.localnet;
  }
}

/** Has a page read the chain, as it does when somebody comes back to it. */
export async function look(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
}

/** The pictures of README: which shot each is. */
const PICTURES: Record<string, string> = {
  "overview-light": "overview",
  "ways-out": "ways-out",
  "scores-light": "validators",
  "scenario-slash-light": "scenarios",
  "proof-dark": "proof",
  "overview-phone": "phone",
};

/** Keeps a picture, where somebody has said where: of all that there is, and for README of what a screen shows. */
export async function shot(page: Page, name: string): Promise<void> {
  const picture = PICTURES[name];
  if (pictures !== undefined && picture !== undefined) {
    fs.mkdirSync(pictures, { recursive: true });
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: path.join(pictures, `${picture}.png`) });
  }
  if (shots === undefined) return;
  fs.mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
}

/** Compressed bytes of the scripts that a page has loaded so far, in kB. */
export function scriptKilobytes({ requests }: Traffic, folder: string): number {
  const scripts = new Set(
    requests.map(({ url }) => new URL(url).pathname).filter((name) => /^\/assets\/.*\.js$/.test(name)),
  );
  const bytes = [...scripts].reduce(
    (sum, name) => sum + gzipSync(fs.readFileSync(path.join(folder, name)), { level: 9 }).length,
    0,
  );
  return bytes / KILOBYTE;
}

declare const axe: {
  run(context: object, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
};

const axeScript = fs.readFileSync(path.join(root, "node_modules/axe-core/axe.min.js"), "utf8");

/** What axe says of a page: rules, and the first element that breaks each. */
export async function violations(page: Page): Promise<string[]> {
  // The page's own policy forbids scripts that it does not bring: this one runs beside it.
  await page.evaluate(axeScript);
  // Half faded in, nothing has its contrast yet.
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== "running"));
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** Waits until a page has what it reads. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector("main h1, main .figure") !== null);
  await page.waitForFunction(() => document.querySelector("main .skeleton") === null);
  await page.evaluate(() => document.fonts.ready);
}

/** The kinds of screens that every page is looked at on. */
export const VIEWS = [
  ["light", {}],
  ["dark", { colorScheme: "dark" }],
  ["phone", { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
] as const satisfies readonly (readonly [string, BrowserContextOptions])[];

/** Pixels that a page is wider than the screen. */
export const widerBy = async (page: Page): Promise<number> =>
  // A phone's own idea of its width grows with what is too wide for it.
  (await page.evaluate(() => document.documentElement.scrollWidth)) - (page.viewportSize()?.width ?? 0);

/** Texts of a page in the pseudo-locale that strings.ts does not know: whatever has two letters in a row outside of the brackets. */
export const foreignWords = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.getElementById("app") as Node, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const whole = node.parentElement?.closest(".address, code, textarea, .chart") ? "" : (node.textContent ?? "");
      const text = whole.replace(/⟦.*⟧/gs, "");
      if (/\p{L}{2}/u.test(text)) texts.push(text);
    }
    return texts;
  });

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds of processor time. */
  tdur?: number;
  args: { name?: string };
}

/**
 * Milliseconds of processor time that each task of the page's own thread took while `run` ran: what a busy machine adds to a task's
 * time is not in it.
 */
export async function taskTimes(browser: Browser, page: Page, run: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: ["toplevel", "__metadata"] });
  await run();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  return traceEvents.flatMap(({ name, pid, tid, tdur }) =>
    /RunTask/.test(name) && tdur !== undefined && threads.has(`${pid}/${tid}`) ? [tdur / 1_000] : [],
  );
}

/** Notes every task of the page that takes longer than the browser calls short (50 ms), from its beginning on. */
export async function watchTasks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: "longtask",
      buffered: true,
    });
  });
}

/** Milliseconds of each long task so far. */
export const longTasks = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);

/** The text of the file that a click saves, and its name. */
export async function saved(page: Page, button: string): Promise<{ name: string; text: string }> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return { name: file.suggestedFilename(), text: fs.readFileSync(await file.path(), "utf8") };
}
