// The proof of backing: it follows every lamport, and finds what is missing.
import assert from "node:assert/strict";
import type { PublicKey } from "@solana/web3.js";
import { type Backing, fetchTicket, TicketStatus } from "../src";
import { offsetOf } from "../src/layout";
import { newPool, SOL, type TestPool } from "./pool";

/** What a proof shows of one thing that it checks. */
function detail({ details }: Backing, check: string): { ok: boolean; owed: bigint; held: bigint } {
  const { ok, owed, held } = details.find((each) => each.check === check) ?? assert.fail(check);
  return { ok, owed, held };
}

/** The checks that fail. */
const failed = ({ details }: Backing) => details.filter(({ ok }) => !ok).map(({ check }) => check);

/** A pool of 100 SOL at a price of 1, 1 SOL of it in the reserve, with a ticket for 10 tokens that is due. */
async function withTicket(): Promise<TestPool & { ticket: PublicKey }> {
  const test = await newPool();
  const { chain, admin, user } = test;
  await user.depositSol({ lamports: 99n * SOL });
  await admin.delegateAll();
  const { ticket } = await user.orderUnstake({ tokens: 10n * SOL });
  chain.passEpochs(1);
  await user.refresh();
  return { ...test, ticket };
}

/** Changes bytes of an account. */
function tamper({ chain }: TestPool, address: PublicKey, change: (data: Buffer) => void): void {
  const account = chain.account(address) ?? assert.fail();
  const data = Buffer.from(account.data);
  change(data);
  chain.setAccount(address, { ...account, data });
}

describe("the proof of backing", () => {
  it("follows a ticket that is paid in parts", async () => {
    const test = await withTicket();
    const { chain, admin, user, userKey, ticket } = test;
    const before = await user.proofOfBacking();
    assert.deepEqual([failed(before), before.owed, before.held - before.owed], [[], 100n * SOL, 0n]);
    assert.deepEqual(detail(before, "lamports of paid tickets"), { ok: true, owed: 0n, held: 0n });

    await admin.settleTickets();
    // All of the ticket would be 10 SOL less 0.1 %: 9.99 SOL. The reserve of 1 SOL pays for ⌊10 × 1 ÷ 9.99⌋ = 1.001001001
    // tokens, whose fee is ⌈0.001001001001⌉ = 0.001001002: 0.999999999 SOL.
    const part = SOL - 1n;
    const { status, claimableLamports, tokens } = await fetchTicket(chain.connection, ticket);
    assert.deepEqual([status, claimableLamports, tokens], [TicketStatus.Queued, part, 8_998_998_999n]);
    const paid = await user.proofOfBacking();
    assert.deepEqual(failed(paid), []);
    assert.deepEqual(detail(paid, "lamports of paid tickets"), { ok: true, owed: part, held: part });
    assert.deepEqual(detail(paid, "tokens in escrow"), { ok: true, owed: tokens, held: tokens });
    // What of the ticket's tokens are worth is gone from the pool; the fee waits for the update and is held, not owed.
    assert.deepEqual([paid.owed, paid.held], [100n * SOL - 1_001_002n, 100n * SOL]);

    await admin.claimTickets({ owner: userKey.publicKey });
    const claimed = await user.proofOfBacking();
    assert.deepEqual([failed(claimed), claimed.owed, claimed.held], [[], paid.owed - part, paid.held - part]);
  });

  it("misses a lamport of what a ticket was paid, and leaves its rent to who paid that", async () => {
    const test = await withTicket();
    const { chain, admin, user, ticket } = test;
    await admin.settleTickets();
    const { claimableLamports } = await fetchTicket(chain.connection, ticket);
    // As after a rise of rent: the account has less than that, and all that it was paid.
    chain.setLamports(ticket, claimableLamports);
    assert.deepEqual(failed(await user.proofOfBacking()), []);
    chain.setLamports(ticket, claimableLamports - 1n);
    const proof = await user.proofOfBacking();
    assert.deepEqual(failed(proof), ["lamports of paid tickets", "tickets with fewer lamports than were paid to them"]);
    const check = detail(proof, "lamports of paid tickets");
    assert.equal(check.owed - check.held, 1n);
  });

  it("misses a queued ticket in the ring, where those look who settle", async () => {
    const test = await withTicket();
    const { queue } = test.user.deployment;
    tamper(test, queue, (data) => data.fill(0, 8 + offsetOf("ticketQueue", "tickets")));
    assert.deepEqual(failed(await test.user.proofOfBacking()), ["queued tickets that the ring does not lead to"]);
  });

  it("misses what the sums of the list do not say", async () => {
    const test = await withTicket();
    const { pool, validators } = test.user.deployment;
    const add = (address: PublicKey, offset: number) =>
      tamper(test, address, (data) => data.writeBigUInt64LE(data.readBigUInt64LE(8 + offset) + 1n, 8 + offset));
    add(validators, offsetOf("validatorList", "clippedScore"));
    add(validators, offsetOf("validatorList", "clippedCaps"));
    add(validators, offsetOf("validatorList", "clippedShare"));
    add(pool, offsetOf("pool", "queuedFees"));
    assert.deepEqual(failed(await test.user.proofOfBacking()), [
      "scores whose limit binds",
      "caps that bind",
      "largest shares that bind, in basis points",
      "fees of queued tickets",
    ]);
  });

  it("misses an address that the count of those with a rent leaves out", async () => {
    const test = await withTicket();
    const { pool } = test.user.deployment;
    // Three validators, two addresses each.
    tamper(test, pool, (data) => data.writeUInt32LE(5, 8 + offsetOf("pool", "stakeAccountCount")));
    const proof = await test.user.proofOfBacking();
    assert.deepEqual(failed(proof), ["stake addresses with a rent, at most"]);
    assert.deepEqual(detail(proof, "stake addresses with a rent, at most"), { ok: false, owed: 6n, held: 5n });
  });
});
