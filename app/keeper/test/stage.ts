// A local network with a pool, and keepers on it in this process.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Keypair, PublicKey, VersionedTransaction } from "@solana/web3.js";
import { type Demo, type Localnet, type LocalnetOptions, startLocalnet, toBase58 } from "@truestake/localnet";
import { feeOf, keypairWallet, PROGRAM_ID, TruestakeClient } from "@truestake/sdk";
import { ENVIRONMENT } from "../../../tests/common/environment";
import type { Broadcaster } from "../src/broadcast";
import type { KeeperConfig } from "../src/config";
import { Keeper } from "../src/keeper";

export const SOL = 1_000_000_000n;

/** Settings with waits as short as a local network allows. */
export function settings(mint: PublicKey, urls: readonly string[], more: Partial<KeeperConfig> = {}): KeeperConfig {
  return {
    ...{ cluster: "localnet", keypair: "", pools: [{ mint, programId: PROGRAM_ID }], broadcasters: [] },
    endpoints: urls.map((url, at) => ({ name: `node${at}`, url })),
    budget: SOL,
    fees: { first: 1_000n, factor: 3, most: 200_000n, patience: 2_000 },
    stagger: { slice: 300, places: 8, keepers: [] },
    ...{ interval: 200, poll: 20, timeout: 5_000, staleAfter: 60_000, history: "", metricsPort: undefined },
    ...{ lookupTables: true, removeDrained: true, lossesWithin: 600_000 },
    ...more,
  };
}

/** A network whose time stands still until a test moves it. */
export class Stage {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "truestake-keeper-"));
  readonly lines: Record<string, unknown>[] = [];
  private keys = 0;

  private constructor(readonly localnet: Localnet) {}

  static async open(options: LocalnetOptions = {}): Promise<Stage> {
    const still = { demo: true, slotMs: 0, slotsPerEpoch: 1_000n, finalitySlots: 0n, blockhashSlots: 100n };
    return new Stage(await startLocalnet({ ...still, ...options, chain: { ...ENVIRONMENT, ...options.chain } }));
  }

  get demo(): Demo {
    return this.localnet.demo as Demo;
  }

  get mint(): PublicKey {
    return new PublicKey(this.demo.mint);
  }

  /** A new key with SOL. */
  payer(lamports = 10n * SOL): Keypair {
    const key = this.localnet.key(`keeper ${this.keys++}`);
    this.localnet.chain.airdropNow(key.publicKey, lamports);
    return key;
  }

  keyOf(secretKey: readonly number[]): Keypair {
    return Keypair.fromSecretKey(Uint8Array.from(secretKey));
  }

  decoded(base64: string): VersionedTransaction {
    return VersionedTransaction.deserialize(Buffer.from(base64, "base64"));
  }

  priceOf(base64: string): bigint {
    return feeOf(this.decoded(base64)).price;
  }

  signatureOf(base64: string): string {
    return toBase58(this.decoded(base64).signatures[0] ?? new Uint8Array());
  }

  folderOf(payer: Keypair): string {
    return path.join(this.folder, payer.publicKey.toBase58());
  }

  keeper(
    payer: Keypair,
    more: Partial<KeeperConfig> = {},
    urls = [this.localnet.url],
    broadcasters: readonly Broadcaster[] = [],
  ): Keeper {
    const config = settings(this.mint, urls, more);
    const sink = { write: (line: string) => this.lines.push(JSON.parse(line)) };
    const wallet = keypairWallet(payer);
    return new Keeper({ config, wallet, folder: this.folderOf(payer), sink, logLevel: "debug", broadcasters });
  }

  /** The truth, beside what keepers say. */
  client(key?: Keypair): TruestakeClient {
    const wallet = key && keypairWallet(key);
    return new TruestakeClient({ connection: this.localnet.chain.connection, wallet, mint: this.mint });
  }

  async passEpoch(): Promise<void> {
    await this.localnet.call("localnet_passEpochs", { epochs: 1 });
  }

  async close(): Promise<void> {
    await this.localnet.close();
    fs.rmSync(this.folder, { recursive: true });
  }
}

/** Waits for what should come, and says what did not. */
export async function until(what: string, is: () => boolean | Promise<boolean>, milliseconds = 20_000): Promise<void> {
  for (const end = Date.now() + milliseconds; ; ) {
    if (await is()) return;
    if (Date.now() > end) throw new Error(`this did not come: ${what}`);
    await new Promise((done) => setTimeout(done, 10));
  }
}
