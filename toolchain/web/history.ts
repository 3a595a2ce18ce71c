// A past for a pool of a local network, so that its page has something to show: epochs with updates.
import type { Localnet } from "@truestake/localnet";
import type { TruestakeClient } from "@truestake/sdk";

/** Lets `epochs` pass, each with its rewards and the pool's update. */
export async function passEpochs(localnet: Localnet, keeper: TruestakeClient, epochs: number): Promise<void> {
  for (let epoch = 0; epoch < epochs; epoch++) {
    await localnet.call("localnet_passEpochs", { epochs: 1 });
    await keeper.refresh();
  }
}
