//! Cases with their answers, for whoever computes the same in another language: `tests/vectors/*.json`.
//!
//! The files are made from the functions here and compared with them in every run; `UPDATE_VECTORS=1 cargo test vectors`
//! writes them anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

use std::fmt::Write;
use std::path::PathBuf;

use super::*;
use crate::instructions::DepositPlan;

const RANDOM_CASES: usize = 200;
const SOL: u64 = 1_000_000_000;

/// Amounts at which something could go wrong.
const EDGES: [u64; 9] = [0, 1, 3, 9_999, 10_001, SOL, 600_000_000 * SOL, u64::MAX - 1, u64::MAX];

/// A number too large for a double is written as a string, a small one as a number.
enum Json {
    Text(String),
    Small(u32),
}

impl From<u64> for Json {
    fn from(number: u64) -> Self {
        Self::Text(number.to_string())
    }
}

impl From<Lamports> for Json {
    fn from(lamports: Lamports) -> Self {
        lamports.0.into()
    }
}

impl From<PoolTokens> for Json {
    fn from(tokens: PoolTokens) -> Self {
        tokens.0.into()
    }
}

impl From<Bps> for Json {
    fn from(rate: Bps) -> Self {
        Self::Small(rate.0.into())
    }
}

impl From<u32> for Json {
    fn from(number: u32) -> Self {
        Self::Small(number)
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_string())
    }
}

type Fields = Vec<(&'static str, Json)>;

macro_rules! fields {
    ($($name:ident: $value:expr),* $(,)?) => { vec![$((stringify!($name), Json::from($value))),*] };
}

struct Vectors {
    name: &'static str,
    cases: Vec<(Fields, Fields)>,
}

impl Vectors {
    fn new(name: &'static str) -> Self {
        Self { name, cases: Vec::new() }
    }

    fn add<T>(&mut self, input: Fields, result: MathResult<T>, output: impl FnOnce(T) -> Fields) {
        let output = match result {
            Ok(value) => output(value),
            Err(error) => fields! { error: format!("{error:?}").as_str() },
        };
        self.cases.push((input, output));
    }

    fn value<T: Into<Json>>(&mut self, input: Fields, result: MathResult<T>) {
        self.add(input, result, |value| vec![("value", value.into())]);
    }

    fn decision(&mut self, input: Fields, result: MathResult<Decision>) {
        self.add(input, result, |decision| match decision {
            Ok(lamports) => fields! { value: lamports },
            Err(binding) => fields! { error: format!("{binding:?}").as_str() },
        });
    }

    fn json(&self) -> String {
        let object = |fields: &Fields| {
            let lines = fields.iter().map(|(name, value)| match value {
                Json::Text(text) => format!("        \"{}\": \"{text}\"", camel_case(name)),
                Json::Small(number) => format!("        \"{}\": {number}", camel_case(name)),
            });
            format!("{{\n{}\n      }}", lines.collect::<Vec<_>>().join(",\n"))
        };
        let mut text = format!("{{\n  \"name\": \"{}\",\n  \"cases\": [\n", self.name);
        for (index, (input, output)) in self.cases.iter().enumerate() {
            let comma = if index + 1 == self.cases.len() { "" } else { "," };
            let (input, output) = (object(input), object(output));
            writeln!(text, "    {{\n      \"in\": {input},\n      \"out\": {output}\n    }}{comma}").unwrap();
        }
        text + "  ]\n}\n"
    }

    /// Compares with the committed file, or writes it.
    fn check(&self) {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors");
        let file = folder.join(format!("{}.json", self.name));
        if std::env::var_os("UPDATE_VECTORS").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&file, self.json()).unwrap();
        }
        let committed = std::fs::read_to_string(&file).expect("no vectors: run once with UPDATE_VECTORS=1");
        assert!(committed == self.json(), "{} is stale: run once with UPDATE_VECTORS=1", self.name);
    }
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let mut text = words.next().unwrap().to_string();
    for word in words {
        text.push_str(&word[..1].to_uppercase());
        text.push_str(&word[1..]);
    }
    text
}

/// Numbers that look random and are the same in every run (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// Of any magnitude.
    fn any(&mut self) -> u64 {
        let shift = self.below(64);
        self.next() >> shift
    }

    /// An amount that can be: of any magnitude up to all SOL there is.
    fn amount(&mut self) -> u64 {
        self.any() % (600_000_000 * SOL)
    }

    fn lamports(&mut self) -> Lamports {
        Lamports(self.amount())
    }

    fn bps(&mut self, most: u16) -> Bps {
        Bps(u16::try_from(self.below(u64::from(most) + 1)).unwrap())
    }
}

#[test]
fn price() {
    let mut vectors = Vectors::new("price");
    let mut add = |total: u64, supply: u64, amount: u64| {
        let price = Price { total: Lamports(total), supply: PoolTokens(supply) };
        let input = |op: &str| fields! { op: op, total: total, supply: supply, amount: amount };
        vectors.value(input("tokensFor"), price.tokens_for(Lamports(amount)));
        vectors.value(input("lamportsFor"), price.lamports_for(PoolTokens(amount)));
        vectors.value(input("lamportsBacking"), price.lamports_backing(PoolTokens(amount)));
        vectors.value(input("fixedPoint"), price.fixed_point());
    };
    for total in [0, 1, SOL + 1, u64::MAX] {
        for supply in [0, 1, SOL, u64::MAX] {
            for amount in [0, 1, SOL - 1, u64::MAX] {
                add(total, supply, amount);
            }
        }
    }
    let mut random = Random(1);
    for _ in 0..RANDOM_CASES {
        add(random.any(), random.any(), random.any());
        let supply = SOL + random.amount();
        add(supply + random.below(supply), supply, random.amount());
    }
    vectors.check();
}

#[test]
fn fee() {
    let mut vectors = Vectors::new("fee");
    let mut random = Random(2);
    let mut amounts: Vec<(u64, Bps)> = Vec::new();
    for amount in EDGES {
        amounts.extend([0, 1, 50, 9_999, 10_000].map(|bps| (amount, Bps(bps))));
    }
    for _ in 0..RANDOM_CASES {
        amounts.push((random.any(), random.bps(10_000)));
    }
    for (amount, bps) in amounts {
        vectors.value(fields! { op: "ceilOf", bps: bps, amount: amount }, bps.ceil_of(amount));
        vectors.value(fields! { op: "floorOf", bps: bps, amount: amount }, bps.floor_of(amount));
    }
    let mut tokens = |fee: u64, gross: u64, supply: u64| {
        let input = fields! { op: "feeTokens", fee: fee, gross: gross, supply: supply };
        vectors.value(input, fee_tokens(Lamports(fee), Lamports(gross), PoolTokens(supply)));
    };
    for (fee, gross) in [(0, 0), (0, 1), (1, 1), (2, 1), (SOL, u64::MAX), (u64::MAX - 1, u64::MAX)] {
        tokens(fee, gross, SOL);
        tokens(fee, gross, u64::MAX);
    }
    for _ in 0..RANDOM_CASES {
        let gross = SOL + random.amount();
        tokens(random.bps(1_000).ceil_of(random.below(gross)).unwrap(), gross, SOL + random.amount());
    }
    vectors.check();
}

#[test]
fn release() {
    let mut vectors = Vectors::new("release");
    let mut add = |lamports: u64, start_slot: u64, end_slot: u64, slot: u64| {
        let release = Release { lamports: Lamports(lamports), start_slot, end_slot };
        let input = fields! { lamports: lamports, start_slot: start_slot, end_slot: end_slot, slot: slot };
        vectors.value(input, Ok(release.unreleased(slot)));
    };
    for lamports in EDGES {
        for slot in [0, 99, 100, 101, 432_099, 432_100, 432_101, u64::MAX] {
            add(lamports, 100, 432_100, slot);
        }
        add(lamports, 7, 7, 7);
        add(lamports, 8, 7, 7);
        add(lamports, 0, u64::MAX, 1);
    }
    let mut random = Random(3);
    for _ in 0..RANDOM_CASES {
        let start = random.below(1 << 40);
        let span = random.below(432_000);
        add(random.any(), start, start + span, start + random.below(432_000));
    }
    vectors.check();
}

#[test]
fn deferred() {
    let mut vectors = Vectors::new("deferred");
    let mut add = |deferral: Deferral, now: EpochSlots, slot: u64, amount: u64| {
        let input = |op: &'static str| {
            fields! {
                op: op, epoch: deferral.epoch, recent: deferral.recent, earlier: deferral.earlier, now: now.epoch,
                first_slot: now.first_slot, end_slot: now.end_slot, slot: slot, amount: amount,
            }
        };
        let result = |deferral: Deferral| {
            fields! { epoch: deferral.epoch, recent: deferral.recent, earlier: deferral.earlier }
        };
        vectors.value(input("outstanding"), deferral.outstanding(now, slot));
        vectors.add(input("plus"), deferral.plus(amount, now.epoch), result);
        vectors.add(input("less"), Ok(deferral.less(amount, now.epoch)), result);
    };
    let span = |epoch: u64| EpochSlots { epoch, first_slot: epoch * 1_000, end_slot: epoch * 1_000 + 1_000 };
    for recent in EDGES {
        for epoch in [7, 8, 9, 10] {
            add(Deferral { epoch: 7, recent, earlier: SOL }, span(epoch), epoch * 1_000 + 333, recent);
            add(Deferral { epoch: 7, recent: 1, earlier: recent }, span(epoch), epoch * 1_000, u64::MAX);
        }
    }
    let mut random = Random(8);
    for _ in 0..RANDOM_CASES {
        let epoch = random.below(1_000);
        let deferral = Deferral { epoch, recent: random.any(), earlier: random.any() };
        let now = span(epoch + random.below(4));
        add(deferral, now, now.first_slot + random.below(1_000), random.any());
    }
    vectors.check();
}

#[test]
fn ticket() {
    let mut vectors = Vectors::new("ticket");
    let mut add = |tokens: u64, ordered_lamports: u64, bps: Bps, total: u64, supply: u64| {
        let price = Price { total: Lamports(total), supply: PoolTokens(supply) };
        let input =
            fields! { tokens: tokens, ordered_lamports: ordered_lamports, bps: bps, total: total, supply: supply };
        let result = settle(PoolTokens(tokens), Lamports(ordered_lamports), bps, price);
        vectors.add(input, result, |paid| fields! { net: paid.net, fee: paid.fee });
    };
    for tokens in EDGES {
        for (total, supply) in [(0, SOL), (SOL, 0), (SOL, SOL), (SOL + 1, SOL), (u64::MAX, SOL)] {
            add(tokens, tokens, Bps(50), total, supply);
            add(tokens, SOL, Bps(0), total, supply);
        }
    }
    let mut random = Random(4);
    for _ in 0..RANDOM_CASES {
        let supply = SOL + random.amount();
        let total = supply / 2 + random.below(supply);
        let tokens = random.below(supply);
        let ordered = product(tokens, supply + random.below(supply)) / u128::from(supply);
        add(tokens, u64::try_from(ordered).unwrap(), random.bps(50), total, supply);
    }
    vectors.check();
}

#[test]
fn deposit() {
    let mut vectors = Vectors::new("deposit");
    let mut add = |lamports: u64, total: u64, supply: u64, on_sale: u64, bps: Bps, referral_share: Bps| {
        let price = Price { total: Lamports(total), supply: PoolTokens(supply) };
        let input = fields! {
            lamports: lamports, total: total, supply: supply, on_sale: on_sale, bps: bps, referral_share: referral_share,
        };
        let result = DepositPlan::new(Lamports(lamports), price, PoolTokens(on_sale), bps, referral_share);
        vectors.add(input, result, |plan| {
            fields! {
                lamports_to_liquidity: plan.lamports_to_liquidity, tokens_from_liquidity: plan.tokens_from_liquidity,
                depositor: plan.depositor, treasury: plan.treasury, referrer: plan.referrer,
            }
        });
    };
    for lamports in EDGES {
        for (total, supply) in [(0, SOL), (SOL, SOL), (SOL + 1, SOL), (SOL, 3 * SOL), (u64::MAX, SOL)] {
            add(lamports, total, supply, 0, Bps(50), Bps(5_000));
            add(lamports, total, supply, 7, Bps(0), Bps(10_000));
            add(lamports, total, supply, SOL, Bps(50), Bps(0));
        }
    }
    let mut random = Random(5);
    for _ in 0..RANDOM_CASES {
        let supply = SOL + random.amount();
        let total = supply / 2 + random.below(supply);
        add(random.amount(), total, supply, random.amount(), random.bps(50), random.bps(10_000));
    }
    vectors.check();
}

#[test]
fn curve() {
    let mut vectors = Vectors::new("curve");
    let mut add = |curve: FeeCurve, amount: u64, liquidity: u64, counted: u64| {
        let (amount, liquidity, counted) = (Lamports(amount), Lamports(liquidity), Lamports(counted));
        let input = |op: &'static str| {
            fields! {
                op: op, min: curve.min, max: curve.max, target: curve.target, amount: amount, liquidity: liquidity,
                counted: counted,
            }
        };
        vectors.add(input("sell"), curve.sell(amount, liquidity, counted), |sale| {
            fields! { lamports: sale.lamports, fee: sale.fee }
        });
        vectors.add(input("fee"), curve.fee(amount, counted), |fee| fields! { value: fee });
        vectors.add(input("rate"), curve.rate(counted), |rate| fields! { value: rate });
    };
    let line = FeeCurve { min: Bps(30), max: Bps(300), target: Lamports(100 * SOL) };
    for liquidity in EDGES {
        for amount in [0, 1, 9_999, SOL, 101 * SOL] {
            let full = FeeCurve { min: Bps(0), max: Bps(1_000), target: FeeCurve::MAX_TARGET };
            let flat = FeeCurve { min: Bps(50), max: Bps(50), target: Lamports(SOL) };
            add(line, amount, liquidity, liquidity);
            add(line, amount, liquidity, liquidity / 2);
            add(full, amount, liquidity, liquidity);
            add(flat, amount, liquidity, liquidity);
        }
    }
    let mut random = Random(7);
    for _ in 0..RANDOM_CASES {
        let min = random.bps(300);
        let curve = FeeCurve {
            min,
            max: Bps(min.0 + random.bps(700).0),
            target: Lamports(SOL + random.amount() % FeeCurve::MAX_TARGET.0),
        };
        let liquidity = random.amount();
        let amount = random.amount() % (liquidity + 2);
        let counted = if random.below(2) == 0 { liquidity } else { random.below(liquidity + 1) };
        add(curve, amount, liquidity, counted);
    }
    vectors.check();
}

#[test]
fn update() {
    let mut vectors = Vectors::new("update");
    let mut add = |input: EpochInput| {
        let EpochInput { total, unreleased, supply, minted, gain, loss, high_water, fee_credit, fee } = input;
        let fields = fields! {
            total: total, unreleased: unreleased, supply: supply, minted: minted, gain: gain, loss: loss,
            high_water_total: high_water.total, high_water_supply: high_water.supply, fee_credit: fee_credit, fee: fee,
        };
        vectors.add(fields, input.settle(), |plan| {
            fields! {
                total: plan.total, unreleased: plan.unreleased, supply: plan.supply,
                high_water_total: plan.high_water.total, high_water_supply: plan.high_water.supply,
                fee_credit: plan.fee_credit, taxable: plan.taxable, fee: plan.fee, fee_tokens: plan.fee_tokens,
                burned: plan.burned,
            }
        });
    };
    let books = EpochInput {
        total: Lamports(100 * SOL),
        unreleased: Lamports(3),
        supply: PoolTokens(90 * SOL),
        minted: PoolTokens(90 * SOL),
        gain: Lamports::ZERO,
        loss: Lamports::ZERO,
        high_water: Price { total: Lamports(100 * SOL), supply: PoolTokens(90 * SOL) },
        fee_credit: Lamports::ZERO,
        fee: Bps(500),
    };
    add(books);
    add(EpochInput { total: Lamports::ZERO, unreleased: Lamports::ZERO, ..books });
    add(EpochInput { supply: PoolTokens::ZERO, minted: PoolTokens::ZERO, gain: Lamports(1), ..books });
    add(EpochInput { minted: PoolTokens(0), gain: Lamports(1), ..books });
    for amount in EDGES {
        add(EpochInput { gain: Lamports(amount), ..books });
        add(EpochInput { loss: Lamports(amount), ..books });
        add(EpochInput { gain: Lamports(amount), fee_credit: Lamports(SOL), ..books });
        add(EpochInput { gain: Lamports(SOL), loss: Lamports(amount), minted: PoolTokens(89 * SOL), ..books });
    }
    // A peak that no gain can reach, and fee tokens that the mint could not hold.
    let peak = Price { total: Lamports(u64::MAX), supply: PoolTokens(SOL) };
    add(EpochInput { gain: Lamports(SOL), high_water: peak, ..books });
    let inflated = PoolTokens(u64::MAX - 1);
    let low = Price { total: Lamports(1), supply: inflated };
    add(EpochInput { supply: inflated, minted: inflated, gain: Lamports(50 * SOL), high_water: low, ..books });
    let mut random = Random(6);
    for _ in 0..RANDOM_CASES {
        let supply = SOL + random.amount();
        let total = supply / 2 + random.below(supply);
        let part = |random: &mut Random, of: u64| random.any() % (of / 10 + 1);
        add(EpochInput {
            total: Lamports(total),
            unreleased: Lamports(part(&mut random, total)),
            supply: PoolTokens(supply),
            minted: PoolTokens(supply - part(&mut random, supply)),
            gain: Lamports(part(&mut random, total)),
            loss: Lamports(if random.below(2) == 0 { 0 } else { part(&mut random, total) }),
            high_water: Price { total: Lamports(supply / 2 + random.below(supply)), supply: PoolTokens(supply) },
            fee_credit: Lamports(if random.below(2) == 0 { 0 } else { part(&mut random, total) }),
            fee: random.bps(1_000),
        });
    }
    vectors.check();
}

#[test]
fn target() {
    let mut vectors = Vectors::new("target");
    let mut random = Random(7);
    for case in 0..3 * RANDOM_CASES {
        let policy = Policy {
            reserve_buffer: random.bps(2_000),
            max_validator_share: random.bps(10_000),
            max_move: random.bps(10_000),
        };
        let staked = random.amount();
        let holdings = Holdings {
            reserve: random.lamports(),
            staked: Lamports(staked),
            cooling: Lamports(random.below(staked + 1)),
            queued: if random.below(2) == 0 { Lamports::ZERO } else { random.lamports() },
            moved: Lamports(random.below(staked / 4 + 1)),
        };
        let score = u32::try_from(random.below(100)).unwrap();
        let share = Share {
            score,
            // Now and then a sum that does not even contain the score: an error, or a cap.
            total_score: if case % 20 == 0 { random.below(10) } else { u64::from(score) + random.below(1_000) },
            stake: Lamports(random.any() % (staked + 1)),
        };
        let least = Lamports(random.any() % (2 * SOL));
        let whole = Lamports(random.any() % (share.stake.0 + 1));
        let input = |op: &str| {
            fields! {
                op: op, reserve_buffer: policy.reserve_buffer, max_validator_share: policy.max_validator_share,
                max_move: policy.max_move, reserve: holdings.reserve, staked: holdings.staked, cooling: holdings.cooling,
                queued: holdings.queued, moved: holdings.moved, score: share.score, total_score: share.total_score,
                stake: share.stake,
            }
        };
        match case % 3 {
            0 => vectors.value(input("target"), policy.target(holdings, share)),
            1 => {
                let mut input = input("delegate");
                input.extend(fields! { least: least });
                vectors.decision(input, policy.delegate(holdings, share, least));
            }
            _ => {
                let mut input = input("deactivate");
                input.extend(fields! { least: least, whole: whole });
                vectors.decision(input, policy.deactivate(holdings, share, whole, least));
            }
        }
    }
    vectors.check();
}
