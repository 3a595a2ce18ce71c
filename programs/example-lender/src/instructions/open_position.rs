use anchor_lang::prelude::*;

use crate::constants::{seeds, VERSION};
use crate::events::PositionOpened;
use crate::state::{Market, Position};

#[derive(Accounts)]
pub struct OpenPosition<'info> {
    /// Signer: the position's owner. Pays its rent.
    #[account(mut)]
    pub owner: Signer<'info>,
    /// Read: the market.
    pub market: AccountLoader<'info, Market>,
    /// Create: the position.
    #[account(
        init,
        payer = owner,
        space = Position::SPACE,
        seeds = [seeds::POSITION, market.key().as_ref(), owner.key().as_ref()],
        bump,
    )]
    pub position: AccountLoader<'info, Position>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

pub fn open_position(ctx: Context<OpenPosition>) -> Result<()> {
    // Effect
    let accounts = &ctx.accounts;
    let mut position = accounts.position.load_init()?;
    position.version = VERSION;
    position.bump = ctx.bumps.position;
    position.market = accounts.market.key();
    position.owner = accounts.owner.key();
    position.interest_epoch = Clock::get()?.epoch;

    // Log
    emit!(PositionOpened { position: accounts.position.key(), market: position.market, owner: position.owner });
    Ok(())
}
