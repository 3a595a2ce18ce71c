// Anchor's client by the IDL alone, in both packages that it goes by: nothing of the SDK is used.
import * as lang from "@anchor-lang/core";
import * as coral from "@coral-xyz/anchor";
import type { Connection, Keypair } from "@solana/web3.js";
import { IDL } from "./idl";
import type { Client } from "./judge";

/** Both have the same API; the types are those of the first. */
export const ANCHORS: [name: string, anchor: typeof coral][] = [
  ["@coral-xyz/anchor 0.32", coral],
  ["@anchor-lang/core 1.2", lang as unknown as typeof coral],
];

/** The program, for a wallet. */
export function programOf(anchor: typeof coral, connection: Connection, payer: Keypair): coral.Program {
  const wallet = new anchor.Wallet(payer);
  const provider = new anchor.AnchorProvider(connection, wallet, { commitment: "confirmed" });
  return new anchor.Program(IDL as unknown as coral.Idl, provider);
}

const camelCase = (name: string): string => name.replace(/^./, (first) => first.toLowerCase());

/** What Anchor's client reads. */
export function readerOf(anchor: typeof coral, program: coral.Program): Client {
  return {
    account: (name, data) => program.coder.accounts.decode(camelCase(name), Buffer.from(data)),
    events: (logs) => [...new anchor.EventParser(program.programId, program.coder).parseLogs([...logs])],
  };
}
