// A pool and the program that runs it: every address that follows from them, bound once.
import { PublicKey } from "@solana/web3.js";
import { checkAddress, checkAmount } from "./errors/arguments";
import { ADDRESS } from "./idl/constants";
import { ascii, u64Bytes } from "./layout/bytes";
import { SEEDS } from "./layout/constants";

/** Address that the program is published at. */
export const PROGRAM_ID: PublicKey = /* @__PURE__ */ new PublicKey(ADDRESS);

/** Which pool of which program; a {@link Deployment} and a decoded `Pool` are both. */
export interface PoolId {
  /** The program that runs the pool. */
  programId: PublicKey;
  /** The pool's own address. */
  pool: PublicKey;
}

/** The fixed addresses of a pool that instructions name. A decoded `Pool` has them too. */
export interface PoolKeys extends PoolId {
  mint: PublicKey;
  mintAuthority: PublicKey;
  stakeAuthority: PublicKey;
  reserve: PublicKey;
  escrow: PublicKey;
  validators: PublicKey;
  history: PublicKey;
  /** Ring of the queued tickets' addresses. */
  queue: PublicKey;
}

/** The addresses of a pool's liquidity pool, whether it has one or not. */
export interface LiquidityAddresses {
  liquidity: PublicKey;
  /** System account with its SOL. */
  liquiditySol: PublicKey;
  /** Token account with its pool tokens. */
  liquidityTokens: PublicKey;
  /** Mint of its shares. */
  liquidityMint: PublicKey;
}

/** A pool and its program, with every address that follows from them. */
export interface Deployment extends PoolKeys {
  /** Token account of the locked seed deposit. */
  seed: PublicKey;
  /** Those of its liquidity pool, whether it has one or not: the pool's account says. */
  liquidityPool: LiquidityAddresses;
}

/** What a {@link Deployment} follows from. */
export interface DeploymentOptions {
  /** The pool's token. */
  mint: PublicKey;
  /** The program, where it is a deployment of your own. */
  programId?: PublicKey | undefined;
}

function derive(programId: PublicKey, seed: string, ...seeds: Uint8Array[]): PublicKey {
  return PublicKey.findProgramAddressSync([ascii(seed), ...seeds], programId)[0];
}

/** Binds the pool whose token `mint` is: the mint alone leads to everything. Reads nothing. */
export function deployment({ mint, programId = PROGRAM_ID }: DeploymentOptions): Deployment {
  checkAddress("mint", mint);
  checkAddress("programId", programId);
  const pool = derive(programId, SEEDS.pool, mint.toBytes());
  const of = (seed: string) => derive(programId, seed, pool.toBytes());
  return {
    programId,
    mint,
    pool,
    mintAuthority: of(SEEDS.mintAuthority),
    stakeAuthority: of(SEEDS.stakeAuthority),
    reserve: of(SEEDS.reserve),
    escrow: of(SEEDS.escrow),
    seed: of(SEEDS.seed),
    validators: of(SEEDS.validators),
    history: of(SEEDS.history),
    queue: of(SEEDS.queue),
    liquidityPool: liquidityAddresses({ programId, pool }),
  };
}

/** An address that follows from a pool and a name alone. */
export function addressOf({ pool, programId }: PoolId, seed: string): PublicKey {
  return derive(programId, seed, pool.toBytes());
}

/** Addresses of the liquidity pool that a pool has, or would have. */
export function liquidityAddresses(pool: PoolId): LiquidityAddresses {
  const of = (seed: string) => addressOf(pool, seed);
  return {
    liquidity: of(SEEDS.liquidity),
    liquiditySol: of(SEEDS.liquiditySol),
    liquidityTokens: of(SEEDS.liquidityTokens),
    liquidityMint: of(SEEDS.liquidityMint),
  };
}

/** A validator's stake account in a pool: the one that stays. */
export function stakeAddress({ pool, programId }: PoolId, vote: PublicKey): PublicKey {
  checkAddress("vote", vote);
  return derive(programId, SEEDS.stake, pool.toBytes(), vote.toBytes());
}

/** A validator's transient stake account in a pool. Takes the bump of its record, if known: no search then. */
export function transientAddress({ pool, programId }: PoolId, vote: PublicKey, bump?: number): PublicKey {
  checkAddress("vote", vote);
  const seeds = [ascii(SEEDS.transient), pool.toBytes(), vote.toBytes()];
  if (bump === undefined) return PublicKey.findProgramAddressSync(seeds, programId)[0];
  return PublicKey.createProgramAddressSync([...seeds, Uint8Array.of(bump)], programId);
}

/** The account that says where a validator stands in a pool's list. It exists exactly while the validator is listed. */
export function markAddress({ pool, programId }: PoolId, vote: PublicKey): PublicKey {
  checkAddress("vote", vote);
  return derive(programId, SEEDS.mark, pool.toBytes(), vote.toBytes());
}

/** The ticket that `owner` orders with this nonce. A transfer changes its owner, not its address. */
export function ticketAddress(pool: PoolId, owner: PublicKey, nonce: bigint): PublicKey {
  return chosenAddress("ticket", pool, owner, nonce)[0];
}

/** The stake account that `owner` of pool tokens takes with this nonce. */
export function exitStakeAddress(pool: PoolId, owner: PublicKey, nonce: bigint): PublicKey {
  return chosenAddress("exit", pool, owner, nonce)[0];
}

/** An address that `owner` chooses by a nonce, and its bump: the program finds one of bump 255 at its first try. */
export function chosenAddress(
  kind: "ticket" | "exit",
  { pool, programId }: PoolId,
  owner: PublicKey,
  nonce: bigint,
): [address: PublicKey, bump: number] {
  checkAddress("owner", owner);
  checkAmount("nonce", nonce);
  const seeds = [ascii(SEEDS[kind]), pool.toBytes(), owner.toBytes(), u64Bytes(nonce)];
  return PublicKey.findProgramAddressSync(seeds, programId);
}
