import assert from "node:assert/strict";
import { keypairWallet, type PriceEntry, TicketStatus, TruestakeClient, type Wallet } from "../src";
import { newPool, SOL, type TestPool } from "./pool";

/** A user just before the end of an epoch, whose wallet takes so long to sign that it ends meanwhile, once. */
function slowUser({ chain, user, userKey }: TestPool): TruestakeClient {
  const wallet = keypairWallet(userKey);
  const { slot, slotsPerEpoch } = chain;
  chain.advanceSlots(slotsPerEpoch - (slot % slotsPerEpoch) - 10n);
  let slow = true;
  const signTransaction: Wallet["signTransaction"] = async (transaction) => {
    if (slow) chain.advanceSlots(20n);
    slow = false;
    return wallet.signTransaction(transaction);
  };
  const { connection, mint } = user;
  return new TruestakeClient({ connection, mint, wallet: { publicKey: wallet.publicKey, signTransaction } });
}

async function lastPrice(client: TruestakeClient): Promise<PriceEntry | undefined> {
  return (await client.history()).entries.at(-1);
}

describe("An epoch that ends between look and landing", () => {
  it("delays a deposit by an update", async () => {
    const pool = await newPool();
    const { tokens } = await slowUser(pool).depositSol({ lamports: 10n * SOL });
    assert.ok(tokens > 0n);
    assert.equal((await lastPrice(pool.user))?.epoch, pool.chain.epoch);
  });

  it("delays the order of a ticket by an update", async () => {
    const pool = await newPool();
    await pool.user.depositSol({ lamports: 100n * SOL });
    await slowUser(pool).orderUnstake({ tokens: 10n * SOL });
    const [ticket] = await pool.user.tickets();
    assert.equal(ticket?.status, TicketStatus.Queued);
    assert.equal(ticket?.orderedEpoch, pool.chain.epoch);
  });

  it("delays a delegation by an update", async () => {
    const pool = await newPool();
    await pool.user.depositSol({ lamports: 1_000n * SOL });
    const { transactions } = await slowUser(pool).delegateAll();
    assert.ok(transactions.length > 0);
    assert.match((await pool.user.delegateAll()).idle ?? "", /AtTarget|ReserveNeeded/);
  });

  it("delays a settlement by an update", async () => {
    const pool = await newPool();
    await pool.user.depositSol({ lamports: 100n * SOL });
    await pool.user.orderUnstake({ tokens: 10n * SOL });
    pool.chain.passEpochs(1);
    await pool.user.freshen();
    await slowUser(pool).settleTickets();
    assert.equal((await pool.user.tickets())[0]?.status, TicketStatus.Settled);
  });
});
