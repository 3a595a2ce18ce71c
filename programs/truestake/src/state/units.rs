//! How the units of [`crate::math`] travel: as the bare number, and in the IDL as an alias of it.

use anchor_lang::prelude::{AnchorDeserialize, AnchorSerialize};

use crate::math::{Bps, Lamports, PoolTokens};

macro_rules! wire {
    ($name:ident, $number:ty, $alias:ident, $docs:literal) => {
        impl AnchorSerialize for $name {
            fn serialize<W: std::io::Write>(&self, writer: &mut W) -> std::io::Result<()> {
                self.0.serialize(writer)
            }
        }

        impl AnchorDeserialize for $name {
            fn deserialize_reader<R: std::io::Read>(reader: &mut R) -> std::io::Result<Self> {
                <$number>::deserialize_reader(reader).map(Self)
            }
        }

        #[cfg(feature = "idl-build")]
        impl anchor_lang::IdlBuild for $name {
            fn create_type() -> Option<anchor_lang::idl::types::IdlTypeDef> {
                use anchor_lang::idl::types::{IdlSerialization, IdlType, IdlTypeDef, IdlTypeDefTy};
                Some(IdlTypeDef {
                    name: stringify!($name).into(),
                    docs: vec![$docs.into()],
                    serialization: IdlSerialization::default(),
                    repr: None,
                    generics: vec![],
                    ty: IdlTypeDefTy::Type { alias: IdlType::$alias },
                })
            }
        }
    };
}

wire!(Lamports, u64, U64, "SOL in its smallest unit: 1 SOL is 1,000,000,000 lamports.");
wire!(PoolTokens, u64, U64, "Pool tokens in their smallest unit; the mint has 9 decimals.");
wire!(Bps, u16, U16, "A ratio in basis points: 10,000 is the whole.");
