//! Cases with their answers, for whoever computes the same in another language: `tests/vectors/*.jsonl`, a file for each
//! module and a case a line. The SDK's mirror is held to them.
//!
//! The files are made from the functions here and compared with them in every run;
//! `UPDATE_VECTORS=1 cargo test -p truestake-math vectors` writes them anew. A number that can be over 32 bits is a string.

use std::path::PathBuf;

use crate::random::Random;
use crate::*;

const SOL: u64 = 1_000_000_000;
const ALL_SOL: u64 = 600_000_000 * SOL;

/// Amounts at which something could go wrong.
const EDGES: [u64; 7] = [0, 1, 9_999, SOL, ALL_SOL, u64::MAX - 1, u64::MAX];

/// A value as it stands in a file.
trait Json {
    fn json(&self) -> String;
}

macro_rules! json {
    ($($format:literal: $($type:ty),*;)*) => { $($(impl Json for $type {
        fn json(&self) -> String {
            format!($format, self)
        }
    })*)* };
}
json! {
    "\"{}\"": u64, u128, &str;
    "{}": i32, u32, bool;
}

macro_rules! amounts {
    ($($type:ty),*) => { $(impl Json for $type {
        fn json(&self) -> String {
            self.0.json()
        }
    })* };
}
amounts!(Lamports, PoolTokens, Ppb);

impl Json for Bps {
    fn json(&self) -> String {
        u32::from(self.0).json()
    }
}

impl<T: Json> Json for Option<T> {
    fn json(&self) -> String {
        self.as_ref().map_or("null".to_string(), Json::json)
    }
}

impl Json for [Ppb; IDLE_RATES] {
    fn json(&self) -> String {
        format!("[{}]", self.map(|rate| rate.json()).join(","))
    }
}

impl Json for Decision {
    fn json(&self) -> String {
        match self {
            Self::Move(lamports) => object(&[("lamports", lamports.json())]),
            Self::Blocked(blocker) => object(&[("binding", format!("\"{blocker:?}\""))]),
        }
    }
}

type Fields = [(&'static str, String)];

fn object(fields: &Fields) -> String {
    let fields: Vec<_> = fields.iter().map(|(name, value)| format!("\"{}\":{value}", camel_case(name))).collect();
    format!("{{{}}}", fields.join(","))
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

/// The JSON of variables, under their own names.
macro_rules! fields {
    ($($name:ident),* $(,)?) => { [$((stringify!($name), $name.json())),*] };
}

impl Json for Taking {
    fn json(&self) -> String {
        u32::from(*self as u8).json()
    }
}

/// In the words of the TypeScript mirror.
impl Json for Source {
    fn json(&self) -> String {
        let Self { whole, min: least, unmovable } = self;
        object(&fields!(whole, least, unmovable))
    }
}

impl Json for Limit {
    fn json(&self) -> String {
        match self {
            Self::Share(share) => object(&fields!(share)),
            Self::Cap(cap) => object(&fields!(cap)),
        }
    }
}

macro_rules! records {
    ($($type:ty { $($field:ident),* })*) => { $(impl Json for $type {
        fn json(&self) -> String {
            object(&[$((stringify!($field), self.$field.json())),*])
        }
    })* };
}

/// What a payment to the ledger gives.
struct TakenIn {
    ledger: Ledger,
    premium: Lamports,
}

/// What clipping gives.
struct Clipped {
    clipped: Option<Limit>,
    scores: Scores,
    top: Top,
}

/// What lowering the level gives.
struct Lowered {
    scores: Scores,
    top: Top,
}

records! {
    Price { total, supply }
    Release { lamports, start_slot, end_slot }
    Deferral { epoch, recent, earlier }
    EpochSlots { epoch, first_slot, end_slot }
    Charged<Lamports> { net, fee }
    Ledger { held, supply, release, pending_gain, pending_loss, mark, slot }
    TakenIn { ledger, premium }
    Claims { tokens, lamports, fees }
    Queue { all, epoch, recent, late, waiting }
    Ordered { epoch, late }
    DepositTerms { ask, on_sale, fee, referral_share }
    DepositPlan { lamports_to_liquidity, tokens_from_liquidity, depositor, treasury, referrer }
    FeeCurve { min, max, target }
    Sale { lamports, fee }
    SaleTerms { bid, ask, liquidity, counted, curve, treasury_cut }
    SalePlan { lamports, fee, treasury, held }
    FeeLine { lamports, slot }
    Claim { tokens, ordered, fee }
    Payment { tokens, ordered, net, fee, from_release }
    Policy { reserve_buffer, max_validator_share, max_move, moving_part }
    Holdings { reserve, staked, cooling, queued, servable, moved, moving }
    Scores { total, clipped, clipped_share, clipped_caps, level }
    Top { cap, score, share_score }
    Share { score, cap, clipped, stake }
    Clipped { clipped, scores, top }
    Lowered { scores, top }
    Intake { lamports, uncapped, capped, lowest_cap, busy }
    EpochInput { total, unreleased, supply, minted, gain, loss, mark, fee }
    EpochPlan { total, unreleased, supply, mark, taxable, fee, fee_tokens, burned }
}

/// A file in the making.
struct Vectors {
    name: &'static str,
    lines: String,
}

impl Vectors {
    fn new(name: &'static str) -> Self {
        Self { name, lines: String::new() }
    }

    /// A case: the mirror's function, what it is called with, and what it answers.
    fn add<T: Json>(&mut self, op: &str, input: &Fields, result: MathResult<T>) {
        let mut call = vec![("op", op.json())];
        call.extend_from_slice(input);
        let answer = match result {
            Ok(value) => ("value", value.json()),
            Err(error) => ("error", format!("\"{error:?}\"")),
        };
        let line = object(&[("in", object(&call)), ("out", object(&[answer]))]);
        self.lines.push_str(&line);
        self.lines.push('\n');
    }

    /// Compares with the committed file, or writes it.
    fn check(&self) {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors");
        let file = folder.join(format!("{}.jsonl", self.name));
        if std::env::var_os("UPDATE_VECTORS").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&file, &self.lines).unwrap();
        }
        let committed = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(committed == self.lines, "{} is stale: run once with UPDATE_VECTORS=1", self.name);
    }
}

impl Random {
    /// An amount that can be: of any magnitude up to all SOL there is.
    fn amount(&mut self) -> u64 {
        self.any() % ALL_SOL
    }

    fn lamports(&mut self) -> Lamports {
        Lamports(self.amount())
    }

    fn bps(&mut self, most: u16) -> Bps {
        Bps(u16::try_from(self.below(u64::from(most) + 1)).unwrap())
    }

    /// Some of an amount, all of it now and then.
    fn part(&mut self, of: u64) -> u64 {
        if self.once_in(8) {
            return of;
        }
        self.any() % (of / 2 + 1)
    }

    /// A price from a half to one and a half.
    fn price(&mut self) -> Price {
        let supply = SOL + self.amount();
        Price { total: Lamports(supply / 2 + self.below(supply)), supply: PoolTokens(supply) }
    }

    fn ledger(&mut self) -> Ledger {
        let Price { total, supply } = self.price();
        let held = total.0;
        let unreleased = self.part(held / 2);
        let start_slot = self.below(1 << 40);
        let end_slot = start_slot + self.below(432_000);
        Ledger {
            held: Lamports(held),
            supply,
            release: Release { lamports: Lamports(unreleased), start_slot, end_slot },
            pending_gain: Lamports(self.part(held / 4)),
            pending_loss: if self.once_in(4) { self.lamports() } else { Lamports::ZERO },
            mark: self.price(),
            slot: start_slot + self.below(432_000),
        }
    }

    fn claims(&mut self, supply: PoolTokens) -> Claims {
        let tokens = self.part(supply.0 - SOL);
        let lamports = u64::try_from(product(tokens, 500 + self.below(1_000)) / 1_000).unwrap();
        Claims {
            tokens: PoolTokens(tokens),
            lamports: Lamports(lamports),
            fees: Lamports(self.bps(50).ceil_of(lamports).unwrap()),
        }
    }

    fn epoch_slots(&mut self) -> EpochSlots {
        let epoch = self.below(1_000);
        let slots = self.pick([32, 1_000, 432_000]);
        EpochSlots { epoch, first_slot: epoch * slots, end_slot: (epoch + 1) * slots }
    }

    fn curve(&mut self) -> FeeCurve {
        let min = self.bps(300);
        let target = Lamports(SOL + self.amount() % FeeCurve::MAX_TARGET.0);
        FeeCurve { min, max: Bps(min.0 + self.bps(700).0), target }
    }
}

#[test]
fn constants() {
    let mut vectors = Vectors::new("constants");
    vectors.add("MIN_PART", &[], Ok(MIN_PART));
    vectors.add("DEFAULT_IDLE_RATE", &[], Ok(DEFAULT_IDLE_RATE));
    vectors.add("MAX_IDLE_RATE", &[], Ok(MAX_IDLE_RATE));
    vectors.add("IDLE_RATES", &[], Ok(u32::try_from(IDLE_RATES).unwrap()));
    vectors.add("REBALANCE_TOLERANCE", &[], Ok(REBALANCE_TOLERANCE));
    vectors.add("MAX_TARGET", &[], Ok(FeeCurve::MAX_TARGET));
    vectors.check();
}

#[test]
fn mul_div() {
    let mut vectors = Vectors::new("mul_div");
    let mut random = Random(1);
    let edges = [(0, 0, 0), (1, 1, 0), (1, 1, 2), (u64::MAX, u64::MAX, u64::MAX), (u64::MAX, 2, 1), (u64::MAX, 3, 2)];
    let cases = (0..100).map(|_| (random.any(), random.any(), random.any()));
    for (a, b, d) in edges.into_iter().chain(cases) {
        vectors.add("mulDivFloor", &fields!(a, b, d), mul_div_floor(a, b, d));
        vectors.add("mulDivCeil", &fields!(a, b, d), mul_div_ceil(a, b, d));
    }
    vectors.check();
}

#[test]
fn price() {
    let mut vectors = Vectors::new("price");
    let mut add = |total: u64, supply: u64, amount: u64, other: Price| {
        let price = Price { total: Lamports(total), supply: PoolTokens(supply) };
        let (lamports, tokens) = (Lamports(amount), PoolTokens(amount));
        vectors.add("tokensFor", &fields!(price, lamports), price.tokens_for(lamports));
        vectors.add("lamportsFor", &fields!(price, tokens), price.lamports_for(tokens));
        vectors.add("lamportsBacking", &fields!(price, tokens), price.lamports_backing(tokens));
        vectors.add("fixedPoint", &fields!(price), price.fixed_point());
        vectors.add("higherOf", &fields!(price, other), Ok(price.higher_of(other)));
        vectors.add("comparePrices", &fields!(price, other), Ok(price.partial_cmp(&other).unwrap() as i32));
    };
    let twice = Price { total: Lamports(2), supply: PoolTokens(2) };
    for (total, supply) in [(0, 0), (0, 1), (1, 0), (1, 1), (SOL + 1, SOL), (u64::MAX, 1), (1, u64::MAX)] {
        for amount in [0, 1, SOL - 1, u64::MAX] {
            add(total, supply, amount, twice);
        }
    }
    let mut random = Random(2);
    for _ in 0..40 {
        let other = random.price();
        add(random.any(), random.any(), random.any(), other);
        let Price { total, supply } = random.price();
        add(total.0, supply.0, random.amount(), other);
    }
    vectors.check();
}

#[test]
fn fee() {
    let mut vectors = Vectors::new("fee");
    let mut random = Random(3);
    let mut cases: Vec<(u64, Bps)> = Vec::new();
    for amount in EDGES {
        cases.extend([0, 1, 50, 10_000].map(|bps| (amount, Bps(bps))));
    }
    for _ in 0..60 {
        cases.push((random.any(), random.bps(10_000)));
    }
    for (amount, bps) in cases {
        let ppb = Ppb(u32::try_from(random.any() % 1_000_000_001).unwrap());
        let lamports = Lamports(amount);
        vectors.add("ceilOf", &fields!(bps, amount), bps.ceil_of(amount));
        vectors.add("floorOf", &fields!(bps, amount), bps.floor_of(amount));
        vectors.add("ppbCeilOf", &fields!(ppb, amount), ppb.ceil_of(amount));
        vectors.add("charge", &[("amount", amount.json()), ("bps", bps.json())], charge_lamports(lamports, bps));
    }
    let mut add = |fee: u64, gross: u64, supply: u64| {
        let result = fee_tokens(Lamports(fee), Lamports(gross), PoolTokens(supply));
        vectors.add("feeTokens", &fields!(fee, gross, supply), result);
    };
    for (fee, gross) in [(0, 0), (0, 1), (1, 1), (2, 1), (SOL, u64::MAX), (u64::MAX - 1, u64::MAX)] {
        add(fee, gross, SOL);
        add(fee, gross, u64::MAX);
    }
    for _ in 0..60 {
        let gross = SOL + random.amount();
        add(random.bps(1_000).ceil_of(random.below(gross)).unwrap(), gross, SOL + random.amount());
    }
    vectors.check();
}

#[test]
fn release() {
    let mut vectors = Vectors::new("release");
    let mut add = |lamports: u64, start_slot: u64, end_slot: u64, slot: u64| {
        let release = Release { lamports: Lamports(lamports), start_slot, end_slot };
        let amount = lamports / 2;
        vectors.add("unreleased", &fields!(release, slot), Ok(release.unreleased(slot)));
        vectors.add("heldBack", &fields!(release, amount, slot), Ok(release.held_back(amount, slot)));
        let lamports = Lamports(amount);
        vectors.add("rebased", &fields!(release, lamports, slot), Ok(release.rebased(lamports, slot)));
    };
    for lamports in EDGES {
        for slot in [0, 100, 101, 432_099, 432_100, u64::MAX] {
            add(lamports, 100, 432_100, slot);
        }
        add(lamports, 7, 7, 7);
        add(lamports, 8, 7, 7);
    }
    let mut random = Random(4);
    for _ in 0..60 {
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
        let epoch = now.epoch;
        vectors.add("deferralAt", &fields!(deferral, epoch), Ok(deferral.at(epoch)));
        vectors.add("outstanding", &fields!(deferral, now, slot), deferral.outstanding(now, slot));
        vectors.add("deferMore", &fields!(deferral, amount, epoch), deferral.plus(amount, epoch));
    };
    let span = |epoch: u64| EpochSlots { epoch, first_slot: epoch * 1_000, end_slot: epoch * 1_000 + 1_000 };
    for recent in EDGES {
        for epoch in [7, 8, 9] {
            add(Deferral { epoch: 7, recent, earlier: SOL }, span(epoch), epoch * 1_000 + 333, recent);
        }
    }
    let mut random = Random(5);
    for _ in 0..60 {
        let epoch = random.below(1_000);
        let deferral = Deferral { epoch, recent: random.any(), earlier: random.any() };
        let now = span(epoch + random.below(4));
        add(deferral, now, now.first_slot + random.below(1_000), random.any());
    }
    vectors.check();
}

#[test]
fn ledger() {
    let mut vectors = Vectors::new("ledger");
    let mut add = |ledger: Ledger, lamports: Lamports, tokens: PoolTokens, from_release: Lamports| {
        let minted = tokens;
        let changed = |act: &dyn Fn(&mut Ledger) -> MathResult<()>| {
            let mut ledger = ledger;
            act(&mut ledger).map(|()| ledger)
        };
        if lamports.0.is_multiple_of(3) {
            vectors.add("ledger.unreleased", &fields!(ledger), Ok(ledger.unreleased()));
            vectors.add("ledger.total", &fields!(ledger), ledger.total());
            vectors.add("ledger.bid", &fields!(ledger), ledger.bid());
            vectors.add("ledger.outlook", &fields!(ledger), ledger.outlook());
            vectors.add("ledger.afterRelease", &fields!(ledger), ledger.after_release());
        }
        let mut taken = ledger;
        let premium = taken.take_in(lamports, minted);
        let taken = premium.map(|premium| TakenIn { ledger: taken, premium });
        vectors.add("ledger.takeIn", &fields!(ledger, lamports, minted), taken);
        let net = lamports;
        let paid = changed(&|ledger| ledger.pay_out(tokens, net, from_release));
        vectors.add("ledger.payOut", &fields!(ledger, tokens, net, from_release), paid);
        vectors.add("ledger.burn", &fields!(ledger, tokens), changed(&|ledger| ledger.burn(tokens)));
        vectors.add("ledger.gain", &fields!(ledger, lamports), changed(&|ledger| ledger.gain(lamports)));
        vectors.add("ledger.lose", &fields!(ledger, lamports), changed(&|ledger| ledger.lose(lamports)));
        vectors.add("ledger.loseLater", &fields!(ledger, lamports), changed(&|ledger| ledger.lose_later(lamports)));
    };
    let mut random = Random(6);
    for edge in EDGES {
        let ledger = random.ledger();
        add(ledger, Lamports(edge), PoolTokens(edge), Lamports(0));
        add(ledger, Lamports(SOL), PoolTokens(edge), Lamports(edge));
        add(Ledger { held: Lamports::ZERO, ..ledger }, Lamports(edge), PoolTokens(0), Lamports(0));
    }
    for _ in 0..40 {
        let ledger = random.ledger();
        let tokens = PoolTokens(random.part(ledger.supply.0));
        // About what they are worth, a little more or less.
        let worth = ledger.bid().and_then(|bid| bid.lamports_for(tokens)).unwrap_or_default();
        let from_release = Lamports(random.part(ledger.unreleased().0));
        let lamports =
            Lamports(worth.0.saturating_add(random.part(worth.0 / 8)).saturating_sub(random.part(worth.0 / 4)));
        add(ledger, lamports, tokens, from_release);
    }
    vectors.check();
}

#[test]
fn ask() {
    let mut vectors = Vectors::new("ask");
    let mut random = Random(7);
    for case in 0..150 {
        let ledger = random.ledger();
        let queued = match case % 10 {
            0 => Claims::default(),
            1 => Claims { tokens: ledger.supply, ..random.claims(ledger.supply) },
            2 => Claims { tokens: PoolTokens(ledger.supply.0 + 1), ..random.claims(ledger.supply) },
            3 => Claims { lamports: Lamports::ZERO, ..random.claims(ledger.supply) },
            _ => random.claims(ledger.supply),
        };
        let ledger = match case % 50 {
            4 => Ledger { held: Lamports::ZERO, release: Release::default(), pending_gain: Lamports::ZERO, ..ledger },
            _ => ledger,
        };
        let expected = match case % 3 {
            0 => Lamports::ZERO,
            _ => Lamports(random.below(ledger.held.0 / 200 + 1)),
        };
        vectors.add("ask", &fields!(ledger, queued, expected), ledger.ask(queued, expected));
        vectors.add("grossClaim", &fields!(ledger, queued), ledger.gross_claim(queued));
        // A ticket among them, which is all of them now and then, or more.
        let parts = random.pick([100, 100, 100, 1_000, 1_001]);
        let part = |amount: u64| u64::try_from(product(amount, parts) / 1_000).unwrap_or(u64::MAX);
        let ordered = Lamports(part(queued.lamports.0));
        let claim = Claim { tokens: PoolTokens(part(queued.tokens.0)), ordered, fee: random.bps(30) };
        let rate = Ppb(u32::try_from(random.below(5_000_001)).unwrap());
        let back = ledger.buy_back(claim, queued, expected, rate);
        vectors.add("buyBack", &fields!(ledger, claim, queued, expected, rate), back);
    }
    vectors.check();
}

#[test]
fn queue() {
    let mut vectors = Vectors::new("queue");
    let mut random = Random(8);
    for case in 0..60u64 {
        let supply = PoolTokens(10 * SOL + random.amount());
        let [older, ticket] = [random.claims(supply), random.claims(PoolTokens(2 * SOL))];
        let recent = if case % 5 == 0 { Claims::default() } else { random.claims(PoolTokens(9 * SOL)) };
        let late = Lamports(random.part(recent.lamports.0));
        let waiting = Lamports(random.part(older.lamports.0));
        let all = older.plus(recent).unwrap();
        let queue = Queue { all, epoch: 100, recent, late, waiting };
        let epoch = 99 + case % 5;
        vectors.add("queue.at", &fields!(queue, epoch), Ok(queue.at(epoch)));
        let is_late = case % 2 == 0;
        let moving = is_late;
        vectors.add("queue.earlier", &fields!(queue), queue.earlier());
        vectors.add("queue.servable", &fields!(queue, moving), queue.servable(moving));
        let plus = [("queue", queue.json()), ("ticket", ticket.json()), ("late", is_late.json())];
        vectors.add("queue.plus", &plus, queue.plus(ticket, is_late));
        let ordered = Ordered { epoch: 98 + case % 3, late: case % 4 < 2 };
        vectors.add("queue.minus", &fields!(queue, ticket, ordered), queue.minus(ticket, ordered));
    }
    for _ in 0..60 {
        let epoch = random.epoch_slots();
        let slot = epoch.end_slot - random.below(40);
        let part = random.bps(1_000);
        vectors.add("queue.isMoving", &fields!(epoch, slot, part), epoch.is_moving(slot, part));
    }
    vectors.check();
}

#[test]
fn deposit() {
    let mut vectors = Vectors::new("deposit");
    let mut add = |lamports: u64, ask: Price, bid: Price, on_sale: u64, fee: Bps, referral_share: Bps| {
        let lamports = Lamports(lamports);
        let terms = DepositTerms { ask, on_sale: PoolTokens(on_sale), fee, referral_share };
        let result = terms.plan(lamports);
        vectors.add("planDeposit", &fields!(terms, lamports), result);
        if let Ok(plan) = result {
            vectors.add("minted", &fields!(plan), plan.minted());
            vectors.add("received", &fields!(plan), plan.received());
            vectors.add("premium", &fields!(plan, lamports, bid), plan.premium(lamports, bid));
        }
    };
    for lamports in EDGES {
        for (total, supply) in [(0, SOL), (SOL, SOL), (SOL, 3 * SOL), (u64::MAX, SOL)] {
            let ask = Price { total: Lamports(total), supply: PoolTokens(supply) };
            let bid = Price { total: Lamports(total / 2), ..ask };
            add(lamports, ask, bid, 7, Bps(0), Bps(10_000));
            add(lamports, ask, bid, SOL, Bps(50), Bps(5_000));
        }
    }
    let mut random = Random(9);
    for _ in 0..60 {
        let ask = random.price();
        let bid = Price { total: Lamports(ask.total.0 - random.part(ask.total.0 / 2)), ..ask };
        add(random.amount(), ask, bid, random.amount(), random.bps(50), random.bps(10_000));
    }
    vectors.check();
}

#[test]
fn sale() {
    let mut vectors = Vectors::new("sale");
    let mut random = Random(10);
    for case in 0..150 {
        let bid = random.price();
        let ask = Price { total: Lamports(bid.total.0 + random.part(bid.total.0 / 4)), ..bid };
        let ask = if case % 50 == 0 { Price { total: Lamports::ZERO, ..ask } } else { ask };
        let tokens = PoolTokens(if case % 10 == 0 { random.below(4) } else { random.part(bid.supply.0) });
        let value = bid.lamports_for(tokens).unwrap();
        let liquidity = Lamports(if case % 5 == 0 { random.amount() } else { value.0 + random.part(value.0) });
        let counted = Lamports(random.part(liquidity.0));
        let terms = SaleTerms { bid, ask, liquidity, counted, curve: random.curve(), treasury_cut: random.bps(5_000) };
        vectors.add("planSale", &fields!(terms, tokens), terms.plan(tokens));
    }
    vectors.check();
}

#[test]
fn curve() {
    let mut vectors = Vectors::new("curve");
    let mut add = |curve: FeeCurve, amount: u64, liquidity: u64, counted: u64| {
        let (value, lamports, left) = (Lamports(amount), Lamports(amount), Lamports(counted));
        let (liquidity, counted) = (Lamports(liquidity), Lamports(counted));
        vectors.add("sell", &fields!(curve, value, liquidity, counted), curve.sell(value, liquidity, counted));
        vectors.add("saleFee", &fields!(curve, lamports, counted), curve.fee(lamports, counted));
        vectors.add("rateAt", &fields!(curve, left), curve.rate(left));
    };
    let line = FeeCurve { min: Bps(30), max: Bps(300), target: Lamports(100 * SOL) };
    let full = FeeCurve { min: Bps(0), max: Bps(1_000), target: FeeCurve::MAX_TARGET };
    let flat = FeeCurve { min: Bps(50), max: Bps(50), target: Lamports(SOL) };
    for liquidity in EDGES {
        for amount in [0, 1, 101 * SOL] {
            add(line, amount, liquidity, liquidity / 2);
            add(full, amount, liquidity, liquidity);
            add(flat, amount, liquidity, liquidity);
        }
    }
    add(FeeCurve { target: Lamports::ZERO, ..line }, SOL, SOL, SOL);
    let mut random = Random(11);
    for _ in 0..80 {
        let curve = random.curve();
        let liquidity = random.amount();
        let amount = random.amount() % (liquidity + 2);
        let counted = if random.once_in(2) { liquidity } else { random.below(liquidity + 1) };
        add(curve, amount, liquidity, counted);
    }
    vectors.check();
}

#[test]
fn fee_line() {
    let mut vectors = Vectors::new("fee_line");
    let mut random = Random(12);
    for case in 0..60 {
        let epoch = random.epoch_slots();
        let line = FeeLine { lamports: random.lamports(), slot: epoch.first_slot.saturating_sub(random.below(40)) };
        let slot = line.slot + random.below(60);
        let slot = if case == 0 { line.slot / 2 } else { slot };
        let (liquidity, target, lamports) = (random.lamports(), random.lamports(), random.lamports());
        let at = line.at(slot, epoch, liquidity, target);
        vectors.add("feeLine.at", &fields!(line, slot, epoch, liquidity, target), at);
        vectors.add("feeLine.counted", &fields!(line, liquidity), Ok(line.counted(liquidity)));
        vectors.add("feeLine.afterSale", &fields!(line, lamports), Ok(line.after_sale(lamports)));
        vectors.add("feeLine.afterPurchase", &fields!(line, lamports), line.after_purchase(lamports));
    }
    vectors.check();
}

#[test]
fn idle() {
    let mut vectors = Vectors::new("idle");
    let mut add = |earned: u64, lamport_epochs: u128| {
        let earned = Lamports(earned);
        vectors.add("idleRate", &fields!(earned, lamport_epochs), idle_rate(earned, lamport_epochs));
    };
    for earned in EDGES {
        for lamport_epochs in [0, 1, u128::from(SOL), u128::MAX] {
            add(earned, lamport_epochs);
        }
    }
    let mut random = Random(13);
    for _ in 0..60 {
        let stake = SOL + random.amount();
        add(random.any() % (stake / 100), u128::from(stake) * u128::from(1 + random.below(8)));
    }
    for case in 0..40 {
        let seen = case % 9;
        let mut rates = [Ppb::ZERO; IDLE_RATES];
        for rate in rates.iter_mut().take(seen) {
            *rate = Ppb(u32::try_from(random.below(5_000_001)).unwrap());
        }
        vectors.add("highestIdleRate", &fields!(rates), Ok(highest_idle_rate(&rates)));
    }
    for case in 0..40 {
        let staked = Lamports(random.amount());
        let rate = Ppb(u32::try_from(random.below(5_000_001)).unwrap());
        let share = match case % 4 {
            0 => Ppb::ZERO,
            1 => Ppb::WHOLE,
            _ => Ppb(u32::try_from(random.below(1_000_000_001)).unwrap()),
        };
        vectors.add("idlingGain", &fields!(staked, rate, share), idling_gain(staked, rate, share));
    }
    for case in 0..80 {
        let stays = Lamports(random.amount());
        let (part, buffer) = (random.bps(10_000), random.bps(1_000));
        let intake = Intake {
            lamports: Lamports(if case % 3 == 0 {
                stays.0.saturating_sub(random.part(stays.0))
            } else {
                random.amount()
            }),
            uncapped: if case % 5 == 0 { 0 } else { u32::try_from(random.below(20)).unwrap() },
            capped: if case % 3 == 1 { random.below(20) } else { 0 },
            lowest_cap: Lamports(random.part(stays.0)),
            busy: if random.once_in(2) { Ppb::ZERO } else { Ppb(u32::try_from(random.below(1_000_000_001)).unwrap()) },
        };
        let deposited = Lamports(random.part(stays.0));
        let idle = intake.idle_share(stays, deposited, buffer, part);
        vectors.add("idleShare", &fields!(intake, stays, deposited, buffer, part), idle);
        let score = u32::try_from(random.below(3)).unwrap();
        let cap = Lamports(if case % 4 == 0 { u64::MAX } else { random.part(stays.0) });
        let clipped = if random.once_in(3) { Some(Limit::Cap(cap)) } else { None };
        let share = Share { score, cap, clipped, stake: Lamports(random.part(cap.min(stays).0)) };
        let largest_share = Lamports(random.part(stays.0));
        let mut noted = intake;
        let taking = noted.note(share, largest_share);
        vectors.add("noted", &fields!(intake, share, largest_share), Ok(noted));
        vectors.add("taking", &fields!(share, largest_share), Ok(taking));
        let scores = Scores { total: u64::from(score) + random.below(10), ..Scores::default() };
        let mut busy = noted;
        busy.turn_busy(taking, share, scores);
        let intake = noted;
        vectors.add("turnedBusy", &fields!(intake, taking, share, scores), Ok(busy));
        let mut without = intake;
        without.take_off(taking, share);
        vectors.add("takenOff", &fields!(intake, taking, share), Ok(without));
        let (mut after, came, left) = (intake, Lamports(random.part(stays.0)), Lamports(random.part(stays.0)));
        after.follow(taking, share, came, left);
        vectors.add("followed", &fields!(intake, taking, share, came, left), Ok(after));
    }
    vectors.check();
}

#[test]
fn ticket() {
    let mut vectors = Vectors::new("ticket");
    let mut add = |claim: Claim, bid: Price, unreleased: Lamports, available: Lamports, rate: Ppb| {
        let whole = claim.pay(bid, unreleased);
        vectors.add("pay", &fields!(claim, bid, unreleased), whole);
        let part = claim.pay_from(available, bid, unreleased);
        vectors.add("payFrom", &fields!(claim, available, bid, unreleased), part);
        if let Ok(Some(payment)) = part {
            vectors.add("afterPayment", &fields!(claim, payment), claim.after(payment));
        }
        vectors.add("sums", &fields!(claim), claim.sums());
        vectors.add("afterIdling", &fields!(claim, rate), claim.after_idling(rate));
    };
    for tokens in EDGES {
        for (total, supply) in [(0, SOL), (SOL, 0), (SOL, SOL), (u64::MAX, SOL)] {
            let bid = Price { total: Lamports(total), supply: PoolTokens(supply) };
            let claim = Claim { tokens: PoolTokens(tokens), ordered: Lamports(tokens / 2), fee: Bps(50) };
            add(claim, bid, Lamports(7), Lamports(SOL), Ppb(1));
        }
    }
    let mut random = Random(14);
    for _ in 0..60 {
        let bid = random.price();
        let tokens = random.part(bid.supply.0);
        let ordered = u64::try_from(product(tokens, 500 + random.below(1_000)) / 1_000).unwrap();
        let claim = Claim { tokens: PoolTokens(tokens), ordered: Lamports(ordered), fee: random.bps(50) };
        let unreleased = Lamports(random.part(bid.total.0 / 4));
        let rate = Ppb(u32::try_from(random.below(5_000_001)).unwrap());
        add(claim, bid, unreleased, Lamports(random.part(2 * ordered)), rate);
    }
    vectors.check();
}

#[test]
fn target() {
    let mut vectors = Vectors::new("target");
    let mut random = Random(15);
    for case in 0..60 {
        let policy = Policy {
            reserve_buffer: random.bps(500),
            max_validator_share: Bps(500 + random.bps(9_500).0),
            max_move: if case % 5 == 0 { Bps::ZERO } else { random.bps(10_000) },
            moving_part: random.bps(10_000),
        };
        let staked = SOL + random.amount();
        let reserve = random.below(staked / 4);
        let more = random.below(staked / 4);
        let queued = [0, random.below(reserve + 1), reserve + more][case % 3];
        let servable = if random.once_in(2) { queued } else { random.below(queued + 1) };
        let holdings = Holdings {
            reserve: Lamports(reserve),
            staked: Lamports(staked),
            cooling: Lamports(random.part(more)),
            queued: Lamports(queued),
            servable: Lamports(servable),
            moved: Lamports(random.part(staked / 8)),
            moving: random.once_in(2),
        };
        let score = u32::try_from(random.below(100)).unwrap();
        let others = random.below(1_000);
        // Now and then sums that do not even contain the score: an error.
        let total = if case % 20 == 0 { random.below(10) } else { u64::from(score) + others };
        let (part, limit) = (random.bps(5_000), Lamports(random.part(staked / 4)));
        let clipped = match case % 8 {
            1 => Some(Limit::Share(part)),
            5 => Some(Limit::Cap(limit)),
            _ => None,
        };
        let mut scores = Scores {
            total,
            clipped: random.part(others / 4),
            clipped_share: if random.once_in(2) { random.below(5_000) } else { 0 },
            // Now and then more than what can be staked, where they were counted when more was there.
            clipped_caps: Lamports(random.part(if case % 4 == 2 { 2 * staked } else { staked / 8 })),
            // Now and then more than what can be staked fills, or never looked at.
            level: if case % 10 == 9 { 0 } else { LEVEL_WHOLE / 2 + random.below(2 * LEVEL_WHOLE) },
        };
        if let Some(limit) = clipped {
            scores.clipped += u64::from(score);
            match limit {
                Limit::Share(part) => scores.clipped_share += u64::from(part.0),
                Limit::Cap(cap) => scores.clipped_caps.0 += cap.0,
            }
        }
        let cap = if random.once_in(4) { random.part(staked) } else { u64::MAX };
        // About what its score is worth, a little more or less.
        let worth = staked / (1 + others) * u64::from(score);
        let most = random.pick([2, 8]) * worth;
        let stake = Lamports(random.below(most + 1));
        let share = Share { score, cap: Lamports(cap), clipped, stake };
        let least = Lamports(random.any() % (2 * SOL));
        let whole = if random.once_in(2) { stake } else { Lamports(random.part(stake.0)) };
        let top = Top {
            cap: Lamports(random.part(staked / 2)),
            score: if random.once_in(2) { u32::try_from(random.below(100)).unwrap() } else { 0 },
            share_score: if random.once_in(3) { u32::try_from(random.below(100)).unwrap() } else { 0 },
        };
        // The sums once something has been done with them.
        let looked = |act: &dyn Fn(Room, &mut Scores, &mut Top) -> MathResult<()>| {
            let (mut scores, mut top) = (scores, top);
            act(policy.room(holdings)?, &mut scores, &mut top)?;
            Ok((scores, top))
        };
        let (mut scores_then, mut top_then) = (scores, top);
        let clipped = policy
            .room(holdings)
            .and_then(|room| room.level(&scores).clip(&mut scores_then, &mut top_then, share))
            .map(|clipped| Clipped { clipped, scores: scores_then, top: top_then });
        let all = fields!(policy, holdings, scores, share);
        let with = |more: &Fields| [&all[..], more].concat();
        vectors.add("target", &all, policy.target(holdings, scores, share));
        vectors.add("clip", &with(&fields!(top)), clipped);
        let sums = fields!(policy, holdings, scores);
        let lowered = looked(&Room::lower).map(|(scores, top)| Lowered { scores, top });
        vectors.add("lower", &[&sums[..], &fields!(top)].concat(), lowered);
        let raised = looked(&|room, scores, _| room.raise(scores)).map(|(scores, _)| scores);
        vectors.add("raise", &sums, raised);
        let before = scores;
        let scores = Scores {
            total: scores.total.saturating_sub(scores.clipped / 2) + random.part(others),
            clipped: scores.clipped / 2,
            ..scores
        };
        let mut refit = scores;
        let result = policy.room(holdings).and_then(|room| room.refit(before, &mut refit, top)).map(|()| refit);
        vectors.add("refit", &fields!(policy, holdings, before, scores, top), result);
        let scores = before;
        // Now and then as much as is missing, or more.
        let unmovable = if case % 4 == 3 { Lamports(random.below(staked)) } else { Lamports::ZERO };
        let account = [("account", object(&fields!(whole, least)))];
        let source = Source { whole, min: least, unmovable };
        let delegated = policy.delegate(holdings, scores, share, least);
        vectors.add("decideDelegation", &with(&fields!(least)), delegated);
        let deactivated = policy.deactivate(holdings, scores, share, source);
        vectors.add("decideDeactivation", &with(&fields!(source)), deactivated);
        if case % 3 == 0 {
            vectors.add("keep", &fields!(policy, holdings), policy.keep(holdings));
            vectors.add("limit", &fields!(policy, holdings, share), policy.limit(holdings, share));
            let (staying, settled) = (Lamports(random.below(staked)), Lamports(random.below(staked)));
            let whole = Policy { max_validator_share: Bps::WHOLE, ..policy };
            for policy in [policy, whole] {
                let most = policy.limit_of_deposit(staying, settled, share);
                vectors.add("limitOfDeposit", &fields!(policy, staying, settled, share), most);
            }
            vectors.add("stays", &fields!(holdings), holdings.stays());
            vectors.add("moveBudget", &fields!(policy, holdings), policy.move_budget(holdings));
            let removed = looked(&|_, scores, _| scores.remove(share)).map(|(scores, _)| scores);
            vectors.add("withoutShare", &fields!(scores, share), removed);
            let (old, score) = (share, u32::try_from(random.below(1_000)).unwrap());
            let rescored = looked(&|_, scores, _| scores.rescore(old, score)).map(|(scores, _)| scores);
            vectors.add("rescored", &fields!(scores, old, score), rescored);
            vectors.add("held", &fields!(holdings), holdings.held());
            vectors.add("shortfall", &fields!(holdings), holdings.shortfall());
        }
        let input = [&fields!(holdings)[..], &account].concat();
        vectors.add("recall", &input, holdings.recall(whole, least));
    }
    // A level from when 20,000 SOL were there cuts the target to 6,090 SOL; up to 8.8 SOL over its cap a validator is left alone.
    let policy = Policy {
        reserve_buffer: Bps::ZERO,
        max_validator_share: Bps::WHOLE,
        max_move: Bps::WHOLE,
        moving_part: Bps(1_000),
    };
    let holdings = Holdings {
        reserve: Lamports::ZERO,
        staked: Lamports(10_000 * SOL),
        cooling: Lamports::ZERO,
        queued: Lamports::ZERO,
        servable: Lamports::ZERO,
        moved: Lamports::ZERO,
        moving: true,
    };
    let (cap, level) = (Lamports(8_800 * SOL), 106 * LEVEL_WHOLE);
    let clipped_caps = Lamports(8_900 * SOL);
    let scores = Scores { total: 955_000, clipped: 950_000, clipped_share: 0, clipped_caps, level };
    for over in [7_000_000_000, 8_800_000_000, 8_800_000_001] {
        let share = Share { score: 50_000, cap, clipped: Some(Limit::Cap(cap)), stake: Lamports(cap.0 + over) };
        let source = Source { whole: share.stake, min: Lamports(SOL), unmovable: Lamports::ZERO };
        let deactivated = policy.deactivate(holdings, scores, share, source);
        vectors.add("decideDeactivation", &fields!(policy, holdings, scores, share, source), deactivated);
    }
    vectors.check();
}

#[test]
fn update() {
    let mut vectors = Vectors::new("update");
    let mut add = |input: EpochInput| vectors.add("settleEpoch", &fields!(input), input.settle());
    let books = EpochInput {
        total: Lamports(100 * SOL),
        unreleased: Lamports(3),
        supply: PoolTokens(90 * SOL),
        minted: PoolTokens(90 * SOL),
        gain: Lamports::ZERO,
        loss: Lamports::ZERO,
        mark: Price { total: Lamports(100 * SOL), supply: PoolTokens(90 * SOL) },
        fee: Bps(500),
    };
    let nothing = Price { total: Lamports::ZERO, supply: PoolTokens(90 * SOL) };
    let lost = EpochInput { total: Lamports::ZERO, unreleased: Lamports::ZERO, ..books };
    add(books);
    add(lost);
    add(EpochInput { gain: Lamports(1), mark: nothing, ..lost });
    add(EpochInput { supply: PoolTokens::ZERO, minted: PoolTokens::ZERO, gain: Lamports(1), ..books });
    add(EpochInput { minted: PoolTokens(0), gain: Lamports(1), ..books });
    for amount in EDGES {
        add(EpochInput { gain: Lamports(amount), ..books });
        add(EpochInput { loss: Lamports(amount), ..books });
        add(EpochInput { gain: Lamports(SOL), loss: Lamports(amount), minted: PoolTokens(89 * SOL), ..books });
    }
    // A mark that no gain can reach, and fee tokens that the mint could not hold.
    let out_of_reach = Price { total: Lamports(u64::MAX), supply: PoolTokens(SOL) };
    add(EpochInput { gain: Lamports(SOL), mark: out_of_reach, ..books });
    let inflated = PoolTokens(u64::MAX - 1);
    let low = Price { total: Lamports(1), supply: inflated };
    add(EpochInput { supply: inflated, minted: inflated, gain: Lamports(50 * SOL), mark: low, ..books });
    let mut random = Random(16);
    for _ in 0..150 {
        let Price { total, supply } = random.price();
        add(EpochInput {
            total,
            unreleased: Lamports(random.part(total.0 / 10)),
            supply,
            minted: PoolTokens(supply.0 - random.part(supply.0 / 10)),
            gain: Lamports(random.part(total.0 / 10)),
            loss: Lamports(if random.once_in(2) { 0 } else { random.part(total.0 / 10) }),
            mark: random.price(),
            fee: random.bps(1_000),
        });
    }
    vectors.check();
}
