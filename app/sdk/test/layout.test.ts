import assert from "node:assert/strict";
import { BN, BorshCoder, type Idl, Program, type Provider } from "@coral-xyz/anchor";
import { Keypair } from "@solana/web3.js";
import { deployment, instructions, isError, liquidityAddresses, PROGRAM_ID, U64_MAX } from "../src";
import IDL from "../src/idl/truestake.json";
import { decode, encode, offsetOf, sizeOf } from "../src/layout";

const idl = new Program(IDL as Idl, {} as Provider).idl;
const coder = new BorshCoder(idl);
const key = () => Keypair.generate().publicKey;

describe("layout", () => {
  it("has the sizes that the program has", () => {
    assert.equal(sizeOf("liquidityFees"), 16);
    assert.equal(sizeOf("liquidityPool") % 8, 0);
    assert.equal(sizeOf("validatorList"), 120);
    assert.equal(sizeOf("validatorRecord"), 192);
    assert.equal(sizeOf("priceEntry"), 56);
    assert.equal(sizeOf("ticketQueue"), 72);
    assert.equal(offsetOf("ticket", "pool"), 8);
    assert.equal(offsetOf("ticket", "owner"), 40);
  });

  it("leaves reserved bytes out, and writes them as zeros", () => {
    const fees = { reward: 1, deposit: 2, withdrawal: 3, ticket: 4, referralShare: 5 };
    const bytes = Buffer.concat([encode("fees", fees).subarray(0, 10), Buffer.alloc(6, 0xff)]);
    assert.deepEqual(decode("fees", bytes), fees);
    assert.deepEqual(encode("fees", fees).subarray(10), new Uint8Array(6));
    const scheduled = { now: fees, next: { ...fees, ticket: 0 }, fromUpdate: 9n };
    assert.deepEqual(decode("scheduledFees", encode("scheduledFees", scheduled)), scheduled);
  });

  it("reads numbers below zero", () => {
    const entry = {
      ...{ epoch: 1n, slot: 2n, unixTime: -3n, total: U64_MAX, supply: 4n },
      ...{ gainBeforeFee: -(2n ** 63n), feeTokens: 5n },
    };
    assert.deepEqual(decode("priceEntry", encode("priceEntry", entry)), entry);
    assert.equal(Buffer.from(encode("priceEntry", entry)).readBigInt64LE(40), -(2n ** 63n));
  });

  it("writes arguments as Anchor does", () => {
    const roles = { admin: key(), validatorManager: key(), guardian: key() };
    const args = {
      seedLamports: 2n ** 64n - 1n,
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
      movingPart: 9,
    };
    const mint = key();
    const { data, keys } = instructions.createPool({
      creator: key(),
      pool: deployment({ mint }),
      config: { ...args, ...roles },
    });
    const bn = { ...args, seedLamports: new BN(args.seedLamports.toString()), depositCap: new BN(5) };
    assert.deepEqual(Buffer.from(data), coder.instruction.encode("createPool", { args: bn }));
    assert.deepEqual(decode("createPoolArgs", encode("createPoolArgs", args)), args);
    const { queue } = deployment({ mint });
    assert.deepEqual(
      keys.slice(10, 15).map(({ pubkey }) => pubkey),
      [queue, roles.admin, roles.validatorManager, roles.guardian, args.treasury],
    );
  });

  it("writes options and choices as Anchor does", () => {
    const pool = deployment({ mint: key() });
    const admin = key();
    const change = { rewardFee: 7, treasury: key(), depositCap: 5n, maxMove: 0 };
    const none = { depositFee: null, withdrawalFee: null, ticketFee: null, referralShare: null };
    const ratios = { reserveBuffer: null, maxValidatorShare: null, movingPart: null };
    const theirs = { ...change, ...none, ...ratios, depositCap: new BN(5) };
    assert.deepEqual(
      Buffer.from(instructions.proposeConfig({ pool, admin, change }).data),
      coder.instruction.encode("proposeConfig", { change: theirs }),
    );
    const all = { ...change, depositFee: 1, withdrawalFee: 2, ticketFee: 3, referralShare: 4 };
    const whole = { ...all, reserveBuffer: 5, maxValidatorShare: 6, movingPart: 7 };
    assert.deepEqual(decode("configChange", encode("configChange", whole)), whole);
    const empty = decode("configChange", Buffer.alloc(11));
    assert.ok(Object.values(empty).every((value) => value === undefined));
    for (const role of ["validatorManager", "guardian"] as const) {
      assert.deepEqual(
        Buffer.from(instructions.setRole({ pool, admin, role, newHolder: key() }).data),
        coder.instruction.encode("setRole", { role: { [role]: {} } }),
      );
    }
    const wrong = { pool, admin, role: "admin" as never, newHolder: key() };
    assert.throws(
      () => instructions.setRole(wrong),
      (error) => isError(error, "InvalidArgument"),
    );
  });

  it("names accounts in the IDL's order, with its flags", () => {
    const mint = key();
    const pool = { ...deployment({ mint }), treasury: key() };
    const [depositor, destination] = [key(), key()];
    const built = instructions.depositSol({ pool, depositor, destination, lamports: 7n, minimumTokensOut: 6n });
    const theirs = { lamports: new BN(7), minimumTokensOut: new BN(6) };
    assert.deepEqual(Buffer.from(built.data), coder.instruction.encode("depositSol", { ...theirs, ifBalance: null }));
    const definition = idl.instructions.find(({ name }) => name === "depositSol");
    assert.equal(built.keys.length, definition?.accounts.length);
    assert.ok(built.keys[0]?.isSigner && built.keys[0].isWritable);
    assert.ok(built.keys[7]?.pubkey.equals(PROGRAM_ID), "no referrer is the program's own address");
    assert.ok(!built.keys[7]?.isWritable);
    assert.ok(
      built.keys.slice(8, 11).every(({ pubkey }) => pubkey.equals(PROGRAM_ID)),
      "nor a liquidity pool",
    );
    const { liquidity, liquiditySol, liquidityTokens } = liquidityAddresses(pool);
    const options = { depositor, destination, lamports: 7n, minimumTokensOut: 6n };
    const liquid = instructions.depositSol({ ...options, pool: { ...pool, liquidity } });
    assert.deepEqual(
      liquid.keys.slice(8, 11).map(({ pubkey, isWritable }) => [pubkey, isWritable]),
      [liquidity, liquiditySol, liquidityTokens].map((address) => [address, true]),
    );
    const once = instructions.depositSol({ ...options, pool, ifBalance: 0n });
    assert.deepEqual(
      Buffer.from(once.data),
      coder.instruction.encode("depositSol", { ...theirs, ifBalance: new BN(0) }),
    );
    const referred = instructions.depositSol({
      ...{ pool, depositor, destination, lamports: 7n, minimumTokensOut: 6n },
      referrer: destination,
    });
    assert.ok(referred.keys[7]?.isWritable && referred.keys[7].pubkey.equals(destination));
  });

  it("writes vectors, of numbers and of structs", () => {
    const pool = deployment({ mint: key() });
    const record = (index: number) => ({ index, stakeStatus: 0, transientStatus: 0 }) as never;
    const built = instructions.updateValidators({ pool, validators: [record(3), record(70_000)] });
    assert.deepEqual(
      Buffer.from(built.data),
      coder.instruction.encode("updateValidators", { indexes: [3, 70_000], measureOnly: false }),
    );
    const changes = [
      { index: 1, vote: key(), score: 2, cap: U64_MAX, keep: true },
      { index: 3, vote: key(), score: 0, cap: 0n, keep: false },
    ];
    const theirs = changes.map((change) => ({ ...change, cap: new BN(change.cap.toString()) }));
    assert.deepEqual(
      Buffer.from(instructions.setScores({ pool, validatorManager: key(), changes }).data),
      coder.instruction.encode("setScores", { changes: theirs }),
    );
  });

  it("names those who pay, receive and own where nobody else is named", () => {
    const pool = { ...deployment({ mint: key() }), treasury: key() };
    const [owner, source, other] = [key(), key(), key()];
    const out = { tokens: 5n, minimumLamportsOut: 4n };
    const first = (built: { keys: { pubkey: { toBase58(): string } }[] }) =>
      built.keys.slice(0, 2).map(({ pubkey }) => pubkey.toBase58());
    const [own, others] = [
      [owner, owner],
      [other, owner],
    ].map((pair) => pair.map((address) => address.toBase58()));
    const order = { pool, owner, source, nonce: 7n, ...out };
    assert.deepEqual(first(instructions.orderUnstake(order)), own);
    assert.deepEqual(first(instructions.orderUnstake({ ...order, payer: other })), others);
    const withdrawal = { ...order, validator: { vote: key() } };
    const withdrawn = instructions.withdrawStakeAccount(withdrawal);
    assert.deepEqual(first(withdrawn), own);
    assert.deepEqual(withdrawn.data.subarray(-32), owner.toBytes(), "the authority");
    const given = instructions.withdrawStakeAccount({ ...withdrawal, authority: other });
    assert.deepEqual(given.data.subarray(-32), other.toBytes());
    const listing = { pool, validatorManager: owner, vote: key(), score: 1 };
    const added = instructions.addValidator(listing);
    assert.deepEqual(first(added), own);
    assert.equal(Buffer.from(added.data).readBigUInt64LE(12), U64_MAX, "no cap");
    assert.deepEqual(first(instructions.addValidator({ ...listing, payer: other })), others);
    const sale = { pool, seller: owner, source, ...out };
    assert.deepEqual(first(instructions.liquidUnstake(sale)), own);
    assert.deepEqual(first(instructions.liquidUnstake({ ...sale, recipient: other })), [...(others ?? [])].reverse());
  });
});
