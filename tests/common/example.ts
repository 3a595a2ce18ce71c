// An example program, driven by its IDL alone.
import assert from "node:assert/strict";
import path from "node:path";
import { BorshCoder, type Idl } from "@coral-xyz/anchor";
import { PublicKey, TransactionInstruction } from "@solana/web3.js";
import BN from "bn.js";

export type Accounts = Record<string, PublicKey>;
type Value = bigint | number | Record<string, number>;
export type Arguments = Record<string, Value>;

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
    const encoded = Object.fromEntries(
      Object.entries(args).map(([key, value]) => [key, typeof value === "bigint" ? new BN(value.toString()) : value]),
    );
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
      data: this.coder.instruction.encode(name, encoded),
    });
  }

  /** An address that derives from a seed and keys. */
  derive(seed: string, ...keys: PublicKey[]): PublicKey {
    const seeds = [Buffer.from(seed), ...keys.map((key) => key.toBuffer())];
    return PublicKey.findProgramAddressSync(seeds, this.address)[0];
  }
}
