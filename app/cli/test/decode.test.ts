// What an approver is told of a message, a transaction or a proposal before they sign.
import assert from "node:assert/strict";
import { AuthorityType, createApproveInstruction, createSetAuthorityInstruction } from "@solana/spl-token";
import {
  AddressLookupTableProgram,
  ComputeBudgetProgram,
  Keypair,
  PublicKey,
  SystemProgram,
  type TransactionInstruction,
  TransactionMessage,
  VersionedMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import * as squads from "@sqds/multisig";
import { tokenAddress } from "@truestake/sdk";
import { type Json, SOL, Stage } from "./support";

const BLOCKHASH = PublicKey.default.toBase58();

describe("truestake decode", () => {
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
  });
  after(() => stage.close());

  it("what a printed message would do", async () => {
    const address = stage.key("alice").publicKey.toBase58();
    const { message } = await stage.json("stake", "in", "3", "--minimum", "2", "--print-only", "-k", address);
    for (const text of [message.base58, message.base64]) {
      const decoded = await stage.json("decode", text);
      assert.deepEqual([decoded.source, decoded.signer, decoded.fails], ["message", address, null]);
      const deposit = decoded.instructions.at(-1);
      assert.equal(deposit.name, "depositSol");
      assert.deepEqual([deposit.args.lamports, deposit.args.minimumTokensOut], [String(3n * SOL), String(2n * SOL)]);
      assert.equal(decoded.events[0].name, "SolDeposited");
      const reserve = decoded.changes.find((each: { label: string }) => each.label === "reserve");
      assert.ok(BigInt(reserve.lamports) <= 3n * SOL);
    }
    assert.match(await stage.failing(2, "decode", "nonsense!"), /no address/);
  });

  it("[fault-blind-decode] names everybody who signs, and who would get a right", async () => {
    const [alice, thief] = [stage.key("alice").publicKey, Keypair.generate().publicKey];
    const payer = stage.fund("attacker", 10n * SOL).publicKey;
    const tokens = tokenAddress(new PublicKey(stage.demo.mint), alice);
    const decoded = async (instructions: TransactionInstruction[], payerKey = alice) => {
      const message = new TransactionMessage({ payerKey, instructions, recentBlockhash: BLOCKHASH });
      const text = Buffer.from(message.compileToV0Message().serialize()).toString("base64");
      return { json: await stage.json("decode", text), told: (await stage.run("decode", text)).out };
    };
    const { json, told } = await decoded([
      createApproveInstruction(tokens, thief, alice, 2n ** 64n - 1n),
      createSetAuthorityInstruction(tokens, alice, AuthorityType.AccountOwner, thief),
    ]);
    assert.deepEqual(
      json.instructions.map(({ name, warning }: Json) => [name, warning]),
      [
        ["approve", `lets ${thief} take up to 18446744073709551615 base units from ${tokens}`],
        ["setAuthority", `gives the ownership of ${tokens} to ${thief}`],
      ],
    );
    // The token program takes the right to take tokens away again with the ownership.
    assert.deepEqual(
      json.takeovers.map(({ right, from, to }: Json) => [right, from, to]),
      [["the owner of the tokens", alice.toBase58(), thief.toBase58()]],
    );
    assert.match(told, new RegExp(`WARNING +the owner of the tokens of ${tokens}`));

    const assigned = await decoded([SystemProgram.assign({ accountPubkey: alice, programId: thief })], payer);
    assert.deepEqual(
      assigned.json.signers.map(({ address }: Json) => address),
      [payer, alice].map((key) => key.toBase58()),
    );
    assert.match(assigned.json.instructions[0].warning, new RegExp(`gives all of ${alice} to the program ${thief}`));
    assert.deepEqual(
      assigned.json.takeovers.map(({ address, right, to }: Json) => [address, right, to]),
      [[alice.toBase58(), "its program", thief.toBase58()]],
    );

    const unknown = await decoded([
      {
        programId: thief,
        keys: [{ pubkey: tokens, isSigner: false, isWritable: true }],
        data: Buffer.from("00ff", "hex"),
      },
    ]);
    assert.match(unknown.json.instructions[0].warning, /a program that is not known here/);
    assert.match(unknown.told, new RegExp(tokens.toBase58()));
    assert.ok(unknown.json.fails !== null, "there is no such program");
  });

  it("[fault-two-readings] refuses what can be read as two different things", async () => {
    const victim = stage.fund("victim", 60n * SOL).publicKey;
    // A transaction whose signature and first accounts spell the beginning of a message, and whose data spells its end: read
    // as a message it sets a limit of compute; signed as a transaction it takes 50 SOL.
    const limit = ComputeBudgetProgram.setComputeUnitLimit({ units: 200_000 }).data;
    const transfer = SystemProgram.transfer({
      fromPubkey: victim,
      toPubkey: stage.key("alice").publicKey,
      lamports: 50n * SOL,
    });
    const build = (end: Buffer) => {
      const instruction = { ...transfer, data: Buffer.concat([transfer.data, end]) };
      const message = new TransactionMessage({
        payerKey: victim,
        recentBlockhash: BLOCKHASH,
        instructions: [instruction],
      });
      return Buffer.from(new VersionedTransaction(message.compileToLegacyMessage()).serialize());
    };
    const start = build(Buffer.alloc(90)).length - 90;
    const accounts = Math.ceil((start - 4) / 32) + 1;
    const end = Buffer.concat([
      ...[
        Buffer.alloc(4 + 32 * (accounts - 1) - start, 7),
        ComputeBudgetProgram.programId.toBuffer(),
        Buffer.alloc(32, 9),
      ],
      ...[Buffer.from([1, accounts - 1, 0, limit.length]), limit],
    ]);
    const bytes = build(end);
    bytes.set([0, accounts - 1, accounts], 1);
    bytes.set(victim.toBytes(), 4);
    bytes.fill(11, 36, 65);
    assert.equal(VersionedMessage.deserialize(bytes).staticAccountKeys[0]?.equals(victim), true);
    assert.match(
      await stage.failing(2, "decode", bytes.toString("base64")),
      /as a message and as a transaction .* do not sign/,
    );
  });

  it("[fault-foreign-layout] a proposal whose accounts are in a lookup table, and one whose table is gone", async () => {
    const alice = stage.key("alice").publicKey;
    // Read as a proposal its bytes would be the number of those who approved: 2^32 − 1, which fills the memory.
    const creator = new PublicKey(Buffer.alloc(32).fill(0xff, 18, 22));
    const [multisig, index] = [Keypair.generate().publicKey, 3n];
    const [vault] = squads.getVaultPda({ multisigPda: multisig, index: 0 });
    const [transaction] = squads.getTransactionPda({ multisigPda: multisig, index });
    const table = Keypair.generate().publicKey;
    const put = (key: PublicKey, owner: PublicKey, data: Buffer) =>
      stage.localnet.chain.put(key, { lamports: SOL, owner, data, executable: false });
    const [stored] = squads.accounts.VaultTransaction.fromArgs({
      ...{ multisig, creator, index: 3, bump: 255, vaultIndex: 0, vaultBump: 255 },
      ephemeralSignerBumps: new Uint8Array(),
      message: {
        ...{ numSigners: 1, numWritableSigners: 1, numWritableNonSigners: 0 },
        accountKeys: [vault, SystemProgram.programId],
        instructions: [
          {
            ...{ programIdIndex: 1, accountIndexes: Uint8Array.from([0, 2]) },
            data: SystemProgram.transfer({ fromPubkey: vault, toPubkey: alice, lamports: SOL }).data,
          },
        ],
        addressTableLookups: [
          { accountKey: table, writableIndexes: Uint8Array.from([1]), readonlyIndexes: new Uint8Array() },
        ],
      },
    }).serialize();
    put(transaction, squads.PROGRAM_ID, stored);
    assert.match(await stage.failing(2, "decode", transaction.toBase58()), new RegExp(`lookup table ${table}`));
    // A table's header: its kind, never deactivated, last extended in slot 0, no authority.
    const header = Buffer.alloc(56);
    header.writeUInt32LE(1, 0);
    header.writeBigUInt64LE(2n ** 64n - 1n, 4);
    put(table, AddressLookupTableProgram.programId, Buffer.concat([header, multisig.toBuffer(), alice.toBuffer()]));
    put(vault, SystemProgram.programId, Buffer.alloc(0));
    const { instructions, signers } = await stage.json("decode", transaction.toBase58());
    assert.deepEqual(
      [instructions[0].name, instructions[0].accounts, instructions[0].args],
      ["transfer", { from: vault.toBase58(), to: alice.toBase58() }, { lamports: String(SOL) }],
    );
    assert.deepEqual(
      signers.map(({ label }: Json) => label),
      ["vault"],
    );
  });
});
