// An example program, driven by its IDL alone.
import assert from "node:assert/strict";
import path from "node:path";
import { BorshCoder, type Idl } from "@coral-xyz/anchor";
import { PublicKey, TransactionInstruction } from "@solana/web3.js";
import BN from "bn.js";

export type Accounts = Record<string, PublicKey>;
type Value = bigint | number | boolean | string | PublicKey | Value[] | { [name: string]: Value };
export type Arguments = Record<string, Value>;

/** With numbers as the coder wants them. */
function encoded(value: Value): unknown {
  if (typeof value === "bigint") return new BN(value.toString());
  if (typeof value !== "object" || value instanceof PublicKey) return value;
  if (Array.isArray(value)) return value.map(encoded);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, encoded(inner)]));
}

interface AccountInIdl {
  name: string;
  address?: string;
  signer?: boolean;
  writable?: boolean;
  optional?: boolean;
}

interface ProgramIdl {
  address: string;
  metadata: { name: string };
  instructions: { name: string; accounts: unknown[] }[];
}

export class ExampleProgram {
  readonly address: PublicKey;
  readonly file: string;
  readonly coder: BorshCoder;

  constructor(private readonly idl: ProgramIdl) {
    this.address = new PublicKey(idl.address);
    this.file = path.resolve(__dirname, `../../artifacts/${idl.metadata.name}.so`);
    this.coder = new BorshCoder(idl as Idl);
  }

  /**
   * An instruction; accounts that the IDL knows by address need not be given, and for an optional one that is left out stands
   * the program's own address.
   */
  instruction(name: string, accounts: Accounts, args: Arguments = {}): TransactionInstruction {
    const found = this.idl.instructions.find((instruction) => instruction.name === name) ?? assert.fail(name);
    const keys = (found.accounts as AccountInIdl[]).map(({ name, address, optional = false, ...flags }) => {
      const known = address ?? (optional ? this.address : undefined);
      const isLeftOut = optional && accounts[name] === undefined;
      return {
        pubkey: accounts[name] ?? new PublicKey(known ?? assert.fail(name)),
        isSigner: flags.signer === true,
        isWritable: flags.writable === true && !isLeftOut,
      };
    });
    return new TransactionInstruction({
      programId: this.address,
      keys,
      data: this.coder.instruction.encode(name, encoded(args)),
    });
  }

  /** An address that derives from a seed and keys. */
  derive(seed: string, ...keys: PublicKey[]): PublicKey {
    const seeds = [Buffer.from(seed), ...keys.map((key) => key.toBuffer())];
    return PublicKey.findProgramAddressSync(seeds, this.address)[0];
  }
}
