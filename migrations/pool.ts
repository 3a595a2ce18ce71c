import {
  createAssociatedTokenAccountIdempotentInstruction,
  getAssociatedTokenAddressSync,
  TOKEN_PROGRAM_ID,
} from "@solana/spl-token";
import { PublicKey, type TransactionInstruction } from "@solana/web3.js";
import {
  type ChainSender,
  type ClientOptions,
  deployment,
  feesOf,
  fetchMany,
  fits,
  HISTORY_LENGTH,
  instructions,
  managerOf,
  type Pool,
  PROGRAM_ID,
  sendTransaction,
  TOKEN_METADATA_PROGRAM_ID,
  TruestakeClient,
  type ValidatorList,
  type Wallet,
} from "@truestake/sdk";
import { ConfigError, type DeployConfig, FEES, POLICY, ROLES, TOKEN } from "./config";

/** Something that was done, and the transaction that did it. */
export interface Change {
  what: string;
  signature: string;
}

/** Something that is not on the chain as it was described, and that is not for a deployment to change. */
export interface Mismatch {
  what: string;
  config: string;
  chain: string;
}

export interface DeployReport {
  status: "created" | "completed" | "unchanged" | "mismatch";
  program: string;
  /** Addresses of the pool, by name. */
  addresses: Record<string, string>;
  changes: Change[];
  mismatches: Mismatch[];
  warnings: string[];
}

export interface DeployOptions {
  connection: ChainSender;
  /** Pays for what is missing; validators are listed if it is the validator manager's. */
  wallet: Wallet;
  config: DeployConfig;
  options?: ClientOptions | undefined;
  /** Told of every change as it happens. */
  log?: ((line: string) => void) | undefined;
}

/**
 * Brings a pool to be as it is described: creates it if there is none, names its token if that has no name, lists the
 * validators that are missing. What differs from the description is named and left as it is: it is for the pool's roles
 * to decide.
 */
export async function deploy(options: DeployOptions): Promise<DeployReport> {
  return new Deployment(options).run();
}

class Deployment {
  private readonly config: DeployConfig;
  private readonly client: TruestakeClient;
  private readonly changes: Change[] = [];
  private readonly mismatches: Mismatch[] = [];
  private readonly warnings: string[] = [];

  constructor(private readonly options: DeployOptions) {
    const { connection, wallet, config } = options;
    this.config = config;
    this.client = new TruestakeClient({ connection, wallet, mint: config.mint, options: options.options });
  }

  async run(): Promise<DeployReport> {
    await this.requireProgram();
    const created = await this.createPool();
    const { pool, validators } = await this.client.snapshot();
    await this.completeHistory();
    await this.completeTreasury(pool);
    this.compare(pool);
    await this.nameToken(pool);
    await this.listValidators(pool, validators);
    const changed = this.changes.length > 0;
    const { programId: _, liquidityPool: __, ...addresses } = deployment({ mint: this.config.mint });
    return {
      status: this.mismatches.length > 0 ? "mismatch" : created ? "created" : changed ? "completed" : "unchanged",
      program: PROGRAM_ID.toBase58(),
      addresses: Object.fromEntries(
        Object.entries(addresses).map(([name, key]) => [name, (key as PublicKey).toBase58()]),
      ),
      changes: this.changes,
      mismatches: this.mismatches,
      warnings: this.warnings,
    };
  }

  private async requireProgram(): Promise<void> {
    const [program] = await fetchMany(this.options.connection, [PROGRAM_ID]);
    if (!program?.executable) {
      throw new ConfigError(`the program is not deployed at ${PROGRAM_ID.toBase58()}: deploy it first`);
    }
    if (!this.config.token) return;
    const [metadata] = await fetchMany(this.options.connection, [TOKEN_METADATA_PROGRAM_ID]);
    if (!metadata?.executable) {
      throw new ConfigError("this chain has no metadata program, so the token can have no name: leave token out");
    }
  }

  private async createPool(): Promise<boolean> {
    const { connection, wallet } = this.options;
    const { mint, mintKeypair, roles, fees, policy, seedLamports, depositCap, token } = this.config;
    const { pool } = this.client.deployment;
    const [poolAccount, mintAccount] = await fetchMany(connection, [pool, mint]);
    if (poolAccount) return false;
    if (mintAccount) throw new ConfigError(`${mint.toBase58()} exists and is not the token of a pool`);
    if (!mintKeypair) {
      throw new ConfigError(`there is no pool of ${mint.toBase58()}; to create one, mint has to be a keypair file`);
    }
    const admin = roles.admin ?? wallet.publicKey;
    const config = {
      seedLamports,
      admin,
      validatorManager: roles.validatorManager ?? wallet.publicKey,
      guardian: roles.guardian ?? wallet.publicKey,
      treasury: roles.treasury ?? getAssociatedTokenAddressSync(mint, admin, true),
      rewardFee: fees.reward,
      depositFee: fees.deposit,
      withdrawalFee: fees.withdrawal,
      ticketFee: fees.ticket,
      referralShare: fees.referralShare,
      depositCap,
      ...policy,
    };
    const { sent } = await TruestakeClient.createPool({
      connection,
      wallet,
      mint: mintKeypair,
      config,
      // Only the admin can; see nameToken().
      token: admin.equals(wallet.publicKey) ? token : undefined,
      options: this.options.options,
    });
    this.changed(`created the pool ${pool.toBase58()}`, sent.signature);
    return true;
  }

  /** Somebody else's deployment may have ended half-way. */
  private async completeHistory(): Promise<void> {
    const { deployment: addresses } = this.client;
    const [history] = await fetchMany(this.options.connection, [addresses.history]);
    const leastBytes = HISTORY_LENGTH * PRICE_ENTRY_BYTES;
    if (!history || history.data.length >= leastBytes) return;
    const payer = this.options.wallet.publicKey;
    const growths = Math.ceil((leastBytes - history.data.length) / MOST_GROWTH);
    const growth = instructions.growHistory({ pool: addresses, payer });
    await this.send("gave the price history its full size", Array(growths).fill(growth));
  }

  private async completeTreasury({ treasury, admin, mint }: Pool): Promise<void> {
    const [account] = await fetchMany(this.options.connection, [treasury]);
    if (account?.owner.equals(TOKEN_PROGRAM_ID) && mint.equals(new PublicKey(account.data.subarray(0, 32)))) return;
    if (account || !treasury.equals(getAssociatedTokenAddressSync(mint, admin, true))) {
      this.warnings.push(`the treasury ${treasury.toBase58()} is no token account of the mint: no fees are charged`);
      return;
    }
    const payer = this.options.wallet.publicKey;
    const make = createAssociatedTokenAccountIdempotentInstruction(payer, treasury, admin, mint);
    await this.send(`opened the treasury ${treasury.toBase58()}`, [make]);
  }

  private compare(pool: Pool): void {
    const { roles, fees, policy, depositCap } = this.config;
    for (const role of ROLES) {
      const wanted = roles[role];
      const found = role === "validatorManager" ? managerOf(pool) : pool[role];
      if (wanted) this.expect(`roles.${role}`, wanted.toBase58(), found.toBase58());
    }
    const charged = feesOf(pool);
    for (const fee of FEES) this.expect(`fees.${fee}`, fees[fee], charged[fee]);
    for (const ratio of POLICY) this.expect(`policy.${ratio}`, policy[ratio], pool[ratio]);
    this.expect("depositCap", depositCap, pool.depositCap);
  }

  /** A pool that is created has its name from the beginning, if the wallet is its admin's. */
  private async nameToken({ admin }: Pool): Promise<void> {
    const { token } = this.config;
    if (!token) return;
    const found = await this.client.tokenMetadata();
    if (!found && admin.equals(this.options.wallet.publicKey)) {
      const { signature } = await this.client.createTokenMetadata(token);
      this.changed(`named the token ${token.name}`, signature);
      return;
    }
    for (const key of Object.keys(TOKEN) as (keyof typeof TOKEN)[]) {
      this.expect(`token.${key}`, token[key], found?.[key] ?? "none yet");
    }
  }

  private async listValidators(pool: Pool, list: ValidatorList): Promise<void> {
    const { validators } = this.config;
    if (!validators) return;
    const missing = validators.filter(({ vote, score }) => {
      const record = list.find(vote);
      if (record) this.expect(`score of ${vote.toBase58()}`, score, record.score);
      return !record;
    });
    const wanted = new Set(validators.map(({ vote }) => vote.toBase58()));
    for (const { vote, score } of list.records()) {
      if (!wanted.has(vote.toBase58())) this.expect(`score of ${vote.toBase58()}`, "not listed", score);
    }
    const { publicKey: validatorManager } = this.options.wallet;
    if (!validatorManager.equals(managerOf(pool))) {
      // Only the manager's key can.
      for (const { vote, score } of missing) this.expect(`score of ${vote.toBase58()}`, score, "not listed");
      return;
    }
    const build = ({ vote, score }: { vote: PublicKey; score: number }) =>
      instructions.addValidator({ pool, validatorManager, vote, score });
    for (let rest = missing; rest.length > 0; ) {
      let count = Math.min(rest.length, MOST_VALIDATORS);
      while (count > 1 && !fits(validatorManager, rest.slice(0, count).map(build))) count--;
      const part = rest.slice(0, count);
      await this.send(`listed ${part.map(({ vote }) => vote.toBase58()).join(", ")}`, part.map(build));
      rest = rest.slice(count);
    }
  }

  private expect(what: string, config: bigint | number | string, chain: bigint | number | string): void {
    if (config !== chain) this.mismatches.push({ what, config: String(config), chain: String(chain) });
  }

  private async send(what: string, batch: TransactionInstruction[]): Promise<void> {
    const { connection, wallet, options } = this.options;
    const { signature } = await sendTransaction(connection, wallet, { instructions: batch }, options);
    this.changed(what, signature);
  }

  private changed(what: string, signature: string): void {
    this.changes.push({ what, signature });
    this.options.log?.(what);
  }
}

const PRICE_ENTRY_BYTES = 56;
/** Bytes that an account grows by in an instruction at most. */
const MOST_GROWTH = 10_240;
/** By compute: searching the addresses of one takes 20,000 units at most. */
const MOST_VALIDATORS = 40;
