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
