// Leaving with everything where tickets are in every state at once: paid, given back, paid in part. What each step brings is compared
// with the chain.
import assert from "node:assert/strict";
import type { Keypair } from "@solana/web3.js";
import { keypairWallet, TicketStatus, TruestakeClient } from "@truestake/sdk";
import type { Page } from "playwright-core";
import { GAP, Holder } from "./holder";
import { look, SOL, Stage, shot, violations } from "./support";

/** Of a ticket's account, by what a byte of one costs. */
const TICKET_BYTES = 256n;
const LAMPORTS_PER_BYTE = 6_960n;
const RENT = LAMPORTS_PER_BYTE * (128n + TICKET_BYTES);
/** Tokens of a ticket that is worth less than its account will lack when rents are three times what they were: 5.3 million lamports. */
const TINY = 1_200_000n;

describe("the page, for somebody who leaves with everything", () => {
  let [stage, holder, own, page]: [Stage, Holder, TruestakeClient, Page] = [] as never;

  before(async function () {
    this.timeout(120_000);
    stage = await Stage.open(2);
    const { connection } = stage.localnet.chain;
    const client = (at: number) =>
      new TruestakeClient({ connection, mint: stage.operator.mint, wallet: keypairWallet(stage.keys[at] as Keypair) });
    own = client(0);
    await own.depositSol({ lamports: 600n * SOL });
    await stage.operator.delegateAll();
    await stage.epoch();
    for (const tokens of [2n * SOL, TINY, 500n * SOL]) await own.orderUnstake({ tokens });
    // With what was left, this pays the first ticket and a part of the third.
    await client(1).depositSol({ lamports: 50n * SOL });
    stage.localnet.chain.setRent(3n * LAMPORTS_PER_BYTE);
    await stage.epoch();
    holder = await Holder.come(stage);
    ({ page } = holder);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByRole("button", { name: "Burner" }).click();
    await page.getByRole("button", { name: holder.owner().toBase58().slice(0, 5) }).waitFor();
  });
  after(() => stage?.close());

  /** The steps as they are shown. */
  const steps = async (): Promise<string[]> => {
    await page.locator("ol.steps").waitFor();
    return page.locator("ol.steps li > span").allTextContents();
  };
  const step = async (says: string, done: string): Promise<void> => {
    const first = page.locator("ol.steps li", { hasText: says });
    await first.getByRole("button", { name: "Do this step" }).click();
    await page.getByText(done).waitFor();
  };
  const shown = (units: bigint): string => {
    const [whole, part] = [
      units / SOL,
      String(units % SOL)
        .padStart(9, "0")
        .replace(/0+$/, ""),
    ];
    return `${whole}${part && `.${part.replace(/(\d{3})(?=\d)/g, `$1${GAP}`)}`}`;
  };

  it("shows all ways out side by side for the amount that is typed", async () => {
    await holder.go("stake/unstake");
    await page.getByLabel("You give").fill("50");
    await page.getByText("is being read").waitFor({ state: "hidden" });
    await page.getByText("Ways out, for 50 tokens").waitFor();
    assert.equal(await page.getByRole("radio").count(), 3);
    await shot(page, "ways-out");
    await holder.go("holdings");
  });

  it("shows what each ticket has come to, and the steps in their order", async () => {
    const tickets = await own.tickets();
    assert.deepEqual(
      tickets.map(({ status }) => TicketStatus[status]),
      ["Settled", "Returned", "Queued"],
    );
    const [paid, returned, queued] = tickets;
    assert.ok(paid && returned && queued);
    assert.deepEqual([returned.tokens, returned.claimableLamports], [TINY, 0n]);
    assert.ok(paid.claimableLamports > 2n * SOL && queued.claimableLamports > 100n * SOL && queued.tokens > 300n * SOL);
    await page.getByText("The queue could not pay it: cancelling brings the tokens back").waitFor();
    const held = await holder.held();
    assert.deepEqual(await steps(), [
      `Claim ${shown(paid.claimableLamports + queued.claimableLamports - 2n * RENT)} SOL of paid tickets`,
      "Take back the tokens of a ticket that the queue could not pay",
      `Order a ticket for ${shown(held)} tokens`,
      "Wait until the next epoch, then come back here",
    ]);
    assert.deepEqual(await violations(page), []);
    await shot(page, "exit-all");
  });

  it("[fault-kept-rent] claims what was paid of both, less what the open one's account lacks", async () => {
    const [paid, , queued] = await own.tickets();
    assert.ok(paid && queued);
    const sol = await holder.lamports();
    const { lamports: closing } = stage.localnet.chain.account(paid.address) ?? assert.fail();
    await step("Claim", "The SOL is in the wallet.");
    // The first account is closed and gives all that it has; the second keeps three times the rent that it was made with.
    const { lamports: kept } = stage.localnet.chain.account(queued.address) ?? assert.fail();
    assert.equal(BigInt(kept), 3n * RENT);
    const claimed = BigInt(closing) + queued.claimableLamports - 2n * RENT;
    // 2 · 384 bytes · 6,960 lamports
    await page.getByText(`0.005${GAP}345${GAP}28 SOL of what is paid stay in its account until it is closed`).waitFor();
    const fees = sol + claimed - (await holder.lamports());
    assert.ok(fees > 0n && fees < 100_000n, `${fees} lamports of fees`);
    const left = await own.tickets();
    assert.deepEqual(
      left.map(({ status, claimableLamports }) => [TicketStatus[status], claimableLamports]),
      [
        ["Returned", 0n],
        // No step any more: nothing of it can be claimed as long as the account stays.
        ["Queued", 2n * RENT],
      ],
    );
  });

  it("takes back the tokens that could not be paid, all of them, and orders them again", async () => {
    const held = await holder.held();
    await step("Take back", "The ticket is cancelled.");
    assert.equal(await holder.held(), held + TINY);
    assert.equal((await own.tickets()).length, 1);
    await step(`Order a ticket for ${shown(held + TINY)} tokens`, "Your ticket is in the queue.");
    assert.equal(await holder.held(), 0n);
    assert.deepEqual(
      (await own.tickets()).map(({ status }) => TicketStatus[status]),
      ["Queued", "Queued"],
    );
    // The rest waits: neither done, nor ordered twice.
    assert.deepEqual(await steps(), ["Wait until the next epoch, then come back here"]);
    assert.equal(await page.getByText("Nothing is left to turn into SOL.").count(), 0);
  });

  it("ends with SOL alone", async () => {
    const { chain } = stage.localnet;
    chain.advanceSlots((chain.slotsPerEpoch * 91n) / 100n);
    await stage.operator.deactivateAll();
    await stage.epoch();
    await look(page);
    // The pool and the wallet are read beside each other: what one of them has missed comes with the next look, within 15 seconds.
    await page.waitForFunction(
      () => {
        const steps = [...document.querySelectorAll("ol.steps li")];
        return steps.length === 1 && /^Claim/.test(steps[0]?.textContent ?? "");
      },
      undefined,
      { timeout: 40_000 },
    );
    await step("Claim", "The SOL is in the wallet.");
    await page.getByText("Nothing is left to turn into SOL.").waitFor();
    assert.deepEqual([await own.tickets(), await holder.held()], [[], 0n]);
    // 600 SOL went in; the yield of five epochs is more than fees and rounding.
    assert.ok((await holder.lamports()) > 1_000n * SOL);
  });

  it("calls nothing done while the pool is not up to date, and sells what is too little for a ticket", async () => {
    const [balance] = [await holder.lamports()];
    await own.depositSol({ lamports: 3n * SOL });
    const tokens = await holder.held();
    await own.liquidUnstake({ tokens: tokens - 500_000n });
    assert.equal(await holder.held(), 500_000n);
    await stage.localnet.call("localnet_passEpochs", { epochs: 1 });
    await look(page);
    await page.getByText(`${shown(500_000n)} tokens have no way out just now:`).waitFor();
    await page.getByText("The pool is not up to date in this epoch. Wait for a keeper").waitFor();
    assert.equal(await page.getByText("Nothing is left to turn into SOL.").count(), 0);
    await shot(page, "exit-all-stale");
    await stage.operator.refresh();
    await look(page);
    await step(`Sell ${shown(500_000n)} tokens at once: it is too little for a ticket`, "Your SOL is in the wallet.");
    await page.getByText("Nothing is left to turn into SOL.").waitFor();
    assert.equal(await holder.held(), 0n);
    assert.ok((await holder.lamports()) > balance - SOL / 10n);
    assert.deepEqual(holder.problems, []);
  });
});
