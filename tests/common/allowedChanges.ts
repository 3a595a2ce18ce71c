// P-12: an instruction that passes changes what this table names, and nothing else. Fields are those of `fieldsOf`; "*" is
// an account that the instruction makes or closes, `fees.*` all fields of fields.
import assert from "node:assert/strict";
import { SystemProgram, type TransactionInstruction } from "@solana/web3.js";
import { PROGRAM_ID } from "@truestake/sdk";
import idl from "../../artifacts/truestake.json";
import type { Changes } from "./fields";

const STAKE = "lamports kind stake activation_epoch deactivation_epoch";
/** A system account that holds a rent and becomes a stake account. */
const MADE = `* owner ${STAKE}`;
const RECORD =
  "[].stake_lamports [].transient_lamports [].stake_status [].transient_status [].cooling_lamports [].delegated_lamports";
/** What a later measuring of an epoch adds to a record. */
const REMEASURED = "[].earning.other [].earning.lost";
/** What limits are judged by, and with what result. */
const JUDGED = "clipped_score clipped_share clipped_caps level top_cap top_score top_share_score";
/** What validators take of SOL that comes. */
const INTAKE = "intake_epoch busy_share intake_uncapped intake_capped intake_lowest_cap intake_lamports";
/** Gains that wait, and losses that count at once. */
const MEASURED = "pending_gain release_lamports release_start_slot mark_total mark_supply";
const QUEUE =
  "queued_tokens queued_lamports queued_fees queue_epoch recent_tokens recent_lamports recent_fees late_lamports " +
  "waiting_lamports";
/** What leaves the queue. */
const LEFT = `${QUEUE} next_settlement cumulative_passed_lamports supply pending_gain`;
const LINE = "line_lamports line_slot";

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
    queue: "*",
  },
  grow_history: { payer: "lamports", history: "bytes lamports" },
  grow_queue: { payer: "lamports", queue: "bytes lamports base []" },
  propose_config: {
    pool: "fees.* treasury deposit_cap reserve_buffer max_validator_share busy_share max_move moving_part",
  },
  propose_admin: { pool: "pending_admin" },
  accept_admin: { pool: "admin pending_admin" },
  set_role: { pool: "guardian validator_manager.*" },
  create_liquidity: {
    payer: "lamports",
    pool: "liquidity",
    liquidity: "*",
    liquidity_sol: "*",
    liquidity_tokens: "*",
    liquidity_mint: "*",
  },
  set_liquidity_config: { liquidity: `fees.* cap ${LINE}` },
  create_token_metadata: { payer: "lamports", metadata: "*" },
  update_token_metadata: { metadata: "data" },
  pause: { pool: "paused_until pause_allowed_from" },
  resume: { pool: "paused_until pause_allowed_from" },

  deposit_sol: {
    depositor: "lamports",
    pool: `supply reserve_lamports ${MEASURED}`,
    mint: "supply",
    reserve: "lamports",
    destination: "tokens",
    treasury: "tokens",
    referrer: "tokens",
    liquidity: `sol_lamports token_amount ${LINE}`,
    liquidity_sol: "lamports",
    liquidity_tokens: "tokens",
  },
  order_unstake: {
    payer: "lamports",
    pool: `next_ticket cumulative_ordered_lamports ${QUEUE}`,
    queue: "[]",
    source: "tokens",
    escrow: "tokens",
    ticket: "*",
  },
  cancel_ticket: {
    pool: `${LEFT} release_lamports release_start_slot`,
    mint: "supply",
    ticket: "tokens status",
    escrow: "tokens",
    destination: "tokens",
  },
  transfer_ticket: { ticket: "owner" },
  claim_ticket: { ticket: "* claimable_lamports", owner: "lamports", rent_payer: "lamports" },
  liquid_unstake: {
    recipient: "lamports",
    liquidity: `sol_lamports token_amount held_epoch held_recent held_earlier cumulative_paid_lamports ${LINE}`,
    liquidity_sol: "lamports",
    liquidity_tokens: "tokens",
    source: "tokens",
    treasury: "tokens",
  },
  add_liquidity: {
    provider: "lamports",
    liquidity: `sol_lamports shares ${LINE}`,
    liquidity_sol: "lamports",
    liquidity_mint: "supply",
    destination: "tokens",
  },
  remove_liquidity: {
    recipient: "lamports",
    liquidity: `sol_lamports token_amount shares ${LINE}`,
    liquidity_sol: "lamports",
    liquidity_tokens: "tokens",
    liquidity_mint: "supply",
    source: "tokens",
    destination: "tokens",
  },
  deposit_stake_account: {
    pool:
      "staked_lamports reserve_lamports cooling_lamports supply stake_account_count funded_rent intake_lamports " +
      MEASURED,
    validators: `${RECORD} ${REMEASURED}`,
    mint: "supply",
    reserve: "lamports",
    deposited: "*",
    stake: MADE,
    transient: "* lamports",
    destination: "tokens",
    treasury: "tokens",
  },
  withdraw_stake_account: {
    payer: "lamports",
    pool: `staked_lamports cooling_lamports supply intake_lamports ${MEASURED}`,
    validators: `[].stake_lamports [].transient_lamports [].cooling_lamports [].delegated_lamports ${REMEASURED}`,
    mint: "supply",
    source: "tokens",
    stake: STAKE,
    transient: STAKE,
    exit_stake: "*",
  },

  update_validators: {
    pool:
      `reserve_lamports staked_lamports cooling_lamports pending_loss earned_lamports earning_lamport_epochs ` +
      `stake_account_count funded_rent stuck_lamports ${INTAKE} ${MEASURED}`,
    validators:
      `${RECORD} [].earning.* [].taking [].stuck_lamports [].clipped [].clipped_limit ${JUDGED} lowered_epoch ` +
      "updated_epoch updated_count",
    reserve: "lamports",
    remaining: STAKE,
  },
  update_pool: {
    pool:
      "supply reserve_lamports release_lamports release_start_slot release_end_slot pending_gain pending_loss " +
      "last_update_epoch updates mark_total mark_supply idle_rates[] earned_lamports earning_lamport_epochs held_at_update",
    mint: "supply",
    treasury: "tokens",
    history: "count entries[].*",
  },
  delegate_reserve: {
    pool: `reserve_lamports staked_lamports stake_account_count funded_rent ${MEASURED}`,
    validators: `${RECORD} ${REMEASURED}`,
    reserve: "lamports",
    stake: MADE,
    transient: MADE,
  },
  deactivate_stake: {
    pool:
      `reserve_lamports staked_lamports cooling_lamports moved_epoch moved_lamports stake_account_count funded_rent ` +
      `${INTAKE} ${MEASURED}`,
    validators: `${RECORD} [].taking [].earning.lost`,
    reserve: "lamports",
    stake: STAKE,
    transient: `owner ${STAKE}`,
  },
  settle_tickets: {
    pool: `reserve_lamports ${LEFT} ${MEASURED}`,
    mint: "supply",
    escrow: "tokens",
    reserve: "lamports",
    remaining: "lamports status tokens ordered_lamports claimable_lamports paid_lamports settled_epoch",
  },
  remove_validator: {
    pool: `reserve_lamports staked_lamports validator_count stake_account_count ${INTAKE}`,
    validators: "[].* count updated_count updated_epoch top_cap top_score top_share_score",
    reserve: "lamports",
    rent_payer: "lamports",
    mark: "*",
    last_mark: "index",
    stake: "*",
    transient: "*",
  },
  add_validator: {
    payer: "lamports",
    pool: `validator_count ${INTAKE}`,
    validators: `[].* bytes lamports count total_score ${JUDGED} updated_count updated_epoch`,
    mark: "*",
  },
  set_score: {
    pool: INTAKE,
    validators: `[].score [].taking [].clipped [].clipped_limit total_score ${JUDGED}`,
  },
  set_scores: {
    pool: INTAKE,
    validators: `[].score [].cap [].keep [].taking [].clipped [].clipped_limit total_score ${JUDGED}`,
  },
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

/** Whether the name of a field is one of those: `[]` for any index, `.*` at the end for all fields of it. */
function names(fields: readonly string[], field: string): boolean {
  const name = field.replace(/\[\d+\]/, "[]");
  return fields.some((each) => {
    if (each === "*") return name === "" || name === "lamports";
    return each.endsWith("*") ? name.startsWith(each.slice(0, -1)) : each === name;
  });
}

/** Fails when the instructions, which have passed, made other changes (by address) than they name. */
export function assertNamedOnly(sent: readonly TransactionInstruction[], all: ReadonlyMap<string, Changes>): void {
  const allowed = allowedBy(sent);
  if (!allowed) return;
  for (const [address, changes] of all) {
    const fields: string[] = allowed.get(address) ?? [];
    // An account without lamports is gone; one of the system program can become a program's.
    const isEmptied = fields.includes("lamports") && changes.lamports?.includes(0n);
    if (fields.includes("*") && changes.owner?.[0] === SystemProgram.programId.toBase58()) continue;
    const others: string[] = Object.keys(changes).filter(
      (field) => !names(fields, field) && !(field === "" && isEmptied),
    );
    assert.deepEqual(others, [], `changed at ${address}, and no instruction names it`);
  }
}
