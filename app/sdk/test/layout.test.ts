import assert from "node:assert/strict";
import { BN, BorshCoder, type Idl, Program, type Provider } from "@coral-xyz/anchor";
import { Keypair, PublicKey } from "@solana/web3.js";
import { instructions, liquidityAddresses, poolAddresses, ticketAddress } from "../src";
import { decode, encode, offsetOf, sizeOf } from "../src/layout";
import { IDL, PROGRAM_ID } from "../src/program";

const idl = new Program(IDL as Idl, {} as Provider).idl;
const coder = new BorshCoder(idl);
const key = () => Keypair.generate().publicKey;

describe("layout", () => {
  it("has the sizes that the program has", () => {
    assert.equal(sizeOf("liquidityFees"), 16);
    assert.equal(sizeOf("liquidityPool") % 8, 0);
    assert.equal(sizeOf("validatorRecord"), 128);
    assert.equal(sizeOf("priceEntry"), 32);
    assert.equal(offsetOf("ticket", "pool"), 8);
    assert.equal(offsetOf("ticket", "owner"), 40);
  });

  it("writes arguments as Anchor does", () => {
    const config = {
      seedLamports: 2n ** 64n - 1n,
      admin: key(),
      validatorManager: key(),
      guardian: key(),
      treasury: key(),
      rewardFee: 1_000,
      depositFee: 1,
      withdrawalFee: 2,
      ticketFee: 3,
      referralShare: 4,
      depositCap: 5n,
      reserveBuffer: 6,
      maxValidatorShare: 7,
      maxMove: 8,
    };
    const ours = instructions.createPool({ creator: key(), mint: key(), config }).data;
    const bn = { ...config, seedLamports: new BN(config.seedLamports.toString()), depositCap: new BN(5) };
    assert.deepEqual(ours, coder.instruction.encode("createPool", { args: bn }));
    assert.deepEqual(decode("createPoolArgs", encode("createPoolArgs", config)), config);
  });

  it("writes options and choices as Anchor does", () => {
    const pool = { pool: key() };
    const admin = key();
    const change = { rewardFee: 7, treasury: key(), depositCap: 5n, maxMove: 0 };
    const none = { depositFee: null, withdrawalFee: null, ticketFee: null, referralShare: null };
    const theirs = { ...change, ...none, depositCap: new BN(5), reserveBuffer: null, maxValidatorShare: null };
    assert.deepEqual(
      instructions.proposeConfig({ pool, admin, change }).data,
      coder.instruction.encode("proposeConfig", { change: theirs }),
    );
    const all = { ...change, depositFee: 1, withdrawalFee: 2, ticketFee: 3, referralShare: 4 };
    const whole = { ...all, reserveBuffer: 5, maxValidatorShare: 6 };
    assert.deepEqual(decode("configChange", encode("configChange", whole)), whole);
    const empty = decode("configChange", Buffer.alloc(10));
    assert.ok(Object.values(empty).every((value) => value === undefined));
    for (const role of ["validatorManager", "guardian"] as const) {
      const newHolder = key();
      assert.deepEqual(
        instructions.setRole({ pool, admin, role, newHolder }).data,
        coder.instruction.encode("setRole", { role: { [role]: {} }, newHolder }),
      );
    }
    const wrong = { pool, admin, role: "admin" as never, newHolder: key() };
    assert.throws(() => instructions.setRole(wrong), RangeError);
  });

  it("names accounts in the IDL's order, with its flags", () => {
    const mint = key();
    const pool = { ...poolAddresses(mint), treasury: key() };
    const [depositor, destination] = [key(), key()];
    const built = instructions.depositSol({ pool, depositor, destination, lamports: 7n, minimumTokensOut: 6n });
    assert.deepEqual(
      built.data,
      coder.instruction.encode("depositSol", { lamports: new BN(7), minimumTokensOut: new BN(6) }),
    );
    const definition = idl.instructions.find(({ name }) => name === "depositSol");
    assert.equal(built.keys.length, definition?.accounts.length);
    assert.ok(built.keys[0]?.isSigner && built.keys[0].isWritable);
    assert.ok(built.keys[7]?.pubkey.equals(PROGRAM_ID), "no referrer is the program's own address");
    assert.ok(!built.keys[7]?.isWritable);
    assert.ok(
      built.keys.slice(8, 11).every(({ pubkey }) => pubkey.equals(PROGRAM_ID)),
      "nor a liquidity pool",
    );
    const { liquidity, liquiditySol, liquidityTokens } = liquidityAddresses(pool.pool);
    const options = { depositor, destination, lamports: 7n, minimumTokensOut: 6n };
    const liquid = instructions.depositSol({ ...options, pool: { ...pool, liquidity } });
    assert.deepEqual(
      liquid.keys.slice(8, 11).map(({ pubkey, isWritable }) => [pubkey, isWritable]),
      [liquidity, liquiditySol, liquidityTokens].map((address) => [address, true]),
    );
    const referred = instructions.depositSol({
      ...{ pool, depositor, destination, lamports: 7n, minimumTokensOut: 6n },
      referrer: destination,
    });
    assert.ok(referred.keys[7]?.isWritable && referred.keys[7].pubkey.equals(destination));
  });

  it("writes vectors, and addresses with sequence numbers", () => {
    const pool = poolAddresses(key());
    const record = (index: number) => ({ index, stakeStatus: 0, transientStatus: 0 }) as never;
    const built = instructions.updateValidators({ pool, validators: [record(3), record(70_000)] });
    assert.deepEqual(
      built.data,
      coder.instruction.encode("updateValidators", { indexes: [3, 70_000], measureOnly: false }),
    );
    const seeds = [Buffer.from("ticket"), pool.pool.toBytes(), Buffer.from([1, 2, 0, 0, 0, 0, 0, 0])];
    assert.deepEqual(ticketAddress(pool.pool, 513n), PublicKey.findProgramAddressSync(seeds, PROGRAM_ID)[0]);
  });
});
