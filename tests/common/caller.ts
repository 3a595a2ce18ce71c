// A program that makes one call: for what must not, or may, be called by another program.
import {
  type AccountMeta,
  Keypair,
  PublicKey,
  SYSVAR_INSTRUCTIONS_PUBKEY,
  TransactionInstruction,
} from "@solana/web3.js";
import type { TestContext } from "./context";

const LOADER = new PublicKey("BPFLoader2111111111111111111111111111111111");
/** Where the chain puts a program's constants, its code, what it writes, and what it is called with. */
const [CONSTANTS, CODE, HEAP, INPUT] = [0n, 0x1_0000_0000n, 0x3_0000_0000n, 0x4_0000_0000n];
/** Room that every account is given to grow. */
const GROWTH = 10_240n;
/** What the system call "sol_invoke_signed_c" is called by. */
const INVOKE = 0xa22b9c85;

/** Numbers of 64 bits, and bytes, one after another. */
class Bytes {
  private readonly parts: Buffer[] = [];
  length = 0n;

  constructor(readonly address: bigint) {}

  /** Adds bytes at an address divisible by 8; returns the address. */
  add(bytes: Uint8Array): bigint {
    const at = this.address + this.length;
    const padded = Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);
    this.parts.push(padded);
    this.length += BigInt(padded.length);
    return at;
  }

  get buffer(): Buffer {
    return Buffer.concat(this.parts);
  }
}

function u64(...values: bigint[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  for (const [index, value] of values.entries()) bytes.writeBigUInt64LE(value, 8 * index);
  return bytes;
}

/**
 * An instruction of a new program that calls `call`, and does nothing else. The program knows by heart where its accounts
 * will lie, so none of them may change its size before it runs.
 */
export function throughAnother(context: TestContext, call: TransactionInstruction): TransactionInstruction {
  const isUnknown = ({ pubkey }: AccountMeta) => Number(pubkey.equals(SYSVAR_INSTRUCTIONS_PUBKEY));
  const keys = [...call.keys, { pubkey: call.programId, isSigner: false, isWritable: false }];
  // Its size is known when it runs: behind it lies nothing that would move.
  keys.sort((a, b) => isUnknown(a) - isUnknown(b));
  const constants = new Bytes(CONSTANTS);
  const flags = (isSigner: boolean, isWritable: boolean) => [isSigner, isWritable].map(Number);

  // Where the accounts will lie. An account that is there twice is written out once.
  const infos: Buffer[] = [];
  const known = new Map<string, Buffer>();
  let at = INPUT + 8n;
  for (const { pubkey } of keys) {
    const name = pubkey.toBase58();
    const same = keys.filter((key) => key.pubkey.equals(pubkey));
    const before = known.get(name);
    if (before) {
      infos.push(before);
      at += 8n;
      continue;
    }
    const account = context.chain.account(pubkey);
    const size = BigInt(account?.data.length ?? 0);
    const [key, owner, lamports, data] = [at + 8n, at + 40n, at + 72n, at + 88n];
    const isSigner = same.some((each) => each.isSigner);
    const isWritable = same.some((each) => each.isWritable);
    const info = Buffer.concat([
      u64(key, lamports, size, data, owner, 2n ** 64n - 1n),
      Buffer.from([...flags(isSigner, isWritable), Number(account?.executable ?? false), 0, 0, 0, 0, 0]),
    ]);
    infos.push(info);
    known.set(name, info);
    const end = data + size + GROWTH;
    at = end + ((8n - (end % 8n)) % 8n) + 8n;
  }
  const metas = call.keys.map(({ pubkey, isSigner, isWritable }) =>
    Buffer.concat([
      u64(constants.add(pubkey.toBuffer())),
      Buffer.from([...flags(isWritable, isSigner), 0, 0, 0, 0, 0, 0]),
    ]),
  );
  const program = constants.add(call.programId.toBuffer());
  const data = constants.add(call.data);
  const accounts = constants.add(Buffer.concat(metas));
  const instruction = constants.add(u64(program, accounts, BigInt(metas.length), data, BigInt(call.data.length)));

  // The chain writes into what describes the accounts: it cannot be a constant.
  const words = Buffer.concat(infos);
  const last = infos.length * 7 - 7;
  const copies = Array.from({ length: words.length / 8 }, (_, index) => {
    const word = words.readBigUInt64LE(8 * index);
    // The size of the last account's data stands before the data.
    const size = [load(3, words.readBigUInt64LE(8 * (last + 3)) - 8n), operation(FETCH, 0x30, 0)];
    return [...(index === last + 2 ? size : [load(0, word)]), operation(STORE, 2, 0, 8 * index)];
  }).flat();
  const [first, second, ...others] = [instruction, HEAP, BigInt(infos.length), 0n, 0n];
  const code = [
    load(2, second),
    ...copies,
    load(1, first),
    ...others.map((value, index) => load(3 + index, value)),
    operation(CALL, 0, INVOKE),
    operation(EXIT, 0, 0),
  ];
  const { publicKey } = Keypair.generate();
  const file = executable(constants.buffer, Buffer.concat(code));
  context.chain.setAccount(publicKey, {
    data: file,
    owner: LOADER,
    executable: true,
    lamports: Number(context.chain.rentFor(BigInt(file.length))),
  });
  return new TransactionInstruction({ programId: publicKey, keys, data: Buffer.alloc(0) });
}

/** Fetches register 0 from where register 3 points to, stores it where another does, calls the chain, returns. */
const [FETCH, STORE, CALL, EXIT] = [0x79, 0x7b, 0x85, 0x95];

function operation(code: number, registers: number, value: number, offset = 0): Buffer {
  const bytes = Buffer.from([code, registers, 0, 0, 0, 0, 0, 0]);
  bytes.writeUInt16LE(offset, 2);
  bytes.writeUInt32LE(value, 4);
  return bytes;
}

/** A number of 64 bits into a register: the lower half, then the upper. */
function load(register: number, value: bigint): Buffer {
  const [low, high] = [value & 0xffff_ffffn, value >> 32n].map(Number) as [number, number];
  return Buffer.concat([operation(0x18, register, low), operation(0, 0, high)]);
}

/** An ELF file as SBF v3 wants it: constants and code, and nothing else. */
function executable(constants: Buffer, code: Buffer): Buffer {
  const start = 64n + 2n * 56n;
  const header = Buffer.alloc(64);
  Buffer.from("7f454c46020101", "hex").copy(header);
  header.writeUInt16LE(3, 16);
  header.writeUInt16LE(247, 18);
  header.writeUInt32LE(1, 20);
  header.writeBigUInt64LE(CODE, 24);
  header.writeBigUInt64LE(64n, 32);
  header.writeUInt32LE(3, 48);
  for (const [at, value] of [
    [52, 64],
    [54, 56],
    [56, 2],
    [58, 64],
  ] as const)
    header.writeUInt16LE(value, at);
  const segment = (flags: number, offset: bigint, address: bigint, size: number) => {
    const kind = Buffer.alloc(8);
    kind.writeUInt32LE(1, 0);
    kind.writeUInt32LE(flags, 4);
    return Buffer.concat([kind, u64(offset, address, address, BigInt(size), BigInt(size), 0n)]);
  };
  const segments = [
    segment(4, start, CONSTANTS, constants.length),
    segment(1, start + BigInt(constants.length), CODE, code.length),
  ];
  return Buffer.concat([header, ...segments, constants, code]);
}
