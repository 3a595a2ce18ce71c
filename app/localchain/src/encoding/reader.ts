import { toBase58 } from "../inProcess/base58";

/** Reads bytes from front to back. */
export class Reader {
  constructor(
    private readonly bytes: Buffer,
    private at = 0,
  ) {}

  u8(): number {
    return this.bytes.readUInt8(this.take(1));
  }
  u16(): number {
    return this.bytes.readUInt16LE(this.take(2));
  }
  u32(): number {
    return this.bytes.readUInt32LE(this.take(4));
  }
  u64(): bigint {
    return this.bytes.readBigUInt64LE(this.take(8));
  }
  i64(): bigint {
    return this.bytes.readBigInt64LE(this.take(8));
  }
  f64(): number {
    return this.bytes.readDoubleLE(this.take(8));
  }
  flag(): boolean {
    return this.u8() !== 0;
  }

  key(): string {
    const at = this.take(32);
    return toBase58(this.bytes.subarray(at, at + 32));
  }

  /** Something that a byte says whether it is there. */
  option<T>(read: () => T): T | null {
    return this.flag() ? read() : null;
  }

  list<T>(count: number | bigint, read: () => T): T[] {
    return Array.from({ length: Number(count) }, read);
  }

  skip(bytes: number): this {
    this.take(bytes);
    return this;
  }

  rest(): Buffer {
    return this.bytes.subarray(this.at);
  }

  private take(bytes: number): number {
    const { at } = this;
    if (at + bytes > this.bytes.length) throw new RangeError(`${bytes} bytes at ${at} of ${this.bytes.length}`);
    this.at += bytes;
    return at;
  }
}
