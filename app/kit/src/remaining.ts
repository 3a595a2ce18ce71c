import { type AccountMeta, AccountRole, type Address, type Instruction } from "@solana/kit";

/** An instruction with accounts behind those that its IDL names, which are read unless `role` says more. */
export function withRemaining<I extends Instruction>(
  instruction: I,
  addresses: readonly Address[],
  role: AccountRole = AccountRole.READONLY,
): I & { accounts: readonly AccountMeta[] } {
  const remaining = addresses.map((address): AccountMeta => ({ address, role }));
  return { ...instruction, accounts: [...(instruction.accounts ?? []), ...remaining] };
}
