// The chains that the demo plays on.
import path from "node:path";
import type { PublicKey } from "@solana/web3.js";
import { InProcessChain, type LocalChain, ValidatorChain } from "@truestake/localnet";
import { PROGRAM_ID } from "@truestake/sdk";
import { ensureValidator } from "../toolchain/validator";
import type { ChainName } from "./options";

/** A chain with validators, and where its rewards come from. */
export interface Stage {
  chain: LocalChain;
  validators: { name: string; vote: PublicKey; score: number }[];
  /** What one should know about it. */
  about: string[];
  /** Moves on to the next epoch, rewards included. */
  passEpoch(): Promise<void>;
}

const programs = [{ address: PROGRAM_ID, file: path.resolve(__dirname, "../artifacts/truestake.so") }];

export async function openStage(name: ChainName): Promise<Stage> {
  return name === "validator" ? onValidator() : inProcess();
}

/** About what mainnet pays in an epoch of two days. */
const REWARD_PARTS_PER_MILLION = 360n;

async function inProcess(): Promise<Stage> {
  const chain = new InProcessChain({ programs });
  const validators = [
    { name: "Ada", score: 700, commission: 0n },
    { name: "Ben", score: 200, commission: 5n },
    { name: "Cleo", score: 100, commission: 10n },
  ].map(({ commission, ...validator }) => ({
    ...validator,
    commission,
    vote: chain.createVoteAccount({ commission: Number(commission) }),
  }));
  const rewards = validators.map(({ vote, commission }) => ({
    vote,
    partsPerMillion: (REWARD_PARTS_PER_MILLION * (100n - commission)) / 100n,
  }));
  return {
    chain,
    validators,
    about: [
      "in process: the real stake, vote and token programs, with time as a command",
      "rewards are injected: 0.036 % of the active stake each epoch, less the validator's commission of 0, 5 or 10 %",
    ],
    async passEpoch() {
      chain.passEpochs(1);
      chain.payRewards(rewards);
    },
  };
}

async function onValidator(): Promise<Stage> {
  const binary = await ensureValidator();
  // Many short slots: blocks are confirmed sooner than with few long ones, at the same length of an epoch.
  const chain = await ValidatorChain.start({ binary, programs, slotsPerEpoch: 128, ticksPerSlot: 8, voteAccounts: 2 });
  const [own, second, third] = (await chain.voteAccounts()) as [PublicKey, PublicKey, PublicKey];
  return {
    chain,
    validators: [
      { name: "Ada", vote: own, score: 700 },
      { name: "Ben", vote: second, score: 200 },
      { name: "Cleo", vote: third, score: 100 },
    ],
    about: [
      `solana-test-validator at ${chain.url}, with epochs of about 8 seconds`,
      "rewards are the chain's own; only Ada votes, so only the stake with her earns",
    ],
    passEpoch: () => chain.passEpoch(),
  };
}
