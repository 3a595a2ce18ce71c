import type { Swaps } from "../common/accountSwaps";
import { ADMIN } from "./accounts/admin";
import { CRANK } from "./accounts/crank";
import { GUARDIAN } from "./accounts/guardian";
import { MANAGER } from "./accounts/manager";
import { USER } from "./accounts/user";
import { VIEW } from "./accounts/view";

/** Swaps that pass, and why they may. */
export const ALLOWED: Record<string, string> = {
  "create_pool.creator": "anybody may create and pay for a pool of a mint that signs",
  "create_pool.admin": "any address that can sign may have the role",
  "create_pool.validator_manager": "any address that can sign may have the role",
  "create_pool.guardian": "any address that can sign may have the role",
  "grow_history.payer": "anybody may pay",
  "grow_queue.payer": "anybody may pay",
  "set_role.new_holder": "any address that can sign may have the role",
  "create_liquidity.payer": "anybody may pay",
  "add_validator.payer": "anybody may pay",
  "deposit_sol.depositor": "anybody may pay for tokens that go to somebody else",
  "deposit_sol.destination": "the tokens may go to any account of the mint that is not the pool's own",
  "deposit_sol.referrer": "any account of the mint may refer, the depositor's own too",
  "order_unstake.payer": "anybody may pay",
  "transfer_ticket.new_owner": "the ticket may go to any address that can be paid",
  "settle_tickets.remaining 0": "an address without an account is a ticket that has been claimed: it is skipped",
  "create_token_metadata.payer": "anybody may pay, the admin too",
  "add_liquidity.provider": "anybody may pay for shares that go to somebody else",
  "liquid_unstake.recipient": "the SOL may go to any address that can be paid",
  "remove_liquidity.recipient": "the SOL may go to any address that can be paid",
  "deposit_stake_account.destination": "the tokens may go to any account of the mint, the treasury's too",
  "withdraw_stake_account.payer": "anybody may pay",
  // The record that a mark leads to is compared with the vote account: another pool's mark of the same place leads there too.
  "deposit_stake_account.mark": "it leads to the validator's record",
  "withdraw_stake_account.mark": "it leads to the validator's record",
  "delegate_reserve.mark": "it leads to the validator's record",
  "deactivate_stake.mark": "it leads to the validator's record",
  "set_score.mark": "it leads to the validator's record",
  "emergency_deactivate.mark": "it leads to the validator's record",
  "convert.pool": "it is the price of that pool",
  "get_price.pool": "it is the price of that pool",
};

/** By instruction and account; a file for each role, as the program has its instructions. */
export const TABLE: Record<string, Record<string, Swaps>> = {
  ...ADMIN,
  ...CRANK,
  ...GUARDIAN,
  ...MANAGER,
  ...USER,
  ...VIEW,
};
