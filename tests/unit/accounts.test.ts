// Every account of every instruction, swapped for a wrong one. The table says which error each swap gives; what may be
// swapped is listed with the reason.
import assert from "node:assert/strict";
import { type AccountMeta, Keypair, type PublicKey, type Signer } from "@solana/web3.js";
import idl from "../../artifacts/truestake.json";
import { DEFAULTS, type TestContext } from "../common";
import { ALLOWED, type Swaps, TABLE } from "./accounts.table";
import { BASES, type Base, given } from "./bases";

/** Names of an instruction's accounts; those behind the named ones are counted. */
function namesOf(instruction: string, keys: AccountMeta[]): string[] {
  const named = idl.instructions.find(({ name }) => name === instruction)?.accounts.map(({ name }) => name) ?? [];
  return keys.map((_, index) => named[index] ?? `remaining ${index - named.length}`);
}

describe("[class-1] [lesson-a] the accounts of", () => {
  it("every instruction are tested", () => {
    assert.deepEqual(Object.keys(BASES).sort(), idl.instructions.map(({ name }) => name).sort());
    assert.deepEqual(Object.keys(TABLE).sort(), Object.keys(BASES).sort());
    for (const name of Object.keys(ALLOWED))
      assert((name.split(".")[1] as string) in (TABLE[name.split(".")[0] as string] ?? {}));
  });

  for (const [name, prepare] of Object.entries(BASES)) {
    describe(name, () => {
      let context: TestContext;
      let base: Base;

      before(() => {
        const world = given();
        ({ context } = world);
        base = prepare(world);
      });

      /** Sends the instruction with changed accounts; the error, and nothing has changed. */
      function attempt(change: (keys: AccountMeta[]) => void, signers: Signer[] = []): string {
        const { instruction } = base;
        const changed = { ...instruction, keys: instruction.keys.map((key) => ({ ...key })) };
        change(changed.keys);
        const all = [...base.signers, ...signers];
        // Only who can sign is asked to.
        const known = new Set(all.map(({ publicKey }) => publicKey.toBase58()));
        for (const key of changed.keys) key.isSigner &&= known.has(key.pubkey.toBase58());
        const used = all.filter(({ publicKey }) =>
          changed.keys.some(({ pubkey, isSigner }) => isSigner && pubkey.equals(publicKey)),
        );
        const state = context.chain.snapshot();
        const { error } = context.send(changed, used);
        if (error === undefined) {
          context.chain.restore(state);
          return "passes";
        }
        context.refused(changed, used, error);
        return error;
      }

      function swapsOf(index: number, names: string[]): Swaps {
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

      const count = idl.instructions.find((instruction) => instruction.name === name)?.accounts.length ?? 0;
      const extra = { update_validators: 3, settle_tickets: 1, check_backing: 4 }[name] ?? 0;
      for (let index = 0; index < count + extra; index++) {
        const account = namesOf(name, Array.from({ length: count + extra }))[index] ?? "";
        it(`${account}: every wrong one is refused by name`, () => {
          const names = namesOf(name, base.instruction.keys);
          assert.equal(names.length, count + extra);
          const swaps = swapsOf(index, names);
          if (process.env.PRINT_ACCOUNTS) console.log(`@@${name}.${account}=${JSON.stringify(swaps)}`);
          assert.deepEqual(swaps, TABLE[name]?.[account]);
          const passing = Object.values(swaps).flatMap((found) =>
            typeof found === "string" ? (found === "passes" ? ["passes"] : []) : (found.passes ?? []),
          );
          assert.equal(passing.length > 0, `${name}.${account}` in ALLOWED, `${passing}`);
        });
      }

      it("the right ones pass", () => {
        context.done(base.instruction, base.signers);
      });
    });
  }
});
