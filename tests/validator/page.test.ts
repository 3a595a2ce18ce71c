// A holder's life by the page alone on a real validator: the same story as on the local network, in the chain's own time.
import type { PublicKey } from "@solana/web3.js";
import type { ValidatorChain } from "@truestake/localnet";
import { type TruestakeClient, U64_MAX } from "@truestake/sdk";
import { comesIn, goesOut, Holder, hadNoProblem, seesAnEpoch } from "../../app/web/test/holder";
import { type Network, PageStage } from "../../app/web/test/support";
import { newPoolOn, SOL, sharedChain } from "./shared";

const DEPOSIT = 10_000n * SOL;
/** Epochs until the pool's stake has earned: it warms up in the first, and earns in the second. */
const WARMUP = 2;

class ValidatorNetwork implements Network {
  constructor(
    private readonly chain: ValidatorChain,
    readonly operator: TruestakeClient,
  ) {}

  get url(): string {
    return this.chain.url;
  }

  fund(address: PublicKey, lamports: bigint): Promise<void> {
    return this.chain.airdrop(address, lamports);
  }

  async passEpoch(): Promise<void> {
    await this.chain.passEpoch();
    await this.operator.refresh();
  }

  /** Others use it, too. */
  async close(): Promise<void> {}
}

describe("the page on a validator", function () {
  this.timeout(240_000);
  let stage: PageStage | undefined;
  let holder: Holder;

  before(async () => {
    const chain = await sharedChain();
    // Without the fees that would outweigh what stake earns in epochs of seconds.
    const { admin } = await newPoolOn(chain, [100], { depositFee: 0, ticketFee: 0 });
    const network = new ValidatorNetwork(chain, admin);
    await admin.depositSol({ lamports: DEPOSIT });
    await admin.createLiquidity({
      seedLamports: SOL,
      config: { target: 2_000n * SOL, minFee: 10, maxFee: 300, treasuryCut: 2_500, cap: U64_MAX },
    });
    await admin.addLiquidity({ lamports: 2_500n * SOL });
    await admin.delegateAll();
    stage = await PageStage.on(network);
    for (let epoch = 0; epoch < WARMUP; epoch++) await stage.epoch();
    holder = await Holder.come(stage);
  });
  after(() => stage?.close());

  comesIn(() => holder);
  seesAnEpoch(() => holder);
  goesOut(() => holder);
  hadNoProblem(() => holder);
});
