use truestake_math::{Lamports, MathResult};

/// What measuring found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    pub gain: Lamports,
    pub loss: Lamports,
}

impl Measured {
    /// Adds the difference between an account's lamports and its record.
    pub fn compare(&mut self, booked: Lamports, found: Lamports) -> MathResult<()> {
        self.gain = self.gain.plus(found.saturating_minus(booked))?;
        self.loss = self.loss.plus(booked.saturating_minus(found))?;
        Ok(())
    }
}
