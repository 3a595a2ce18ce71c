// What is done once for a pool.
import { Keypair } from "@solana/web3.js";
import { instructions } from "@truestake/sdk";
import { refuse } from "../reference/refusal";
import { requirePaidOut } from "../reference/world";
import { kind } from "./command";

/** Another pool beside this one, which must not feel it; and a history that is complete already. */
const another = kind("anotherPool", 0.5, {}, (life) => {
  const { context, pool } = life;
  const mint = Keypair.generate();
  const creator = context.payer.publicKey;
  const config = { ...pool.config, rewardFee: 0, depositFee: 0, withdrawalFee: 0, ticketFee: 0, referralShare: 0 };
  life.perform({
    name: "create_pool",
    instruction: instructions.createPool({ creator, mint: mint.publicKey, config }),
    signers: [mint],
    predict: requirePaidOut,
  });
  life.perform({
    name: "grow_history",
    instruction: instructions.growHistory({ pool: pool.addresses, payer: creator }),
    predict: () => refuse("HistoryComplete"),
  });
});

export const CREATION_KINDS = [another];
