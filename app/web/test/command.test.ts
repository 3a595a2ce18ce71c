// `npm run web`: one command for a network, a pool, a wallet for play and the page; and the page for a pool that is elsewhere.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import path from "node:path";
import type { Browser } from "playwright-core";
import { root } from "../../../toolchain/lib/paths";
import { launchChromium } from "../../../toolchain/sdk/chromium";
import { parseOptions, UsageError } from "../../../toolchain/web/options";

const READY = /Ctrl-C ends it/;

/** The command, and what it has said when it is ready or has ended. */
async function start(...words: string[]): Promise<{ child: ChildProcess; said: () => string; code: number | null }> {
  const args = [path.join(root, "toolchain/run.mjs"), "web", "--port", "0", ...words];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["pipe", "pipe", "pipe"] });
  let text = "";
  await new Promise<void>((resolve) => {
    const hear = (chunk: Buffer) => {
      text += chunk;
      if (READY.test(text)) resolve();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", () => resolve());
  });
  return { child, said: () => text, code: child.exitCode };
}

describe("npm run web", function () {
  this.timeout(120_000);
  let browser: Browser;
  const children: ChildProcess[] = [];

  before(async () => {
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    for (const child of children) child.kill("SIGKILL");
  });

  /** Ends it as its user does. */
  async function end(child: ChildProcess): Promise<void> {
    child.kill("SIGINT");
    const [code] = await once(child, "exit");
    assert.equal(code, 0);
  }
  const named = (text: string, name: string): string =>
    new RegExp(`^${name} +(\\S+)$`, "m").exec(text)?.[1] ?? assert.fail(`no ${name} in: ${text}`);

  it("shows one that a steward manages, and lets its epochs pass", async () => {
    const { child, said } = await start("--steward");
    children.push(child);
    const page = await browser.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(`${named(said(), "page")}#/validators`);
    await page.getByRole("heading", { name: "Managed by a steward" }).waitFor();
    const epoch = /epoch (\d+)/.exec((await page.locator(".meter").textContent()) ?? "")?.[1];
    child.stdin?.write("\n");
    await page.getByText(`epoch ${Number(epoch) + 1}`).waitFor({ timeout: 60_000 });
    assert.doesNotMatch(said(), /keeper:/);
    await end(child);
    await page.close();
  });

  it("shows a pool of its own, lets epochs pass with its keeper, and the pool elsewhere", async () => {
    const { child, said } = await start("--epochs", "2");
    children.push(child);
    const [url, node, mint] = [named(said(), "page"), named(said(), "JSON-RPC"), named(said(), "token")];
    const page = await browser.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(url);
    await page.locator(".figure b").waitFor();
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByRole("button", { name: "Burner" }).click();
    await page.getByText("You have 1").first().waitFor();
    const epochOf = async () => Number(/epoch (\d+)/.exec((await page.locator(".meter").textContent()) ?? "")?.[1]);
    const before = await epochOf();
    child.stdin?.write("\n");
    await page.waitForFunction(
      (next) => {
        document.dispatchEvent(new Event("visibilitychange"));
        const epoch = document.querySelector(".meter")?.textContent ?? "";
        // The keeper has updated the pool, too: nothing waits for the epoch's turn any more.
        return (
          epoch.includes(`epoch ${next}`) &&
          !/validators are measured/.test(document.querySelector("main")?.textContent ?? "")
        );
      },
      before + 1,
      { polling: 500 },
    );
    await page.close();

    const other = await start("--url", node, "--mint", mint);
    children.push(other.child);
    const elsewhere = await browser.newPage();
    await elsewhere.goto(named(other.said(), "page"));
    await elsewhere.locator(".figure b").waitFor();
    const deployed = JSON.parse((await elsewhere.locator("#deployed").textContent()) ?? "");
    assert.deepEqual([deployed.pools[0].mint, deployed.pools[0].rpc], [mint, [node]]);
    await elsewhere.getByRole("button", { name: "Connect", exact: true }).click();
    await elsewhere.getByText("No wallet was found in this browser.").waitFor();
    assert.equal(await elsewhere.getByRole("button", { name: "Burner" }).count(), 0);
    await elsewhere.close();
    await end(other.child);
    await end(child);
  });

  const mint = "So11111111111111111111111111111111111111112";

  it("makes no sense of what is not its own", () => {
    for (const [words, says] of [
      [["--url", "http://127.0.0.1:9"], "--url and --mint belong together"],
      [["--port", "99999"], "--port 99999: a number from 0 to 65535 is needed"],
      [["--port", "http"], "--port http: a number from 0 to 65535 is needed"],
      [["--port"], "--port needs a value"],
      [["--epochs", "abc"], "--epochs abc: a number from 0 to 1000 is needed"],
      [["--epochs=-1"], "--epochs -1: a number from 0 to 1000 is needed"],
      [["--stewart"], "--stewart is not known"],
      [["--steward=yes"], "--steward takes no value"],
      [["page"], "page is not known"],
      [
        ["--url", "ftp://x", "--mint", mint],
        "--url ftp://x: the address of a node is needed, by https or on this machine",
      ],
      [["--url", "http://127.0.0.1:9", "--mint", "x"], "--mint x: an address is needed"],
      [
        ["--url", "http://127.0.0.1:9", "--mint", mint, "--epochs", "3"],
        "--epochs and --steward are for a local network: there is none with --url",
      ],
    ] as const) {
      assert.throws(() => parseOptions(words), new UsageError(says));
    }
    assert.equal(parseOptions(["--help"]), "help");
  });

  it("says so in a sentence, and builds nothing for it", async () => {
    const taken = net.createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as net.AddressInfo;
    for (const [words, says] of [
      [["--stewart"], "--stewart is not known"],
      [["--port", String(port)], `--port ${port}: another program listens there; choose another, or 0 for any`],
    ] as const) {
      const { said, code } = await start(...words);
      assert.equal(said(), `error: ${says}\n\nnpm run web -- --help says more\n`);
      assert.equal(code, 2, says);
    }
    taken.close();
    const nobody = await start("--url", "http://127.0.0.1:9", "--mint", mint);
    assert.equal(nobody.said(), "error: no node answers at http://127.0.0.1:9\n");
    assert.equal(nobody.code, 1);
    const help = await start("--help");
    assert.match(help.said(), /--epochs N/);
    assert.equal(help.code, 0);
  });
});
