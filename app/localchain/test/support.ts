import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import {
  type Commitment,
  type Keypair,
  LAMPORTS_PER_SOL,
  type PublicKey,
  SystemProgram,
  Transaction,
} from "@solana/web3.js";
import { type Localnet, type LocalnetOptions, startLocalnet, toBase58 } from "../src";

export const SOL = BigInt(LAMPORTS_PER_SOL);

/** How long a test waits for what should come within milliseconds. */
const PATIENCE = 20_000;

/** A network for the tests of a suite; a failing test's output names its seed, which TEST_SEED repeats. */
export function withLocalnet(options: LocalnetOptions = {}): () => Localnet {
  let localnet: Localnet | undefined;
  before(async () => {
    localnet = await startLocalnet({ seed: process.env.TEST_SEED, ...options });
  });
  afterEach(function () {
    if (this.currentTest?.state === "failed") console.log(`TEST_SEED=${localnet?.seed}`);
  });
  after(() => localnet?.close());
  return () => localnet ?? assert.fail("the network has not started");
}

/** Waits until something is so; fails with what it is at last. */
export async function until<T>(what: string, look: () => Promise<T | undefined | false> | T | undefined | false) {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    assert(Date.now() < deadline, `${what}: not within ${PATIENCE / 1_000} s`);
    await setTimeout(5);
  }
}

/**
 * A key of the network that has SOL, at a commitment: what is confirmed is a slot behind, and clients simulate there before they send.
 * Where time stands still nothing becomes confirmed, so ask for `processed`.
 */
export async function funded(
  localnet: Localnet,
  name: string,
  lamports = 10n * SOL,
  commitment: Commitment = "confirmed",
): Promise<Keypair> {
  const key = localnet.key(name);
  localnet.chain.setLamports(key.publicKey, lamports);
  const connection = localnet.connection(commitment);
  const deadline = Date.now() + PATIENCE;
  while (BigInt(await connection.getBalance(key.publicKey)) < lamports) {
    if (Date.now() > deadline) assert.fail(`${name} has no lamports that are ${commitment}`);
    await setTimeout(20);
  }
  return key;
}

export interface Context<T> {
  context: { slot: bigint; apiVersion: string };
  value: T;
}

/** The error that a call answers: code, message, data. */
export async function errorOf(call: Promise<unknown>): Promise<{ code: bigint; message: string; data?: unknown }> {
  const error = await call.then(
    (value) =>
      assert.fail(`answered ${JSON.stringify(value, (_, each) => (typeof each === "bigint" ? `${each}` : each))}`),
    (error) => error,
  );
  return error;
}

/** A signed transfer with the newest blockhash of a commitment. */
export async function transfer(
  localnet: Localnet,
  from: Keypair,
  lamports: bigint,
  { to = localnet.key(`somebody ${lamports}`).publicKey, commitment = "processed" } = {},
): Promise<{ bytes: string; to: PublicKey; signature: string; blockhash: string }> {
  const { value } = await localnet.call<Context<{ blockhash: string }>>("getLatestBlockhash", { commitment });
  const { blockhash } = value;
  const transaction = new Transaction({ feePayer: from.publicKey, recentBlockhash: blockhash }).add(
    SystemProgram.transfer({ fromPubkey: from.publicKey, toPubkey: to, lamports }),
  );
  transaction.sign(from);
  const signature = toBase58(transaction.signature ?? assert.fail("it is signed"));
  return { bytes: transaction.serialize().toString("base64"), to, signature, blockhash };
}
