import assert from "node:assert/strict";
import { type Address, address, type Instruction, type KeyPairSigner } from "@solana/kit";
import { findAssociatedTokenPda, TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
import { TERMS } from "../../../tests/clients/support/terms";
import * as kit from "../src";

/** A pool and its token, with all roles and the treasury the creator's. */
export async function creation(
  creator: KeyPairSigner,
  mint: KeyPairSigner,
  pool: Address,
  treasury: Address,
): Promise<Instruction[]> {
  const [admin, guardian, validatorManager] = Array<Address>(3).fill(creator.address);
  assert(admin && guardian && validatorManager);
  // The account is `treasury`, so the argument of that name is `treasuryArg`.
  const terms = { ...TERMS, treasuryArg: treasury };
  const grow = await kit.getGrowHistoryInstructionAsync({ payer: creator, pool });
  return [
    await kit.getCreatePoolInstructionAsync({ creator, mint, admin, guardian, validatorManager, treasury, ...terms }),
    // An account grows by a bounded number of bytes at a time.
    ...[grow, grow],
  ];
}

export async function tokenOf(owner: Address, mint: Address): Promise<Address> {
  const [token] = await findAssociatedTokenPda({ owner, mint: address(mint), tokenProgram: TOKEN_PROGRAM_ADDRESS });
  return token;
}
