//! The part of a pool's books that its prices follow from, and what changes it.
//!
//! `total = reserve + staked − unreleased − pending gain + pending loss`. Every function here keeps that sum: what it moves
//! between the terms it names, and nothing else.

use crate::{Lamports, MathResult, PoolTokens, Price, Release};

/// The books at one slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// Lamports held, in the reserve and in stake accounts.
    pub held: Lamports,
    /// Tokens that stand for the total.
    pub supply: PoolTokens,
    /// The part of the last update's gains that becomes the price over time.
    pub release: Release,
    /// Gains that wait for the next update.
    pub pending_gain: Lamports,
    /// Losses that were measured while no update of this epoch had been; still in the total.
    pub pending_loss: Lamports,
    /// The highest price, all released, that the reward fee was ever settled at: only what lies above it is charged.
    pub mark: Price,
    /// The slot that all of this is seen at.
    pub slot: u64,
}

impl Ledger {
    /// Lamports on their way into the price, ceiled.
    pub fn unreleased(self) -> Lamports {
        self.release.unreleased(self.slot)
    }

    /// Lamports that back the tokens.
    pub fn total(self) -> MathResult<Lamports> {
        self.held.plus(self.pending_loss)?.minus(self.pending_gain)?.minus(self.unreleased())
    }

    /// The true price, which whoever leaves gets: the bid.
    pub fn bid(self) -> MathResult<Price> {
        Ok(Price { total: self.total()?, supply: self.supply })
    }

    /// What all tokens will stand for when everything known is released: the ask without the queue's part in it. That is all
    /// that is held, whatever has been released of it by now.
    pub fn outlook(self) -> MathResult<Price> {
        Ok(Price { total: self.held.plus(self.pending_loss)?, supply: self.supply })
    }

    /// What all tokens will stand for when the running release has ended: the outlook without the gains that wait, on which
    /// no fee was settled yet.
    pub fn after_release(self) -> MathResult<Price> {
        Ok(Price { total: self.held.plus(self.pending_loss)?.minus(self.pending_gain)?, supply: self.supply })
    }

    /// Books lamports that came in for `minted` tokens. The total grows by what the tokens are worth (ceiled), the rest is
    /// released with what is being released: neither price moves. Returns what was released or pends in addition.
    pub fn take_in(&mut self, lamports: Lamports, minted: PoolTokens) -> MathResult<Lamports> {
        let premium = lamports.minus(self.bid()?.lamports_backing(minted)?)?;
        self.held = self.held.plus(lamports)?;
        self.supply = self.supply.plus(minted)?;
        self.release_more(premium)?;
        Ok(premium)
    }

    /// Pays `net` lamports for `tokens` that are burned, of which `from_release` come out of what is being released. What
    /// stays behind is a gain of the next update: a price that rose at once could be bought before and sold after.
    pub fn pay_out(&mut self, tokens: PoolTokens, net: Lamports, from_release: Lamports) -> MathResult<()> {
        let worth = self.bid()?.lamports_for(tokens)?;
        let left = worth.plus(from_release)?.minus(net)?;
        self.release_less(from_release)?;
        self.held = self.held.minus(net)?;
        self.supply = self.supply.minus(tokens)?;
        self.pending_gain = self.pending_gain.plus(left)?;
        Ok(())
    }

    /// Books a gain that was measured: it waits for the update, and is in the ask meanwhile.
    pub fn gain(&mut self, lamports: Lamports) -> MathResult<()> {
        self.held = self.held.plus(lamports)?;
        self.pending_gain = self.pending_gain.plus(lamports)?;
        Ok(())
    }

    /// Books a loss that is known in an epoch whose update has been: at once. It eats the gains that wait, then what is being
    /// released, then the total. The mark is raised first, so that no recovery is ever charged; not by the gains that wait: a
    /// loss of one lamport would let all of them off the fee.
    pub fn lose(&mut self, lamports: Lamports) -> MathResult<()> {
        if lamports.is_zero() {
            return Ok(());
        }
        self.mark = self.mark.higher_of(self.after_release()?);
        let from_gain = lamports.min(self.pending_gain);
        let from_release = lamports.minus(from_gain)?.min(self.unreleased());
        self.pending_gain = self.pending_gain.minus(from_gain)?;
        self.release_less(from_release)?;
        self.held = self.held.minus(lamports)?;
        Ok(())
    }

    /// Books a loss that is measured before the epoch's update, which settles it together with the gains: the order of the
    /// measurings does not matter.
    pub fn lose_later(&mut self, lamports: Lamports) -> MathResult<()> {
        self.held = self.held.minus(lamports)?;
        self.pending_loss = self.pending_loss.plus(lamports)?;
        Ok(())
    }

    /// Lets `lamports` more be released until the running release ends; where it has ended they wait for the update.
    fn release_more(&mut self, lamports: Lamports) -> MathResult<()> {
        if lamports.is_zero() {
            return Ok(());
        }
        if self.slot >= self.release.end_slot {
            self.pending_gain = self.pending_gain.plus(lamports)?;
            return Ok(());
        }
        self.release = self.release.rebased(self.unreleased().plus(lamports)?, self.slot);
        Ok(())
    }

    fn release_less(&mut self, lamports: Lamports) -> MathResult<()> {
        if !lamports.is_zero() {
            self.release = self.release.rebased(self.unreleased().minus(lamports)?, self.slot);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL_SOL: u64 = 600_000_000_000_000_000;
    const SEED: u64 = 1_000_000_000;

    prop_compose! {
        /// A pool of any size whose tokens will stand for a tenth to three lamports each.
        fn any_ledger()(
            supply in SEED..ALL_SOL, price in 100u64..3_000, unreleased in 0u64..=1_000, gain in 0u64..=100,
            span in 1u64..500_000, at in 0u64..500_000,
        ) -> Ledger {
            let held = u64::try_from(u128::from(supply) * u128::from(price) / 1_000).unwrap();
            let part = |parts: u64| Lamports(u64::try_from(u128::from(held) * u128::from(parts) / 1_200).unwrap());
            Ledger {
                held: Lamports(held),
                supply: PoolTokens(supply),
                release: Release { lamports: part(unreleased), start_slot: 100, end_slot: 100 + span },
                pending_gain: part(gain),
                pending_loss: Lamports::ZERO,
                mark: Price { total: Lamports(1), supply: PoolTokens(1) },
                slot: 100 + at % (span + 2),
            }
        }
    }

    proptest! {
        /// P-03, P-18: what is bought at the ask moves neither price down, and the bid by rounding only.
        #[test]
        fn buying_moves_no_price(ledger in any_ledger(), lamports in 0..ALL_SOL) {
            let mut after = ledger;
            let outlook = ledger.outlook()?;
            let minted = outlook.tokens_for(Lamports(lamports))?;
            let premium = after.take_in(Lamports(lamports), minted)?;
            prop_assert!(premium.0 <= lamports);
            prop_assert!(after.bid()? >= ledger.bid()?);
            prop_assert!(after.outlook()? >= outlook);
            // The bid rises by no more than the lamport that the backing is ceiled by.
            let one_less = Price { total: after.total()?.saturating_minus(Lamports(1)), supply: after.supply };
            prop_assert!(one_less <= ledger.bid()?);
        }

        /// A loss eats what waits, then what is being released, then the total: to the lamport. The mark is never below
        /// what was charged, and what waits does not raise it.
        #[test]
        fn a_loss_eats_what_is_not_the_price_first(ledger in any_ledger(), parts in 0u64..=1_000) {
            let lamports = u64::try_from(u128::from(ledger.held.0) * u128::from(parts) / 1_001).unwrap();
            let mut after = ledger;
            after.lose(Lamports(lamports))?;
            let gain = ledger.pending_gain.0.min(lamports);
            let release = ledger.unreleased().0.min(lamports - gain);
            prop_assert_eq!(after.pending_gain.0, ledger.pending_gain.0 - gain);
            prop_assert_eq!(after.unreleased().0, ledger.unreleased().0 - release);
            prop_assert_eq!(after.total()?.0, ledger.total()?.0 - (lamports - gain - release));
            let raised = if lamports == 0 { ledger.mark } else { ledger.mark.higher_of(ledger.after_release()?) };
            prop_assert_eq!(after.mark, raised);
        }

        /// A gain is in the ask at once and in the bid not at all.
        #[test]
        fn a_gain_waits(ledger in any_ledger(), lamports in 0..ALL_SOL) {
            let mut after = ledger;
            after.gain(Lamports(lamports))?;
            prop_assert_eq!(after.bid()?, ledger.bid()?);
            prop_assert_eq!(after.outlook()?.total.0, ledger.outlook()?.total.0 + lamports);
        }

        /// Re-basing delays a release by under a lamport each time: 2,000 times, by fewer than 2,000.
        #[test]
        fn rebasing_delays_nothing(lamports in 0u64..ALL_SOL, span in 2_000u64..500_000) {
            let mut ledger = Ledger {
                held: Lamports(ALL_SOL), supply: PoolTokens(SEED), release: Release { lamports: Lamports(lamports), start_slot: 0, end_slot: span },
                pending_gain: Lamports::ZERO, pending_loss: Lamports::ZERO,
                mark: Price { total: Lamports(1), supply: PoolTokens(1) }, slot: 0,
            };
            let straight = ledger.release;
            for slot in 0..2_000 {
                ledger.slot = slot;
                ledger.release = ledger.release.rebased(ledger.unreleased(), slot);
            }
            prop_assert!(ledger.unreleased() >= straight.unreleased(1_999));
            prop_assert!(ledger.unreleased().0 - straight.unreleased(1_999).0 <= 2_000);
        }
    }
}
