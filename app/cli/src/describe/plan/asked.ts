// What the chain has to have for a file: vote accounts that are open, and SOL of whoever pays.
import { type PublicKey, VOTE_PROGRAM_ID } from "@solana/web3.js";
import {
  type ChainReader,
  fetchMany,
  MINIMUM_LIQUIDITY_SEED_LAMPORTS,
  MINIMUM_SEED_LAMPORTS,
  managerOf,
  type PoolSnapshot,
  tokenAddress,
} from "@truestake/sdk";
import { fetchRent, fetchRound, liquidityCost, poolCost, validatorCost } from "@truestake/sdk/operators";
import type { Description } from "../pool";
import type { Funds } from "./step";

/** Where every version of a vote account's state has its node's identity, behind the version: none once it is closed. */
const [NODE_AT, HEAD_BYTES] = [4, 36];

/** Refuses vote accounts that cannot join: what the program says only when they are sent. */
export async function checkVotes(
  reader: ChainReader,
  of: Description,
  isListed: (vote: PublicKey) => boolean,
): Promise<void> {
  const asked = [...of.validators.entries()].filter(([, { vote }]) => !isListed(vote));
  const wanted = asked.map(([, { vote }]) => ({ address: vote, bytes: HEAD_BYTES }));
  const { accounts } = await fetchRound(reader, wanted);
  for (const [index, [at, { vote }]] of asked.entries()) {
    const wrong = (says: string) => of.wrong(`validators[${at}].vote`, `${vote.toBase58()} ${says}`);
    const found = accounts[index];
    if (!found) throw wrong("does not exist on this cluster");
    if (!found.owner.equals(VOTE_PROGRAM_ID))
      throw wrong(`is no vote account: it belongs to ${found.owner.toBase58()}`);
    if (!found.data.subarray(NODE_AT).some((byte) => byte !== 0)) throw wrong("is a vote account that has been closed");
  }
}

/**
 * What is to be paid for by `actor`, whose seeds and rents all of it are: also what follows once the pool is there. Transaction fees
 * and the metadata program's part come on top.
 */
export async function fundsOf(
  reader: ChainReader,
  of: Description,
  actor: PublicKey,
  snapshot: PoolSnapshot | undefined,
): Promise<Funds> {
  const [rentOf, [account]] = await Promise.all([fetchRent(reader), fetchMany(reader, [actor])]);
  const admin = snapshot?.pool.admin ?? of.roles.admin ?? actor;
  const manager = snapshot ? managerOf(snapshot.pool) : (of.roles["validator-manager"] ?? actor);
  let needed = 0n;
  if (!snapshot) {
    const own = tokenAddress(of.mint, admin);
    const withTreasury = (of.roles.treasury ?? own).equals(own);
    needed += poolCost(rentOf, { seedLamports: of.seed ?? BigInt(MINIMUM_SEED_LAMPORTS), withTreasury });
  }
  if (of.liquidity && !snapshot?.liquidity && admin.equals(actor)) {
    const seedLamports = of.liquidity.seed ?? BigInt(MINIMUM_LIQUIDITY_SEED_LAMPORTS);
    needed += liquidityCost(rentOf, { seedLamports });
  }
  if (manager.equals(actor)) {
    const missing = of.validators.filter(({ vote }) => !snapshot?.validators.find(vote));
    needed += BigInt(missing.length) * validatorCost(rentOf);
  }
  return { needed, held: BigInt(account?.lamports ?? 0) };
}
