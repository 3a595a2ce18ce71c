import type { Address, ProgramDerivedAddressBump } from "@solana/kit";
import { findAuthorityPda, findMembersPda, findStewardPda, findVaultPda } from "./generated";

/** The addresses that every pool has once, whether it has a steward or not. */
export interface StewardAddresses {
  steward: Address;
  /** What holds the pool's role of validator manager: an address that only signs. */
  authority: Address;
  /** List of the members. */
  members: Address;
  /** Token account with all bonds. */
  vault: Address;
}

/** The addresses of a pool's steward; reads nothing. */
export async function findStewardAddresses(
  pool: Address,
  config: { programAddress?: Address } = {},
): Promise<StewardAddresses> {
  const [steward] = await findStewardPda({ pool }, config);
  const of = async (found: Promise<readonly [Address, ProgramDerivedAddressBump]>): Promise<Address> =>
    (await found)[0];
  return {
    steward,
    authority: await of(findAuthorityPda({ steward }, config)),
    members: await of(findMembersPda({ steward }, config)),
    vault: await of(findVaultPda({ steward }, config)),
  };
}
