//! Every number that is the loan's, as pure functions; what is the pool's is in `truestake-math`, whose units and prices
//! these use. Each ratio is rounded against whoever acts.

use truestake_math::{mul_div_ceil, mul_div_floor, product, Bps, Lamports, MathError, MathResult, PoolTokens, Price};

/// A ratio in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Millionths(pub u32);

const MILLION: u64 = 1_000_000;
/// One, as a fixed-point number with 32 fractional bits.
const ONE: u64 = 1 << 32;

/// The lower of two prices; the first where they are equal.
pub fn lower_of(a: Price, b: Price) -> Price {
    if b < a {
        b
    } else {
        a
    }
}

/// The price that a fixed-point number with 32 fractional bits says.
fn from_fixed_point(price: u64) -> Price {
    Price { total: Lamports(price), supply: PoolTokens(ONE) }
}

/// A price after `epochs` in each of which it rose by `rise` of itself, floored.
pub fn raised(price: Price, rise: Millionths, epochs: u64) -> MathResult<Price> {
    let factor = u64::from(rise.0).checked_mul(epochs).and_then(|sum| sum.checked_add(MILLION));
    let raised = mul_div_floor(price.fixed_point()?, factor.unwrap_or(u64::MAX), MILLION);
    Ok(from_fixed_point(raised.unwrap_or(u64::MAX)))
}

/// A price from a moment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceRecord {
    /// In seconds.
    pub unix_time: i64,
    pub price: Price,
}

/// The mean of prices, each weighted by the seconds until the next one, the last by those until `now`; floored.
/// [`MathError::NoPrice`] without any.
pub fn time_weighted_mean(records: impl IntoIterator<Item = PriceRecord>, now: i64) -> MathResult<Price> {
    let mut records = records.into_iter();
    let first = records.next().ok_or(MathError::NoPrice)?;
    let mut sum = 0u128;
    let mut since = first.unix_time;
    let mut price = first.price.fixed_point()?;
    for record in records {
        sum = plus_weighted(sum, price, since, record.unix_time)?;
        since = record.unix_time;
        price = record.price.fixed_point()?;
    }
    sum = plus_weighted(sum, price, since, now)?;
    let span = u128::from(seconds_between(first.unix_time, now)?);
    // Without a span there is only the price of this second.
    let mean = sum.checked_div(span).map_or(Ok(price), |mean| u64::try_from(mean).map_err(|_| MathError::Overflow))?;
    Ok(from_fixed_point(mean))
}

fn plus_weighted(sum: u128, price: u64, since: i64, until: i64) -> MathResult<u128> {
    sum.checked_add(product(price, seconds_between(since, until)?)).ok_or(MathError::Overflow)
}

/// [`MathError::Overflow`] where the second time is before the first.
fn seconds_between(since: i64, until: i64) -> MathResult<u64> {
    until.checked_sub(since).and_then(|seconds| u64::try_from(seconds).ok()).ok_or(MathError::Overflow)
}

/// Interest on a debt for some epochs, ceiled.
pub fn interest(debt: Lamports, rate: Millionths, epochs: u64) -> MathResult<Lamports> {
    let rate = u64::from(rate.0).checked_mul(epochs).ok_or(MathError::Overflow)?;
    mul_div_ceil(debt.0, rate, MILLION).map(Lamports)
}

/// What a position owes: interest is on the principal alone, so it does not matter how often it is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Debt {
    pub principal: Lamports,
    pub interest: Lamports,
}

impl Debt {
    pub fn total(self) -> MathResult<Lamports> {
        self.principal.plus(self.interest)
    }

    /// With the interest of some epochs.
    pub fn accrued(self, rate: Millionths, epochs: u64) -> MathResult<Self> {
        Ok(Self { interest: self.interest.plus(interest(self.principal, rate, epochs)?)?, ..self })
    }

    /// With another loan and its interest of the epoch that has begun.
    pub fn lent(self, lamports: Lamports, rate: Millionths) -> MathResult<Self> {
        let first_interest = interest(lamports, rate, 1)?;
        Ok(Self { principal: self.principal.plus(lamports)?, interest: self.interest.plus(first_interest)? })
    }

    /// After a payment: interest first, then principal. [`MathError::Overflow`] for more than is owed.
    pub fn paid(self, lamports: Lamports) -> MathResult<Self> {
        let interest = lamports.min(self.interest);
        let principal = lamports.saturating_minus(interest);
        Ok(Self { principal: self.principal.minus(principal)?, interest: self.interest.minus(interest)? })
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
        let value = offered.plus(Lamports(bonus.floor_of(offered.0)?))?;
        match price.tokens_for(value) {
            Ok(tokens) if tokens <= collateral => return Ok(Self { paid: offered, tokens }),
            // More than there is, or than any number holds.
            Ok(_) | Err(MathError::Overflow) => {}
            Err(error) => return Err(error),
        }
        let whole = u64::from(Bps::WHOLE.0);
        let with_bonus = whole.checked_add(u64::from(bonus.0)).ok_or(MathError::Overflow)?;
        let paid = mul_div_ceil(price.lamports_backing(collateral)?.0, whole, with_bonus)?;
        Ok(Self { paid: offered.min(Lamports(paid)), tokens: collateral })
    }
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
            price((product(supply, thousandths) / 1_000) as u64, supply)
        }
    }

    prop_compose! {
        /// Records in order, from second 1,000 on, and a second that is not before the last.
        fn any_history()(steps in prop::collection::vec((0i64..1_000_000, any_price()), 1..64), rest in 0i64..1_000_000) -> (Vec<PriceRecord>, i64) {
            let mut unix_time = 1_000;
            let records: Vec<_> = steps.into_iter().map(|(step, price)| { unix_time += step; PriceRecord { unix_time, price } }).collect();
            (records, unix_time + rest)
        }
    }

    fn price(total: u64, supply: u64) -> Price {
        Price { total: Lamports(total), supply: PoolTokens(supply) }
    }

    fn debt(principal: u64, interest: u64) -> Debt {
        Debt { principal: Lamports(principal), interest: Lamports(interest) }
    }

    proptest! {
        /// The mean lies between the lowest and the highest price.
        #[test]
        fn the_mean_is_between_its_prices((records, now) in any_history()) {
            let mean = time_weighted_mean(records.clone(), now).unwrap().total.0;
            let prices: Vec<_> = records.iter().map(|record| record.price.fixed_point().unwrap()).collect();
            prop_assert!(mean >= *prices.iter().min().unwrap());
            prop_assert!(mean <= *prices.iter().max().unwrap());
        }

        /// A price that never falls has a mean that is not above it.
        #[test]
        fn the_mean_lags_a_rise((mut records, now) in any_history()) {
            records.sort_by_key(|record| record.price.fixed_point().unwrap());
            let mut times: Vec<_> = records.iter().map(|record| record.unix_time).collect();
            times.sort_unstable();
            for (record, unix_time) in records.iter_mut().zip(times) { record.unix_time = unix_time; }
            let last = records.last().unwrap().price;
            let mean = time_weighted_mean(records, now).unwrap();
            prop_assert_eq!(lower_of(mean, last), mean);
        }

        /// A record that nobody could have acted on changes nothing.
        #[test]
        fn a_price_without_time_has_no_weight((records, now) in any_history(), price in any_price()) {
            prop_assume!(now > records.first().unwrap().unix_time);
            let mean = time_weighted_mean(records.clone(), now);
            let at_once = records.into_iter().chain([PriceRecord { unix_time: now, price }]);
            prop_assert_eq!(time_weighted_mean(at_once, now), mean);
        }

        /// What a price can do to the mean is its share of the time, wherever in time that is.
        #[test]
        fn the_mean_is_linear(from in -1i64 << 40..1 << 40, a in 1u64..1 << 40, b in 1u64..1 << 40, held in 1u32..1 << 20, since in 1u32..1 << 20) {
            let at = |unix_time, fixed| PriceRecord { unix_time, price: from_fixed_point(fixed) };
            let change = from + i64::from(held);
            let mean = time_weighted_mean([at(from, a), at(change, b)], change + i64::from(since)).unwrap();
            let exact = (product(a, u64::from(held)) + product(b, u64::from(since))) / u128::from(held + since);
            prop_assert_eq!(u128::from(mean.total.0), exact);
        }

        #[test]
        fn the_lower_price_is_worth_no_more(a in any_price(), b in any_price(), tokens in 0..ALL_SOL / 1_000) {
            let low = lower_of(a, b);
            prop_assert_eq!(low, if low == a { a } else { b });
            let worth = |price: Price| price.lamports_for(PoolTokens(tokens)).unwrap();
            prop_assert!(worth(low) <= worth(a) && worth(low) <= worth(b));
        }

        /// A raised price rises by no more than said, give or take the rounding of the fixed point.
        #[test]
        fn a_raised_price_is_bounded(price in any_price(), rise in 0u32..100_000, epochs in 0u64..1_000) {
            let raised = raised(price, Millionths(rise), epochs).unwrap().total.0;
            let fixed = price.fixed_point().unwrap();
            let bound = product(fixed, u64::from(rise) * epochs + MILLION) / u128::from(MILLION);
            prop_assert_eq!(u128::from(raised), bound);
            prop_assert!(raised >= fixed);
        }

        /// A liquidator never receives more than the payment and its bonus are worth, nor pays for tokens that are not there.
        #[test]
        fn a_seizure_is_bounded(price in any_price(), offered in 1..ALL_SOL / 100, bonus in 0u16..5_000, collateral in 0..ALL_SOL / 1_000) {
            let seized = Seizure::new(Lamports(offered), Bps(bonus), price, PoolTokens(collateral)).unwrap();
            let (paid, tokens) = (seized.paid.0, seized.tokens.0);
            prop_assert!(paid <= offered && tokens <= collateral);
            let worth = product(tokens, price.total.0);
            let due = product(paid, 10_000 + u64::from(bonus)) / 10_000;
            // worth ÷ supply ≤ due, but for the ceiled lamport's own bonus where all collateral goes.
            prop_assert!(worth <= (due + 2) * u128::from(price.supply.0));
            if tokens < collateral {
                prop_assert_eq!(paid, offered);
                prop_assert!(worth <= due * u128::from(price.supply.0));
            }
        }

        /// Liquidating in two steps gives no more tokens than in one.
        #[test]
        fn splitting_a_liquidation_gains_nothing(price in any_price(), a in 1..ALL_SOL / 1_000, b in 1..ALL_SOL / 1_000, bonus in 0u16..5_000) {
            let seize = |offered| Seizure::new(Lamports(offered), Bps(bonus), price, PoolTokens(u64::MAX)).unwrap().tokens.0;
            prop_assert!(seize(a) + seize(b) <= seize(a + b));
        }

        #[test]
        fn interest_is_ceiled(debt in 0..ALL_SOL, rate in 0u32..10_000, epochs in 0u64..1_000) {
            let charged = interest(Lamports(debt), Millionths(rate), epochs).unwrap().0;
            let exact = product(debt, u64::from(rate) * epochs);
            prop_assert!(u128::from(charged) * u128::from(MILLION) >= exact);
            prop_assert!(u128::from(charged) * u128::from(MILLION) < exact + u128::from(MILLION));
        }

        /// However often it is written down, a debt is the same but for less than a lamport each time, for the lender.
        #[test]
        fn interest_does_not_depend_on_how_often_it_accrues(principal in 0..ALL_SOL, interest in 0..ALL_SOL, rate in 0u32..10_000, steps in prop::collection::vec(0u64..20, 1..50)) {
            let debt = debt(principal, interest);
            let once = debt.accrued(Millionths(rate), steps.iter().sum()).unwrap();
            let often = steps.iter().try_fold(debt, |debt, epochs| debt.accrued(Millionths(rate), *epochs)).unwrap();
            prop_assert_eq!(often.principal.0, principal);
            prop_assert!(often.interest.minus(once.interest).unwrap().0 < steps.len() as u64);
        }

        /// Whoever writes somebody else's interest down by paying a lamport pays what the rounding costs.
        #[test]
        fn paying_a_lamport_often_costs_the_borrower_nothing(principal in 1..ALL_SOL, rate in 0u32..10_000, steps in prop::collection::vec(0u64..20, 1..50)) {
            let debt = Debt::default().lent(Lamports(principal), Millionths(rate)).unwrap();
            let once = debt.accrued(Millionths(rate), steps.iter().sum()).unwrap();
            let often = steps
                .iter()
                .try_fold(debt, |debt, epochs| debt.accrued(Millionths(rate), *epochs)?.paid(Lamports(1)))
                .unwrap_or_default();
            prop_assert!(often.total().unwrap() <= once.total().unwrap());
        }

        /// A payment lowers the debt by itself, and the principal only where no interest is left.
        #[test]
        fn payments_go_to_interest_first(principal in 0..ALL_SOL, interest in 0..ALL_SOL, part in 0..=MILLION) {
            let debt = debt(principal, interest);
            let lamports = mul_div_floor(principal + interest, part, MILLION).unwrap();
            let left = debt.paid(Lamports(lamports)).unwrap();
            prop_assert_eq!(left.total().unwrap().0, principal + interest - lamports);
            prop_assert!(left.principal.0 == principal || left.interest.is_zero());
            prop_assert_eq!(debt.paid(Lamports(principal + interest + 1)), Err(MathError::Overflow));
        }

        /// No numbers at all panic or wrap.
        #[test]
        fn nothing_overflows_silently(total: u64, supply: u64, amount: u64, bonus: u16, rise: u32, collateral: u64, times in prop::collection::vec((any::<i64>(), any::<u64>()), 0..8), epochs: u64, now: i64) {
            let (here, rise) = (price(total, supply), Millionths(rise));
            let _ = raised(here, rise, epochs);
            let _ = interest(Lamports(amount), rise, epochs);
            let debt = debt(total, supply);
            let amount = Lamports(amount);
            let _ = (debt.total(), debt.accrued(rise, epochs), debt.lent(amount, rise), debt.paid(amount));
            if let Ok(seizure) = Seizure::new(amount, Bps(bonus), here, PoolTokens(collateral)) {
                prop_assert!(seizure.tokens.0 <= collateral && seizure.paid <= amount);
            }
            let _ = time_weighted_mean(times.into_iter().map(|(unix_time, total)| PriceRecord { unix_time, price: price(total, supply) }), now);
        }
    }

    #[test]
    fn there_is_no_price_without_tokens_or_records() {
        assert_eq!(raised(price(5, 0), Millionths(0), 0), Err(MathError::DivisionByZero));
        assert_eq!(time_weighted_mean([], 1), Err(MathError::NoPrice));
        assert_eq!(Seizure::new(Lamports(1), Bps(0), price(0, 1), PoolTokens(1)), Err(MathError::NoPrice));
    }

    #[test]
    fn a_mean_does_not_look_into_the_future() {
        let at = |unix_time| PriceRecord { unix_time, price: price(11, 10) };
        assert_eq!(time_weighted_mean([at(8)], 7), Err(MathError::Overflow));
        assert_eq!(time_weighted_mean([at(8), at(7)], 9), Err(MathError::Overflow));
        assert_eq!(time_weighted_mean([at(i64::MIN)], i64::MAX), Err(MathError::Overflow));
    }

    #[test]
    fn a_single_price_is_its_own_mean() {
        for now in [7, 8, 1_000] {
            let record = PriceRecord { unix_time: 7, price: price(11, 10) };
            assert_eq!(time_weighted_mean([record], now), Ok(from_fixed_point((11 << 32) / 10)));
        }
    }

    #[test]
    fn a_rise_without_bound_is_no_bound() {
        assert_eq!(raised(price(11, 10), Millionths(u32::MAX), u64::MAX), Ok(from_fixed_point(u64::MAX)));
    }

    #[test]
    fn all_collateral_goes_for_what_it_is_worth_less_the_bonus() {
        let seize = |offered, collateral| {
            let seized = Seizure::new(Lamports(offered), Bps(1_000), price(11, 10), PoolTokens(collateral)).unwrap();
            (seized.paid.0, seized.tokens.0)
        };
        // 100 tokens are worth 110 lamports, which with a bonus of 10 % pay for 100.
        assert_eq!(seize(99, 100), (99, 98));
        assert_eq!(seize(100, 100), (100, 100));
        assert_eq!(seize(5_000, 100), (100, 100));
        assert_eq!(seize(5_000, 99), (100, 99));
        // 2⁴⁰ lamports would buy 2⁷² tokens, which no number holds: all 5 go for the lamport that they are worth, ceiled.
        assert_eq!(
            Seizure::new(Lamports(1 << 40), Bps(0), price(1, 1 << 32), PoolTokens(5)),
            Ok(Seizure { paid: Lamports(1), tokens: PoolTokens(5) })
        );
    }
}
