import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import type { Connection, Keypair, PublicKey } from "@solana/web3.js";
import { LAMPORTS_PER_SOL } from "@solana/web3.js";
import { type Localnet, type LocalnetOptions, startLocalnet } from "@truestake/localnet";

export const SOL = BigInt(LAMPORTS_PER_SOL);

/** A network for a file of tests, whose slots pass quickly; a failing test's output names its seed. */
export function withNetwork(options: Pick<LocalnetOptions, "demo" | "epoch" | "programs"> = {}): () => Localnet {
  let localnet: Localnet | undefined;
  before(async () => {
    // A blockhash outlives a busy machine: 100 s.
    const time = { slotMs: 20, slotsPerEpoch: 100_000n, blockhashSlots: 5_000n, finalitySlots: 8n };
    localnet = await startLocalnet({ seed: process.env.TEST_SEED, ...time, ...options });
  });
  afterEach(function () {
    if (this.currentTest?.state === "failed") console.log(`TEST_SEED=${localnet?.seed}`);
  });
  after(() => localnet?.close());
  return () => localnet ?? assert.fail("the network has not started");
}

/** Waits until whoever reads what is confirmed sees what was done by force. */
async function confirming(
  localnet: Localnet,
  what: string,
  isSeen: (by: Connection) => Promise<boolean>,
): Promise<void> {
  const confirmed = localnet.connection("confirmed");
  const deadline = Date.now() + 60_000;
  while (!(await isSeen(confirmed))) {
    assert.ok(Date.now() < deadline, `${what} was not confirmed`);
    await setTimeout(10);
  }
}

/** Waits until an account that was put there by force is confirmed. */
export const untilConfirmed = (localnet: Localnet, address: PublicKey): Promise<void> =>
  confirming(localnet, address.toBase58(), async (by) => (await by.getBalance(address)) > 0);

/** Passes an epoch, and waits until the next one is confirmed. */
export async function passEpoch(localnet: Localnet): Promise<void> {
  await localnet.call("localnet_passEpochs", { epochs: 1 });
  const { epoch } = localnet.chain;
  await confirming(localnet, `epoch ${epoch}`, async (by) => BigInt((await by.getEpochInfo()).epoch) >= epoch);
}

/** Somebody with SOL, which a client sees that simulates on what is confirmed. */
export async function funded(localnet: Localnet, name: string): Promise<Keypair> {
  const key = localnet.key(name);
  localnet.chain.setLamports(key.publicKey, 1_000n * SOL);
  await untilConfirmed(localnet, key.publicKey);
  return key;
}

/** The data of an account as it is now. */
export async function dataOf(localnet: Localnet, address: PublicKey): Promise<Uint8Array> {
  const account = await localnet.connection("processed").getAccountInfo(address);
  return account?.data ?? assert.fail(`there is nothing at ${address.toBase58()}`);
}
