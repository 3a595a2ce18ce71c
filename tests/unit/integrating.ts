// The TypeScript of docs/INTEGRATING.md, which integrating.test.ts runs. What stands between `snippet` and `end` is there
// word for word.
import { type Connection, PublicKey } from "@solana/web3.js";
import { fetchClock, TruestakeClient, type Wallet } from "@truestake/sdk";
import { twap } from "@truestake/sdk/quotes";

// snippet
export async function readTruePrice(connection: Connection, mint: PublicKey, program: PublicKey) {
  const [address] = PublicKey.findProgramAddressSync([Buffer.from("pool"), mint.toBuffer()], program);
  const [account, { epoch, absoluteSlot }] = await Promise.all([
    connection.getAccountInfo(address),
    connection.getEpochInfo(),
  ]);
  if (!account?.owner.equals(program)) throw new Error("no pool");
  const { data } = account;
  if (data.readUInt8(8) !== 1) throw new Error("a layout that this code does not know");

  const at = (offset: number) => data.readBigUInt64LE(offset);
  const supply = at(48);
  const held = at(56) + at(64) + at(104) - at(96);
  const [release, start, end] = [at(72), at(80), at(88)];

  const slot = BigInt(absoluteSlot) > start ? BigInt(absoluteSlot) : start;
  const unreleased = end > slot ? (release * (end - slot) + (end - start) - 1n) / (end - start) : 0n;
  return { total: held - unreleased, supply, fresh: at(112) === BigInt(epoch) };
}
// end

// snippet
export async function readWithSdk(connection: Connection, mint: PublicKey) {
  const pool = new TruestakeClient({ connection, mint });
  const { total, supply, text, fresh } = await pool.price();
  // The history first: a mean cannot be taken up to a time before its last update.
  const history = await pool.history();
  const { unixTimestamp } = await fetchClock(connection);
  return { total, supply, text, fresh, mean: twap(history, 8, unixTimestamp) };
}
// end

// snippet
export async function beforeLiquidating(connection: Connection, wallet: Wallet, mint: PublicKey) {
  const pool = new TruestakeClient({ connection, wallet, mint });
  if (!(await pool.price()).fresh) await pool.refresh();
}
// end
