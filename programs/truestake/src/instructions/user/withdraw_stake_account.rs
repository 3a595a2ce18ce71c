use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

use crate::clock::require_rewards_paid;
use crate::constants::STAKE_ACCOUNT_BYTES;
use crate::error::TruestakeError;
use crate::events::StakeAccountWithdrawn;
use crate::math::{charge_lamports, Lamports, PoolTokens};
use crate::stake::{initialize, minimum_delegation, stake_rent, Phase, StakeAccount, StakeProgram};
use crate::state::{record_of, Holder, Pool, ValidatorList, ValidatorRecord};
use crate::system::{transfer, NewAccount};
use crate::token::burn_from;

#[derive(Accounts)]
pub struct WithdrawStakeAccount<'info> {
    /// Signer: owns the tokens, pays the new account's rent and what the old one lacks of a rent that has risen, becomes
    /// staker and withdrawer.
    #[account(mut)]
    pub owner: Signer<'info>,
    /// Write: the pool.
    #[account(
        mut,
        has_one = validators @ TruestakeError::WrongValidatorList,
        has_one = mint @ TruestakeError::WrongMint,
        has_one = stake_authority @ TruestakeError::WrongStakeAuthority,
    )]
    pub pool: AccountLoader<'info, Pool>,
    /// Write: the validator list.
    #[account(mut)]
    pub validators: AccountLoader<'info, ValidatorList>,
    /// CHECK: the pool names it. Write: the pool token.
    #[account(mut)]
    pub mint: UncheckedAccount<'info>,
    /// Write: gives the tokens.
    #[account(
        mut,
        dup,
        constraint = source.mint == mint.key() @ TruestakeError::WrongTokenAccount,
        constraint = source.owner == owner.key() @ TruestakeError::WrongTokenOwner,
    )]
    pub source: Box<Account<'info, TokenAccount>>,
    /// CHECK: the pool names it.
    pub stake_authority: UncheckedAccount<'info>,
    /// CHECK: compared with the list; may be closed.
    pub vote: UncheckedAccount<'info>,
    /// CHECK: the validator's canonical stake account, compared with the list.
    #[account(mut)]
    pub stake: UncheckedAccount<'info>,
    /// CHECK: the validator's transient stake account, derived in the handler when the canonical one cannot give.
    #[account(mut)]
    pub transient: UncheckedAccount<'info>,
    /// Create, signer: the stake account that the owner receives; not his wallet.
    #[account(mut)]
    pub new_stake: Signer<'info>,
    /// CHECK: sysvar.
    #[account(address = solana_sysvar::clock::ID @ TruestakeError::WrongSysvar)]
    pub clock: UncheckedAccount<'info>,
    /// CHECK: sysvar.
    #[account(address = solana_stake_interface::sysvar::stake_history::ID @ TruestakeError::WrongSysvar)]
    pub stake_history: UncheckedAccount<'info>,
    /// CHECK: sysvar.
    #[account(address = solana_sysvar::rent::ID @ TruestakeError::WrongSysvar)]
    pub rent: UncheckedAccount<'info>,
    /// CHECK: the program that is called.
    #[account(address = solana_stake_interface::program::ID @ TruestakeError::WrongProgram)]
    pub stake_program: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub system_program: Program<'info, System>,
}

/// Which account gives the stake, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Giver {
    holder: Holder,
    /// All of its stake moves; otherwise a part is split off. A split of everything would close the account.
    whole: bool,
    /// What the account lacks for a rent that has risen.
    missing_rent: Lamports,
}

impl<'info> WithdrawStakeAccount<'info> {
    fn info(&self, holder: Holder) -> &AccountInfo<'info> {
        match holder {
            Holder::Canonical => &self.stake,
            Holder::Transient => &self.transient,
        }
    }

    fn validate(&self, pool: &Pool, clock: &Clock, tokens: PoolTokens) -> Result<()> {
        require!(!tokens.is_zero(), TruestakeError::ZeroAmount);
        require!(tokens.0 <= self.source.amount, TruestakeError::InsufficientTokens);
        // It would make a stake account of the owner's wallet.
        require_keys_neq!(self.new_stake.key(), self.owner.key(), TruestakeError::WrongStakeAccount);
        require_rewards_paid()?;
        pool.require_fresh(clock)
    }

    /// The canonical account while it has stake that stays delegated, otherwise the transient one. `cooling_is_open` opens
    /// those that are being deactivated.
    fn giver(
        &self,
        cooling_is_open: bool,
        record: &ValidatorRecord,
        epoch: u64,
        lamports: Lamports,
        rent: Lamports,
    ) -> Result<Giver> {
        let minimum = minimum_delegation()?;
        require!(lamports >= minimum, TruestakeError::BelowMinimumDelegation);

        for holder in [Holder::Canonical, Holder::Transient] {
            let info = self.info(holder);
            // The transient account's address is derived only if it is needed: that costs more than reading it.
            record.require_account(holder, &self.pool.key(), info.key)?;
            let Some(account) = StakeAccount::read(info, self.stake_authority.key, rent)? else { continue };
            let is_open = account.is_delegated() || (cooling_is_open && account.phase(epoch) == Phase::CoolingDown);
            let missing_rent = account.missing_rent();
            if is_open && account.delegated().saturating_minus(lamports) >= minimum {
                return Ok(Giver { holder, whole: false, missing_rent });
            }
            if is_open && account.delegated() == lamports && account.phase(epoch) == Phase::Active {
                return Ok(Giver { holder, whole: true, missing_rent });
            }
        }
        err!(TruestakeError::NotEnoughStake)
    }
}

pub fn withdraw_stake_account(
    ctx: Context<WithdrawStakeAccount>,
    index: u32,
    tokens: u64,
    minimum_lamports_out: u64,
) -> Result<()> {
    // Check
    let accounts = &ctx.accounts;
    let address = accounts.pool.key();
    let clock = Clock::get()?;
    let mut pool = accounts.pool.load_mut()?;
    let tokens = PoolTokens(tokens);
    accounts.validate(&pool, &clock, tokens)?;
    let validators = accounts.validators.load()?.count;
    let mut record = record_of(&accounts.validators, index, accounts.vote.key)?;
    let charged = charge_lamports(pool.price(clock.slot)?.lamports_for(tokens)?, pool.fees.withdrawal)?;
    let lamports = charged.net;
    require!(!lamports.is_zero(), TruestakeError::ZeroResult);
    require!(lamports.0 >= minimum_lamports_out, TruestakeError::SlippageExceeded);
    let rent = stake_rent()?;
    // What is being deactivated is tickets' stake: it can be taken only when the pool has too little else, so that no
    // cycling of stake locks anybody in.
    let rents = Lamports(rent.0.saturating_mul(2).saturating_mul(u64::from(validators)));
    let staying = pool.staked_lamports.saturating_minus(pool.cooling_lamports).saturating_minus(rents);
    let giver = accounts.giver(staying < lamports, &record, clock.epoch, lamports, rent)?;

    // Effect
    let before = pool.books(clock.slot)?;
    pool.supply = pool.supply.minus(tokens)?;
    pool.staked_lamports = pool.staked_lamports.minus(lamports)?;
    pool.keep_as_gain(charged.fee)?;
    let cooling_before = record.cooling_lamports;
    record.give(giver.holder, lamports)?;
    pool.cooling_lamports = pool.cooling_lamports.minus(cooling_before)?.plus(record.cooling_lamports)?;

    // Interaction
    burn_from(accounts.source.as_ref().as_ref(), &accounts.mint, &accounts.owner, tokens.0)?;
    NewAccount {
        payer: &accounts.owner,
        account: &accounts.new_stake,
        signers: &[],
        bytes: STAKE_ACCOUNT_BYTES,
        owner: &solana_stake_interface::program::ID,
    }
    .create(rent)?;
    let program = StakeProgram {
        pool: address,
        authority_bump: pool.stake_authority_bump,
        authority: &accounts.stake_authority,
        clock: &accounts.clock,
        stake_history: &accounts.stake_history,
    };
    let from = accounts.info(giver.holder);
    if !giver.missing_rent.is_zero() {
        transfer(&accounts.owner, from, giver.missing_rent)?;
    }
    if giver.whole {
        initialize(&accounts.new_stake, accounts.stake_authority.key, &accounts.rent)?;
        program.move_stake(from, &accounts.new_stake, lamports)?;
    } else {
        program.split(from, &accounts.new_stake, lamports)?;
    }
    program.give_away(&accounts.new_stake, accounts.owner.key)?;

    // Log
    emit!(StakeAccountWithdrawn {
        pool: address,
        owner: accounts.owner.key(),
        stake: accounts.new_stake.key(),
        vote: record.vote,
        tokens,
        lamports,
        fee: charged.fee,
        before,
        after: pool.books(clock.slot)?,
    });
    pool.assert_invariants(clock.slot)
}
