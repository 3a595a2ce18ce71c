// Nodes that refuse one method, as public ones do: what can do without it does, what cannot says which method it was.
import assert from "node:assert/strict";
import { isError, type TruestakeClient } from "@truestake/sdk";
import { SOL, withStage } from "./support";

/** A busy machine is no fault. */
const PATIENT = { callTimeout: 20_000, patience: 20_000, deadline: 60_000 };

describe("chaos: a node that refuses", () => {
  const stage = withStage({ slotMs: 20, blockhashSlots: 5_000n }, 1);

  /** A client of a node that answers 410 to a method, and how often it was asked for that. */
  async function refusing(refused: string, status = 410): Promise<{ client: TruestakeClient; asked: () => number }> {
    let asked = 0;
    const [user] = stage().users;
    const connection = await stage().through({
      call: ({ method }, forward) => {
        if (method !== refused) return forward();
        asked++;
        const error = { code: status, message: "The RPC call or parameters have been disabled." };
        return { status, body: JSON.stringify({ jsonrpc: "2.0", error }) };
      },
    });
    return { client: stage().client(user ?? assert.fail("there is no user"), connection, PATIENT), asked: () => asked };
  }

  /** What a user does, and a keeper, all of it to the end. */
  async function everything(client: TruestakeClient): Promise<void> {
    assert.ok((await client.price()).supply > 0n);
    assert.ok((await client.depositSol({ lamports: 20n * SOL })).tokens > 0n);
    const { ticket } = await client.orderUnstake({ tokens: SOL });
    assert.ok((await client.ticketPosition({ ticket })).expectedEpoch > 0n);
    assert.equal((await client.planExit({ tokens: 3n * SOL })).stake.possible, true);
    assert.ok((await client.withdrawStakeAccount({ tokens: 3n * SOL })).lamports > 0n);
    assert.ok((await client.liquidUnstake({ tokens: SOL })).lamports > 0n);
    assert.ok((await client.tickets()).some(({ address }) => address.equals(ticket)));
    await client.claimTickets();
    await client.settleTickets();
    await client.crank();
    assert.ok((await client.checkBacking()).validators > 0);
  }

  it("getProgramAccounts is survived by all but what searches all accounts, and that names it", async () => {
    const { client, asked } = await refusing("getProgramAccounts");
    await everything(client);
    assert.equal(asked(), 0, "nobody asks for it");
    for (const searching of [() => client.proofOfBacking(), () => client.keepLookupTables()]) {
      await assert.rejects(searching(), (error) => {
        assert.ok(isError(error, "MethodRefused"), String(error));
        assert.deepEqual([error.args.method, error.effect, error.retry], ["getProgramAccounts", "none", "never"]);
        return true;
      });
    }
    assert.equal(asked(), 2, "what is refused is not asked for again");
  });

  it("getStakeMinimumDelegation is survived by everything", async () => {
    const { client, asked } = await refusing("getStakeMinimumDelegation", 403);
    await everything(client);
    assert.ok(asked() > 0);
    assert.equal((await client.proofOfBacking()).ok, true);
  });
});
