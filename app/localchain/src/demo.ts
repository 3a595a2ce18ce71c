// What a local network with `demo` begins with. All that it needs of the SDK is in this file.
import { type Keypair, LAMPORTS_PER_SOL, type PublicKey } from "@solana/web3.js";
import { seeded } from "./inProcess/seed";
import type { Node } from "./node/node";

const SOL = BigInt(LAMPORTS_PER_SOL);
const VALIDATORS = [
  { name: "ada", score: 700, commission: 0 },
  { name: "ben", score: 200, commission: 5 },
  { name: "cleo", score: 100, commission: 10 },
];
/** Who has SOL, and what of it is in the pool. */
const USERS = [
  { name: "alice", lamports: 10_000n * SOL, deposit: 5_000n * SOL },
  { name: "bob", lamports: 10_000n * SOL, deposit: 2_500n * SOL },
  { name: "carol", lamports: 1_000n * SOL, deposit: 0n },
];
const PROVIDED = 2_500n * SOL;

/** A key of the network; the secret one as the Solana CLI writes it into a file. */
export interface DemoKey {
  address: string;
  secretKey: number[];
}

/** What the demo has made. */
export interface Demo {
  mint: string;
  pool: string;
  operator: DemoKey;
  users: Record<string, DemoKey>;
  validators: { name: string; vote: string }[];
}

/** Makes a pool with validators, users and liquidity; answers with the addresses and the users' secret keys. */
export async function openDemo(node: Node): Promise<Demo> {
  // Only here: a network without a demo needs no client.
  const { keypairWallet, tokenAddress, TruestakeClient, U64_MAX } = await import("@truestake/sdk");
  const { chain } = node;
  const { connection } = chain;
  const key = (name: string): Keypair => seeded(chain.seed, name);
  const [operator, mint] = [key("operator"), key("mint")];
  const admin = operator.publicKey;
  chain.airdropNow(admin, 10_000n * SOL);
  const treasury = tokenAddress(mint.publicKey, admin);
  const config = {
    seedLamports: SOL,
    admin,
    validatorManager: admin,
    guardian: admin,
    treasury,
    rewardFee: 500,
    depositFee: 0,
    withdrawalFee: 10,
    ticketFee: 0,
    referralShare: 0,
    depositCap: U64_MAX,
    reserveBuffer: 100,
    maxValidatorShare: 10_000,
    maxMove: 1_000,
    movingPart: 1_000,
  };
  const { client } = await TruestakeClient.createPool({ connection, wallet: keypairWallet(operator), mint, config });
  const clientOf = (wallet: Keypair) =>
    new TruestakeClient({ connection, wallet: keypairWallet(wallet), mint: mint.publicKey });

  const validators: { name: string; vote: string; identity: string }[] = [];
  for (const { name, score, commission } of VALIDATORS) {
    const [identity, vote] = [key(`${name} identity`), key(`${name} vote`)];
    const withdrawer = node.payer.publicKey;
    const address: PublicKey = chain.createVoteAccount({ identity, vote, commission, withdrawer });
    await client.addValidator({ vote: address, score });
    validators.push({ name, vote: address.toBase58(), identity: identity.publicKey.toBase58() });
  }
  chain.vote();
  for (const { name, lamports, deposit } of USERS) {
    chain.airdropNow(key(name).publicKey, lamports);
    if (deposit > 0n) await clientOf(key(name)).depositSol({ lamports: deposit });
  }
  await client.createLiquidity({
    seedLamports: SOL,
    config: { target: 2_000n * SOL, minFee: 10, maxFee: 300, treasuryCut: 2_500, cap: U64_MAX },
  });
  await client.addLiquidity({ lamports: PROVIDED });
  await client.delegateAll();
  return {
    mint: mint.publicKey.toBase58(),
    pool: client.deployment.pool.toBase58(),
    operator: demoKey(operator),
    users: Object.fromEntries(USERS.map(({ name }) => [name, demoKey(key(name))])),
    validators,
  };
}

export function demoKey({ publicKey, secretKey }: Keypair): DemoKey {
  return { address: publicKey.toBase58(), secretKey: [...secretKey] };
}
