// The treasury: it moves, is closed, and is opened again.
import { getAssociatedTokenAddressSync } from "@solana/spl-token";
import { Keypair, type PublicKey } from "@solana/web3.js";
import type { Life } from "../life";
import { proposeConfig } from "../reference/admin";
import { kind, rarely } from "./command";

/** Another treasury: its account may not exist yet, and may never. */
const moveTreasury = kind("moveTreasury", 0.5, { exists: rarely(2) }, (life, { exists }) => {
  const name = life.next("T");
  const owner = Keypair.generate().publicKey;
  const { pool, world } = life;
  const address = getAssociatedTokenAddressSync(pool.pdas.mint, owner, true);
  life.watch(`treasury ${name}`, address);
  life.treasuries[name] = owner;
  const by = world.roles.admin;
  life.perform({
    name: "propose_config",
    instruction: pool.proposeInstruction({ treasury: address }, life.member(by).publicKey),
    signers: [life.member(by)],
    predict: (next) => proposeConfig(next, { by, fees: {}, treasury: name }),
  });
  pool.config.treasury = address;
  if (exists) openTreasury(life);
});

/** Somebody makes the treasury's account, or the owner closes it when it is empty. */
const treasury = kind("treasury", 1, {}, (life) => {
  const { world, chain, pool } = life;
  const held = world.treasuries[world.treasury];
  if (held === undefined) openTreasury(life);
  if (held !== 0n) return;
  const lamports = chain.balance(pool.config.treasury);
  life.happens(
    "the treasury is closed",
    () => chain.setLamports(pool.config.treasury, 0n),
    (next) => {
      next.treasuries[next.treasury] = undefined;
      return -lamports;
    },
  );
});

function openTreasury(life: Life): void {
  const { pool, chain, world } = life;
  const owner = life.treasuries[world.treasury] as PublicKey;
  life.happens(
    "the treasury is opened",
    () => life.watch(`treasury ${world.treasury}`, pool.tokenAccount(owner, "treasury")),
    (next) => {
      next.treasuries[next.treasury] = 0n;
      return chain.balance(pool.config.treasury);
    },
  );
}

export const TREASURY_KINDS = [moveTreasury, treasury];
