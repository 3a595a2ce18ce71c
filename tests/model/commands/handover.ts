// Roles that change hands.
import { PublicKey } from "@solana/web3.js";
import { instructions } from "@truestake/sdk";
import fc from "fast-check";
import type { Life } from "../life";
import * as admin from "../reference/admin";
import { kind, seldom } from "./command";
import { impostor, someone } from "./people";

function nominate(life: Life, by: string, to: string | undefined): void {
  const newAdmin = to ? life.member(to).publicKey : PublicKey.default;
  life.perform({
    name: "propose_admin",
    instruction: instructions.proposeAdmin({ pool: life.pool.deployment, admin: life.member(by).publicKey, newAdmin }),
    signers: [life.member(by)],
    predict: (world) => admin.proposeAdmin(world, { by, to }),
  });
}

const proposeAdmin = kind("proposeAdmin", 1, { impostor, to: someone }, (life, { impostor, to }) => {
  nominate(life, impostor ?? life.world.roles.admin, to);
});

const acceptAdmin = kind("acceptAdmin", 1, { impostor, nominee: seldom(2, someone) }, (life, { impostor, nominee }) => {
  if (nominee) nominate(life, life.world.roles.admin, nominee);
  const by = impostor ?? life.world.roles.pending ?? "deputy";
  const pendingAdmin = life.member(by).publicKey;
  life.perform({
    name: "accept_admin",
    instruction: instructions.acceptAdmin({ pool: life.pool.deployment, pendingAdmin }),
    signers: [life.member(by)],
    predict: (world) => admin.acceptAdmin(world, { by }),
  });
});

const appoint = kind(
  "setRole",
  1,
  { impostor, role: fc.constantFrom("manager" as const, "guardian" as const), to: someone },
  (life, { impostor, role, to }) => {
    const by = impostor ?? life.world.roles.admin;
    life.perform({
      name: "set_role",
      instruction: instructions.setRole({
        pool: life.pool.deployment,
        admin: life.member(by).publicKey,
        role: role === "manager" ? "validatorManager" : "guardian",
        newHolder: to ? life.member(to).publicKey : PublicKey.default,
      }),
      signers: [life.member(by)],
      predict: (world) => admin.setRole(world, { by, role, to }),
    });
  },
);

export const HANDOVER_KINDS = [proposeAdmin, acceptAdmin, appoint];
