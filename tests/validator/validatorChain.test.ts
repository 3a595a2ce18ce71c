import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Keypair, VoteProgram } from "@solana/web3.js";
import { ValidatorChain } from "@truestake/localnet";
import { PROGRAM_ID } from "@truestake/sdk";
import { nameOf, SCHEDULER, SLACK, threadsOf } from "../../app/localchain/src/validator/calm";
import { root, SOL, sharedChain, until } from "./shared";

/** Of Linux: has what nobody else wants. */
const SCHED_IDLE = 5;

/** How Linux schedules a thread. */
function policyOf(pid: number, thread: number): number {
  const stat = fs.readFileSync(`/proc/${pid}/task/${thread}/stat`, "utf8");
  // What comes behind the name, which may have spaces in it: the third field first.
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[41 - 3]);
}

describe("ValidatorChain", () => {
  it("has the program, and vote accounts of which its own votes", async () => {
    const chain = await sharedChain();
    assert.equal((await chain.connection.getAccountInfo(PROGRAM_ID))?.executable, true);
    const votes = await chain.voteAccounts();
    // Those it began with; other tests may have made more.
    assert.ok(votes.length >= 3);
    const made = await chain.createVoteAccount();
    assert.deepEqual(await chain.voteAccounts(), [...votes, made]);
    for (const account of await chain.connection.getMultipleAccountsInfo(votes)) {
      assert.ok(account?.owner.equals(VoteProgram.programId));
    }
    const { current } = await chain.connection.getVoteAccounts();
    assert.ok(current.some(({ votePubkey }) => votes[0]?.toBase58() === votePubkey));
  });

  it("gives SOL, and passes an epoch to its end", async () => {
    const chain = await sharedChain();
    const somebody = Keypair.generate().publicKey;
    await chain.airdrop(somebody, 1_000_000n * SOL);
    assert.equal(BigInt(await chain.connection.getBalance(somebody)), 1_000_000n * SOL);
    const { epoch } = await chain.time();
    await chain.passEpoch();
    const now = await chain.time();
    assert.equal(now.epoch, epoch + 1n);
    assert.equal(now.rewardsActive, false);
  });

  it("leaves the processors to others while it has nothing to do", async () => {
    const { pid = 0 } = await sharedChain();
    const yields = threadsOf(pid)
      .filter((thread) => nameOf(pid, thread) === SCHEDULER)
      .map((thread) => policyOf(pid, thread) === SCHED_IDLE || os.getPriority(thread) > 10);
    // Other systems do not tell of threads.
    assert.deepEqual(yields, process.platform === "linux" ? [true] : []);
    // One of those that look every millisecond.
    const late = threadsOf(pid)
      .filter((thread) => nameOf(pid, thread) === "solRepairSvc")
      .map((thread) => Number(fs.readFileSync(`/proc/${thread}/timerslack_ns`, "utf8")));
    assert.deepEqual(late, process.platform === "linux" ? [SLACK] : []);
  });

  it("says why it does not start, and keeps what the validator said", async () => {
    const binary = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "truestake-")), "validator");
    fs.writeFileSync(binary, "#!/bin/sh\necho this machine is too small >&2\nexit 3\n", { mode: 0o755 });
    try {
      await assert.rejects(ValidatorChain.start({ binary }), (error: Error) => {
        const log = error.message.match(/Its log: (.*)$/m)?.[1] ?? "";
        assert.match(error.message, /did not start: the validator ended\nthis machine is too small/);
        assert.match(fs.readFileSync(log, "utf8"), /this machine is too small/);
        fs.rmSync(log);
        return true;
      });
    } finally {
      fs.rmSync(path.dirname(binary), { recursive: true });
    }
  });

  it("leaves no process and no folder behind, even when this process is killed", async () => {
    const script = `
      require("./toolchain/lib/typescript.cjs");
      const { GuardedProcess } = require("./app/localchain/src/validator/process");
      const guarded = new GuardedProcess("test", "sleep", () => ["600"]);
      console.log(JSON.stringify([guarded.pid, guarded.folder]));
      setTimeout(() => {}, 600_000);`;
    const child = spawn(process.execPath, ["-e", script], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(child.stdout, "data");
    const [pid, folder] = JSON.parse(String(line)) as [number, string];
    assert.ok(isRunning(pid) && fs.existsSync(folder));
    child.kill("SIGKILL");
    await until("the end of both", () => !isRunning(pid) && !fs.existsSync(folder));
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // One that has ended and that nobody has asked for yet is no longer running.
  const status = `/proc/${pid}/stat`;
  return !fs.existsSync(status) || !/\) Z /.test(fs.readFileSync(status, "utf8"));
}
