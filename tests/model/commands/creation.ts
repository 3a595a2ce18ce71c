// What is done once for a pool.
import { Keypair } from "@solana/web3.js";
import { deployment, instructions } from "@truestake/sdk";
import { growQueue } from "../reference/cranks";
import { refuse } from "../reference/refusal";
import { requirePaidOut } from "../reference/world";
import { kind } from "./command";
import { anyUser } from "./people";

/** Another pool beside this one, which must not feel it; and a history that is complete already. */
const another = kind("anotherPool", 0.5, {}, (life) => {
  const { context, pool } = life;
  const mint = Keypair.generate();
  const creator = context.payer.publicKey;
  const config = { ...pool.config, rewardFee: 0, depositFee: 0, withdrawalFee: 0, ticketFee: 0, referralShare: 0 };
  life.perform({
    name: "create_pool",
    instruction: instructions.createPool({ creator, pool: deployment({ mint: mint.publicKey }), config }),
    signers: [mint],
    predict: requirePaidOut,
  });
  life.perform({
    name: "grow_history",
    instruction: instructions.growHistory({ pool: pool.deployment, payer: creator }),
    predict: () => refuse("HistoryComplete"),
  });
});

/** Anybody makes room for more tickets. */
const moreTickets = kind("growQueue", 0.5, { user: anyUser }, (life, { user }) => {
  const { address, keypair } = life.user(user);
  life.perform({
    name: "grow_queue",
    user,
    instruction: instructions.growQueue({ pool: life.pool.deployment, payer: address }),
    signers: [keypair],
    predict: (world) => growQueue(world, user),
  });
});

export const CREATION_KINDS = [another, moreTickets];
