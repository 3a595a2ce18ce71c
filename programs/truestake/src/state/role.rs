use anchor_lang::prelude::*;

/// A role that the admin fills. The admin's own is handed over in two steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AnchorSerialize, AnchorDeserialize)]
pub enum Role {
    /// Lists validators and sets scores. A change takes effect five epoch updates later.
    ValidatorManager,
    /// Pauses for a bounded time.
    Guardian,
}
