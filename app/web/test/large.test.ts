// A large pool: 3,000 validators and 512 epochs of history. What it asks for at first is as little as ever, and nothing holds the page up.
import assert from "node:assert/strict";
import { PublicKey } from "@solana/web3.js";
import { decodePool, decodeValidatorList, TruestakeClient } from "@truestake/sdk";
import { DEFAULT_STEWARD_POLICY, STEWARD_PROGRAM_ID, stewardOf } from "@truestake/sdk/steward";
import type { Page } from "playwright-core";
import stewardIdl from "../../../artifacts/steward.json";
import { DISCRIMINATOR_BYTES } from "../../sdk/src/accounts/common";
import { listHeader } from "../../sdk/src/accounts/validatorList";
import { encode, offsetOf, sizeOf } from "../../sdk/src/layout";
import { u64Bytes } from "../../sdk/src/layout/bytes";
import { codecOfType } from "../../sdk/src/layout/codec";
import { TYPES } from "../../sdk/src/steward/idl/types";
import { decode as decodeOfSteward, sizeOf as sizeOfSteward } from "../../sdk/src/steward/layout";
import { openPool } from "../../sdk/test/cost/pool";
import { SOL, Stage, scriptKilobytes, settled, shot, taskTimes } from "./support";

const [VALIDATORS, EPOCHS, ROWS, MEMBERS] = [3_000, 512, 100, 1_000];
const MOST_TASK_MS = 200;
const [MOST_REQUESTS, MOST_ACCOUNT_BYTES, MOST_SCRIPT_KILOBYTES] = [12, 60_000, 180];

describe("the page of a large pool", () => {
  let stage: Stage;
  let url = "";
  let first = "";
  let listed: PublicKey[];

  before(async function () {
    this.timeout(180_000);
    const { localnet, chain, mint, votes } = await openPool(VALIDATORS, { isWhole: true });
    listed = votes;
    first = votes[0]?.toBase58() ?? "";
    const operator = new TruestakeClient({ connection: chain.connection, mint });
    await fill(operator);
    stage = await Stage.over(localnet, operator);
    url = await stage.serve();

    /** Writes 512 updates into the ring, as if the pool had had them before its last one. */
    async function fill(client: TruestakeClient): Promise<void> {
      const { history } = client.deployment;
      const account = chain.exact(history) ?? assert.fail("there is no history");
      const last = (await client.history()).entries.at(-1) ?? assert.fail("there was no update");
      const data = Buffer.alloc(DISCRIMINATOR_BYTES + sizeOf("priceHistory"));
      account.data.copy(data, 0, 0, DISCRIMINATOR_BYTES + offsetOf("priceHistory", "entries"));
      data.set(u64Bytes(BigInt(EPOCHS)), DISCRIMINATOR_BYTES + offsetOf("priceHistory", "count"));
      for (let place = 0; place < EPOCHS; place++) {
        const back = BigInt(EPOCHS - 1 - place);
        // It fell once, and rose by a three-thousandth in all other epochs.
        const fallen = place < 200 ? last.total / 50n : 0n;
        const entry = {
          // Numbers of epochs that a chain of this age would have.
          ...last,
          ...{
            epoch: last.epoch + BigInt(EPOCHS) - back,
            slot: last.slot - back * 1_000n,
            unixTime: last.unixTime - back * 172_800n,
          },
          total: last.total - (last.total * back) / 3_000n + fallen,
        };
        const at = DISCRIMINATOR_BYTES + offsetOf("priceHistory", "entries") + place * sizeOf("priceEntry");
        data.set(encode("priceEntry", entry), at);
      }
      chain.put(history, { ...account, data, lamports: chain.rentFor(BigInt(data.length)) });
      assert.equal((await client.history()).entries.length, EPOCHS);
    }
  });
  after(() => stage?.close());

  /** Does something on a page of its own, which may take no task longer than that. */
  async function smooth(name: string, run: (page: Page) => Promise<void>): Promise<void> {
    const { page, problems } = await stage.page();
    page.setDefaultTimeout(120_000);
    const tasks = await taskTimes(stage.browser, page, () => run(page));
    const long = tasks.filter((each) => each > MOST_TASK_MS).map(Math.round);
    console.log(`      ${name}: ${tasks.length} tasks, the longest ${Math.round(Math.max(...tasks))} ms`);
    assert.ok(tasks.length > 100, `${tasks.length} tasks were seen`);
    assert.deepEqual(long, [], `tasks over ${MOST_TASK_MS} ms`);
    assert.deepEqual(problems, []);
    await shot(page, `large-${name}`);
    await page.context().close();
  }

  it("asks for no more at first than that of a small one", async () => {
    const { page, traffic } = await stage.page();
    await page.goto(url);
    await settled(page);
    await page.waitForLoadState("networkidle");
    const asked = traffic.rpc(stage.localnet.url);
    const kilobytes = scriptKilobytes(traffic, stage.folder);
    console.log(`      ${asked.length} requests, ${traffic.accountBytes} bytes, ${kilobytes.toFixed(1)} kB`);
    assert.ok(asked.length <= MOST_REQUESTS, asked.join(", "));
    assert.ok(traffic.accountBytes <= MOST_ACCOUNT_BYTES, `${traffic.accountBytes} bytes of accounts`);
    assert.ok(kilobytes <= MOST_SCRIPT_KILOBYTES, `${kilobytes} kB of scripts`);
    await page.context().close();
  });

  it("shows all of its history without a long task", () =>
    smooth("overview", async (page) => {
      await page.goto(url);
      await page.locator(".uplot").first().waitFor();
      await page.getByRole("button", { name: "all", exact: true }).click();
      await page.getByText("Measured over 511 updates").waitFor();
    }));

  it("lists, searches and sorts its validators without a long task", () =>
    smooth("validators", async (page) => {
      await page.goto(`${url}#/validators`);
      await page.getByText(/3.000 of 3.000/).waitFor();
      assert.equal(await page.locator("tbody tr").count(), ROWS);
      await page.getByRole("button", { name: "Next" }).click();
      await page.getByText("Page 2 of 30").waitFor();
      await page.getByRole("button", { name: "Validator", exact: true }).click();
      await page.getByLabel("Search by address").fill(first);
      await page.getByText(/1 of 3.000/).waitFor();
    }));

  it("explains one of them without a long task", () =>
    smooth("validator", async (page) => {
      await page.goto(`${url}#/validator/${first}`);
      await page.getByText("What happens next with its stake").waitFor();
    }));

  it("lists a thousand bonds, and explains one of them, without a long task", async () => {
    bond(listed.slice(0, MEMBERS));
    await smooth("steward", async (page) => {
      await page.goto(`${url}#/validators`);
      await page.getByText(/3.000 of 3.000/).waitFor();
      await page.getByRole("button", { name: "Bond", exact: true }).click();
      // What the vote accounts in sight say comes by itself.
      await page
        .getByText(/\d.% of 5\.00/)
        .first()
        .waitFor();
      await page.getByRole("button", { name: "Next" }).click();
      await page.getByText("Page 2 of 30").waitFor();
      await page.goto(`${url}#/validator/${first}`);
      await page.getByRole("heading", { name: "What if it loses stake?" }).waitFor();
      await page.getByLabel("Of its stake is lost").focus();
      for (let step = 0; step < 6; step++) await page.keyboard.press("ArrowRight");
    });
  });

  /** Gives the role to a steward, and each of these validators a bond of 10 tokens. */
  function bond(members: readonly PublicKey[]): void {
    const { localnet, operator } = stage;
    const { chain } = localnet;
    const keys = stewardOf(operator.deployment);
    const pool = chain.exact(keys.pool.pool) ?? assert.fail("there is no pool");
    const validatorManager = { now: keys.authority, next: PublicKey.default, fromUpdate: 0n };
    const changed = encode("pool", { ...decodePool(keys.pool.pool, pool.data), validatorManager });
    chain.put(keys.pool.pool, { ...pool, data: Buffer.concat([pool.data.subarray(0, DISCRIMINATOR_BYTES), changed]) });
    // Its last epoch brought 380 parts per million of the stake of each: 400 less a commission of a twentieth.
    const list = chain.exact(keys.pool.validators) ?? assert.fail("there is no list");
    const { record } = decodeValidatorList(list.data);
    const base = 20n * SOL;
    const earning = { since: chain.epoch - 1n, epoch: chain.epoch, base, earned: (base * 380n) / 1_000_000n };
    for (const index of members.keys()) {
      const changed = { ...record(index), earning: { ...earning, other: 0n, lost: 0n } };
      list.data.set(encode("validatorRecord", changed), listHeader() + index * sizeOf("validatorRecord"));
    }
    chain.put(keys.pool.validators, list);
    const put = (address: PublicKey, kind: "Steward" | "Members", parts: Uint8Array[]) => {
      const { discriminator } = stewardIdl.accounts.find(({ name }) => name === kind) ?? assert.fail();
      const data = Buffer.concat([Uint8Array.from(discriminator), ...parts]);
      const lamports = chain.rentFor(BigInt(data.length));
      chain.put(address, { data, lamports, owner: STEWARD_PROGRAM_ID, executable: false });
    };
    const zeros = <N extends "steward" | "members" | "member">(name: N) =>
      decodeOfSteward(name, new Uint8Array(sizeOfSteward(name)));
    const written = (name: "steward" | "members" | "member", value: object): Uint8Array => {
      const out: number[] = [];
      codecOfType(name, TYPES).write(value, out, "");
      return Uint8Array.from(out);
    };
    const policy = { ...zeros("steward").policy, ...DEFAULT_STEWARD_POLICY };
    const tokens = BigInt(members.length) * 10n * SOL;
    const { epoch, slotsPerEpoch } = chain;
    // Each of the last 64 epochs is known: what a lamport earned in it, and the mean of the credits in thousandths.
    const credits = 14n * slotsPerEpoch * 1_000n;
    const notes = zeros("steward").notes.map((_, at, { length }) => {
      const ring = BigInt(length);
      const ago = (((epoch - 1n - BigInt(at)) % ring) + ring) % ring;
      return { epoch: epoch - 1n - ago, credits, growth: 400_000_000n };
    });
    const own = {
      ...zeros("steward"),
      ...keys,
      pool: keys.pool.pool,
      mint: keys.pool.mint,
      version: 1,
      managedSince: 1n,
      policy,
      notes,
    };
    put(keys.steward, "Steward", [written("steward", { ...own, bondTokens: tokens, countedTokens: tokens })]);
    const each = { tokens: 10n * SOL, counted: 10n * SOL, status: 1, pledge: 500, pledgeBefore: 500, quality: 800 };
    const vote = chain.exact(members[0] as PublicKey) ?? assert.fail();
    for (const key of members) if (!chain.exact(key)) chain.put(key, vote);
    put(keys.members, "Members", [
      written("members", {
        ...zeros("members"),
        version: 1,
        count: members.length,
        steward: keys.steward,
        members: [],
      }),
      ...members.map((key) => written("member", { ...zeros("member"), ...each, vote: key, ratedEpoch: epoch })),
    ]);
  }

  it("recomputes its books and checks its risks without a long task", () =>
    smooth("proof", async (page) => {
      await page.goto(`${url}#/proof`);
      await page.getByRole("button", { name: "Recompute now" }).click();
      await page.getByText(/All is there|Something is missing/).waitFor();
    }));

  it("answers a scenario without a long task", () =>
    smooth("scenario", async (page) => {
      await page.goto(`${url}#/scenarios/slash`);
      await page.locator("[aria-busy=false] .named code").waitFor();
    }));
});
