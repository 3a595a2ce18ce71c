// A past for a pool of a local network, so that its page has something to show: epochs with updates.
import { Keypair, PublicKey } from "@solana/web3.js";
import type { Demo, Localnet } from "@truestake/localnet";
import { keypairWallet, TruestakeClient } from "@truestake/sdk";

/** The operator of a demo's pool, on the chain itself: it sees at once what has just happened. */
export function operatorOf({ chain }: Localnet, { operator, mint }: Demo): TruestakeClient {
  const wallet = keypairWallet(Keypair.fromSecretKey(Uint8Array.from(operator.secretKey)));
  return new TruestakeClient({ connection: chain.connection, wallet, mint: new PublicKey(mint) });
}

/** Lets `epochs` pass, each with its rewards and the pool's update. */
export async function passEpochs(localnet: Localnet, keeper: TruestakeClient, epochs: number): Promise<void> {
  for (let epoch = 0; epoch < epochs; epoch++) {
    await localnet.call("localnet_passEpochs", { epochs: 1 });
    await keeper.refresh();
  }
}

const BPS = 10_000n;

/** Lets the rest of an epoch pass with its keeper: what the moving part is for is done before the epoch ends. */
export async function liveEpoch(localnet: Localnet, keeper: TruestakeClient): Promise<void> {
  const { slotsPerEpoch, epoch, slot } = localnet.chain;
  const { movingPart } = await keeper.pool();
  const moving = (epoch + 1n) * slotsPerEpoch - (slotsPerEpoch * BigInt(movingPart)) / BPS;
  if (slot < moving) await localnet.call("localnet_advanceSlots", { slots: String(moving - slot) });
  await keeper.crank();
  await localnet.call("localnet_passEpochs", { epochs: 1 });
}
