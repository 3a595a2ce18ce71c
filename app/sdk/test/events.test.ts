import assert from "node:assert/strict";
import { type BN, BorshCoder, type Idl, Program, type Provider } from "@coral-xyz/anchor";
import { Keypair } from "@solana/web3.js";
import { decodeEvent, decodeEvents, PROGRAM_ID } from "../src";
import idl from "../src/idl/truestake.json";
import { encode } from "../src/layout";
import { camelCase } from "./names";

const coder = new BorshCoder(new Program(idl as Idl, {} as Provider).idl);
const ours = PROGRAM_ID.toBase58();
const other = Keypair.generate().publicKey.toBase58();
const [pool, depositor] = [Keypair.generate().publicKey, Keypair.generate().publicKey];
const books = { total: 2n ** 64n - 1n, supply: 5n };
const data = {
  pool,
  depositor,
  lamports: 1n,
  tokens: 2n,
  premium: 8n,
  lamportsToLiquidity: 6n,
  tokensFromLiquidity: 7n,
  treasuryTokens: 3n,
  referrerTokens: 4n,
  before: books,
  after: books,
};
const { discriminator } = idl.events.find(({ name }) => name === "SolDeposited") ?? { discriminator: [] };
const bytes = Buffer.concat([Buffer.from(discriminator), encode("solDeposited", data)]);
const line = `Program data: ${bytes.toString("base64")}`;
const event = { name: "SolDeposited", data };

describe("events", () => {
  it("reads what Anchor reads", () => {
    const theirs = coder.events.decode(bytes.toString("base64"));
    assert.ok(theirs);
    assert.equal(camelCase(theirs.name), "solDeposited");
    assert.equal(BigInt((theirs.data.before as { total: BN }).total.toString()), books.total);
    assert.ok(pool.equals(theirs.data.pool));
  });

  it("knows every event of the program, choices and rates included", () => {
    for (const { name, discriminator } of idl.events) {
      const whole = Buffer.concat([Buffer.from(discriminator), Buffer.alloc(1_000)]);
      const decoded = decodeEvent(whole);
      assert.equal(decoded?.name, name);
      const fields = idl.types.find((type) => type.name === name)?.type.fields ?? [];
      assert.deepEqual(
        Object.keys(decoded?.data ?? {}),
        fields.map((field) => camelCase((field as { name: string }).name)),
      );
      const theirs = coder.events.decode(whole.toString("base64"));
      assert.deepEqual(Object.keys(theirs?.data ?? {}), Object.keys(decoded?.data ?? {}));
    }
    const role = {
      pool,
      role: "guardian" as const,
      oldHolder: pool,
      newHolder: depositor,
      fromUpdate: 5n,
      before: books,
      after: books,
    };
    const { discriminator: roleSet = [] } = idl.events.find(({ name }) => name === "RoleSet") ?? {};
    const roleBytes = Buffer.concat([Buffer.from(roleSet), encode("roleSet", role)]);
    assert.deepEqual(decodeEvent(roleBytes), { name: "RoleSet", data: role });
    assert.deepEqual(coder.events.decode(roleBytes.toString("base64"))?.data.role, { guardian: {} });
    roleBytes[8 + 32] = 2;
    assert.equal(decodeEvent(roleBytes), undefined, "a choice that this SDK does not know");
  });

  it("finds the program's events, also within calls of other programs, and no others", () => {
    const logs = [
      `Program ${other} invoke [1]`,
      line,
      `Program ${ours} invoke [2]`,
      "Program log: Instruction: DepositSol",
      `Program ${other} invoke [3]`,
      line,
      `Program ${other} success`,
      line,
      `Program ${ours} success`,
      line,
      `Program ${other} success`,
      `Program ${ours} invoke [1]`,
      line,
    ];
    assert.deepEqual(decodeEvents(logs), [event, event]);
  });

  it("survives logs that are cut short, garbage and none at all", () => {
    const short = `Program data: ${bytes.subarray(0, 40).toString("base64")}`;
    const logs = [`Program ${ours} invoke [1]`, line, short, "Program data: !!!", "Program data: ", "Log truncated"];
    assert.deepEqual(decodeEvents(logs), [event]);
    assert.deepEqual(decodeEvents(null), []);
    assert.deepEqual(decodeEvents([`Program ${other} success`, line, "Log truncated"]), []);
  });
});
