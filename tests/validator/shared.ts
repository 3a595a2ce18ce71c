// What tests on a validator share. Most use one chain: that of host.ts where several processes run them, otherwise one that is
// started for the first that needs it and stopped after the last.
import { getAssociatedTokenAddressSync } from "@solana/spl-token";
import { Keypair, type PublicKey } from "@solana/web3.js";
import { type LocalChain, ValidatorChain } from "@truestake/localnet";
import { type ClientOptions, keypairWallet, type PoolConfig, TruestakeClient, U64_MAX } from "@truestake/sdk";
import { betweenRewards } from "../../demo/rewards";
import { startShared } from "./start";

export { root, SLOTS, STEWARD, startChain, TRUESTAKE } from "./start";
export { betweenRewards };

export const SOL = 1_000_000_000n;

/** For blocks of a twentieth of a second. */
export const SENDING: ClientOptions = { pollEvery: 100, rebroadcastEvery: 500 };

let shared: Promise<ValidatorChain> | undefined;
let failed = false;

/** What host.ts has printed. */
const hosted = process.env.TEST_VALIDATOR;

export function sharedChain(): Promise<ValidatorChain> {
  shared ??= hosted === undefined ? startShared() : Promise.resolve(ValidatorChain.join(JSON.parse(hosted)));
  return shared;
}

export async function closeChain(chain: ValidatorChain | undefined): Promise<void> {
  if (chain && failed) console.log(`the validator's log: ${chain.keepLog()}`);
  await chain?.close();
}

afterEach(function () {
  failed ||= this.currentTest?.state === "failed";
});

after(async () => closeChain(await shared?.catch(() => undefined)));

/** A keypair with SOL. */
export async function funded(chain: LocalChain, lamports = 200_000n * SOL): Promise<Keypair> {
  const keypair = Keypair.generate();
  await chain.airdrop(keypair.publicKey, lamports);
  return keypair;
}

export function poolConfig(admin: Keypair, mint: Keypair): PoolConfig {
  return {
    seedLamports: SOL,
    admin: admin.publicKey,
    validatorManager: admin.publicKey,
    guardian: admin.publicKey,
    treasury: getAssociatedTokenAddressSync(mint.publicKey, admin.publicKey),
    rewardFee: 500,
    depositFee: 10,
    withdrawalFee: 10,
    ticketFee: 10,
    referralShare: 2_500,
    depositCap: U64_MAX,
    reserveBuffer: 100,
    maxValidatorShare: 10_000,
    maxMove: 1_000,
    // Half an epoch: at epochs of seconds the last tenth is over before keepers look.
    movingPart: 5_000,
  };
}

export interface NewPool<Chain extends LocalChain = LocalChain> {
  chain: Chain;
  /** All roles of the pool. */
  admin: TruestakeClient;
  adminKey: Keypair;
  /** Somebody with SOL. */
  user: TruestakeClient;
  userKey: Keypair;
}

export type LivePool = NewPool<ValidatorChain>;

export function clientOf({ chain, admin }: Pick<NewPool, "chain" | "admin">, keypair: Keypair): TruestakeClient {
  const wallet = keypairWallet(keypair);
  return new TruestakeClient({ connection: chain.connection, wallet, mint: admin.mint, options: SENDING });
}

/** A new pool, and its maker's client. It may be made as an epoch begins. */
export function createPool(
  parameters: Parameters<typeof TruestakeClient.createPool>[0],
): ReturnType<typeof TruestakeClient.createPool> {
  return betweenRewards(() => TruestakeClient.createPool(parameters));
}

/** A pool on the shared chain that lists the chain's vote accounts with these scores. */
export async function newPool(scores: number[] = []): Promise<LivePool> {
  return newPoolOn(await sharedChain(), scores);
}

/** A pool that lists a chain's vote accounts with these scores; `other` is what its settings have in place of the usual. */
export async function newPoolOn<Chain extends LocalChain>(
  chain: Chain,
  scores: number[],
  other: Partial<PoolConfig> = {},
): Promise<NewPool<Chain>> {
  const [adminKey, userKey] = await Promise.all([funded(chain), funded(chain)]);
  const mint = Keypair.generate();
  const wallet = keypairWallet(adminKey);
  const config = { ...poolConfig(adminKey, mint), ...other };
  const { client: admin } = await createPool({
    connection: chain.connection,
    wallet,
    mint,
    config,
    options: SENDING,
  });
  const votes = await chain.voteAccounts();
  for (const [index, score] of scores.entries()) {
    const vote = votes[index];
    if (!vote) throw new Error(`there is no vote account ${index}`);
    await admin.addValidator({ vote, score });
  }
  return { chain, admin, adminKey, user: clientOf({ chain, admin }, userKey), userKey };
}

/** What the chain says that stake accounts were paid after epoch `from`, up to the beginning of epoch `to`. */
export async function inflationRewards(
  { chain }: LivePool,
  accounts: PublicKey[],
  from: bigint,
  to: bigint,
): Promise<bigint> {
  let sum = 0n;
  for (let epoch = from; epoch < to; epoch++) {
    const rewards = await chain.connection.getInflationReward(accounts, Number(epoch));
    for (const reward of rewards) sum += BigInt(reward?.amount ?? 0);
  }
  return sum;
}

/** Waits for a condition; the deadline is generous, since the machine may be busy. */
export async function until(what: string, condition: () => boolean | Promise<boolean>, seconds = 60): Promise<void> {
  const deadline = Date.now() + seconds * 1_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
