import assert from "node:assert/strict";
import {
  AddressLookupTableProgram,
  ComputeBudgetProgram,
  Ed25519Program,
  Keypair,
  PublicKey,
  StakeProgram,
  SystemProgram,
  TransactionInstruction,
  VoteProgram,
} from "@solana/web3.js";
import { InProcessChain } from "../src";

const price = (microLamports: number) => ComputeBudgetProgram.setComputeUnitPrice({ microLamports });
const limit = (units: number) => ComputeBudgetProgram.setComputeUnitLimit({ units });
const call = (programId: PublicKey) => new TransactionInstruction({ programId, keys: [], data: Buffer.from([255]) });
const message = Buffer.from("signed elsewhere");
const checked = Ed25519Program.createInstructionWithPrivateKey({ privateKey: Keypair.generate().secretKey, message });
const MEMO = new PublicKey("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");
const TOKEN = new PublicKey("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");

/** Transactions whose fees differ, by all that a fee depends on. */
const CASES: Record<string, { instructions: TransactionInstruction[]; fee: bigint }> = {
  "no price": { instructions: [limit(1_000_000)], fee: 5_000n },
  "a price, and units for two instructions of the runtime": { instructions: [price(1_000_000)], fee: 5_000n + 6_000n },
  "a price and a limit": { instructions: [price(1_000_000), limit(777)], fee: 5_777n },
  "a price that leaves a fraction": { instructions: [price(1), limit(300_001)], fee: 5_001n },
  "a limit beyond the most there can be": { instructions: [price(1_000_000), limit(4_000_000_000)], fee: 1_405_000n },
  "a program's instruction": { instructions: [price(1_000_000), call(MEMO)], fee: 5_000n + 206_000n },
  "so many of them that the most counts": {
    instructions: [price(1_000_000), ...Array(8).fill(call(TOKEN))],
    fee: 1_405_000n,
  },
  "a stake instruction": { instructions: [price(1_000_000), call(StakeProgram.programId)], fee: 5_000n + 206_000n },
  "a vote instruction": { instructions: [price(1_000_000), call(VoteProgram.programId)], fee: 5_000n + 206_000n },
  "an instruction about lookup tables": {
    instructions: [price(1_000_000), call(AddressLookupTableProgram.programId)],
    fee: 5_000n + 206_000n,
  },
  "a signature that a program checks": { instructions: [price(1_000_000), checked], fee: 10_000n + 9_000n },
};

describe("A transaction's fee", () => {
  const chain = new InProcessChain();
  const payer = Keypair.generate();
  chain.setLamports(payer.publicKey, 10n ** 12n);

  for (const [name, { instructions, fee }] of Object.entries(CASES)) {
    it(`is what was taken, with ${name}`, () => {
      const before = chain.balance(payer.publicKey);
      // To itself: whether it fails or not, only the fee is gone.
      const nowhere = SystemProgram.transfer({ fromPubkey: payer.publicKey, toPubkey: payer.publicKey, lamports: 1 });
      const landed = chain.send([...instructions, nowhere], [payer]);
      assert.equal(landed.fee, before - chain.balance(payer.publicKey));
      assert.equal(landed.fee, fee);
    });
  }

  it("counts every signature", () => {
    const other = Keypair.generate();
    const before = chain.balance(payer.publicKey);
    const from = { fromPubkey: payer.publicKey, newAccountPubkey: other.publicKey, lamports: 10_000_000 };
    const make = SystemProgram.createAccount({ ...from, space: 0, programId: SystemProgram.programId });
    const { fee, err } = chain.send([make], [payer, other]);
    assert.equal(err, null);
    assert.equal(fee, before - chain.balance(payer.publicKey) - 10_000_000n);
    assert.equal(fee, 10_000n);
  });
});
