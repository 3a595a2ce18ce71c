// The TypeScript of docs/LISTING.md, which listing.test.ts runs. What stands between `snippet` and `end` is there word for
// word.
import { type Connection, PublicKey } from "@solana/web3.js";

// snippet
export async function readForListing(connection: Connection, mint: PublicKey, program: PublicKey) {
  const [address] = PublicKey.findProgramAddressSync([Buffer.from("pool"), mint.toBuffer()], program);
  const pool = await connection.getAccountInfo(address);
  if (!pool?.owner.equals(program) || pool.data[8] !== 1) throw new Error("no pool of a layout that this code knows");
  const at = (offset: number) => pool.data.readBigUInt64LE(offset);
  const key = (offset: number) => new PublicKey(pool.data.subarray(offset, offset + 32));
  const [history, liquidity] = await connection.getMultipleAccountsInfo([key(696), key(760)]);

  // All SOL of the pool: with what is being released, and with what queued tickets will get.
  const pooled = at(56) + at(64) + at(104) - at(96);
  // SOL beside the pool, for unstakes at once; the tokens of the liquidity are in the pool's SOL already.
  const beside = liquidity?.owner.equals(program) ? liquidity.data.readBigUInt64LE(144) : 0n;
  return { lamports: pooled + beside, supply: at(48), yearly: history ? yearlyYield(history.data) : undefined };
}

/** What the price has grown over the last ten updates, in a year of such; after the pool's fee. */
function yearlyYield(data: Buffer): number | undefined {
  const count = Number(data.readBigUInt64LE(48));
  const back = Math.min(10, count - 1);
  if (back < 1) return undefined;
  const entry = (update: number) => {
    const offset = 72 + (update % 512) * 56;
    const [total, supply] = [data.readBigUInt64LE(offset + 24), data.readBigUInt64LE(offset + 32)];
    return { seconds: Number(data.readBigInt64LE(offset + 16)), price: Number(total) / Number(supply) };
  };
  const [first, last] = [entry(count - 1 - back), entry(count - 1)];
  return (last.price / first.price) ** (31_557_600 / (last.seconds - first.seconds)) - 1;
}
// end
