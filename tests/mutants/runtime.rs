//! The switch between the mutants, and what they call. Copied into the program as `mutant.rs`.
#![allow(unsafe_code)]

use anchor_lang::prelude::*;

use truestake_math::{Bps, Lamports, MathResult, PoolTokens, Ppb, Price};

/// The number of the mutant that is on, 0 for none, and whether to say which guards refuse. Both are patched in the
/// built program, where the first two words show the place.
#[repr(C)]
struct Switch {
    mark: [u8; 16],
    number: u32,
    trace: u32,
}

#[used]
static SWITCH: Switch = Switch { mark: *b"truestake mutant", number: 0, trace: 0 };

#[cfg(target_os = "solana")]
fn read() -> (u32, u32) {
    // Volatile, or the compiler would know the numbers.
    let switch = unsafe { core::ptr::read_volatile(&raw const SWITCH) };
    (switch.number, switch.trace)
}

/// Native tests are told by the environment.
#[cfg(not(target_os = "solana"))]
fn read() -> (u32, u32) {
    static NUMBER: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
    let number = NUMBER.get_or_init(|| std::env::var("TRUESTAKE_MUTANT").ok().and_then(|n| n.parse().ok()).unwrap_or(0));
    (*number, 0)
}

/// Whether this mutant is on.
#[inline(never)]
pub fn on(number: u32) -> bool {
    read().0 == number
}

/// Says that it matters here whether this mutant is on.
#[inline(never)]
fn tell(number: u32) {
    if read().1 != 0 {
        msg!("mutant {}", number);
    }
}

/// What must hold for a guard to let pass.
pub fn holds(number: u32, condition: bool) -> bool {
    if !condition {
        tell(number);
    }
    condition
}

/// What makes a guard refuse.
pub fn fires(number: u32, condition: bool) -> bool {
    if condition {
        tell(number);
    }
    condition
}

/// What a guard that is a call of its own says.
pub fn seen<E>(number: u32, result: core::result::Result<(), E>) -> core::result::Result<(), E> {
    if result.is_err() {
        tell(number);
    }
    result
}

/// A call that does something, and matters wherever it is.
pub fn always<T>(number: u32, result: T) -> T {
    tell(number);
    result
}

/// A rounding, or with its mutant on the other one.
fn round<T: PartialEq>(number: u32, straight: impl FnOnce() -> T, other: impl FnOnce() -> T) -> T {
    let (on, trace) = read();
    if on == number {
        return other();
    }
    let result = straight();
    if trace != 0 && result != other() {
        tell(number);
    }
    result
}

pub fn mul_div_floor(number: u32, a: u64, b: u64, d: u64) -> MathResult<u64> {
    round(number, || truestake_math::mul_div_floor(a, b, d), || truestake_math::mul_div_ceil(a, b, d))
}

pub fn mul_div_ceil(number: u32, a: u64, b: u64, d: u64) -> MathResult<u64> {
    round(number, || truestake_math::mul_div_ceil(a, b, d), || truestake_math::mul_div_floor(a, b, d))
}

/// A part of an amount, rounded the other way.
pub trait Part: Copy {
    fn ceil_of_or(self, number: u32, amount: u64) -> MathResult<u64>;
    fn floor_of_or(self, number: u32, amount: u64) -> MathResult<u64>;
}

impl Part for Bps {
    fn ceil_of_or(self, number: u32, amount: u64) -> MathResult<u64> {
        round(number, || self.ceil_of(amount), || self.floor_of(amount))
    }

    fn floor_of_or(self, number: u32, amount: u64) -> MathResult<u64> {
        round(number, || self.floor_of(amount), || self.ceil_of(amount))
    }
}

fn floored(part: Ppb, amount: u64) -> MathResult<u64> {
    truestake_math::mul_div_floor(amount, u64::from(part.0), u64::from(Ppb::WHOLE.0))
}

impl Part for Ppb {
    fn ceil_of_or(self, number: u32, amount: u64) -> MathResult<u64> {
        round(number, || self.ceil_of(amount), || floored(self, amount))
    }

    fn floor_of_or(self, number: u32, amount: u64) -> MathResult<u64> {
        round(number, || floored(self, amount), || self.ceil_of(amount))
    }
}

/// What tokens and lamports are worth in each other, rounded the other way.
pub trait Worth: Copy {
    fn tokens_for_or(self, number: u32, lamports: Lamports) -> MathResult<PoolTokens>;
    fn lamports_for_or(self, number: u32, tokens: PoolTokens) -> MathResult<Lamports>;
    fn lamports_backing_or(self, number: u32, tokens: PoolTokens) -> MathResult<Lamports>;
}

impl Worth for Price {
    fn tokens_for_or(self, number: u32, lamports: Lamports) -> MathResult<PoolTokens> {
        let ceiled = || truestake_math::mul_div_ceil(lamports.0, self.supply.0, self.total.0).map(PoolTokens);
        round(number, || self.tokens_for(lamports), ceiled)
    }

    fn lamports_for_or(self, number: u32, tokens: PoolTokens) -> MathResult<Lamports> {
        round(number, || self.lamports_for(tokens), || self.lamports_backing(tokens))
    }

    fn lamports_backing_or(self, number: u32, tokens: PoolTokens) -> MathResult<Lamports> {
        round(number, || self.lamports_backing(tokens), || self.lamports_for(tokens))
    }
}

/// Division, rounded the other way.
pub trait Rounding: Sized {
    fn div_ceil_or(self, number: u32, d: Self) -> Self;
    fn checked_div_or(self, number: u32, d: Self) -> Option<Self>;
}

macro_rules! rounding {
    ($($number:ty),+) => {$(
        impl Rounding for $number {
            fn div_ceil_or(self, number: u32, d: Self) -> Self {
                round(number, || self.div_ceil(d), || self / d)
            }

            fn checked_div_or(self, number: u32, d: Self) -> Option<Self> {
                round(number, || self.checked_div(d), || (d != 0).then(|| self.div_ceil(d)))
            }
        }
    )+};
}

rounding!(u64, u128, usize);

/// An account that has to sign, or to be a program: instruction, place, mutant.
struct Role {
    discriminator: [u8; 8],
    place: usize,
    number: u32,
    program: Option<Pubkey>,
}

impl Role {
    fn is_filled_by(&self, account: &AccountInfo) -> bool {
        match &self.program {
            Some(program) => account.key == program,
            None => account.is_signer,
        }
    }
}

/// Lets accounts pass for signers and programs, as far as this program can see.
pub fn entry<'info>(
    program_id: &'info Pubkey,
    accounts: &'info [AccountInfo<'info>],
    data: &'info [u8],
) -> anchor_lang::solana_program::entrypoint::ProgramResult {
    for role in ROLES.iter().filter(|role| data.starts_with(&role.discriminator)) {
        if accounts.get(role.place).is_none_or(|account| role.is_filled_by(account)) {
            continue;
        }
        tell(role.number);
        if on(role.number) {
            let mut pretended = accounts.to_vec();
            match &role.program {
                Some(program) => {
                    pretended[role.place].key = program;
                    pretended[role.place].executable = true;
                }
                None => pretended[role.place].is_signer = true,
            }
            return crate::entry(program_id, pretended.leak(), data);
        }
    }
    crate::entry(program_id, accounts, data)
}

#[cfg(target_os = "solana")]
anchor_lang::solana_program::entrypoint!(entry);
