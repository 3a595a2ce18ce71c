import { PublicKey } from "@solana/web3.js";
import { SEEDS } from "./constants";
import { PROGRAM_ID } from "./program";

/** The fixed addresses of a pool that instructions name. A decoded `Pool` has them too. */
export interface PoolKeys {
  pool: PublicKey;
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

/** All fixed addresses of a pool. */
export interface PoolAddresses extends PoolKeys {
  /** Token account of the locked seed deposit. */
  seed: PublicKey;
}

function derive(programId: PublicKey, ...seeds: Uint8Array[]): PublicKey {
  return PublicKey.findProgramAddressSync(seeds, programId)[0];
}

/** Address of the pool whose token `mint` is. */
export function poolAddress(mint: PublicKey, programId = PROGRAM_ID): PublicKey {
  return derive(programId, SEEDS.pool, mint.toBytes());
}

/** Every fixed address of the pool whose token `mint` is: the mint alone leads to everything. */
export function poolAddresses(mint: PublicKey, programId = PROGRAM_ID): PoolAddresses {
  const pool = poolAddress(mint, programId);
  const of = (seed: Uint8Array) => derive(programId, seed, pool.toBytes());
  return {
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
  };
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

/** Addresses of the liquidity pool that the pool at the address `pool` has, or would have. */
export function liquidityAddresses(pool: PublicKey, programId = PROGRAM_ID): LiquidityAddresses {
  const of = (seed: Uint8Array) => derive(programId, seed, pool.toBytes());
  return {
    liquidity: of(SEEDS.liquidity),
    liquiditySol: of(SEEDS.liquiditySol),
    liquidityTokens: of(SEEDS.liquidityTokens),
    liquidityMint: of(SEEDS.liquidityMint),
  };
}

/** A validator's stake account in a pool: the one that stays. */
export function stakeAddress(pool: PublicKey, vote: PublicKey, programId = PROGRAM_ID): PublicKey {
  return derive(programId, SEEDS.stake, pool.toBytes(), vote.toBytes());
}

/** A validator's transient stake account in a pool. Takes the bump of its record, if known: no search then. */
export function transientAddress(pool: PublicKey, vote: PublicKey, programId = PROGRAM_ID, bump?: number): PublicKey {
  const seeds = [SEEDS.transient, pool.toBytes(), vote.toBytes()];
  if (bump === undefined) return derive(programId, ...seeds);
  return PublicKey.createProgramAddressSync([...seeds, Uint8Array.of(bump)], programId);
}

/** The account that says where a validator stands in a pool's list. It exists exactly while the validator is listed. */
export function markAddress(pool: PublicKey, vote: PublicKey, programId = PROGRAM_ID): PublicKey {
  return derive(programId, SEEDS.mark, pool.toBytes(), vote.toBytes());
}

/** The ticket that `owner` orders with this nonce. A transfer changes its owner, not its address. */
export function ticketAddress(pool: PublicKey, owner: PublicKey, nonce: bigint, programId = PROGRAM_ID): PublicKey {
  return chosenAddress("ticket", pool, owner, nonce, programId)[0];
}

/** The stake account that `owner` of pool tokens takes with this nonce. */
export function exitStakeAddress(pool: PublicKey, owner: PublicKey, nonce: bigint, programId = PROGRAM_ID): PublicKey {
  return chosenAddress("exit", pool, owner, nonce, programId)[0];
}

/** An address that `owner` chooses by a nonce, and its bump: the program finds one of bump 255 at its first try. */
export function chosenAddress(
  kind: "ticket" | "exit",
  pool: PublicKey,
  owner: PublicKey,
  nonce: bigint,
  programId = PROGRAM_ID,
): [address: PublicKey, bump: number] {
  const seeds = [SEEDS[kind], pool.toBytes(), owner.toBytes(), littleEndian(nonce)];
  return PublicKey.findProgramAddressSync(seeds, programId);
}

function littleEndian(number: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(number);
  return bytes;
}
