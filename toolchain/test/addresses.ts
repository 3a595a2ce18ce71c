// Each program-derived address is searched once in a process, not for every instruction that names it, and each address is
// turned into bytes and text, and text into bytes, once: these take as long as a transaction, and the same few are asked for thousands of
// times. What is given away is a copy.
import { PublicKey } from "@solana/web3.js";
import bs58 from "bs58";

const { findProgramAddressSync } = PublicKey;
const { toBase58, toBuffer } = PublicKey.prototype;
const { decode } = bs58;

/** So many addresses are known at once; then all are forgotten, those of chains that are gone among them. */
const MOST = 50_000;

/** The number inside of a `PublicKey`. */
interface Num {
  words: number[];
  eq(other: Num): boolean;
}

interface Address {
  num: Num;
  bytes: Buffer;
  text?: string;
}

const found = new Map<string, [PublicKey, number]>();
const decoded = new Map<string, Uint8Array>();
const addresses = new Map<number, Address>();

function search(...[seeds, programId]: Parameters<typeof findProgramAddressSync>): [PublicKey, number] {
  const key = [...seeds, programId.toBytes()]
    .map((seed) => `${seed.length} ${Buffer.from(seed).toString("latin1")}`)
    .join();
  const known = found.get(key);
  if (known) return known;
  const address = findProgramAddressSync.call(PublicKey, seeds, programId);
  found.set(key, address);
  return address;
}

function addressOf(key: PublicKey): Address {
  const { _bn: num } = key as unknown as { _bn: Num };
  const [low = 0, high = 0] = num.words;
  // 52 bits of it: two addresses that share them take turns.
  const place = high * 2 ** 26 + low;
  const known = addresses.get(place);
  if (known?.num.eq(num)) return known;
  if (addresses.size > MOST) addresses.clear();
  const address = { num, bytes: toBuffer.call(key) };
  addresses.set(place, address);
  return address;
}

function write(this: PublicKey): string {
  const address = addressOf(this);
  address.text ??= toBase58.call(this);
  return address.text;
}

function read(text: string): Buffer {
  const known = decoded.get(text);
  if (known) return Buffer.from(known);
  const bytes = decode(text);
  if (decoded.size > MOST) decoded.clear();
  decoded.set(text, bytes);
  return Buffer.from(bytes);
}

PublicKey.findProgramAddressSync = search;
PublicKey.prototype.toBase58 = write;
PublicKey.prototype.toBuffer = function (this: PublicKey) {
  return Buffer.from(addressOf(this).bytes);
};
bs58.decode = read;
