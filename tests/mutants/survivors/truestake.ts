import type { Survivors } from "../targets/target";

export const SURVIVORS: Survivors[] = [
  {
    why: "The books were made by this instruction itself: nothing can have been wrong with them before.",
    mutants: [
      "instructions/admin/create_liquidity.rs create_liquidity: liquidity.assert_invariants(epoch_slots(&clock)?, slot)",
      "instructions/admin/create_pool.rs create_pool: pool.assert_invariants(after)",
    ],
  },
  {
    why: "The next check refuses with the same error: an account that the books say is being deactivated is not delegated.",
    mutants: [
      "instructions/crank/deactivate_stake.rs plan: StakeStatus::Deactivating => return err!(TruestakeError::StakeCoolingDown),",
    ],
  },
  {
    why: "Saves a call: to burn nothing changes nothing.",
    mutants: ["cpi/token.rs burn: if tokens.is_zero() { return Ok(()); }"],
  },
  {
    why: "Saves a look at the treasury: a rate of 0 charges nothing, whoever could receive it.",
    mutants: [
      "instructions/crank/update_pool.rs measure: !fee.is_zero() (of !fee.is_zero() && receives(&self.treasury, &pool.mint))",
      "instructions/user/liquid_unstake.rs terms: !fees.treasury_cut.is_zero() (of !fees.treasury_cut.is_zero() && receives(&self.treasury, &pool.mint))",
    ],
  },
  {
    why: "The total after the update is the plan's by construction: at the slot where a release begins all of it is held back, and what the plan adds to one term it takes from another. The check is there for whoever changes that.",
    mutants: [
      "state/pool/books.rs settle_epoch: require!(self.bid(clock.slot).or_program_error()?.total == plan.total, TruestakeError::InvariantViolated)",
    ],
  },
  {
    why: "Saves a look at the stake history: only a delegation that nobody has deactivated is in the phase Active.",
    mutants: [
      "instructions/crank/update_validators.rs join: !source.is_delegated() (of !source.is_delegated() || source.phase(self.round.epoch) != Phase::Active)",
    ],
  },
  {
    why: "Says what the other part says: nobody but the program delegates the pool's accounts, so one that is delegated has that status.",
    mutants: [
      "instructions/manager/emergency_deactivate.rs delegated: status == StakeStatus::Delegated as u8 (of status == StakeStatus::Delegated as u8 && account.is_delegated())",
    ],
  },
  {
    why: "Follows from another part: an account in the phase Active is delegated, and so open.",
    mutants: [
      "instructions/user/withdraw_stake_account.rs giver: is_open (of is_open && account.delegated() == lamports && account.phase(epoch) == Phase::Act…)",
    ],
  },
  {
    why: "Steps of a search whose result does not depend on them: the loops that follow go on to the largest payout that the value pays for.",
    mutants: [
      "math/curve.rs rate: .and_then(|fall| fall.checked_div(u128::from(self.target.0)))",
      "math/curve.rs largest_payout: let step = crate::mul_div_floor(over.0, SLOPE_ONE, slope)?.max(1);",
    ],
  },
  {
    why: "Could refuse only if the search had not arrived after its 24 steps; curves within the ceilings take a handful, as the test of random curves in math/curve.rs shows.",
    mutants: ["math/curve.rs largest_payout: if paid > value { return Err(MathError::Overflow); }"],
  },
  {
    why: "Saves a look at the stake history, which has no entry of this epoch, and for what was deactivated in the epoch of its activation leads to the same: inactive.",
    mutants: [
      "cpi/stake/account.rs unlimited_status: if activation_epoch >= epoch.min(deactivation_epoch) { return None; }",
    ],
  },
  {
    why: "Saves a call: the stake history ends there, and reading beyond its end finds nothing, either.",
    mutants: ["cpi/stake/account.rs get_entry: if target < oldest { return None; }"],
  },
  {
    why: "Saves a call: so much is more than the least delegation, whatever that is.",
    mutants: [
      "cpi/stake/program.rs reaches_minimum_delegation: lamports >= FAR_ABOVE_MINIMUM (of lamports >= FAR_ABOVE_MINIMUM || lamports >= minimum_delegation()?)",
    ],
  },
  {
    why: "Saves a call: to send nothing out of an address of the program's changes nothing.",
    mutants: ["cpi/system.rs transfer_signed: if lamports.is_zero() { return Ok(()); }"],
  },
  {
    why: "Says what the other part says: a payment has tokens and lamports, but for one that passes the head (pay_from in the crate's ticket.rs).",
    mutants: [
      "instructions/crank/settle_tickets.rs is_nothing: self.tokens.is_zero() (of self.tokens.is_zero() && self.lamports.is_zero())",
      "instructions/crank/settle_tickets.rs is_nothing: self.lamports.is_zero() (of self.tokens.is_zero() && self.lamports.is_zero())",
    ],
  },
  {
    why: "Follows from another part: an account that is not there is not looked at.",
    mutants: [
      "instructions/crank/update_validators.rs note_vanished: before != none (of before != none && after == none)",
    ],
  },
  {
    why: "Each says what the other says: a ticket has tokens as long as it is open.",
    mutants: [
      "instructions/user/cancel_ticket.rs cancel_ticket: is_open (of is_open && !ticket.tokens.is_zero())",
      "instructions/user/cancel_ticket.rs cancel_ticket: !ticket.tokens.is_zero() (of is_open && !ticket.tokens.is_zero())",
    ],
  },
  {
    why: "The books of the event are the pool's own: no handler gives others.",
    mutants: [
      "state/pool.rs assert_invariants: books.supply == self.supply (of books.supply == self.supply && self.cooling_lamports <= self.staked_lamports && …)",
    ],
  },
  {
    why: "No path leads to books that hold back more than there is: what is held back was added with it, and leaves before it (the properties in math/deferred.rs). The check is there for whoever changes that.",
    mutants: [
      "state/liquidity_pool.rs assert_invariants: self.released_tokens(now, slot).is_ok() (of self.shares >= self.locked_shares && self.locked_shares > 0 && self.released_tok…)",
    ],
  },
];
