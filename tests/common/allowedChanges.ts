// P-12: an instruction that passes changes what this table names, and nothing else. Fields are those of `fieldsOf`; "*" is
// an account that the instruction makes or closes, `fees.*` all fields of fields.
import assert from "node:assert/strict";
import type { TransactionInstruction } from "@solana/web3.js";
import { PROGRAM_ID } from "@truestake/sdk";
import idl from "../../artifacts/truestake.json";
import type { Snapshot } from "./snapshot";

const STAKE = "lamports kind stake activation_epoch deactivation_epoch";
const RECORD = "[].stake_lamports [].transient_lamports [].stake_status [].transient_status";

/** By instruction and account; "remaining" are those behind the named ones. */
export const ALLOWED_CHANGES: Record<string, Record<string, string>> = {
  create_pool: {
    creator: "lamports",
    mint: "*",
    pool: "*",
    reserve: "*",
    escrow: "*",
    seed: "*",
    validators: "*",
    history: "*",
  },
  grow_history: { payer: "lamports", history: "bytes lamports" },
  propose_config: {
    pool: "fees.* pending_fees.* pending_fees_update treasury deposit_cap reserve_buffer max_validator_share max_move",
  },
  apply_config: { pool: "fees.* pending_fees.* pending_fees_update" },
  propose_admin: { pool: "pending_admin" },
  accept_admin: { pool: "admin pending_admin" },
  set_role: { pool: "guardian validator_manager" },
  create_liquidity: {
    admin: "lamports",
    pool: "liquidity",
    liquidity: "*",
    liquidity_sol: "*",
    liquidity_tokens: "*",
    liquidity_mint: "*",
  },
  set_liquidity_config: { liquidity: "fees.* pending_fees.* pending_fees_update cap" },
  pause: { pool: "paused_until pause_allowed_from" },
  resume: { pool: "paused_until pause_allowed_from" },

  deposit_sol: {
    depositor: "lamports",
    pool: "supply reserve_lamports",
    mint: "supply",
    reserve: "lamports",
    destination: "tokens",
    treasury: "tokens",
    referrer: "tokens",
    liquidity: "sol_lamports token_amount",
    liquidity_sol: "lamports",
    liquidity_tokens: "tokens",
  },
  order_unstake: {
    owner: "lamports",
    pool: "next_ticket queued_tokens queued_lamports ordered_count",
    source: "tokens",
    escrow: "tokens",
    ticket: "*",
  },
  cancel_ticket: {
    owner: "lamports",
    pool: "next_settlement queued_tokens queued_lamports settled_count",
    ticket: "*",
    escrow: "tokens",
    destination: "tokens",
  },
  transfer_ticket: { ticket: "owner" },
  claim_ticket: { ticket: "*", owner: "lamports" },
  liquid_unstake: {
    seller: "lamports",
    liquidity: "sol_lamports token_amount held_fees.* paid_count",
    liquidity_sol: "lamports",
    liquidity_tokens: "tokens",
    source: "tokens",
    treasury: "tokens",
  },
  add_liquidity: {
    provider: "lamports",
    liquidity: "sol_lamports shares added.*",
    liquidity_sol: "lamports",
    liquidity_mint: "supply",
    destination: "tokens",
  },
  remove_liquidity: {
    provider: "lamports",
    liquidity: "sol_lamports token_amount shares added.*",
    liquidity_sol: "lamports",
    liquidity_tokens: "tokens",
    liquidity_mint: "supply",
    source: "tokens",
    destination: "tokens",
  },
  deposit_stake_account: {
    pool: "staked_lamports reserve_lamports supply",
    validators: RECORD,
    mint: "supply",
    reserve: "lamports",
    deposited: "*",
    stake: "*",
    transient: "lamports",
    destination: "tokens",
    treasury: "tokens",
  },
  withdraw_stake_account: {
    owner: "lamports",
    pool: "staked_lamports cooling_lamports supply pending_gain fee_credit",
    validators: "[].stake_lamports [].transient_lamports [].cooling_lamports",
    mint: "supply",
    source: "tokens",
    stake: STAKE,
    transient: STAKE,
    new_stake: "*",
  },

  update_validators: {
    pool: "reserve_lamports staked_lamports cooling_lamports pending_gain pending_loss",
    validators: `${RECORD} [].cooling_lamports [].last_update_epoch updated_epoch updated_count`,
    reserve: "lamports",
    remaining: STAKE,
  },
  update_pool: {
    pool:
      "supply reserve_lamports release_lamports release_start_slot release_end_slot pending_gain pending_loss " +
      "last_update_epoch updates high_water_total high_water_supply fee_credit fees.* pending_fees.* pending_fees_update",
    mint: "supply",
    treasury: "tokens",
    history: "count entries[].*",
  },
  delegate_reserve: {
    pool: "reserve_lamports staked_lamports",
    validators: RECORD,
    reserve: "lamports",
    stake: "*",
    transient: "*",
  },
  deactivate_stake: {
    pool: "cooling_lamports moved_epoch moved_lamports",
    validators: `${RECORD} [].cooling_lamports`,
    stake: STAKE,
    transient: `${STAKE} owner`,
  },
  settle_tickets: {
    pool: "supply reserve_lamports next_settlement queued_tokens queued_lamports settled_count pending_gain fee_credit",
    mint: "supply",
    escrow: "tokens",
    reserve: "lamports",
    remaining: "lamports status settled_lamports settled_epoch",
  },
  remove_validator: {
    pool: "reserve_lamports staked_lamports",
    validators: "[].* count updated_count updated_epoch",
    reserve: "lamports",
    validator_manager: "lamports",
    mark: "*",
    stake: "*",
    transient: "*",
  },
  add_validator: {
    validator_manager: "lamports",
    validators: "[].* bytes lamports count total_score updated_count updated_epoch",
    mark: "*",
  },
  set_score: { validators: "[].score total_score" },
  emergency_deactivate: {
    pool: "cooling_lamports",
    validators: "[].cooling_lamports [].stake_status [].transient_status",
    stake: "deactivation_epoch",
    transient: "deactivation_epoch",
  },

  convert: {},
  check_backing: {},
  get_price: {},
};

const byDiscriminator = new Map(
  idl.instructions.map(({ name, accounts, discriminator }) => [
    Buffer.from(discriminator).toString("hex"),
    { name, roles: accounts.map((account) => account.name) },
  ]),
);

/** What the instructions allow to change, by address; undefined where one is of another program. */
function allowedBy(sent: readonly TransactionInstruction[]): Map<string, string[]> | undefined {
  const allowed = new Map<string, string[]>();
  for (const { programId, keys, data } of sent) {
    const found = byDiscriminator.get(Buffer.from(data.subarray(0, 8)).toString("hex"));
    if (!programId.equals(PROGRAM_ID) || !found) return undefined;
    for (const [index, { pubkey }] of keys.entries()) {
      const fields = ALLOWED_CHANGES[found.name]?.[found.roles[index] ?? "remaining"] ?? "";
      allowed.set(pubkey.toBase58(), [...(allowed.get(pubkey.toBase58()) ?? []), ...fields.split(" ")]);
    }
  }
  return allowed;
}

/** Whether the name of a field is one of those: `[]` for any index, `*` at the end for anything. */
function names(fields: readonly string[], field: string): boolean {
  const name = field.replace(/\[\d+\]/, "[]");
  return fields.some((each) => (each.endsWith("*") ? name.startsWith(each.slice(0, -1)) : each === name));
}

/** Fails when the instructions, which have passed, changed something that they do not name. */
export function assertNamedOnly(sent: readonly TransactionInstruction[], before: Snapshot): void {
  const allowed = allowedBy(sent);
  if (!allowed) return;
  for (const [address, changes] of before.changesByAddress()) {
    const fields: string[] = allowed.get(address) ?? [];
    // An account without lamports is gone.
    const isEmptied = fields.includes("lamports") && changes.lamports?.includes(0n);
    const others: string[] = Object.keys(changes).filter(
      (field) => !names(fields, field) && !(field === "" && isEmptied),
    );
    assert.deepEqual(others, [], `changed at ${address}, and no instruction names it`);
  }
}
