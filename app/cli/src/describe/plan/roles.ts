// Who may do what: the admin's role in two steps, the validator manager's with a wait.
import type { PublicKey } from "@solana/web3.js";
import { coming, MANAGER_CHANGE_UPDATES, managerOf, type PoolSnapshot } from "@truestake/sdk";
import type { Description } from "../pool";
import { type Plan, SAYS } from "./step";

export function roles(plan: Plan, of: Description, { pool }: PoolSnapshot, actor: PublicKey): void {
  const { admin, guardian } = of.roles;
  const manager = of.roles["validator-manager"];
  const set = (role: "guardian" | "validatorManager", what: string, from: PublicKey, to: PublicKey, reason: string) =>
    plan.steps.push({
      ...{ by: "admin", signer: pool.admin, lines: [{ what, from: from.toBase58(), to: to.toBase58(), reason }] },
      run: (own) => own.setRole({ role, newHolder: to }),
    });
  if (guardian && !guardian.equals(pool.guardian))
    set("guardian", "roles.guardian", pool.guardian, guardian, `${SAYS}; at once`);
  const next = coming(pool.validatorManager);
  if (manager && !manager.equals(next)) {
    set(
      "validatorManager",
      "roles.validator-manager",
      next,
      manager,
      `${SAYS}; takes over ${MANAGER_CHANGE_UPDATES} epoch updates later`,
    );
  } else if (manager && !manager.equals(managerOf(pool))) {
    const reason = `takes over with epoch update ${pool.validatorManager.fromUpdate}; the last was ${pool.updates}`;
    plan.notes.push({ what: "roles.validator-manager", from: null, to: manager.toBase58(), reason });
  }
  if (!admin || admin.equals(pool.admin)) return;
  const line = { what: "roles.admin", from: pool.admin.toBase58(), to: admin.toBase58() };
  if (!pool.pendingAdmin.equals(admin)) {
    const reason = `${SAYS}; the new admin has to accept`;
    plan.steps.push({
      by: "admin",
      signer: pool.admin,
      lines: [{ ...line, reason }],
      run: (own) => own.proposeAdmin({ newAdmin: admin }),
    });
  } else if (admin.equals(actor)) {
    const reason = "it was proposed, and this is the key to accept";
    plan.steps.push({
      by: "proposed admin",
      signer: admin,
      lines: [{ ...line, reason }],
      run: (own) => own.acceptAdmin(),
    });
  } else plan.notes.push({ ...line, reason: "was proposed, and waits for the new admin to apply this file" });
}
