// A pool on a local network, and users who see it through proxies only.
import assert from "node:assert/strict";
import { type Connection, type Keypair, PublicKey } from "@solana/web3.js";
import { FaultProxy, type Localnet, type LocalnetOptions, type ProxyRules, startLocalnet } from "@truestake/localnet";
import {
  type AnyWallet,
  type ClientOptions,
  connect,
  keypairWallet,
  TruestakeClient,
  tokenAddress,
} from "@truestake/sdk";

export const SOL = 1_000_000_000n;

/** Waits that are as short as a local network allows. */
export const FAST: ClientOptions = {
  pollEvery: 10,
  rebroadcastEvery: 20,
  callTimeout: 2_000,
  patience: 4_000,
  deadline: 20_000,
};

/** A local network with a pool, and the proxies in front of it. */
export interface Stage {
  localnet: Localnet;
  mint: PublicKey;
  users: Keypair[];
  /** Connections through proxies with these rules, one for each. */
  through(...rules: ProxyRules[]): Promise<Connection[]>;
  /** A user's client through proxies. */
  client(user: Keypair, connection: Connection[], options?: ClientOptions, wallet?: AnyWallet): TruestakeClient;
  /** The tokens that a user has, past all proxies. */
  tokens(user: Keypair): bigint;
  close(): Promise<void>;
}

/** Time stands still if it is not told otherwise: tests move it. */
export async function openStage(options: LocalnetOptions = {}, users = 1): Promise<Stage> {
  const localnet = await startLocalnet({
    ...{ seed: 7, slotMs: 0, demo: true, rewards: 0n, slotsPerEpoch: 100_000n },
    ...{ blockhashSlots: 20n, finalitySlots: 8n, confirmSlots: 2n },
    ...options,
  });
  const { demo } = localnet.node.facts as { demo: { mint: string } };
  const mint = new PublicKey(demo.mint);
  const proxies: FaultProxy[] = [];
  const keys = Array.from({ length: users }, (_, place) => localnet.key(`chaos ${place}`));
  for (const key of keys) localnet.chain.setLamports(key.publicKey, 10_000n * SOL);
  // What the users begin with is final.
  localnet.chain.advanceSlots(20n);
  return {
    localnet,
    mint,
    users: keys,
    async through(...rules) {
      const opened = await Promise.all(rules.map((each) => FaultProxy.start(localnet, each)));
      proxies.push(...opened);
      return opened.map(({ url }) => connect(url));
    },
    client(user, connection, given = {}, wallet = keypairWallet(user)) {
      return new TruestakeClient({ connection, mint, wallet, options: { ...FAST, ...given } });
    },
    tokens(user) {
      const account = localnet.chain.account(tokenAddress(mint, user.publicKey));
      return account?.data.readBigUInt64LE(64) ?? 0n;
    },
    async close() {
      await Promise.all(proxies.map((proxy) => proxy.close()));
      await localnet.close();
    },
  };
}

/** A stage for the tests of a block, opened before them and closed after. */
export function withStage(options: LocalnetOptions = {}, users = 1): () => Stage {
  let stage: Stage | undefined;
  before(async () => {
    stage = await openStage(options, users);
  });
  after(() => stage?.close());
  return () => stage ?? assert.fail("the stage is not open");
}
