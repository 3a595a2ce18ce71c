use anchor_lang::prelude::*;
use truestake_math::{Bps, Lamports, Policy};

use crate::error::{require, TruestakeError};
use crate::events::ConfigProposed;
use crate::state::{Fees, Pool};

/// What shall change; `None` leaves a setting as it is, or as it is about to become. Rates are in basis points.
#[derive(Clone, Debug, Default, AnchorSerialize, AnchorDeserialize)]
pub struct ConfigChange {
    /// At most 10 %. A rise takes effect two epoch updates later, like that of the fees below.
    pub reward_fee: Option<Bps>,
    /// At most 0.5 %.
    pub deposit_fee: Option<Bps>,
    /// At most 0.5 %.
    pub withdrawal_fee: Option<Bps>,
    /// At most 0.5 %.
    pub ticket_fee: Option<Bps>,
    /// Part of the deposit fee that the referrer receives. No user pays it, so it changes at once.
    pub referral_share: Option<Bps>,
    /// Token account that receives fees.
    pub treasury: Option<Pubkey>,
    /// Largest total in lamports.
    pub deposit_cap: Option<u64>,
    /// At most 20 %.
    pub reserve_buffer: Option<Bps>,
    /// 0.01 % to 100 %. Where it is lowered, SOL that still comes in the epoch counts as idle.
    pub max_validator_share: Option<Bps>,
    /// At most 100 %.
    pub max_move: Option<Bps>,
    /// 1 % to 50 %.
    pub moving_part: Option<Bps>,
}

#[derive(Accounts)]
pub struct ProposeConfig<'info> {
    /// Signer: the pool's admin.
    pub admin: Signer<'info>,
    /// Write: the pool.
    #[account(mut, has_one = admin @ TruestakeError::NotAdmin)]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the new treasury, given exactly when it changes; it need not exist yet. Writable, as wherever it is named: an
    /// address that the chain never writes to, such as a program's, would stop the epoch update.
    /// CHECK: compared with the arguments in the handler.
    #[account(mut)]
    pub treasury: Option<UncheckedAccount<'info>>,
}

impl ConfigChange {
    fn fees(&self, coming: Fees) -> Fees {
        Fees {
            reward: self.reward_fee.unwrap_or(coming.reward),
            deposit: self.deposit_fee.unwrap_or(coming.deposit),
            withdrawal: self.withdrawal_fee.unwrap_or(coming.withdrawal),
            ticket: self.ticket_fee.unwrap_or(coming.ticket),
            referral_share: self.referral_share.unwrap_or(coming.referral_share),
            ..coming
        }
    }

    fn policy(&self, now: Policy) -> Policy {
        Policy {
            reserve_buffer: self.reserve_buffer.unwrap_or(now.reserve_buffer),
            max_validator_share: self.max_validator_share.unwrap_or(now.max_validator_share),
            max_move: self.max_move.unwrap_or(now.max_move),
            moving_part: self.moving_part.unwrap_or(now.moving_part),
        }
    }
}

pub fn propose_config(ctx: Context<ProposeConfig>, change: ConfigChange) -> Result<()> {
    // Check
    let treasury = ctx.accounts.treasury.as_ref().map(|treasury| treasury.key());
    require!(change.treasury == treasury, TruestakeError::WrongTreasury);
    let slot = Clock::get()?.slot;
    let mut pool = ctx.accounts.pool.load_mut()?;
    let before = pool.books(slot)?;

    // Effect
    let policy = change.policy(pool.policy());
    pool.set_policy(policy)?;
    let fees = change.fees(pool.fees.latest());
    pool.schedule_fees(fees)?;
    pool.treasury = change.treasury.unwrap_or(pool.treasury);
    pool.deposit_cap = change.deposit_cap.map_or(pool.deposit_cap, Lamports);

    // Log
    let after = pool.books(slot)?;
    emit!(ConfigProposed {
        pool: ctx.accounts.pool.key(),
        fees: pool.fees.now.into(),
        pending_fees: pool.fees.next.into(),
        pending_fees_update: pool.fees.from_update,
        treasury: pool.treasury,
        deposit_cap: pool.deposit_cap,
        reserve_buffer: pool.reserve_buffer,
        max_validator_share: pool.max_validator_share,
        max_move: pool.max_move,
        moving_part: pool.moving_part,
        before,
        after,
    });
    pool.assert_invariants(after)
}
