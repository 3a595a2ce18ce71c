// That every transaction of the tests is held to what its instructions may change; see tests/common/allowedChanges.ts.
import assert from "node:assert/strict";
import { Keypair } from "@solana/web3.js";
import { instructions, PROGRAM_ID } from "@truestake/sdk";
import idl from "../../artifacts/truestake.json";
import { placeOf, Snapshot, SOL } from "../common";
import { ALLOWED_CHANGES, assertNamedOnly } from "../common/allowedChanges";
import { pricedPool } from "./fixture";

describe("[P-12] what an instruction may change", () => {
  const given = pricedPool();

  it("is said of every instruction, by accounts that it can write", () => {
    assert.deepEqual(Object.keys(ALLOWED_CHANGES).sort(), idl.instructions.map(({ name }) => name).sort());
    for (const { name, accounts } of idl.instructions) {
      for (const role of Object.keys(ALLOWED_CHANGES[name] ?? {})) {
        const account = (accounts as { name: string; writable?: boolean }[]).find((each) => each.name === role);
        assert(role === "remaining" || account?.writable, `${name} cannot write ${role}`);
      }
    }
  });

  it("is compared after every transaction: a field too many is found", () => {
    const { context, pool, user } = given();
    const instruction = pool.depositInstruction(user, SOL);
    const address = pool.pdas.pool;
    const before = new Snapshot((each) => context.chain.account(each), [address]);
    const account = context.chain.account(address) ?? assert.fail();
    const compare = () => assertNamedOnly([instruction], before.changes());
    const write = (field: string) => {
      const data = Buffer.from(account.data);
      data.writeUInt8(data.readUInt8(placeOf("Pool", field).offset) ^ 1, placeOf("Pool", field).offset);
      context.chain.setAccount(address, { ...account, data });
    };
    for (const field of ["supply", "reserve_lamports"]) {
      write(field);
      compare();
    }
    for (const field of ["staked_lamports", "admin", "fees.now", "idle_rates", "queue", "paused_until"]) {
      write(field);
      assert.throws(compare, /no instruction names it/, field);
    }
  });

  it("is that an account comes or goes, not what is in it, where only that is named", () => {
    const { context, pool, user } = given();
    pool.order(user, SOL);
    const claim = pool.claimInstruction(user.address, 0n);
    const ticket = pool.ticketAddress(0n);
    const before = new Snapshot((each) => context.chain.account(each), [ticket]);
    const account = context.chain.account(ticket) ?? assert.fail();
    const write = (field: string) => {
      const data = Buffer.from(account.data);
      data.writeUInt8(1, placeOf("Ticket", field).offset);
      context.chain.setAccount(ticket, { ...account, data });
    };
    write("claimable_lamports");
    assertNamedOnly([claim], before.changes());
    write("owner");
    assert.throws(() => assertNamedOnly([claim], before.changes()), /no instruction names it/);
    context.chain.setLamports(ticket, 0n);
    assertNamedOnly([claim], before.changes());
  });

  it("is nothing for an account that it only reads", () => {
    const { context, pool } = given();
    const { publicKey } = Keypair.generate();
    context.chain.setLamports(publicKey, SOL);
    const ticket = Keypair.generate().publicKey;
    const options = { pool: pool.deployment, ticket, owner: publicKey, rentPayer: publicKey };
    const instruction = instructions.claimTicket(options);
    const before = new Snapshot((each) => context.chain.account(each), [pool.pdas.pool]);
    pool.injectPool("supply", 1n);
    assert(instruction.programId.equals(PROGRAM_ID));
    assert.throws(() => assertNamedOnly([instruction], before.changes()), /no instruction names it/);
  });
});
