// Every account of every instruction, swapped for a wrong one. A table says which error each swap gives; what may be swapped is
// listed with the reason.
import assert from "node:assert/strict";
import { type AccountMeta, Keypair, type PublicKey, type Signer, type TransactionInstruction } from "@solana/web3.js";
import type { TestContext } from "./context";
import { DEFAULTS } from "./defaults";

/** The error that each swap of an account gives. */
export interface Swaps {
  /** An address that nobody has used; where a signature is wanted, a stranger who signs and can pay. */
  random: string;
  /** The account of the same role in another pool. */
  foreign?: string;
  /** Another account of the same transaction: one error for all of them, or the accounts by error. */
  same?: string | Record<string, string[]>;
  /** The right account, which has not signed. */
  unsigned?: string;
  /** The right account, not writable. */
  readonly?: string;
}

/** An instruction that passes, and the same for another pool. */
export interface Base {
  instruction: TransactionInstruction;
  signers: Keypair[];
  foreign: TransactionInstruction;
}

/** A program's instructions, and what its tests say of their accounts. */
export interface SwapTests<W extends { context: TestContext }> {
  idl: { instructions: { name: string; accounts: { name: string }[] }[] };
  /** The state from which every instruction begins. */
  given: () => W;
  /** Makes each instruction pass. */
  bases: Record<string, (world: W) => Base>;
  /** By instruction and account. */
  table: Record<string, Record<string, Swaps>>;
  /** Swaps that pass, as `instruction.account`, and why they may. */
  allowed: Record<string, string>;
  /** Accounts behind the named ones, by instruction. */
  remaining: Record<string, number>;
}

/** The tests of all accounts; PRINT_ACCOUNTS prints what the table should say. */
export function testSwaps<W extends { context: TestContext }>(tests: SwapTests<W>): void {
  const { idl, bases, table, allowed } = tests;

  it("every instruction are tested", () => {
    assert.deepEqual(Object.keys(bases).sort(), idl.instructions.map(({ name }) => name).sort());
    assert.deepEqual(Object.keys(table).sort(), Object.keys(bases).sort());
    for (const name of Object.keys(allowed))
      assert((name.split(".")[1] as string) in (table[name.split(".")[0] as string] ?? {}));
  });

  for (const name of Object.keys(bases)) describe(name, () => testInstruction(name, tests));
}

function testInstruction<W extends { context: TestContext }>(
  name: string,
  { idl, given, bases, table, allowed, remaining }: SwapTests<W>,
): void {
  const named = idl.instructions.find((instruction) => instruction.name === name)?.accounts ?? [];
  const count = named.length + (remaining[name] ?? 0);
  const names = Array.from({ length: count }, (_, index) => named[index]?.name ?? `remaining ${index - named.length}`);
  let context: TestContext;
  let base: Base;
  let attempt: Attempt;

  before(() => {
    const world = given();
    ({ context } = world);
    base = (bases[name] ?? assert.fail(name))(world);
    attempt = attempts(context, base);
  });

  for (const [index, account] of names.entries()) {
    it(`${account}: every wrong one is refused by name`, () => {
      assert.equal(base.instruction.keys.length, count);
      const swaps = swapsOf(context, base, attempt, index, names);
      if (process.env.PRINT_ACCOUNTS) console.log(`@@${name}.${account}=${JSON.stringify(swaps)}`);
      assert.deepEqual(swaps, table[name]?.[account]);
      const passing = Object.values(swaps).flatMap((found) =>
        typeof found === "string" ? (found === "passes" ? ["passes"] : []) : (found.passes ?? []),
      );
      assert.equal(passing.length > 0, `${name}.${account}` in allowed, `${passing}`);
    });
  }

  it("the right ones pass", () => {
    context.done(base.instruction, base.signers);
  });
}

/** Sends an instruction with changed accounts; the error, after which nothing has changed, or "passes". */
type Attempt = (change: (keys: AccountMeta[]) => void, more?: Signer[]) => string;

/** Attempts that all begin from the present state. */
function attempts(context: TestContext, { instruction, signers }: Base): Attempt {
  const state = context.chain.snapshot();
  return (change, more = []) => {
    const changed = { ...instruction, keys: instruction.keys.map((key) => ({ ...key })) };
    change(changed.keys);
    const all = [...signers, ...more];
    // Only who can sign is asked to.
    const known = new Set(all.map(({ publicKey }) => publicKey.toBase58()));
    for (const key of changed.keys) key.isSigner &&= known.has(key.pubkey.toBase58());
    const used = all.filter(({ publicKey }) =>
      changed.keys.some(({ pubkey, isSigner }) => isSigner && pubkey.equals(publicKey)),
    );
    const { error } = context.send(changed, used);
    if (error !== undefined) return error;
    context.chain.rewind(state);
    return "passes";
  };
}

function swapsOf(context: TestContext, base: Base, attempt: Attempt, index: number, names: string[]): Swaps {
  const { keys } = base.instruction;
  const original = keys[index] ?? assert.fail();
  const swap = (pubkey: PublicKey, signer?: Signer) =>
    attempt(
      (changed) => {
        changed[index] = { ...original, pubkey };
      },
      signer ? [signer] : [],
    );

  const random = Keypair.generate();
  if (original.isSigner) context.chain.setLamports(random.publicKey, DEFAULTS.userLamports);
  const swaps: Swaps = { random: swap(random.publicKey, original.isSigner ? random : undefined) };
  const foreign = base.foreign.keys[index];
  if (foreign && !foreign.pubkey.equals(original.pubkey)) swaps.foreign = swap(foreign.pubkey);
  const same: Record<string, string[]> = {};
  for (const [place, { pubkey }] of keys.entries()) {
    if (pubkey.equals(original.pubkey)) continue;
    const error = swap(pubkey);
    same[error] = [...(same[error] ?? []), names[place] ?? ""];
  }
  const [single, ...others] = Object.keys(same);
  if (single !== undefined) swaps.same = others.length > 0 ? same : single;
  if (original.isSigner) {
    swaps.unsigned = attempt((changed) => {
      changed[index] = { ...original, isSigner: false };
    });
  }
  if (original.isWritable) {
    swaps.readonly = attempt((changed) => {
      changed[index] = { ...original, isWritable: false };
    });
  }
  return swaps;
}
