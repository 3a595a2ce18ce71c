import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { HELP, parseOptions } from "../../demo/options";
import { openStage } from "../../demo/stage";
import { Story } from "../../demo/story";
import { amount, type Screen, short, Terminal } from "../../demo/terminal";
import { assertGoodDemo } from "../common/demo";

const root = path.resolve(__dirname, "../..");

function npmRunDemo(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["toolchain/run.mjs", "demo", ...args], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

class Paper implements Screen {
  text = "";
  constructor(readonly isTTY = false) {}
  write(text: string): void {
    this.text += text;
  }
}

describe("npm run demo", () => {
  it("ends with one JSON object: a rising price, exits paid to the lamport, backed books", () => {
    const { status, stdout, stderr } = npmRunDemo("--output", "json", "--epochs", "4");
    assert.equal(status, 0, stderr);
    const { chain, epochs } = assertGoodDemo(stdout);
    assert.equal(chain, "in-process");
    const [{ epoch: first = 0 } = {}] = epochs;
    assert.deepEqual(
      epochs.map(({ epoch }) => epoch),
      [first, first + 1, first + 2, first + 3],
    );
    assert.match(stderr, /rewards are injected/);
  });

  it("tells the story in words, in colour only where that is wanted", () => {
    const { status, stdout } = npmRunDemo("--epochs", "3");
    assert.equal(status, 0);
    for (const words of [
      "Three validators",
      "Two users deposit",
      "Bob leaves",
      "Alice sells",
      "SOL per token",
      "Verdict",
    ]) {
      assert.ok(stdout.includes(words), words);
    }
    assert.ok(!stdout.includes("\u001b"), "a pipe gets no colours");
    const styled = (isTTY: boolean, env: NodeJS.ProcessEnv) => new Terminal(new Paper(isTTY), env).style("bold", "x");
    assert.equal(styled(true, {}), "\u001b[1mx\u001b[22m");
    assert.equal(styled(true, { NO_COLOR: "1" }), "x");
    assert.equal(styled(false, {}), "x");
  });

  it("says what is wrong with a command line", () => {
    for (const [args, words] of [
      [["--chain", "mainnet"], /--chain mainnet: there are in-process, validator/],
      [["--epochs", "2"], /--epochs 2: a number from 3 to 200/],
      [["--epochs", "four"], /--epochs four/],
      [["--output", "xml"], /--output xml: there are text, json/],
      [["--chian", "validator"], /Unknown option '--chian'/],
      [["validator"], /Unexpected argument 'validator'/],
    ] as const) {
      assert.throws(() => parseOptions([...args]), words);
    }
    const { status, stdout, stderr } = npmRunDemo("--chain", "mainnet", "--output", "json");
    assert.deepEqual({ status, stdout }, { status: 2, stdout: "" });
    assert.match(stderr, /^error: --chain mainnet/);
    assert.equal(npmRunDemo("--help").stdout.trim(), HELP);
  });

  it("does not call a pool good that earns nothing", async () => {
    const stage = await openStage("in-process");
    const paper = new Paper();
    const idle = { ...stage, passEpoch: () => stage.chain.passEpoch() };
    const { problems } = await new Story("in-process", idle, new Terminal(paper, {}), 3).tell();
    assert.deepEqual(problems, ["the price did not rise in every epoch"]);
    assert.match(paper.text, /BAD {2}the price did not rise/);
  });

  it("writes amounts with all their decimals", () => {
    assert.equal(amount(1_234_567_000_000_001n), "1,234,567.000000001");
    assert.equal(amount(-1n), "-0.000000001");
    assert.equal(short(50_000_000_000_000n), "50,000");
    assert.equal(short(1_500_000_000n), "1.5");
  });
});
