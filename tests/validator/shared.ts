// One validator for all tests here: started for the first that needs it, stopped after the last.
import path from "node:path";
import { getAssociatedTokenAddressSync } from "@solana/spl-token";
import { Keypair } from "@solana/web3.js";
import { ValidatorChain } from "@truestake/localchain";
import {
  type ClientOptions,
  keypairWallet,
  type PoolConfig,
  PROGRAM_ID,
  TruestakeClient,
  U64_MAX,
} from "@truestake/sdk";
import { ensureValidator } from "../../toolchain/validator";

export const SOL = 1_000_000_000n;
export const root = path.resolve(__dirname, "../..");

/** For blocks of a tenth of a second. */
export const SENDING: ClientOptions = { pollEvery: 100, rebroadcastEvery: 500 };

let shared: Promise<ValidatorChain> | undefined;
let failed = false;

/** A validator with epochs of 6.4 seconds and three vote accounts; only the first of them earns. */
export function sharedChain(): Promise<ValidatorChain> {
  shared ??= ensureValidator().then((binary) =>
    ValidatorChain.start({
      binary,
      programs: [{ address: PROGRAM_ID, file: path.join(root, "artifacts/truestake.so") }],
      slotsPerEpoch: 64,
      ticksPerSlot: 16,
      voteAccounts: 2,
    }),
  );
  return shared;
}

afterEach(function () {
  failed ||= this.currentTest?.state === "failed";
});

after(async () => {
  const chain = await shared?.catch(() => undefined);
  if (chain && failed) console.log(`the validator's log: ${chain.keepLog()}`);
  await chain?.close();
});

/** A keypair with SOL. */
export async function funded(chain: ValidatorChain, lamports = 200_000n * SOL): Promise<Keypair> {
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
  };
}

export interface LivePool {
  chain: ValidatorChain;
  /** All roles of the pool. */
  admin: TruestakeClient;
  adminKey: Keypair;
  /** Somebody with SOL. */
  user: TruestakeClient;
  userKey: Keypair;
}

export function clientOf({ chain, admin }: Pick<LivePool, "chain" | "admin">, keypair: Keypair): TruestakeClient {
  const wallet = keypairWallet(keypair);
  return new TruestakeClient({ connection: chain.connection, wallet, mint: admin.mint, options: SENDING });
}

/** A pool that lists the chain's vote accounts with these scores. */
export async function newPool(scores: number[] = []): Promise<LivePool> {
  const chain = await sharedChain();
  const [adminKey, userKey] = await Promise.all([funded(chain), funded(chain)]);
  const mint = Keypair.generate();
  const wallet = keypairWallet(adminKey);
  const config = poolConfig(adminKey, mint);
  const { client: admin } = await TruestakeClient.createPool({
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

/** Waits for a condition; the deadline is generous, since the machine may be busy. */
export async function until(what: string, condition: () => boolean | Promise<boolean>, seconds = 60): Promise<void> {
  const deadline = Date.now() + seconds * 1_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
