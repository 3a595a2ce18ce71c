import {
  ComputeBudgetProgram,
  Ed25519Program,
  PublicKey,
  Secp256k1Program,
  type VersionedMessage,
} from "@solana/web3.js";
import { LOADERS } from "./loaders";

const LAMPORTS_PER_SIGNATURE = 5_000n;
const MICROLAMPORTS = 1_000_000n;
const MOST_UNITS = 1_400_000n;
const UNITS_OF_BUILTIN = 3_000n;
const UNITS_OF_PROGRAM = 200_000n;

const SECP256R1 = new PublicKey("Secp256r1SigVerify1111111111111111111111111");
/** Programs that check signatures, each of which costs as much as one of the transaction's own. */
const CHECKERS = keys(Ed25519Program.programId, Secp256k1Program.programId, SECP256R1);
/** Programs that are part of the runtime: an instruction of theirs asks for few units. */
const BUILTIN = keys(
  PublicKey.default,
  ComputeBudgetProgram.programId,
  Ed25519Program.programId,
  Secp256k1Program.programId,
  ...LOADERS,
);

const SET_LIMIT = 2;
const SET_PRICE = 3;

/** What a transaction costs whoever pays for it. */
export interface Fee {
  /** For signatures. */
  base: bigint;
  /** For being taken sooner: price times the units it asks for, used or not. */
  priority: bigint;
  /** Micro-lamports a unit. */
  price: bigint;
}

/** The runtime's own rule. It needs nothing but the message: whether the transaction fails makes no difference. */
export function feeOf(message: VersionedMessage): Fee {
  let signatures = BigInt(message.header.numRequiredSignatures);
  let price = 0n;
  let limit: bigint | undefined;
  let usual = 0n;
  for (const { programIdIndex, data } of message.compiledInstructions) {
    const program = message.staticAccountKeys[programIdIndex]?.toBase58() ?? "";
    usual += BUILTIN.has(program) ? UNITS_OF_BUILTIN : UNITS_OF_PROGRAM;
    if (CHECKERS.has(program)) signatures += BigInt(data[0] ?? 0);
    if (program !== ComputeBudgetProgram.programId.toBase58()) continue;
    const bytes = Buffer.from(data);
    if (bytes[0] === SET_LIMIT && bytes.length >= 5) limit = BigInt(bytes.readUInt32LE(1));
    if (bytes[0] === SET_PRICE && bytes.length >= 9) price = bytes.readBigUInt64LE(1);
  }
  const wanted = limit ?? usual;
  const units = wanted < MOST_UNITS ? wanted : MOST_UNITS;
  return {
    base: signatures * LAMPORTS_PER_SIGNATURE,
    priority: (price * units + MICROLAMPORTS - 1n) / MICROLAMPORTS,
    price,
  };
}

export function totalFee(message: VersionedMessage): bigint {
  const { base, priority } = feeOf(message);
  return base + priority;
}

function keys(...programs: PublicKey[]): ReadonlySet<string> {
  return new Set(programs.map((program) => program.toBase58()));
}
