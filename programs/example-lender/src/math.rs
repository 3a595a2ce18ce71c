//! Every number the lender decides, as pure functions. Products are taken in 128 bits, and each ratio is rounded against
//! whoever acts.

use core::cmp::Ordering;

/// SOL in its smallest unit.
pub type Lamports = u64;
/// Pool tokens in their smallest unit.
pub type PoolTokens = u64;
/// A ratio in basis points.
pub type Bps = u16;
/// A ratio in millionths.
pub type Millionths = u32;

const BPS: u64 = 10_000;
const MILLION: u64 = 1_000_000;
/// One, as a fixed-point number with 32 fractional bits.
const ONE: u64 = 1 << 32;

/// Why a computation has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MathError {
    Overflow,
    /// There are no tokens, or they are worth nothing.
    NoPrice,
}

pub type MathResult<T> = core::result::Result<T, MathError>;

/// `total ÷ supply`, lamports per token. The mint and SOL both have 9 decimals, so it is SOL per token as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    pub total: Lamports,
    pub supply: PoolTokens,
}

impl Price {
    /// Lamports that tokens are worth, floored.
    pub fn worth(self, tokens: PoolTokens) -> MathResult<Lamports> {
        mul_div_floor(tokens, self.total, self.supply)
    }

    /// Lamports that tokens are worth, ceiled.
    pub fn worth_ceil(self, tokens: PoolTokens) -> MathResult<Lamports> {
        mul_div_ceil(tokens, self.total, self.supply)
    }

    /// The lower of two prices, compared without division.
    pub fn lower_of(self, other: Self) -> Self {
        match product(self.total, other.supply).cmp(&product(other.total, self.supply)) {
            Ordering::Greater => other,
            Ordering::Less | Ordering::Equal => self,
        }
    }

    /// As a fixed-point number with 32 fractional bits, floored.
    pub fn fixed_point(self) -> MathResult<u64> {
        mul_div_floor(self.total, ONE, self.supply)
    }

    fn from_fixed_point(price: u64) -> Self {
        Self { total: price, supply: ONE }
    }

    /// This price after `epochs` in each of which it rose by `rise` of itself, floored.
    pub fn raised(self, rise: Millionths, epochs: u64) -> MathResult<Self> {
        let factor = u64::from(rise).checked_mul(epochs).and_then(|sum| sum.checked_add(MILLION));
        let raised = mul_div_floor(self.fixed_point()?, factor.unwrap_or(u64::MAX), MILLION);
        Ok(Self::from_fixed_point(raised.unwrap_or(u64::MAX)))
    }
}

/// A price from `slot` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceRecord {
    pub slot: u64,
    pub price: Price,
}

/// The mean of prices, each weighted by the slots until the next one, the last by those until `now`; floored.
/// [`MathError::NoPrice`] without any.
pub fn time_weighted_mean(records: impl IntoIterator<Item = PriceRecord>, now: u64) -> MathResult<Price> {
    let mut records = records.into_iter();
    let first = records.next().ok_or(MathError::NoPrice)?;
    let mut sum = 0u128;
    let mut since = first.slot;
    let mut price = first.price.fixed_point()?;
    for record in records {
        sum = plus_weighted(sum, price, record.slot, since)?;
        since = record.slot;
        price = record.price.fixed_point()?;
    }
    sum = plus_weighted(sum, price, now, since)?;
    let span = u128::from(now.checked_sub(first.slot).ok_or(MathError::Overflow)?);
    // Without a span there is only the price of this slot.
    let mean = sum.checked_div(span).map_or(Ok(price), |mean| u64::try_from(mean).map_err(|_| MathError::Overflow))?;
    Ok(Price::from_fixed_point(mean))
}

fn plus_weighted(sum: u128, price: u64, until: u64, since: u64) -> MathResult<u128> {
    let slots = until.checked_sub(since).ok_or(MathError::Overflow)?;
    sum.checked_add(product(price, slots)).ok_or(MathError::Overflow)
}

/// A part of an amount, floored.
pub fn part_of(lamports: Lamports, part: Bps) -> MathResult<Lamports> {
    mul_div_floor(lamports, u64::from(part), BPS)
}

/// Interest on a debt for some epochs, ceiled.
pub fn interest(debt: Lamports, rate: Millionths, epochs: u64) -> MathResult<Lamports> {
    let rate = u64::from(rate).checked_mul(epochs).ok_or(MathError::Overflow)?;
    mul_div_ceil(debt, rate, MILLION)
}

/// What a position owes: interest is on the principal alone, so it does not matter how often it is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Debt {
    pub principal: Lamports,
    pub interest: Lamports,
}

impl Debt {
    pub fn total(self) -> MathResult<Lamports> {
        self.principal.checked_add(self.interest).ok_or(MathError::Overflow)
    }

    /// With the interest of some epochs.
    pub fn accrued(self, rate: Millionths, epochs: u64) -> MathResult<Self> {
        let due = interest(self.principal, rate, epochs)?;
        Ok(Self { interest: self.interest.checked_add(due).ok_or(MathError::Overflow)?, ..self })
    }

    /// With another loan and its interest of the epoch that has begun.
    pub fn lent(self, lamports: Lamports, rate: Millionths) -> MathResult<Self> {
        let loan = Self { principal: lamports, interest: 0 }.accrued(rate, 1)?;
        Ok(Self {
            principal: self.principal.checked_add(loan.principal).ok_or(MathError::Overflow)?,
            interest: self.interest.checked_add(loan.interest).ok_or(MathError::Overflow)?,
        })
    }

    /// After a payment: interest first, then principal. [`MathError::Overflow`] for more than is owed.
    pub fn paid(self, lamports: Lamports) -> MathResult<Self> {
        let interest = lamports.min(self.interest);
        let principal = lamports.saturating_sub(interest);
        Ok(Self {
            principal: self.principal.checked_sub(principal).ok_or(MathError::Overflow)?,
            interest: self.interest.saturating_sub(interest),
        })
    }
}

/// What a liquidator pays and receives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seizure {
    pub paid: Lamports,
    pub tokens: PoolTokens,
}

impl Seizure {
    /// Tokens worth `offered` and the bonus, floored. Where the collateral is worth less, all of it, for what it pays
    /// for, ceiled.
    pub fn new(offered: Lamports, bonus: Bps, price: Price, collateral: PoolTokens) -> MathResult<Self> {
        let value = offered.checked_add(part_of(offered, bonus)?).ok_or(MathError::Overflow)?;
        let wanted = product(value, price.supply).checked_div(u128::from(price.total)).ok_or(MathError::NoPrice)?;
        if let Some(tokens) = u64::try_from(wanted).ok().filter(|tokens| *tokens <= collateral) {
            return Ok(Self { paid: offered, tokens });
        }
        let with_bonus = BPS.checked_add(u64::from(bonus)).ok_or(MathError::Overflow)?;
        let paid = mul_div_ceil(price.worth_ceil(collateral)?, BPS, with_bonus)?;
        Ok(Self { paid: paid.min(offered), tokens: collateral })
    }
}

/// `⌊a × b ÷ d⌋`.
pub fn mul_div_floor(a: u64, b: u64, d: u64) -> MathResult<u64> {
    let quotient = product(a, b).checked_div(u128::from(d)).ok_or(MathError::NoPrice)?;
    u64::try_from(quotient).map_err(|_| MathError::Overflow)
}

/// `⌈a × b ÷ d⌉`.
pub fn mul_div_ceil(a: u64, b: u64, d: u64) -> MathResult<u64> {
    if d == 0 {
        return Err(MathError::NoPrice);
    }
    u64::try_from(product(a, b).div_ceil(u128::from(d))).map_err(|_| MathError::Overflow)
}

/// `a × b`, which two 64-bit factors cannot carry over 128 bits.
fn product(a: u64, b: u64) -> u128 {
    u128::from(a).wrapping_mul(u128::from(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 600 million SOL, about all there is.
    const ALL_SOL: u64 = 600_000_000_000_000_000;
    const SEED: u64 = 1_000_000_000;

    prop_compose! {
        /// Any price from a tenth to a thousand lamports a token.
        fn any_price()(supply in SEED..ALL_SOL / 1_000, thousandths in 100u64..1_000_000) -> Price {
            Price { total: (product(supply, thousandths) / 1_000) as u64, supply }
        }
    }

    prop_compose! {
        /// Records in order, from slot 1,000 on, and a slot that is not before the last.
        fn any_history()(steps in prop::collection::vec((0u64..1_000_000, any_price()), 1..64), rest in 0u64..1_000_000) -> (Vec<PriceRecord>, u64) {
            let mut slot = 1_000;
            let records: Vec<_> = steps.into_iter().map(|(step, price)| { slot += step; PriceRecord { slot, price } }).collect();
            (records, slot + rest)
        }
    }

    proptest! {
        /// The mean lies between the lowest and the highest price.
        #[test]
        fn the_mean_is_between_its_prices((records, now) in any_history()) {
            let mean = time_weighted_mean(records.clone(), now).unwrap().total;
            let prices: Vec<_> = records.iter().map(|record| record.price.fixed_point().unwrap()).collect();
            prop_assert!(mean >= *prices.iter().min().unwrap());
            prop_assert!(mean <= *prices.iter().max().unwrap());
        }

        /// A price that never falls has a mean that is not above it.
        #[test]
        fn the_mean_lags_a_rise((mut records, now) in any_history()) {
            records.sort_by_key(|record| record.price.fixed_point().unwrap());
            let mut slots: Vec<_> = records.iter().map(|record| record.slot).collect();
            slots.sort_unstable();
            for (record, slot) in records.iter_mut().zip(slots) { record.slot = slot; }
            let last = records.last().unwrap().price;
            let mean = time_weighted_mean(records, now).unwrap();
            prop_assert_eq!(mean.lower_of(last), mean);
        }

        /// A record that nobody could have acted on changes nothing.
        #[test]
        fn a_price_without_time_has_no_weight((records, now) in any_history(), price in any_price()) {
            prop_assume!(now > records.first().unwrap().slot);
            let mean = time_weighted_mean(records.clone(), now);
            let at_once = records.into_iter().chain([PriceRecord { slot: now, price }]);
            prop_assert_eq!(time_weighted_mean(at_once, now), mean);
        }

        /// What one slot's price can do to the mean is its share of the slots.
        #[test]
        fn the_mean_is_linear(a in 1u64..1 << 40, b in 1u64..1 << 40, held in 1u64..1 << 20, since in 1u64..1 << 20) {
            let at = |slot, fixed| PriceRecord { slot, price: Price::from_fixed_point(fixed) };
            let mean = time_weighted_mean([at(7, a), at(7 + held, b)], 7 + held + since).unwrap();
            let exact = (product(a, held) + product(b, since)) / u128::from(held + since);
            prop_assert_eq!(u128::from(mean.total), exact);
        }

        #[test]
        fn the_lower_price_is_worth_no_more(a in any_price(), b in any_price(), tokens in 0..ALL_SOL / 1_000) {
            let low = a.lower_of(b);
            prop_assert_eq!(low, if low == a { a } else { b });
            let worth = low.worth(tokens).unwrap();
            prop_assert!(worth <= a.worth(tokens).unwrap() && worth <= b.worth(tokens).unwrap());
        }

        #[test]
        fn worth_is_rounded_by_less_than_a_lamport(price in any_price(), tokens in 0..ALL_SOL / 1_000) {
            let (floor, ceil) = (price.worth(tokens).unwrap(), price.worth_ceil(tokens).unwrap());
            prop_assert!(ceil - floor <= 1);
            prop_assert!(product(floor, price.supply) <= product(tokens, price.total));
            prop_assert!(product(ceil, price.supply) >= product(tokens, price.total));
        }

        /// A raised price rises by no more than said, give or take the rounding of the fixed point.
        #[test]
        fn a_raised_price_is_bounded(price in any_price(), rise in 0u32..100_000, epochs in 0u64..1_000) {
            let raised = price.raised(rise, epochs).unwrap().total;
            let fixed = price.fixed_point().unwrap();
            let bound = product(fixed, u64::from(rise) * epochs + MILLION) / u128::from(MILLION);
            prop_assert_eq!(u128::from(raised), bound);
            prop_assert!(raised >= fixed);
        }

        /// A liquidator never receives more than the payment and its bonus are worth, nor pays for tokens that are not there.
        #[test]
        fn a_seizure_is_bounded(price in any_price(), offered in 1..ALL_SOL / 100, bonus in 0u16..5_000, collateral in 0..ALL_SOL / 1_000) {
            let Seizure { paid, tokens } = Seizure::new(offered, bonus, price, collateral).unwrap();
            prop_assert!(paid <= offered && tokens <= collateral);
            let worth = product(tokens, price.total);
            let due = product(paid, 10_000 + u64::from(bonus)) / 10_000;
            // worth ÷ supply ≤ due, but for the ceiled lamport's own bonus where all collateral goes.
            prop_assert!(worth <= (due + 2) * u128::from(price.supply));
            if tokens < collateral {
                prop_assert_eq!(paid, offered);
                prop_assert!(worth <= due * u128::from(price.supply));
            }
        }

        /// Liquidating in two steps gives no more tokens than in one.
        #[test]
        fn splitting_a_liquidation_gains_nothing(price in any_price(), a in 1..ALL_SOL / 1_000, b in 1..ALL_SOL / 1_000, bonus in 0u16..5_000) {
            let seize = |offered| Seizure::new(offered, bonus, price, u64::MAX).unwrap().tokens;
            prop_assert!(seize(a) + seize(b) <= seize(a + b));
        }

        #[test]
        fn interest_is_ceiled(debt in 0..ALL_SOL, rate in 0u32..10_000, epochs in 0u64..1_000) {
            let charged = interest(debt, rate, epochs).unwrap();
            let exact = product(debt, u64::from(rate) * epochs);
            prop_assert!(u128::from(charged) * u128::from(MILLION) >= exact);
            prop_assert!(u128::from(charged) * u128::from(MILLION) < exact + u128::from(MILLION));
        }

        /// However often it is written down, a debt is the same but for less than a lamport each time, for the lender.
        #[test]
        fn interest_does_not_depend_on_how_often_it_accrues(principal in 0..ALL_SOL, interest in 0..ALL_SOL, rate in 0u32..10_000, steps in prop::collection::vec(0u64..20, 1..50)) {
            let debt = Debt { principal, interest };
            let once = debt.accrued(rate, steps.iter().sum()).unwrap();
            let often = steps.iter().try_fold(debt, |debt, epochs| debt.accrued(rate, *epochs)).unwrap();
            prop_assert_eq!(often.principal, principal);
            prop_assert!(often.interest >= once.interest);
            prop_assert!(often.interest - once.interest < steps.len() as u64);
        }

        /// Whoever writes somebody else's interest down by paying a lamport pays what the rounding costs.
        #[test]
        fn paying_a_lamport_often_costs_the_borrower_nothing(principal in 1..ALL_SOL, rate in 0u32..10_000, steps in prop::collection::vec(0u64..20, 1..50)) {
            let debt = Debt::default().lent(principal, rate).unwrap();
            let once = debt.accrued(rate, steps.iter().sum()).unwrap();
            let often = steps.iter().try_fold(debt, |debt, epochs| debt.accrued(rate, *epochs)?.paid(1)).unwrap_or_default();
            prop_assert!(often.total().unwrap() <= once.total().unwrap());
        }

        /// A payment lowers the debt by itself, and the principal only where no interest is left.
        #[test]
        fn payments_go_to_interest_first(principal in 0..ALL_SOL, interest in 0..ALL_SOL, part in 0..=MILLION) {
            let debt = Debt { principal, interest };
            let lamports = mul_div_floor(principal + interest, part, MILLION).unwrap();
            let left = debt.paid(lamports).unwrap();
            prop_assert_eq!(left.total().unwrap(), principal + interest - lamports);
            prop_assert!(left.principal == principal || left.interest == 0);
            prop_assert_eq!(debt.paid(principal + interest + 1), Err(MathError::Overflow));
        }

        /// No numbers at all panic or wrap.
        #[test]
        fn nothing_overflows_silently(total: u64, supply: u64, amount: u64, bonus: u16, rise: u32, collateral: u64, slots in prop::collection::vec((any::<u64>(), any::<u64>()), 0..8), now: u64) {
            let price = Price { total, supply };
            let _ = price.raised(rise, amount);
            let _ = interest(amount, rise, now);
            let debt = Debt { principal: total, interest: supply };
            let _ = (debt.total(), debt.accrued(rise, now), debt.lent(amount, rise), debt.paid(amount));
            if let Ok(worth) = price.worth(amount) {
                prop_assert!(product(worth, supply) <= product(amount, total));
            }
            if let Ok(seizure) = Seizure::new(amount, bonus, price, collateral) {
                prop_assert!(seizure.tokens <= collateral && seizure.paid <= amount);
            }
            let _ = time_weighted_mean(slots.into_iter().map(|(slot, total)| PriceRecord { slot, price: Price { total, supply } }), now);
        }
    }

    #[test]
    fn there_is_no_price_without_tokens_or_records() {
        let none = Price { total: 5, supply: 0 };
        assert_eq!(none.worth(1), Err(MathError::NoPrice));
        assert_eq!(none.worth_ceil(1), Err(MathError::NoPrice));
        assert_eq!(none.fixed_point(), Err(MathError::NoPrice));
        assert_eq!(time_weighted_mean([], 1), Err(MathError::NoPrice));
        assert_eq!(Seizure::new(1, 0, Price { total: 0, supply: 1 }, 1), Err(MathError::NoPrice));
    }

    #[test]
    fn a_mean_does_not_look_into_the_future() {
        let price = Price { total: 11, supply: 10 };
        assert_eq!(time_weighted_mean([PriceRecord { slot: 8, price }], 7), Err(MathError::Overflow));
        let back = [PriceRecord { slot: 8, price }, PriceRecord { slot: 7, price }];
        assert_eq!(time_weighted_mean(back, 9), Err(MathError::Overflow));
    }

    #[test]
    fn a_single_price_is_its_own_mean() {
        let price = Price { total: 11, supply: 10 };
        for now in [7, 8, 1_000] {
            assert_eq!(time_weighted_mean([PriceRecord { slot: 7, price }], now).unwrap().total, (11 << 32) / 10);
        }
    }

    #[test]
    fn a_rise_without_bound_is_no_bound() {
        let price = Price { total: 11, supply: 10 };
        assert_eq!(price.raised(u32::MAX, u64::MAX).unwrap().total, u64::MAX);
    }

    #[test]
    fn all_collateral_goes_for_what_it_is_worth_less_the_bonus() {
        let price = Price { total: 11, supply: 10 };
        // 100 tokens are worth 110 lamports, which with a bonus of 10 % pay for 100.
        assert_eq!(Seizure::new(99, 1_000, price, 100), Ok(Seizure { paid: 99, tokens: 98 }));
        assert_eq!(Seizure::new(100, 1_000, price, 100), Ok(Seizure { paid: 100, tokens: 100 }));
        assert_eq!(Seizure::new(5_000, 1_000, price, 100), Ok(Seizure { paid: 100, tokens: 100 }));
        assert_eq!(Seizure::new(5_000, 1_000, price, 99), Ok(Seizure { paid: 100, tokens: 99 }));
    }
}
