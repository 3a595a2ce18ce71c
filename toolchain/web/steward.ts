// A steward for the pool of a local network's demo, with members that do well and badly, so that its page has something to show.
import path from "node:path";
import type { Keypair, PublicKey } from "@solana/web3.js";
import type { Localnet, LocalnetOptions } from "@truestake/localnet";
import { keypairWallet, TruestakeClient } from "@truestake/sdk";
import {
  assessMembers,
  crankSteward,
  createSteward,
  depositBond,
  join,
  leave,
  noteEpoch,
  STEWARD_PROGRAM_ID,
  veto,
} from "@truestake/sdk/steward";
import { root } from "../lib/paths";

const SOL = 1_000_000_000n;
/** What the cluster's stake earns in an epoch, in parts per million, and its credits for each slot. */
const [REWARD_PPM, CREDITS] = [400n, 14n];
const BPS = 10_000n;

/** The steward's program, for the network to have. */
export const STEWARD_PROGRAM: NonNullable<LocalnetOptions["programs"]>[number] = {
  address: STEWARD_PROGRAM_ID,
  file: path.join(root, "artifacts/steward.so"),
};

/** What a member of the demo does. */
type Part = "good" | "cheap" | "greedy" | "low" | "leaving" | "vetoed" | "ramping" | "waiting";
/** A veto reaches a tenth of all bonds: one that is vetoed has a small one. */
const CAST: readonly (readonly [Part, tokens: bigint, pledge: number])[] = [
  ["good", 40n, 500],
  ["cheap", 60n, 300],
  ["greedy", 30n, 500],
  ["low", 40n, 500],
  ["leaving", 25n, 400],
  ["vetoed", 8n, 500],
  ["ramping", 20n, 500],
  ["waiting", 15n, 200],
];

export class StewardedDemo {
  /** Epochs that pass until all members are what their parts say. */
  static readonly EPOCHS = 29;

  readonly votes: ReadonlyMap<Part, PublicKey>;
  private greed = 500n;
  private readonly owner: TruestakeClient;

  private constructor(
    private readonly localnet: Localnet,
    private readonly operator: TruestakeClient,
    private readonly withdrawer: Keypair,
  ) {
    const { chain } = localnet;
    const ownerKey = localnet.key("owner of bonds");
    chain.airdropNow(ownerKey.publicKey, 2_000n * SOL);
    chain.airdropNow(withdrawer.publicKey, SOL);
    const wallet = keypairWallet(ownerKey);
    this.owner = new TruestakeClient({ connection: chain.connection, wallet, mint: operator.mint });
    this.votes = new Map(
      CAST.map(([part, , pledge]) => [
        part,
        chain.createVoteAccount({ commission: pledge / 100, withdrawer: withdrawer.publicKey }),
      ]),
    );
  }

  /** Gives the role to a steward and lets its members live; at the end each is what its part says. */
  static async over(localnet: Localnet, operator: TruestakeClient): Promise<StewardedDemo> {
    const demo = new StewardedDemo(localnet, operator, localnet.key("withdrawer"));
    await demo.begin();
    return demo;
  }

  voteOf(part: Part): PublicKey {
    return this.votes.get(part) as PublicKey;
  }

  /** An epoch with all that keepers do in it. */
  async live(): Promise<void> {
    const { localnet, operator } = this;
    await this.passEpoch();
    await crankSteward(operator.session);
    await operator.crank();
    localnet.chain.advanceSlots((localnet.chain.slotsPerEpoch * 91n) / 100n);
    localnet.chain.vote();
    await crankSteward(operator.session);
    await operator.crank();
  }

  /** Ends the epoch with the rewards of the cluster and of the members, and notes it; the pool is updated. */
  async passEpoch(): Promise<void> {
    const { localnet, operator } = this;
    const { chain } = localnet;
    const ended = chain.epoch;
    chain.passEpochs(1);
    const effective = chain.stakeHistory.get(ended)?.effective ?? 0n;
    chain.setEpochRewards({
      points: effective * CREDITS * chain.slotsPerEpoch,
      lamports: (effective * REWARD_PPM) / 1_000_000n,
    });
    const rewards = CAST.flatMap(([part, , pledge]) => {
      const vote = this.voteOf(part);
      if (!chain.votes(vote)) return [];
      const taken = part === "greedy" ? this.greed : BigInt(pledge);
      return [{ vote, partsPerMillion: (REWARD_PPM * (BPS - taken)) / BPS }];
    });
    chain.payRewards(rewards);
    await noteEpoch(operator.session);
    await operator.refresh();
  }

  private async begin(): Promise<void> {
    const { operator, owner, localnet } = this;
    const policy = { minBond: 5n * SOL, share: 2_500, targetRatio: 20_000_000, floorRatio: 5_000_000 };
    const { authority } = await createSteward(operator.session, { policy });
    await operator.setRole({ role: "validatorManager", newHolder: authority });
    for (let epoch = 0; epoch < 12; epoch++) await this.passEpoch();
    await owner.depositSol({ lamports: 500n * SOL });
    for (const [part, , pledge] of CAST) if (part !== "waiting") await this.join(part, pledge);
    for (let epoch = 0; epoch < 12; epoch++) await this.live();
    localnet.chain.setVoting(this.voteOf("low"), false);
    await veto(operator.session, { vote: this.voteOf("vetoed"), reason: "it votes on forks" });
    await this.passEpoch();
    localnet.chain.setVoting(this.voteOf("low"), true);
    await crankSteward(operator.session);
    await this.live();
    await this.live();
    await depositBond(owner.session, { vote: this.voteOf("ramping"), tokens: 30n * SOL });
    await leave(owner.session, { vote: this.voteOf("leaving") });
    this.greed = BPS;
    await this.live();
    await this.join("waiting", 200);
    await this.passEpoch();
    // It is charged, and nobody has burned that yet.
    await assessMembers(operator.session);
  }

  private async join(part: Part, pledge: number): Promise<void> {
    const [, tokens = 0n] = CAST.find(([of]) => of === part) ?? [];
    const { withdrawer } = this;
    await join(this.owner.session, { vote: this.voteOf(part), tokens: tokens * SOL, pledge, withdrawer });
  }
}
