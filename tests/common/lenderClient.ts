import { getAssociatedTokenAddressSync } from "@solana/spl-token";
import type { Keypair, PublicKey, TransactionInstruction } from "@solana/web3.js";
import {
  fetchMany,
  keypairWallet,
  type Sent,
  sendTransaction,
  simulate,
  type TruestakeClient,
  TruestakeError,
} from "@truestake/sdk";
import { prependCranks } from "@truestake/sdk/operators";
import {
  decodePosition,
  decodeReport,
  lenderInstruction,
  marketAccounts,
  marketAddresses,
  positionAddress,
} from "./lender";

/** Somebody in a lender's market, over RPC: the transactions are the SDK's. */
export class LenderClient {
  readonly market: PublicKey;
  readonly vault: PublicKey;
  private readonly wallet;

  constructor(
    private readonly pool: TruestakeClient,
    private readonly lender: PublicKey,
    keypair: Keypair,
  ) {
    ({ market: this.market, vault: this.vault } = marketAddresses(lender, pool.mint));
    this.wallet = keypairWallet(keypair);
  }

  /** Builds instructions, each with its arguments, and sends them in one transaction. */
  run(...calls: Call[]): Promise<Sent> {
    return this.send(calls.map((call) => this.instruction(call)));
  }

  /** The same, with the epoch's missing cranks in the same transaction. */
  async runFresh(...calls: Call[]): Promise<Sent> {
    const snapshot = await this.pool.snapshot();
    const instructions = calls.map((call) => this.instruction(call));
    const whole = prependCranks(snapshot, instructions, { payer: this.wallet.publicKey });
    if (!whole) throw new TruestakeError("TooLarge", "the cranks do not fit");
    return this.send(whole);
  }

  async position(owner = this.wallet.publicKey): Promise<ReturnType<typeof decodePosition>> {
    const [account] = await fetchMany(this.pool.connection, [positionAddress(this.market, owner)]);
    if (!account) throw new Error("there is no such position");
    return decodePosition(Buffer.from(account.data));
  }

  /** What collateral counts at, and why; 32.32. */
  async price(): Promise<ReturnType<typeof decodeReport>> {
    const instructions = [this.instruction(["check_price"])];
    const { returnData } = await simulate(this.pool.connection, { payer: this.wallet.publicKey, instructions });
    return decodeReport(Buffer.from(returnData ?? []));
  }

  private instruction([name, args = {}, owner]: Call): TransactionInstruction {
    const { publicKey: address } = this.wallet;
    const tokens = getAssociatedTokenAddressSync(this.pool.mint, address);
    const accounts = marketAccounts(this.pool.deployment, this.lender, { address, tokens });
    const position = positionAddress(this.market, owner ?? address);
    return lenderInstruction(name, { ...accounts, position }, args);
  }

  private send(instructions: TransactionInstruction[]): Promise<Sent> {
    return sendTransaction(this.pool.connection, this.wallet, { instructions }, { pollEvery: 100 });
  }
}

/** An instruction's name, its arguments, and whose position it is about if not the wallet's. */
type Call = [name: string, args?: Parameters<typeof lenderInstruction>[2], owner?: PublicKey];
