const MAGIC = 0xfd2fb528;
/** The frame says its size in 4 bytes, and is one segment. */
const DESCRIPTOR = 0xa0;
const MOST_BLOCK_BYTES = 128 * 1024;

/**
 * Data as a frame of Zstandard (RFC 8878) whose blocks are not compressed: any decoder reads it, and Node 20 brings no
 * encoder.
 */
export function zstdFrame(data: Buffer): Buffer {
  const header = Buffer.alloc(9);
  header.writeUInt32LE(MAGIC, 0);
  header.writeUInt8(DESCRIPTOR, 4);
  header.writeUInt32LE(data.length, 5);
  const blocks: Buffer[] = [];
  for (let at = 0; at === 0 || at < data.length; at += MOST_BLOCK_BYTES) {
    const block = data.subarray(at, at + MOST_BLOCK_BYTES);
    const isLast = at + MOST_BLOCK_BYTES >= data.length;
    const head = Buffer.alloc(3);
    head.writeUIntLE((block.length << 3) | (isLast ? 1 : 0), 0, 3);
    blocks.push(head, block);
  }
  return Buffer.concat([header, ...blocks]);
}
