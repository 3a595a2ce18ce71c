//! A pool in memory: the crate's functions in the order in which the program calls them.

use std::collections::VecDeque;

use crate::random::Random;
use crate::*;

pub const SOL: u64 = 1_000_000_000;
pub const SLOTS: u64 = 1_000;

/// Whose account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Somebody who holds nothing when the life begins.
    Newcomer,
    /// All who held tokens before.
    Holders,
    Treasury,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Account {
    pub lamports: u64,
    pub tokens: u64,
    /// Shares of the liquidity pool.
    pub shares: u64,
}

#[derive(Clone, Copy, Debug)]
pub struct Ticket {
    pub owner: Who,
    pub claim: Claim,
    pub ordered: Ordered,
}

/// The liquidity pool.
#[derive(Clone, Copy, Debug)]
pub struct Liquidity {
    pub lamports: u64,
    pub tokens: u64,
    /// Tokens of it that are not for sale yet.
    pub held: Deferral,
    pub shares: u64,
    pub line: FeeLine,
}

/// What stays the same for a life.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub reward_fee: Bps,
    pub deposit_fee: Bps,
    pub withdrawal_fee: Bps,
    pub ticket_fee: Bps,
    pub treasury_cut: Bps,
    pub curve: FeeCurve,
    pub moving_part: Bps,
    pub idle_rate: Ppb,
}

#[derive(Clone, Debug)]
pub struct World {
    pub settings: Settings,
    pub ledger: Ledger,
    pub queue: Queue,
    pub tickets: VecDeque<Ticket>,
    pub liquidity: Liquidity,
    pub epoch: u64,
    accounts: [Account; 3],
    /// Tokens that nobody can move: the seed deposit.
    pub locked: u64,
    /// Tokens burned with the token program since the last update.
    pub burned: u64,
    /// The part of what is held that earns in this epoch.
    staked: Lamports,
}

impl World {
    /// A pool that holds `ledger`'s books in an epoch of its own; all its tokens but the seed are the holders'.
    pub fn new(ledger: Ledger, settings: Settings, liquidity: u64) -> Self {
        let mut world = Self {
            settings,
            ledger,
            queue: Queue { epoch: 1, ..Queue::default() },
            tickets: VecDeque::new(),
            liquidity: Liquidity {
                lamports: liquidity,
                tokens: 0,
                held: Deferral::default(),
                shares: liquidity,
                line: FeeLine { lamports: Lamports(liquidity), slot: SLOTS },
            },
            epoch: 1,
            accounts: [Account::default(); 3],
            locked: SOL,
            burned: 0,
            staked: ledger.held,
        };
        *world.account(Who::Holders) =
            Account { lamports: 10_000_000 * SOL, tokens: ledger.supply.0 - SOL, shares: liquidity };
        world.account(Who::Newcomer).lamports = 1_000_000 * SOL;
        world
    }

    /// A pool that somebody could come upon.
    pub fn any(random: &mut Random, with_queue: bool) -> Self {
        let part = |amount: u64, parts: u64| u64::try_from(product(amount, parts) / 10_000).unwrap();
        let supply = (100 + random.below(1_900)) * SOL;
        let total = part(supply, 3_000 + random.below(12_000));
        let unreleased = part(total, random.pick([0, 4, 4, 10, 100, 2_500, 9_000]));
        let pending = part(total, random.pick([0, 0, 5, 45]));
        let offset = [0, 1, random.below(SLOTS), SLOTS - 2][random.below(4) as usize];
        let settings = Settings {
            reward_fee: Bps(random.pick([0, 0, 500, 1_000])),
            deposit_fee: Bps(random.pick([0, 0, 50])),
            withdrawal_fee: Bps(random.pick([0, 10])),
            ticket_fee: Bps(random.pick([0, 0, 50])),
            treasury_cut: Bps(random.pick([0, 2_500])),
            curve: [
                FeeCurve { min: Bps(0), max: Bps(0), target: Lamports(SOL) },
                FeeCurve { min: Bps(30), max: Bps(300), target: Lamports(100 * SOL) },
            ][random.below(2) as usize],
            moving_part: Bps(1_000),
            idle_rate: Ppb(random.pick([0, 400_000, 1_000_000, 5_000_000])),
        };
        let ledger = Ledger {
            held: Lamports(total + unreleased + pending),
            supply: PoolTokens(supply),
            release: Release { lamports: Lamports(unreleased), start_slot: SLOTS, end_slot: 2 * SLOTS },
            pending_gain: Lamports(pending),
            pending_loss: Lamports::ZERO,
            mark: Price {
                total: Lamports(random.pick([1, supply / 2, supply, 2 * supply])),
                supply: PoolTokens(supply),
            },
            slot: SLOTS + offset,
        };
        let mut world = Self::new(ledger, settings, (1 + random.below(199)) * SOL);
        // Tokens that the liquidity pool bought earlier, some of them held.
        let bought = random.pick([0, world.liquidity.lamports / 2, world.liquidity.lamports]).min(supply / 8);
        world.account(Who::Holders).tokens -= bought;
        world.liquidity.tokens = bought;
        let held = part(bought, random.pick([0, 500, 5_000]));
        world.liquidity.held = Deferral { epoch: 1, recent: 0, earlier: held };
        let queued = if with_queue { random.pick([0, 10, 50, 90]) } else { 0 };
        let tokens = PoolTokens((supply / 100 * queued).min(world.account(Who::Holders).tokens - supply / 20));
        if !tokens.is_zero() {
            // Ordered at a price of then: above the one of now after a loss.
            let now = ledger.bid().unwrap().lamports_for(tokens).unwrap();
            let ordered = Lamports(part(now.0, random.pick([9_000, 10_000, 10_000, 12_500])));
            let claim = Claim { tokens, ordered, fee: settings.ticket_fee };
            let ordered = Ordered { epoch: 0, late: false };
            world.account(Who::Holders).tokens -= tokens.0;
            world.tickets.push_back(Ticket { owner: Who::Holders, claim, ordered });
            world.queue.all = claim.sums().unwrap();
        }
        world
    }

    pub fn account(&mut self, who: Who) -> &mut Account {
        &mut self.accounts[who as usize]
    }

    pub fn slots(&self) -> EpochSlots {
        EpochSlots { epoch: self.epoch, first_slot: self.epoch * SLOTS, end_slot: (self.epoch + 1) * SLOTS }
    }

    pub fn is_moving(&self) -> MathResult<bool> {
        self.slots().is_moving(self.ledger.slot, self.settings.moving_part)
    }

    pub fn ask(&self) -> MathResult<Price> {
        self.ledger.ask(self.queue.earlier()?, self.expected()?)
    }

    /// What the epoch will have earned, near its end.
    fn expected(&self) -> MathResult<Lamports> {
        if !self.slots().is_closing(self.ledger.slot)? {
            return Ok(Lamports::ZERO);
        }
        self.settings.idle_rate.ceil_of(self.staked.0).map(Lamports)
    }

    /// Every lamport that there is.
    pub fn lamports(&self) -> u64 {
        self.ledger.held.0 + self.liquidity.lamports + self.accounts.iter().map(|account| account.lamports).sum::<u64>()
    }

    /// Every token that there is, where it lies.
    pub fn tokens(&self) -> u64 {
        let queued = self.tickets.iter().map(|ticket| ticket.claim.tokens.0).sum::<u64>();
        let accounts = self.accounts.iter().map(|account| account.tokens).sum::<u64>();
        self.locked + self.liquidity.tokens + queued + accounts
    }

    /// Tokens of the liquidity pool that are for sale, or leave with a share.
    pub fn free_tokens(&self) -> MathResult<u64> {
        let held = self.liquidity.held.outstanding(self.slots(), self.ledger.slot)?;
        Ok(self.liquidity.tokens.saturating_sub(held))
    }

    pub fn deposit(&mut self, who: Who, lamports: u64) -> MathResult<()> {
        let lamports = lamports.min(self.account(who).lamports);
        let fee = self.settings.deposit_fee;
        let on_sale = PoolTokens(self.free_tokens()?);
        let terms = DepositTerms { ask: self.ask()?, on_sale, fee, referral_share: Bps::ZERO };
        let plan = terms.plan(Lamports(lamports))?;
        if plan.received()?.is_zero() {
            return Ok(());
        }
        self.follow()?;
        self.liquidity.line = self.liquidity.line.after_purchase(plan.lamports_to_liquidity)?;
        self.liquidity.lamports += plan.lamports_to_liquidity.0;
        self.liquidity.tokens -= plan.tokens_from_liquidity.0;
        self.ledger.take_in(Lamports(lamports).minus(plan.lamports_to_liquidity)?, plan.minted()?)?;
        self.account(Who::Treasury).tokens += plan.treasury.0;
        let account = self.account(who);
        account.lamports -= lamports;
        account.tokens += plan.received()?.0;
        Ok(())
    }

    /// Orders a delayed unstake.
    pub fn order(&mut self, who: Who, tokens: u64) -> MathResult<()> {
        let tokens = PoolTokens(tokens.min(self.account(who).tokens));
        let ordered = self.ledger.bid()?.lamports_for(tokens)?;
        if ordered < MIN_PART {
            return Ok(());
        }
        let claim = Claim { tokens, ordered, fee: self.settings.ticket_fee };
        let late = self.is_moving()?;
        self.queue = self.queue.plus(claim.sums()?, late)?;
        self.tickets.push_back(Ticket { owner: who, claim, ordered: Ordered { epoch: self.epoch, late } });
        self.account(who).tokens -= tokens.0;
        Ok(())
    }

    /// Pays the head of the queue from the reserve; whether anything was paid.
    pub fn settle(&mut self, available: u64) -> MathResult<bool> {
        let Some(ticket) = self.tickets.front().copied() else { return Ok(false) };
        let (bid, unreleased) = (self.ledger.bid()?, self.ledger.unreleased());
        let Some(payment) = ticket.claim.pay_from(Lamports(available), bid, unreleased)? else { return Ok(false) };
        assert!(payment.net.0 <= available, "more is paid than there is");
        let left = ticket.claim.after(payment)?;
        self.queue = self.queue.minus(ticket.claim.sums()?.minus(left.sums()?)?, ticket.ordered)?;
        self.ledger.pay_out(payment.tokens, payment.net, payment.from_release)?;
        self.account(ticket.owner).lamports += payment.net.0;
        if left.tokens.is_zero() {
            self.tickets.pop_front();
        } else {
            self.tickets[0].claim = left;
        }
        Ok(true)
    }

    /// Whether stake may have been moved for a ticket by now.
    pub fn is_served(&self, ordered: Ordered) -> MathResult<bool> {
        let epochs = self.epoch - ordered.epoch;
        Ok(match (epochs, ordered.late) {
            (0, late) => self.is_moving()? && !late,
            (1, true) => self.is_moving()?,
            _ => true,
        })
    }

    /// Cancels a ticket; what it costs is burned and joins the gains.
    pub fn cancel(&mut self, who: Who) -> MathResult<()> {
        let Some(at) = self.tickets.iter().position(|ticket| ticket.owner == who) else { return Ok(()) };
        let ticket = self.tickets.remove(at).unwrap();
        let (claim, rate) = (ticket.claim, self.settings.idle_rate);
        let back = match (ticket.ordered.epoch == self.epoch, self.is_moving()?) {
            (true, false) => claim.tokens,
            (true, true) => claim.after_idling(rate)?,
            (false, _) => self.ledger.buy_back(claim, self.queue.earlier()?, self.expected()?, rate)?,
        };
        self.queue = self.queue.minus(claim.sums()?, ticket.ordered)?;
        self.ledger.burn(claim.tokens.minus(back)?)?;
        self.account(who).tokens += back.0;
        Ok(())
    }

    /// Takes stake for tokens, at once.
    pub fn take_stake(&mut self, who: Who, tokens: u64) -> MathResult<()> {
        let tokens = PoolTokens(tokens.min(self.account(who).tokens));
        let worth = self.ledger.bid()?.lamports_for(tokens)?;
        let fee = self.settings.idle_rate.ceil_of(worth.0)?.max(self.settings.withdrawal_fee.ceil_of(worth.0)?);
        let net = worth.saturating_minus(Lamports(fee));
        if net.is_zero() {
            return Ok(());
        }
        self.ledger.pay_out(tokens, net, Lamports::ZERO)?;
        self.staked = self.staked.saturating_minus(net);
        let account = self.account(who);
        account.tokens -= tokens.0;
        account.lamports += net.0;
        Ok(())
    }

    /// Sells tokens to the liquidity pool.
    pub fn sell(&mut self, who: Who, tokens: u64) -> MathResult<()> {
        let tokens = PoolTokens(tokens.min(self.account(who).tokens));
        self.follow()?;
        let liquidity = Lamports(self.liquidity.lamports);
        let terms = SaleTerms {
            bid: self.ledger.bid()?,
            ask: self.ask()?,
            liquidity,
            counted: self.liquidity.line.counted(liquidity),
            curve: self.settings.curve,
            treasury_cut: self.settings.treasury_cut,
        };
        let plan = match terms.plan(tokens) {
            Err(MathError::InsufficientLiquidity) => return Ok(()),
            plan => plan?,
        };
        if plan.lamports.is_zero() {
            return Ok(());
        }
        self.liquidity.line = self.liquidity.line.after_sale(plan.lamports);
        self.liquidity.lamports -= plan.lamports.0;
        self.liquidity.tokens += tokens.0 - plan.treasury.0;
        self.liquidity.held = self.liquidity.held.plus(plan.held.0, self.epoch)?;
        self.account(Who::Treasury).tokens += plan.treasury.0;
        let account = self.account(who);
        account.tokens -= tokens.0;
        account.lamports += plan.lamports.0;
        Ok(())
    }

    /// Buys shares of the liquidity pool: its tokens, the held ones too, count at the ask, ceiled.
    pub fn add_liquidity(&mut self, who: Who, lamports: u64) -> MathResult<()> {
        let lamports = lamports.min(self.account(who).lamports);
        self.follow()?;
        let tokens = self.ask()?.lamports_backing(PoolTokens(self.liquidity.tokens))?;
        let value = tokens.plus(Lamports(self.liquidity.lamports))?;
        let shares = mul_div_floor(lamports, self.liquidity.shares, value.0)?;
        if shares == 0 {
            return Ok(());
        }
        self.liquidity.lamports += lamports;
        self.liquidity.shares += shares;
        let account = self.account(who);
        account.lamports -= lamports;
        account.shares += shares;
        Ok(())
    }

    /// Gives shares back for their part of both sides, in kind.
    pub fn remove_liquidity(&mut self, who: Who, shares: u64) -> MathResult<()> {
        let shares = shares.min(self.account(who).shares);
        if shares == 0 {
            return Ok(());
        }
        self.follow()?;
        let lamports = mul_div_floor(shares, self.liquidity.lamports, self.liquidity.shares)?;
        let tokens = mul_div_floor(shares, self.free_tokens()?, self.liquidity.shares)?;
        self.liquidity.lamports -= lamports;
        self.liquidity.tokens -= tokens;
        self.liquidity.shares -= shares;
        let account = self.account(who);
        account.shares -= shares;
        account.lamports += lamports;
        account.tokens += tokens;
        Ok(())
    }

    /// Burns tokens with the token program: nobody but the burner knows until the update.
    pub fn burn(&mut self, who: Who, tokens: u64) {
        let tokens = tokens.min(self.account(who).tokens);
        self.account(who).tokens -= tokens;
        self.burned += tokens;
    }

    /// Lets slots pass within the epoch.
    pub fn wait(&mut self, slots: u64) {
        self.ledger.slot = (self.ledger.slot + slots).min(self.slots().end_slot - 1);
    }

    /// Begins the next epoch with its update, before which `gain` and `loss` are measured.
    pub fn turn(&mut self, delay: u64, gain: Lamports, loss: Lamports) -> MathResult<(EpochInput, EpochPlan)> {
        self.epoch += 1;
        self.ledger.slot = self.slots().first_slot + delay;
        self.ledger.gain(gain)?;
        self.ledger.lose_later(loss)?;
        let input = EpochInput {
            total: self.ledger.total()?,
            unreleased: self.ledger.unreleased(),
            supply: self.ledger.supply,
            minted: self.ledger.supply.minus(PoolTokens(self.burned))?,
            gain: self.ledger.pending_gain,
            loss: self.ledger.pending_loss,
            mark: self.ledger.mark,
            fee: self.settings.reward_fee,
        };
        let plan = input.settle()?;
        let slot = self.ledger.slot;
        self.ledger = Ledger {
            held: self.ledger.held,
            supply: plan.supply,
            release: Release { lamports: plan.unreleased, start_slot: slot, end_slot: slot + SLOTS },
            pending_gain: Lamports::ZERO,
            pending_loss: Lamports::ZERO,
            mark: plan.mark,
            slot,
        };
        self.staked = self.ledger.held;
        assert_eq!(self.ledger.total(), Ok(plan.total), "the plan's total is not the books'");
        self.account(Who::Treasury).tokens += plan.fee_tokens.0;
        self.burned = 0;
        self.queue = self.queue.at(self.epoch);
        Ok((input, plan))
    }

    fn follow(&mut self) -> MathResult<()> {
        let liquidity = Lamports(self.liquidity.lamports);
        let target = self.settings.curve.target;
        self.liquidity.line = self.liquidity.line.at(self.ledger.slot, self.slots(), liquidity, target)?;
        Ok(())
    }

    /// What holds at any time: every sum is what it sums up.
    pub fn check(&self) -> MathResult<()> {
        assert_eq!(self.tokens() + self.burned, self.ledger.supply.0, "tokens appeared or went missing");
        let mut all = Claims::default();
        let (mut earlier, mut servable) = (Claims::default(), Lamports::ZERO);
        for ticket in &self.tickets {
            let sums = ticket.claim.sums()?;
            all = all.plus(sums)?;
            if ticket.ordered.epoch < self.epoch {
                earlier = earlier.plus(sums)?;
            }
            if self.is_served(ticket.ordered)? {
                servable = servable.plus(sums.lamports)?;
            }
        }
        assert_eq!(self.queue.all, all, "the queue's sums are not its tickets'");
        assert_eq!(self.queue.earlier()?, earlier);
        assert_eq!(self.queue.servable(self.is_moving()?)?, servable);
        assert!(self.ask()? >= self.ledger.outlook()? && self.ledger.outlook()? >= self.ledger.bid()?);
        Ok(())
    }
}
