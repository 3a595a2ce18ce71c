// A pool on a chain in process, for the SDK's own tests.
import path from "node:path";
import { getAssociatedTokenAddressSync } from "@solana/spl-token";
import { Authorized, Keypair, Lockup, type PublicKey, StakeProgram } from "@solana/web3.js";
import { InProcessChain, type InProcessOptions } from "@truestake/localnet";
import { ENVIRONMENT } from "../../../tests/common/environment";
import {
  keypairWallet,
  type LiquidityConfig,
  type PoolConfig,
  PROGRAM_ID,
  STAKE_ACCOUNT_BYTES,
  TruestakeClient,
  U64_MAX,
} from "../src";

export const SOL = 1_000_000_000n;

export interface TestPool {
  chain: InProcessChain;
  admin: TruestakeClient;
  adminKey: Keypair;
  user: TruestakeClient;
  userKey: Keypair;
  votes: PublicKey[];
}

export function newChain(
  slotsPerEpoch = 432_000n,
  programs: InProcessOptions["programs"] = [],
  options: Omit<InProcessOptions, "programs" | "slotsPerEpoch"> = {},
): InProcessChain {
  const file = path.join(__dirname, "../../../artifacts/truestake.so");
  const given = { ...ENVIRONMENT, ...options, slotsPerEpoch };
  return new InProcessChain({ ...given, programs: [{ address: PROGRAM_ID, file }, ...programs] });
}

/** A funded keypair. */
export function funded(chain: InProcessChain, lamports = 100_000n * SOL): Keypair {
  const keypair = Keypair.generate();
  chain.airdropNow(keypair.publicKey, lamports);
  return keypair;
}

/** A pool whose roles are all the admin's, the treasury too. */
export function poolConfig(admin: PublicKey, mint: PublicKey): PoolConfig {
  return {
    seedLamports: SOL,
    admin,
    validatorManager: admin,
    guardian: admin,
    treasury: getAssociatedTokenAddressSync(mint, admin),
    rewardFee: 500,
    depositFee: 10,
    withdrawalFee: 10,
    ticketFee: 10,
    referralShare: 5_000,
    depositCap: U64_MAX,
    reserveBuffer: 100,
    maxValidatorShare: 10_000,
    maxMove: 5_000,
    movingPart: 1_000,
  };
}

/** A pool with validators of equal score, its admin's client and a user's. */
export async function newPool({
  validators = 3,
  config = {} as Partial<PoolConfig>,
  chain = newChain(),
} = {}): Promise<TestPool> {
  const [admin, userKey, mint] = [funded(chain), funded(chain), Keypair.generate()];
  const { client } = await TruestakeClient.createPool({
    connection: chain.connection,
    wallet: keypairWallet(admin),
    mint,
    config: { ...poolConfig(admin.publicKey, mint.publicKey), ...config },
  });
  const votes = Array.from({ length: validators }, () => chain.createVoteAccount());
  for (const vote of votes) await client.addValidator({ vote, score: 100 });
  const wallet = keypairWallet(userKey);
  const user = new TruestakeClient({ connection: chain.connection, wallet, mint: mint.publicKey });
  return { chain, admin: client, adminKey: admin, user, userKey, votes };
}

/** 0.3 % from 100 SOL on, 3 % without; a quarter of it to the treasury. */
export const LIQUIDITY: LiquidityConfig = {
  target: 100n * SOL,
  minFee: 30,
  maxFee: 300,
  treasuryCut: 2_500,
  cap: 1_000n * SOL,
};

/** A pool as {@link newPool} makes it, with a liquidity pool of 1 SOL. */
export async function newLiquidPool(options: Parameters<typeof newPool>[0] = {}): Promise<TestPool> {
  const pool = await newPool(options);
  await pool.admin.createLiquidity({ seedLamports: SOL, config: LIQUIDITY });
  return pool;
}

export interface NewStake {
  owner: Keypair;
  vote: PublicKey;
  /** Delegated lamports; the rent comes on top. */
  lamports: bigint;
  /** Withdrawer, if another than the owner. */
  withdrawer?: PublicKey;
  lockup?: Lockup;
}

/** A stake account that anybody could have; active from the next epoch on. */
export function newStake(chain: InProcessChain, { owner, vote, lamports, withdrawer, lockup }: NewStake): PublicKey {
  const stake = Keypair.generate();
  const authorizedPubkey = owner.publicKey;
  const space = BigInt(STAKE_ACCOUNT_BYTES);
  chain.run(
    [
      ...StakeProgram.createAccount({
        fromPubkey: owner.publicKey,
        stakePubkey: stake.publicKey,
        authorized: new Authorized(owner.publicKey, withdrawer ?? owner.publicKey),
        lockup: lockup ?? Lockup.default,
        lamports: Number(lamports + chain.rentFor(space)),
      }).instructions,
      ...StakeProgram.delegate({ stakePubkey: stake.publicKey, authorizedPubkey, votePubkey: vote }).instructions,
    ],
    [owner, stake],
  );
  return stake.publicKey;
}

/** Goes to the first slot of the epoch's moving part, if that is still to come. */
export function toMovingPart(chain: InProcessChain): void {
  const into = chain.slot % chain.slotsPerEpoch;
  // The last tenth, as the pools here have it.
  const first = chain.slotsPerEpoch - chain.slotsPerEpoch / 10n;
  if (into < first) chain.advanceSlots(first - into);
}
