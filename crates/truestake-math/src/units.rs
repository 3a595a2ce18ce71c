//! Units as types: lamports cannot be added to tokens, and no sum can be left unchecked.

use bytemuck::{Pod, Zeroable};

use crate::{MathError, MathResult};

macro_rules! amount {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Pod, Zeroable)]
        #[repr(transparent)]
        pub struct $name(pub u64);

        impl $name {
            pub const ZERO: Self = Self(0);

            pub fn is_zero(self) -> bool {
                self.0 == 0
            }

            /// The sum, or [`MathError::Overflow`].
            pub fn plus(self, other: Self) -> MathResult<Self> {
                self.0.checked_add(other.0).map(Self).ok_or(MathError::Overflow)
            }

            /// The difference, or [`MathError::Overflow`] where it would be negative.
            pub fn minus(self, other: Self) -> MathResult<Self> {
                self.0.checked_sub(other.0).map(Self).ok_or(MathError::Overflow)
            }

            /// The difference, or zero where it would be negative.
            pub fn saturating_minus(self, other: Self) -> Self {
                Self(self.0.saturating_sub(other.0))
            }
        }
    };
}

amount!(
    /// SOL in its smallest unit: 1 SOL is 1,000,000,000 lamports.
    Lamports
);
amount!(
    /// Pool tokens in their smallest unit; the mint has 9 decimals.
    PoolTokens
);

/// A ratio in parts per billion: fine enough for what stake earns in one epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Pod, Zeroable)]
#[repr(transparent)]
pub struct Ppb(pub u32);

impl Ppb {
    pub const ZERO: Self = Self(0);
    pub const WHOLE: Self = Self(1_000_000_000);
}

impl From<Bps> for Ppb {
    fn from(bps: Bps) -> Self {
        Self(u32::from(bps.0).saturating_mul(100_000))
    }
}

/// A ratio in basis points: 10,000 is the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Pod, Zeroable)]
#[repr(transparent)]
pub struct Bps(pub u16);

impl Bps {
    pub const ZERO: Self = Self(0);
    pub const WHOLE: Self = Self(10_000);

    pub fn is_zero(self) -> bool {
        self.0 == 0
    }
}

#[cfg(feature = "borsh")]
mod wire {
    //! Wire format of the unit types: the bare number.

    use borsh::io::{Read, Result, Write};
    use borsh::{BorshDeserialize, BorshSerialize};

    use crate::{Bps, Lamports, PoolTokens, Ppb};

    macro_rules! wire {
        ($name:ident, $number:ty) => {
            impl BorshSerialize for $name {
                fn serialize<W: Write>(&self, writer: &mut W) -> Result<()> {
                    self.0.serialize(writer)
                }
            }

            impl BorshDeserialize for $name {
                fn deserialize_reader<R: Read>(reader: &mut R) -> Result<Self> {
                    <$number>::deserialize_reader(reader).map(Self)
                }
            }
        };
    }

    wire!(Lamports, u64);
    wire!(PoolTokens, u64);
    wire!(Bps, u16);
    wire!(Ppb, u32);
}
