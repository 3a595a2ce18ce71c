use std::cell::{Ref, RefMut};

use anchor_lang::prelude::*;
use truestake_math::{idle_rate, Bps, Intake, Lamports, Limit, MathError, MathResult, Ppb, Scores, Share, Taking, Top};

use super::{size_of_account, Measured, ValidatorMark};
use crate::constants::seeds;
use crate::error::{require, require_key, TruestakeError};

/// The pool's validators. PDA of "validators", pool.
///
/// A header, then `count` records of fixed size. A record is found by its index and checked by its vote account: no
/// instruction walks the list, so nothing costs more with more validators.
#[account(zero_copy)]
#[derive(Debug)]
pub struct ValidatorList {
    /// Layout version; this is 1.
    pub version: u8,
    pub bump: u8,
    pub _reserved_bytes: [u8; 2],
    /// Validators in the list; the pool has it too.
    pub count: u32,
    pub pool: Pubkey,
    /// Sum of all scores.
    pub total_score: u64,
    /// Sum of the scores of validators whose limit binds.
    pub clipped_score: u64,
    /// Sum of the caps that bind.
    pub clipped_caps: Lamports,
    /// Epoch that `updated_count` belongs to.
    pub updated_epoch: u64,
    /// Validators measured in `updated_epoch`.
    pub updated_count: u32,
    /// The score to `top_cap`; 0 where that is not known.
    pub top_score: u32,
    /// Sum of the pool's largest shares that bind, in basis points.
    pub clipped_share: u64,
    /// The level that limits are judged by: what all scores would get together if no limit bound, in parts of 2^30 of what can be
    /// staked.
    pub level: u64,
    /// The cap that is the highest for its score of those that were seen to bind in `updated_epoch`.
    pub top_cap: Lamports,
    /// The lowest score of those for which the pool's largest share was seen to bind in `updated_epoch`; 0 where that is not known.
    pub top_share_score: u32,
    pub _reserved_number: u32,
    /// Epoch at whose first look the level could fall last.
    pub lowered_epoch: u64,
    /// The records follow here: `count` of them, from 128 bytes into the account's data on, discriminator included, each of 192
    /// bytes.
    pub records: [ValidatorRecord; 0],
}

/// A validator and the pool's stake with it: facts only, policy is the manager's.
#[zero_copy]
#[derive(Debug, PartialEq, Eq)]
pub struct ValidatorRecord {
    pub vote: Pubkey,
    /// The validator stake account.
    pub stake: Pubkey,
    /// Accounted lamports of the validator stake account, rent included; 0 when there is none.
    pub stake_lamports: Lamports,
    /// Accounted lamports of the transient stake account, rent included; 0 when there is none.
    pub transient_lamports: Lamports,
    /// Part of both that is being deactivated and comes back to the reserve.
    pub cooling_lamports: Lamports,
    /// Delegation of the validator stake account, as the program last saw or changed it.
    pub delegated_lamports: Lamports,
    /// The most that the pool delegates to it; u64::MAX for no cap.
    pub cap: Lamports,
    /// The limit that binds, where one does: `clipped` says which.
    pub clipped_limit: u64,
    /// Epoch in which it was listed.
    pub listed_epoch: u64,
    /// What it earned last: written at an epoch's first measuring.
    pub earning: Earning,
    /// Weight of the validator in the delegation; 0 drains it.
    pub score: u32,
    pub stake_bump: u8,
    pub transient_bump: u8,
    /// Of the validator stake account: 0 none (it does not exist), 1 idle (it holds its rent and no stake), 2 delegated (active
    /// or activating), 3 deactivating (what is inactive comes back to the reserve).
    pub stake_status: u8,
    /// Of the transient stake account, with the same values.
    pub transient_status: u8,
    /// 1 while the manager keeps it from being removed.
    pub keep: u8,
    /// 1 while the pool's largest share binds, of which `clipped_limit` has the basis points; 2 while its own cap does, of
    /// which it has the lamports.
    pub clipped: u8,
    /// As what it was noted in the pool's intake, in the epoch of its last measuring: 0 not yet, 1 takes up to the largest share,
    /// 2 so too, as far as its cap, 3 up to its cap, 4 takes nothing, 5 nothing, since it is busy.
    pub taking: u8,
    pub _reserved_bytes: [u8; 5],
    /// What cannot be deactivated, since one of its accounts cannot be read or told: all lamports of both, as of the last look.
    pub stuck_lamports: Lamports,
}

/// What the stake with a validator earned between two epochs.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Earning {
    /// Epoch of the measuring before.
    pub since: u64,
    /// Epoch of the latest measurement that was its epoch's first.
    pub epoch: u64,
    /// Booked delegation that was active through all of it.
    pub base: Lamports,
    /// Growth of the delegation: rewards.
    pub earned: Lamports,
    /// All other gains: lamports that came inactive, block revenue among them. Later measurings of the epoch add to it.
    pub other: Lamports,
    /// Lamports below the books. Later measurings of the epoch add to it.
    pub lost: Lamports,
}

impl Earning {
    /// What the base earned in an epoch.
    pub fn rate(&self) -> MathResult<Ppb> {
        let epochs = self.epoch.saturating_sub(self.since);
        idle_rate(self.earned, u128::from(self.base.0).checked_mul(u128::from(epochs)).ok_or(MathError::Overflow)?)
    }
}

/// What a stake account of the pool is doing, as the program last saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum StakeStatus {
    /// The account does not exist.
    None = 0,
    /// The address holds its rent and no stake, ready to be used; a transient account may still have to be made of it. Only
    /// `remove_validator` closes a stake account of the pool: in the same transaction somebody could re-fund the address, and
    /// it would be permanently unusable.
    Idle = 1,
    /// Delegated: active or activating.
    Delegated = 2,
    /// Being deactivated: its stake comes back to the reserve when it is inactive.
    Deactivating = 3,
}

/// Which of a validator's two stake accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StakeSlot {
    /// The validator stake account: the one that stays.
    Validator,
    /// The one for stake that is on its way.
    Transient,
}

impl StakeSlot {
    /// What there is of both, for this one.
    pub fn of<T>(self, validator: T, transient: T) -> T {
        match self {
            Self::Validator => validator,
            Self::Transient => transient,
        }
    }
}

impl ValidatorList {
    /// Bytes of the account without records.
    pub const EMPTY_SPACE: usize = size_of_account::<Self>();

    /// Bytes of the account with `count` records.
    pub fn space(count: u32) -> usize {
        let records = usize::try_from(count).unwrap_or(usize::MAX);
        Self::EMPTY_SPACE.saturating_add(records.saturating_mul(ValidatorRecord::SPACE))
    }

    /// Opens the counter of `epoch`, unless it is open.
    pub fn enter_epoch(&mut self, epoch: u64) {
        if self.updated_epoch != epoch {
            // Of those that nobody looked at, one may have the highest limit.
            if self.updated_count != self.count {
                self.set_top(Top::default());
            }
            self.updated_epoch = epoch;
            self.updated_count = 0;
        }
    }

    pub fn scores(&self) -> Scores {
        Scores {
            total: self.total_score,
            clipped: self.clipped_score,
            clipped_share: self.clipped_share,
            clipped_caps: self.clipped_caps,
            level: self.level,
        }
    }

    pub fn set_scores(&mut self, scores: Scores) {
        self.total_score = scores.total;
        self.clipped_score = scores.clipped;
        self.clipped_share = scores.clipped_share;
        self.clipped_caps = scores.clipped_caps;
        self.level = scores.level;
    }

    pub fn top(&self) -> Top {
        Top { cap: self.top_cap, score: self.top_score, share_score: self.top_share_score }
    }

    pub fn set_top(&mut self, top: Top) {
        self.top_cap = top.cap;
        self.top_score = top.score;
        self.top_share_score = top.share_score;
    }

    /// Ends a handler that changed the list.
    pub fn assert_invariants(&self) -> Result<()> {
        let sound = self.updated_count <= self.count && self.clipped_score <= self.total_score;
        require!(sound, TruestakeError::InvariantViolated);
        Ok(())
    }

    /// Whether every validator has been measured in `epoch`. True for an empty list.
    pub fn is_measured(&self, epoch: u64) -> bool {
        self.count == 0 || (self.updated_epoch == epoch && self.updated_count == self.count)
    }
}

// Records, which lie behind the header that [`AccountLoader`] knows

impl ValidatorList {
    /// The record at `index`.
    pub fn record<'a>(list: &'a AccountLoader<'_, Self>, index: u32) -> Result<Ref<'a, ValidatorRecord>> {
        let range = Self::range(list, index)?;
        let data = list.as_ref().try_borrow_data()?;
        Ref::filter_map(data, |data| data.get(range).and_then(|bytes| bytemuck::try_from_bytes(bytes).ok()))
            .map_err(|_| TruestakeError::ValidatorNotFound.into())
    }

    /// The record at `index`, to change it.
    pub fn record_mut<'a>(list: &'a AccountLoader<'_, Self>, index: u32) -> Result<RefMut<'a, ValidatorRecord>> {
        let range = Self::range(list, index)?;
        let data = list.as_ref().try_borrow_mut_data()?;
        RefMut::filter_map(data, |data| data.get_mut(range).and_then(|bytes| bytemuck::try_from_bytes_mut(bytes).ok()))
            .map_err(|_| TruestakeError::ValidatorNotFound.into())
    }

    /// The record that a `mark` leads to, to change it, when it is the one of `vote`: a mark of another pool or validator leads
    /// nowhere.
    pub fn record_of<'a>(
        list: &'a AccountLoader<'_, Self>,
        mark: &AccountLoader<ValidatorMark>,
        vote: &Pubkey,
    ) -> Result<RefMut<'a, ValidatorRecord>> {
        let index = mark.load()?.index;
        let record = Self::record_mut(list, index)?;
        require_key(&record.vote, vote, TruestakeError::ValidatorNotFound)?;
        Ok(record)
    }

    fn range(list: &AccountLoader<Self>, index: u32) -> Result<std::ops::Range<usize>> {
        require!(index < list.load()?.count, TruestakeError::ValidatorNotFound);
        Ok(Self::space(index)..Self::space(index.saturating_add(1)))
    }
}

impl StakeStatus {
    pub fn from_byte(byte: u8) -> Result<Self> {
        match byte {
            0 => Ok(Self::None),
            1 => Ok(Self::Idle),
            2 => Ok(Self::Delegated),
            3 => Ok(Self::Deactivating),
            _ => err!(TruestakeError::InvariantViolated),
        }
    }
}

impl ValidatorRecord {
    pub const SPACE: usize = std::mem::size_of::<Self>();

    /// Its part in the delegation.
    pub fn share(&self) -> MathResult<Share> {
        let clipped = match self.clipped {
            0 => None,
            1 => Some(Limit::Share(Bps(u16::try_from(self.clipped_limit).map_err(|_| MathError::Overflow)?))),
            _ => Some(Limit::Cap(Lamports(self.clipped_limit))),
        };
        Ok(Share { score: self.score, cap: self.cap, clipped, stake: self.delegated()? })
    }

    /// Notes whether its limit binds.
    pub fn set_clipped(&mut self, limit: Option<Limit>) {
        (self.clipped, self.clipped_limit) = match limit {
            None => (0, 0),
            Some(Limit::Share(part)) => (1, u64::from(part.0)),
            Some(Limit::Cap(cap)) => (2, cap.0),
        };
    }

    /// As what it was noted in `epoch`.
    pub fn taking(&self, epoch: u64) -> Taking {
        match self.taking {
            _ if !self.is_measured(epoch) => Taking::Unknown,
            1 => Taking::Share,
            2 => Taking::ShareToCap,
            3 => Taking::Cap,
            4 => Taking::Nothing,
            5 => Taking::Busy,
            _ => Taking::Unknown,
        }
    }

    /// Notes, once an epoch, that nothing more can be delegated to it in that.
    pub fn turn_busy(&mut self, intake: &mut Intake, share: Share, scores: Scores) {
        let taking = self.taking(self.earning.epoch);
        if taking != Taking::Busy {
            intake.turn_busy(taking, share, scores);
            self.taking = Taking::Busy as u8;
        }
    }

    /// Whether it has been measured in `epoch`.
    pub fn is_measured(&self, epoch: u64) -> bool {
        self.earning.epoch == epoch
    }

    /// Lamports that are delegated and stay so.
    pub fn delegated(&self) -> MathResult<Lamports> {
        Ok(self.stake_lamports.plus(self.transient_lamports)?.saturating_minus(self.cooling_lamports))
    }

    /// Whether the validator stake account exists, so that an update has to see it.
    pub fn uses_stake(&self) -> bool {
        self.stake_status != StakeStatus::None as u8
    }

    /// Whether the transient account holds stake, so that an update has to see it.
    pub fn uses_transient(&self) -> bool {
        self.transient_status > StakeStatus::Idle as u8
    }

    /// Fails unless both are this validator's stake accounts.
    pub fn require_accounts(&self, pool: &Pubkey, stake: &Pubkey, transient: &Pubkey) -> Result<()> {
        self.require_account(StakeSlot::Validator, pool, stake)?;
        self.require_account(StakeSlot::Transient, pool, transient)
    }

    /// Fails unless `address` is that account.
    pub fn require_account(&self, which: StakeSlot, pool: &Pubkey, address: &Pubkey) -> Result<()> {
        match which {
            StakeSlot::Validator => require_key(address, &self.stake, TruestakeError::WrongStakeAccount),
            StakeSlot::Transient => {
                require_key(address, &self.transient_address(pool)?, TruestakeError::WrongTransientAccount)
            }
        }
    }

    /// Address of the transient stake account.
    pub fn transient_address(&self, pool: &Pubkey) -> Result<Pubkey> {
        let seeds: &[&[u8]] = &[seeds::TRANSIENT, pool.as_ref(), self.vote.as_ref(), &[self.transient_bump]];
        Pubkey::create_program_address(seeds, &crate::ID).map_err(|_| TruestakeError::InvariantViolated.into())
    }

    /// Takes `delegated` lamports, and `rent` with them, into an account, which is delegated with the former.
    pub fn receive(&mut self, which: StakeSlot, delegated: Lamports, rent: Lamports) -> MathResult<()> {
        let (balance, status) = self.account_mut(which);
        *balance = balance.plus(delegated)?.plus(rent)?;
        *status = StakeStatus::Delegated as u8;
        if which == StakeSlot::Validator {
            self.delegated_lamports = self.delegated_lamports.plus(delegated)?;
        }
        Ok(())
    }

    /// Takes delegated lamports out of an account, cooling ones first if it is deactivating.
    pub fn give(&mut self, which: StakeSlot, lamports: Lamports) -> MathResult<()> {
        let (balance, status) = self.account_mut(which);
        *balance = balance.minus(lamports)?;
        if *status == StakeStatus::Deactivating as u8 {
            self.cooling_lamports = self.cooling_lamports.saturating_minus(lamports);
        }
        if which == StakeSlot::Validator {
            self.delegated_lamports = self.delegated_lamports.saturating_minus(lamports);
        }
        Ok(())
    }

    /// An account's lamports and its [`StakeStatus`].
    fn account_mut(&mut self, which: StakeSlot) -> (&mut Lamports, &mut u8) {
        match which {
            StakeSlot::Validator => (&mut self.stake_lamports, &mut self.stake_status),
            StakeSlot::Transient => (&mut self.transient_lamports, &mut self.transient_status),
        }
    }

    /// Notes that the transient address has received rent; nothing for no rent.
    pub fn fund_transient(&mut self, rent: Lamports) -> MathResult<()> {
        if !rent.is_zero() {
            self.transient_lamports = self.transient_lamports.plus(rent)?;
            self.transient_status = self.transient_status.max(StakeStatus::Idle as u8);
        }
        Ok(())
    }

    /// What the books say one of its accounts holds.
    pub fn booked(&self, which: StakeSlot) -> Lamports {
        which.of(self.stake_lamports, self.transient_lamports)
    }

    /// What one of its accounts is doing; see [`StakeStatus`].
    pub fn status(&self, which: StakeSlot) -> u8 {
        which.of(self.stake_status, self.transient_status)
    }

    /// Takes stake out of an account that was delegated in this epoch; `all` of it leaves it idle.
    pub fn take_back(&mut self, which: StakeSlot, lamports: Lamports, all: bool) -> MathResult<()> {
        let (balance, status) = self.account_mut(which);
        *balance = balance.minus(lamports)?;
        if all {
            *status = StakeStatus::Idle as u8;
        }
        if which == StakeSlot::Validator {
            self.delegated_lamports = self.delegated_lamports.saturating_minus(lamports);
        }
        Ok(())
    }

    /// Notes what measuring one of its accounts found beyond the epoch's first measuring.
    pub fn remeasured(&mut self, which: StakeSlot, found: Lamports, measured: Measured) -> MathResult<()> {
        let (balance, _) = self.account_mut(which);
        *balance = found;
        self.earning.other = self.earning.other.plus(measured.gain)?;
        self.earning.lost = self.earning.lost.plus(measured.loss)?;
        Ok(())
    }

    /// Marks `lamports` of delegated stake as being deactivated: the validator stake account's, the transient account's, or a
    /// part that moves from the one to the other first. Returns what is cooling down in addition.
    pub fn begin_cooling(&mut self, account: Deactivation, lamports: Lamports) -> MathResult<Lamports> {
        match account {
            Deactivation::Validator => self.stake_status = StakeStatus::Deactivating as u8,
            Deactivation::Transient => self.transient_status = StakeStatus::Deactivating as u8,
            Deactivation::Part | Deactivation::More => {
                self.stake_lamports = self.stake_lamports.minus(lamports)?;
                self.delegated_lamports = self.delegated_lamports.saturating_minus(lamports);
                self.transient_lamports = self.transient_lamports.plus(lamports)?;
                self.transient_status = StakeStatus::Deactivating as u8;
            }
        }
        let before = self.cooling_lamports;
        self.cooling_lamports = before.plus(lamports)?;
        self.limit_cooling()?;
        self.cooling_lamports.minus(before)
    }

    /// Keeps what cools down within the books: a delegation may contain lamports that nobody has measured yet.
    pub fn limit_cooling(&mut self) -> MathResult<()> {
        self.cooling_lamports = self.cooling_lamports.min(self.stake_lamports.plus(self.transient_lamports)?);
        Ok(())
    }
}

/// What begins to cool down at a validator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deactivation {
    /// The whole validator stake account.
    Validator,
    /// The whole transient account.
    Transient,
    /// A part of the validator stake account, moved to the transient one first.
    Part,
    /// The same where another part began to cool down in this epoch: they go on together.
    More,
}
