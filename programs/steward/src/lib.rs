//! # Steward
//!
//! Runs the validator set of a Truestake pool by rules that anybody can trigger and nobody can bend. Its
//! [`authority`](state::Steward::authority), a derived address, is the pool's validator manager. Validators join with a **bond** in
//! pool tokens and a **pledge** of the most commission that they take; what the pool's stake earns less with them than the
//! cluster's mean and the pledge allow is burned out of the bond, which every holder gains by.
//!
//! ## An epoch
//!
//! 1. [`note_epoch`](steward::note_epoch) writes down what all stake of the cluster earned, from sysvars.
//! 2. The pool is updated: its records say what its stake earned with each validator.
//! 3. [`assess`](steward::assess) compares both, once, and notes what is owed; [`cover`](steward::cover) burns it.
//! 4. [`rate`](steward::rate) sets scores and caps; the pool moves stake by them in its moving part.
//!
//! All of it is permissionless. Nothing expires: what nobody did, or what is unknown, changes nothing.
//!
//! ## What it cannot do
//!
//! It never moves the pool's SOL or its holders' tokens; it signs for scores, for places in the pool's list, and for the bonds' own
//! vault. See docs/STEWARD.md.

#![cfg_attr(
    test,
    allow(clippy::arithmetic_side_effects, clippy::unwrap_used, reason = "a test that goes wrong should panic")
)]

use anchor_lang::prelude::*;
#[cfg(not(feature = "no-entrypoint"))]
use solana_security_txt::security_txt;

pub mod constants;
pub mod error;
pub mod events;
pub mod instructions;
pub mod pool;
pub mod rating;
pub mod state;
pub mod sysvars;

use instructions::*;
use state::PolicyArgs;

declare_id!("7CARCPTJw8iE821SaSLBRZLH68VZr9w4SYVPc5FPfdNp");

// Everything about the pool comes from its published IDL, idls/truestake.json.
declare_program!(truestake);

#[cfg(not(feature = "no-entrypoint"))]
security_txt! {
    name: "Truestake steward",
    project_url: "https://truestake.example",
    contacts: "link:https://truestake.example/security",
    policy: "https://truestake.example/security",
    preferred_languages: "en"
}

/// Runs the validator set of a Truestake pool by rules that anybody can trigger.
///
/// Remaining accounts: `rate`, `assess` and `migrate` take some; each says which, and in which order.
///
/// Lists behind a header, as offsets into the account's data, discriminator included: the records of `Members` begin at 96 and take
/// 272 bytes each. The pool's own lists are told in its IDL.
///
/// Status values: a `Member`'s is 0 free (nobody has the place), 1 member, 2 leaving (all of its bond was asked back). Gates are bits,
/// which `Member.gates` lists.
///
/// Rounding: what stake missed is floored in lamports, and owed in the tokens that make it good, ceiled. The stake that a bond allows is
/// floored.
///
/// Errors that are not named are the pool's. A wrong account fails with the error named after it.
#[program]
pub mod steward {
    use super::*;

    // By anybody

    /// Sets the scores and caps of members that the pool lists, by one call of its `set_scores`. Members are given in rising order;
    /// others of the same call are the witnesses that the cluster votes. Emits `Rated`.
    ///
    /// Remaining accounts: for each place its vote account, in the same order.
    ///
    /// Errors: `NotManager`, `WrongPlaces`, `MemberNotFound`, `WrongVoteAccount`, `WrongValidator`, `WrongPool`, `Overflow`.
    pub fn rate<'info>(ctx: Context<'info, Rate<'info>>, places: Vec<Place>) -> Result<()> {
        instructions::rate(ctx, places)
    }

    /// Notes what members owe for what the pool's stake earned with them last: once for each earning; what is lost later in the same
    /// epoch comes on top. Does nothing for members without anything new. Emits `Assessed`.
    ///
    /// Remaining accounts: for each place its vote account, in the same order.
    ///
    /// Errors: `WrongPlaces`, `MemberNotFound`, `WrongVoteAccount`, `WrongValidator`, `EpochNotNoted`, `WrongPool`, `Overflow`.
    pub fn assess<'info>(ctx: Context<'info, Assess<'info>>, places: Vec<Place>) -> Result<()> {
        instructions::assess(ctx, places)
    }

    /// Burns what members owe out of their bonds, as far as those reach. Does nothing where nothing is owed. Emits `Covered`.
    ///
    /// Errors: `WrongPlaces`, `MemberNotFound`, `InvariantViolated`.
    pub fn cover(ctx: Context<Cover>, indexes: Vec<u32>) -> Result<()> {
        instructions::cover(ctx, indexes)
    }

    /// Writes down what all stake earned in the epoch before, once the rewards are paid, and whether the steward is the pool's
    /// validator manager. Once an epoch: an epoch that nobody notes stays unknown. Emits `EpochNoted`.
    ///
    /// Errors: `EpochRewardsActive`, `AlreadyNoted`, `WrongPool`.
    pub fn note_epoch(ctx: Context<NoteEpoch>) -> Result<()> {
        instructions::note_epoch(ctx)
    }

    /// Has the pool list a member, with its first positive score; whoever calls pays for the place. Emits `Listed`.
    ///
    /// Errors: `NotManager`, `MemberNotFound`, `WrongVoteAccount`, `NotQualified`, `WrongPool`, `Overflow`.
    pub fn list_validator(ctx: Context<ListValidator>, index: u32) -> Result<()> {
        instructions::list_validator(ctx, index)
    }

    /// Sets the scores of validators that the pool lists and that are no members: for 10 epochs after the steward took over they
    /// keep the stake that they have, then they get none. Emits `Migrated`.
    ///
    /// Remaining accounts: for each validator the address of its membership, whether there is one or not, in the same order.
    ///
    /// Errors: `NotManager`, `WrongPlaces`, `WrongMembership`, `IsMember`, `WrongValidator`, `WrongPool`, `Overflow`.
    pub fn migrate<'info>(ctx: Context<'info, Rate<'info>>, validators: Vec<Validator>) -> Result<()> {
        instructions::migrate(ctx, validators)
    }

    /// Frees the place of a member without a bond: all of it was burned, and all that it owed is paid. What the validator earned last
    /// has to be assessed, its stake has to be gone, and a rating has to have taken its score. Where the steward is no longer the
    /// pool's validator manager, the stake is not waited for. Emits `MemberRemoved`.
    ///
    /// Errors: `MemberNotFound`, `BondThere`, `DebtOpen`, `NotAssessed`, `StakeNotGone`, `WrongMembership`, `WrongMark`, `WrongPool`.
    pub fn remove_member(ctx: Context<RemoveMember>) -> Result<()> {
        instructions::remove_member(ctx)
    }

    /// Closes the membership that a validator left behind, which left while it was vetoed, once that veto would have ended: it may join
    /// again. The rent goes to whoever paid it. Emits `MembershipClosed`.
    ///
    /// Errors: `IsMember`, `Barred`, `WrongMembership`.
    pub fn close_membership(ctx: Context<CloseMembership>) -> Result<()> {
        instructions::close_membership(ctx)
    }

    // Validators

    /// Makes a validator a member: `tokens` become its bond, `pledge` is the most commission that it takes, in basis points. The vote
    /// account's authorized withdrawer signs. `index` is a free place or the first one behind the list. Emits `Joined`.
    ///
    /// Errors: `PledgeTooHigh`, `WrongOwner`, `WrongVoteAccount`, `NotWithdrawer`, `TooNew`, `BondTooSmall`, `MemberNotFound`,
    /// `MembersFull`, `PlaceTaken`, `WrongPool`, `Overflow`, `InvariantViolated`.
    pub fn join(ctx: Context<Join>, index: u32, pledge: u16, tokens: u64) -> Result<()> {
        instructions::join(ctx, index, pledge, tokens)
    }

    /// Adds tokens to a bond; anybody may. They count a tenth more each epoch; `cover` burns what is owed of them
    /// at once. Where the bond is used up, they are no more than what is owed, or bring the least bond beside that. Emits
    /// `BondDeposited`.
    ///
    /// Errors: `ZeroAmount`, `MemberNotFound`, `BondTooSmall`, `WrongPool`, `Overflow`, `InvariantViolated`.
    pub fn deposit_bond(ctx: Context<DepositBond>, index: u32, tokens: u64) -> Result<()> {
        instructions::deposit_bond(ctx, index, tokens)
    }

    /// Pledges another commission: a lower one at once, a higher one for rewards from four epochs later on. Only the bond's owner
    /// may. Emits `PledgeChanged`.
    ///
    /// Errors: `PledgeTooHigh`, `MemberNotFound`, `NotOwner`.
    pub fn set_pledge(ctx: Context<SetPledge>, index: u32, pledge: u16) -> Result<()> {
        instructions::set_pledge(ctx, index, pledge)
    }

    /// Asks tokens of a bond back, or all where the validator `leaves`, which asking for as many as there are means too: they count no
    /// longer, and the epoch is owed that stake idles for it. `tokens` is what is asked back in all: fewer than before takes the rest of
    /// the request back. Only the bond's owner may. Emits `WithdrawalRequested`.
    ///
    /// Errors: `MemberNotFound`, `NotOwner`, `InsufficientBond`, `BondTooSmall`, `WrongMark`, `WrongPool`, `Overflow`.
    pub fn request_withdrawal(ctx: Context<RequestWithdrawal>, index: u32, tokens: u64, leaves: bool) -> Result<()> {
        instructions::request_withdrawal(ctx, index, tokens, leaves)
    }

    /// Pays what was asked back four epochs ago, once a rating in a later epoch has told the pool, the stake that it covered is gone,
    /// what that earned last is assessed and nothing is owed. Where the steward is no longer the pool's validator manager, neither
    /// time nor stake nor rating is waited for. Anybody may: it goes to the bond's owner. Emits `BondWithdrawn`.
    ///
    /// Errors: `MemberNotFound`, `NothingRequested`, `DebtOpen`, `TooEarly`, `NotAssessed`, `NotRated`, `StakeNotGone`,
    /// `WrongDestination`, `WrongMembership`, `WrongMark`, `WrongPool`, `Overflow`, `InvariantViolated`.
    pub fn withdraw_bond(ctx: Context<WithdrawBond>) -> Result<()> {
        instructions::withdraw_bond(ctx)
    }

    // The pool's admin

    /// Creates a pool's steward. Only the pool's admin may. Emits `StewardCreated`.
    ///
    /// Errors: `NotAdmin`, `WrongPool`, `WrongMint`, `PolicyOutOfRange`.
    pub fn create_steward(ctx: Context<CreateSteward>, policy: PolicyArgs) -> Result<()> {
        instructions::create_steward(ctx, policy)
    }

    /// Changes what is asked for, five epochs later: validators and holders have the time to leave. Only the pool's admin may. Emits
    /// `PolicyUpdated`.
    ///
    /// Errors: `NotAdmin`, `PolicyOutOfRange`, `WrongPool`.
    pub fn update_policy(ctx: Context<UpdatePolicy>, policy: PolicyArgs) -> Result<()> {
        instructions::update_policy(ctx, policy)
    }

    /// Announces that a member gets no stake, from two epochs later on and for 30; its bond is free to leave. At most a tenth of all
    /// bonds that count; of one that has just come counts the least bond. Who leaves may not join again before it ends. Only the pool's
    /// admin may. Emits `Vetoed`.
    ///
    /// Errors: `NotAdmin`, `MemberNotFound`, `WrongReason`, `AlreadyVetoed`, `VetoTooWide`, `WrongPool`, `Overflow`.
    pub fn veto(ctx: Context<Veto>, index: u32, reason: String) -> Result<()> {
        instructions::veto(ctx, index, reason)
    }

    /// Ends a veto. Only the pool's admin may. Emits `VetoLifted`.
    ///
    /// Errors: `NotAdmin`, `MemberNotFound`, `NotVetoed`.
    pub fn lift_veto(ctx: Context<Veto>, index: u32) -> Result<()> {
        instructions::lift_veto(ctx, index)
    }
}
