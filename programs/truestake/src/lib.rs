//! Non-rebasing liquid staking for Solana.
use anchor_lang::prelude::*;

declare_id!("ERKbdDNBTX8YJfF7WknSJ7Q2CtE21P6iy1wQi7HdjhjD");

#[program]
pub mod truestake {
    use super::*;

    pub fn ping(_ctx: Context<Ping>) -> Result<()> {
        Ok(())
    }
}

#[derive(Accounts)]
pub struct Ping {}
