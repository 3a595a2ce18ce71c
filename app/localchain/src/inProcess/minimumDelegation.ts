import { PublicKey, StakeProgram } from "@solana/web3.js";
import { UPGRADEABLE_LOADER } from "./loaders";

/** What the stake program of litesvm delegates at least. */
export const BUILT_IN_MINIMUM = 1_000_000_000n;

/** What comes before the program in the account that holds it. */
const HEADER_BYTES = 45;
const INSTRUCTION_BYTES = 8;
/** Where an instruction has its number. */
const IMMEDIATE = 4;
/** Comparisons with a number, and the write of the number that GetMinimumDelegation returns. */
const OPCODES = new Set([0x35, 0xa5, 0x7a]); // jge, jlt, stdw

/** Where a chain has the stake program's code. */
export const STAKE_PROGRAM_DATA = PublicKey.findProgramAddressSync(
  [StakeProgram.programId.toBytes()],
  UPGRADEABLE_LOADER,
)[0];

/**
 * The stake program with another minimum delegation. Since version 5 no feature decides that: it is a constant of the
 * program, which compares with it in several places, and so it was a lamport until version 5 was activated.
 */
export function withMinimumDelegation(programData: Uint8Array, lamports: bigint): Uint8Array {
  if (lamports < 1n || lamports >= 1n << 31n) throw new Error(`${lamports} lamports do not fit an instruction`);
  const program = Buffer.from(programData.subarray(HEADER_BYTES));
  // The code comes first after headers of whole instructions; what else has these bytes is no comparison.
  for (let at = 0; at + INSTRUCTION_BYTES <= program.length; at += INSTRUCTION_BYTES) {
    if (!OPCODES.has(program[at] ?? 0)) continue;
    const number = BigInt(program.readInt32LE(at + IMMEDIATE));
    // "None or the minimum" is a single comparison of numbers that are one less, so that none becomes the largest of all.
    const less = BUILT_IN_MINIMUM - number;
    if (less === 0n || less === 1n) program.writeInt32LE(Number(lamports - less), at + IMMEDIATE);
  }
  return program;
}
