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
      "instructions/user/withdraw_stake_account.rs giver: is_open (of is_open && is_whole && account.phase(epoch) == Phase::Active)",
    ],
  },
  {
    why: "Steps of a search whose result does not depend on them: the loops that follow go on to the largest payout that the value pays for.",
    mutants: [
      "math/curve.rs rate: .checked_div(u128::from(self.target.0))",
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
      "state/pool/mod.rs assert_invariants: books.supply == self.supply (of books.supply == self.supply && self.cooling_lamports <= self.staked_lamports && …)",
    ],
  },
  {
    why: "No path leads to books that hold back more than there is: what is held back was added with it, and leaves before it (the properties in math/deferred.rs). The check is there for whoever changes that.",
    mutants: [
      "state/liquidity_pool.rs assert_invariants: self.released_tokens(now, slot).is_ok() (of self.shares >= self.locked_shares && self.locked_shares > 0 && self.released_tok…)",
    ],
  },
  {
    why: "Saves a look at the stake history: what is known of another account of the same epoch would be found again.",
    mutants: [
      "cpi/stake/account.rs is_active_since: unlimited.get() == Some(activation_epoch) (of activation_epoch.saturating_add(WARMUP_EPOCHS) < since || unlimited.get() == Som…)",
    ],
  },
  {
    why: "Saves a call: a rest of nothing reaches no minimum.",
    mutants: [
      "instructions/user/withdraw_stake_account.rs giver: !rest.is_zero() (of is_open && !rest.is_zero() && reaches_minimum_delegation(rest)?)",
    ],
  },
  {
    why: "Saves units: a difference of nothing changes no term of the books.",
    mutants: ["state/pool/books.rs measure: if measured == Measured::default() { return Ok(measured); }"],
  },
  {
    why: "Saves units: nothing is moved then, and the rent that would be noted is one that the account holds.",
    mutants: ["state/pool/books.rs fund_transient: if missing.is_zero() { return Ok(()); }"],
  },
  {
    why: "No path leads there: what is recent was added to what is queued, and leaves with it. The check is there for whoever changes that.",
    mutants: [
      "state/pool/mod.rs assert_invariants: self.recent_lamports <= self.queued_lamports (of books.supply == self.supply && self.cooling_lamports <= self.staked_lamports && …)",
    ],
  },
  {
    why: "No path leads there: a clipped score is one of the sum's. The check is there for whoever changes that.",
    mutants: [
      "state/validator_list.rs assert_invariants: self.clipped_score <= self.total_score (of self.updated_count <= self.count && self.clipped_score <= self.total_score)",
    ],
  },
  {
    why: "Of the default address, which is the system program's, every caller finds out by another check: it is executable, no token account, or no holder of a role.",
    mutants: [
      "state/pool/roles.rs owns: *address != Pubkey::default() (of [ self.mint, self.mint_authority, self.stake_authority, self.reserve, self.escro…)",
    ],
  },
  {
    why: "Says what the accounts' own constraint says: each recipient is writable there.",
    mutants: [
      "state/pool/roles.rs require_recipient: recipient.is_writable (of recipient.is_writable && !recipient.executable && !is_token)",
    ],
  },
  {
    why: "Follows from another part: what is executable belongs to a loader, not to the system program.",
    mutants: [
      "state/pool/roles.rs require_role_holder: !holder.executable (of *holder.owner == System::id() && holder.data_is_empty() && !holder.executable)",
    ],
  },
  {
    why: "Follows from another part: a ticket that the queue has passed is not queued any more.",
    mutants: [
      "state/ticket.rs is_done: !self.is(TicketStatus::Queued) (of self.sequence < pool.next_settlement && !self.is(TicketStatus::Queued) && self.t…)",
    ],
  },
  {
    why: "Saves units: of nothing that comes no more idles than what busy validators would get.",
    mutants: ["state/pool/books.rs idle_share: if deposited.is_zero() { return Ok(intake.busy); }"],
  },
  {
    why: "Saves units: of a rest of nothing no part idles, and without shares that bind none are added.",
    mutants: [
      "math/intake.rs idle_share: if rest == 0 { return Ok(self.busy); }",
      "math/level.rs limits: if self.clipped_share == 0 { return self.clipped_caps; }",
    ],
  },
  {
    why: "Saves units: without tickets they claim nothing, and the others' price is that of all.",
    mutants: [
      "math/ask.rs ask: if queued.tokens.is_zero() { return Ok(outlook); }",
      "math/ask.rs gross_claim: if queued.tokens.is_zero() { return Ok(Lamports::ZERO); }",
    ],
  },
  {
    why: "No path leads there: the locked seed deposit is never in the queue. Without others the program would divide by 0.",
    mutants: [
      "math/ask.rs ask: others.is_zero() (of others.is_zero() || product(left.0, outlook.supply.0) <= product(outlook.total.0…)",
    ],
  },
  {
    why: "Tickets claim no more than their part, so the price of the others is at least that of all; where it is the same, both prices say the same. The check is there for whoever changes that.",
    mutants: [
      "math/ask.rs ask: product(left.0, outlook.supply.0) <= product(outlook.total.0, others.0) (of others.is_zero() || product(left.0, outlook.supply.0) <= product(outlook.total.0…)",
    ],
  },
  {
    why: "A lamport of a whole ask, ticket or deposit, which the crate's own tests and vectors hold (tests/vectors): they do not run the program.",
    mutants: [
      "math/ask.rs net_claim: let fees = Lamports(mul_div_ceil(gross.0, queued.fees.0, queued.lamports.0)?);",
      "math/intake.rs idle_share: let beside = Lamports(mul_div_ceil(stays.0, rest.into(), Bps::WHOLE.0.into())?);",
    ],
  },
  {
    why: "A slot of the moving part where that is no whole number of slots: the crate's own test holds it for every length (math/epoch.rs), and no epoch of the tests' chains is of such a length.",
    mutants: ["math/epoch.rs is_in_last: let last = part.floor_of(slots)?.max(1);"],
  },
  {
    why: "Saves units: a product with a factor of 0 is 0 by the other way, too.",
    mutants: [
      "math/mul_div.rs mul_div_floor: if is_nothing(a, b, d)? { return Ok(0); }",
      "math/mul_div.rs mul_div_ceil: if is_nothing(a, b, d)? { return Ok(0); }",
      "math/mul_div.rs is_nothing: a == 0 (of a == 0 || b == 0)",
      "math/mul_div.rs is_nothing: b == 0 (of a == 0 || b == 0)",
      "math/mul_div.rs mul: (a | b) >> 32 == 0 (of (a | b) >> 32 == 0 || a == 0)",
      "math/mul_div.rs mul: a == 0 (of (a | b) >> 32 == 0 || a == 0)",
    ],
  },
  {
    why: "The program's prices for deposits come from the ask, which refuses with the same error before.",
    mutants: ["math/price.rs tokens_for: if self.total.is_zero() { return Err(MathError::NoPrice); }"],
  },
  {
    why: "Delegated stake is under the least delegation only where that is raised afterwards; the crate's vectors hold that case (tests/vectors/target.jsonl).",
    mutants: ["math/target.rs recall: !needed.is_zero() (of !needed.is_zero() && rest < min)"],
  },
  {
    why: "Each says what the other says: no tokens are worth nothing, and where tokens are worth nothing the whole ticket is paid at once.",
    mutants: [
      "math/ticket.rs pay_from: !part.tokens.is_zero() (of !part.tokens.is_zero() && !part.net.is_zero())",
      "math/ticket.rs pay_from: !part.net.is_zero() (of !part.tokens.is_zero() && !part.net.is_zero())",
    ],
  },
  {
    why: "Saves units: a fee of nothing mints nothing by the other way, too.",
    mutants: ["math/update.rs checked: if fee.is_zero() { return Ok(Self::NONE); }"],
  },
  {
    why: "Saves the search for addresses: only an account that is its own authority can be at one of them.",
    mutants: [
      "cpi/token.rs is_own: owner == address.as_ref() (of owner == address.as_ref() && [seeds::ESCROW, seeds::SEED, seeds::LIQUIDITY_TOKEN…)",
    ],
  },
  {
    why: "The check after it refuses what this one does; it spares the reserve the rent of stake that stays where it is.",
    mutants: [
      "instructions/crank/update_validators.rs join: if present.plus(whole).or_program_error()? < minimum { return Ok(()); }",
    ],
  },
  {
    why: "Saves units: without tickets of this epoch those of the epochs before it are all.",
    mutants: [
      "state/pool/policy.rs certain_holdings: !self.has_tickets_of(now.epoch) (of holdings.moving || !self.has_tickets_of(now.epoch))",
      "state/pool/policy.rs has_tickets_of: self.queue_epoch == epoch (of self.queue_epoch == epoch && !self.recent_tokens.is_zero())",
      "state/pool/policy.rs has_tickets_of: !self.recent_tokens.is_zero() (of self.queue_epoch == epoch && !self.recent_tokens.is_zero())",
      "state/pool/policy.rs limit_of_deposit: self.has_tickets_of(epoch) (of self.has_tickets_of(epoch) && !self.is_moving(epoch_slots(clock)?, slot).or_prog…)",
    ],
  },
  {
    why: "No handler holds on to an account while it calls: the check is there for whoever changes that. The crate's own test holds it (cpi/call.rs).",
    mutants: [
      "cpi/call.rs invoke: require_unused(&self.accounts)",
      "cpi/call.rs checked_metas: require_unused(accounts)",
    ],
  },
  {
    why: "Saves units: between two updates only what is free of the reward fee raises the price, so a mark that is raised where nothing is lost charges nobody less.",
    mutants: ["math/ledger.rs lose: if lamports.is_zero() { return Ok(()); }"],
  },
];
