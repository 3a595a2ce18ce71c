use anchor_lang::prelude::*;
use anchor_spl::token::Token;

use crate::error::VaultError;
use crate::state::Vault;
use crate::truestake;
use crate::truestake::program::Truestake;

/// What has no words here is of the pool, whose program checks it, or of the cluster.
#[derive(Accounts)]
pub struct TakeStakeAccount<'info> {
    /// Signer: the vault's owner. Pays the stake account's rent, and becomes its staker and withdrawer.
    #[account(mut)]
    pub owner: Signer<'info>,
    /// Read: the vault.
    #[account(
        has_one = owner @ VaultError::NotOwner,
        has_one = holder @ VaultError::WrongHolder,
        has_one = tokens @ VaultError::WrongTokens,
        has_one = pool @ VaultError::WrongPool,
    )]
    pub vault: Account<'info, Vault>,
    /// Read: the vault's holder. Owns the tokens, and signs the call.
    /// CHECK: the vault names it.
    pub holder: UncheckedAccount<'info>,
    /// Write: the vault's tokens. Burned.
    /// CHECK: the vault names it.
    #[account(mut)]
    pub tokens: UncheckedAccount<'info>,
    /// Write: the vault's pool.
    /// CHECK: the vault names it.
    #[account(mut)]
    pub pool: UncheckedAccount<'info>,
    /// Write: the pool's validator list.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub validators: UncheckedAccount<'info>,
    /// Write: the pool token.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub mint: UncheckedAccount<'info>,
    /// Read: an address that only signs. Staker and withdrawer of the pool's stake accounts.
    /// CHECK: by the pool's program.
    pub stake_authority: UncheckedAccount<'info>,
    /// Read: the validator's vote account.
    /// CHECK: by the pool's program.
    pub vote: UncheckedAccount<'info>,
    /// Read: the validator's mark.
    /// CHECK: by the pool's program.
    pub mark: UncheckedAccount<'info>,
    /// Write: its validator stake account.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub stake: UncheckedAccount<'info>,
    /// Write: its transient stake account.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub transient: UncheckedAccount<'info>,
    /// Create: the stake account of the holder and the nonce.
    /// CHECK: by the pool's program.
    #[account(mut)]
    pub exit_stake: UncheckedAccount<'info>,
    /// Sysvar: the clock.
    /// CHECK: by the pool's program.
    pub clock: UncheckedAccount<'info>,
    /// Sysvar: the stake history.
    /// CHECK: by the pool's program.
    pub stake_history: UncheckedAccount<'info>,
    /// Sysvar: the rent.
    /// CHECK: by the pool's program.
    pub rent: UncheckedAccount<'info>,
    /// The stake program.
    /// CHECK: by the pool's program.
    pub stake_program: UncheckedAccount<'info>,
    /// The pool's program.
    pub pool_program: Program<'info, Truestake>,
    /// The token program.
    pub token_program: Program<'info, Token>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> TakeStakeAccount<'info> {
    fn call(&self) -> truestake::cpi::accounts::WithdrawStakeAccount<'info> {
        truestake::cpi::accounts::WithdrawStakeAccount {
            payer: self.owner.to_account_info(),
            owner: self.holder.to_account_info(),
            pool: self.pool.to_account_info(),
            validators: self.validators.to_account_info(),
            mint: self.mint.to_account_info(),
            source: self.tokens.to_account_info(),
            stake_authority: self.stake_authority.to_account_info(),
            vote: self.vote.to_account_info(),
            mark: self.mark.to_account_info(),
            stake: self.stake.to_account_info(),
            transient: self.transient.to_account_info(),
            exit_stake: self.exit_stake.to_account_info(),
            clock: self.clock.to_account_info(),
            stake_history: self.stake_history.to_account_info(),
            rent: self.rent.to_account_info(),
            stake_program: self.stake_program.to_account_info(),
            token_program: self.token_program.to_account_info(),
            system_program: self.system_program.to_account_info(),
        }
    }
}

/// The owner gets the stake account: of the holder's it would need instructions of this program to be deactivated and emptied.
pub fn take_stake_account(
    ctx: Context<TakeStakeAccount>,
    nonce: u64,
    tokens: u64,
    minimum_lamports_out: u64,
) -> Result<()> {
    let accounts = &ctx.accounts;
    accounts.vault.sign(&accounts.vault.key(), |signer| {
        let context = CpiContext::new_with_signer(accounts.pool_program.key(), accounts.call(), signer);
        let authority = accounts.owner.key();
        truestake::cpi::withdraw_stake_account(context, nonce, tokens, minimum_lamports_out, authority)
    })
}
