// What needs @coral-xyz/anchor, and the only place that loads it: `@truestake/sdk/anchor`.
import { BorshCoder, EventParser, type Idl, Program, type Provider } from "@coral-xyz/anchor";
import type { PublicKey } from "@solana/web3.js";
import { PROGRAM_ID } from "./deployment";
import { IDL as published } from "./idl/idl";
import type { Truestake } from "./idl/truestake";

export type { Truestake } from "./idl/truestake";

/** The program's published IDL. */
export const IDL: Idl = published as unknown as Idl;

/** The IDL with another address, for a deployment of your own. */
function idlAt(programId: PublicKey): Truestake {
  return { ...published, address: programId.toBase58() } as unknown as Truestake;
}

/** The program as Anchor has it, typed: `methods`, `account` and `addEventListener`. Amounts are BN there. */
export function anchorProgram(provider: Provider, programId: PublicKey = PROGRAM_ID): Program<Truestake> {
  return new Program<Truestake>(idlAt(programId), provider);
}

/** Anchor's parser of the program's events in logs; `decodeEvents` of the SDK itself gives them with bigint. */
export function anchorEventParser(programId: PublicKey = PROGRAM_ID): EventParser {
  const { idl } = new Program<Truestake>(idlAt(programId), {} as Provider);
  return new EventParser(programId, new BorshCoder(idl as Idl));
}
