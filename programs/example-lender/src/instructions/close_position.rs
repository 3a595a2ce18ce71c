use anchor_lang::prelude::*;

use crate::error::{LenderError, OrProgramError};
use crate::events::PositionClosed;
use crate::state::Position;

#[derive(Accounts)]
pub struct ClosePosition<'info> {
    /// Signer: the position's owner. Receives its rent.
    #[account(mut)]
    pub owner: Signer<'info>,
    /// Close: the position.
    #[account(mut, close = owner, has_one = owner @ LenderError::NotOwner)]
    pub position: AccountLoader<'info, Position>,
}

pub fn close_position(ctx: Context<ClosePosition>) -> Result<()> {
    // Check
    let position = ctx.accounts.position.load()?;
    require!(
        position.tokens == 0 && position.debt_lamports().or_program_error()?.is_zero(),
        LenderError::PositionInUse
    );

    // Log
    emit!(PositionClosed { position: ctx.accounts.position.key() });
    Ok(())
}
