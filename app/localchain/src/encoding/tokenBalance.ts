import { type TokenBalance, uiAmount } from "../inProcess/tokenBalances";

export function encodeTokenBalance({ accountIndex, mint, owner, program, amount, decimals }: TokenBalance) {
  return {
    accountIndex,
    mint: mint.toBase58(),
    owner: owner.toBase58(),
    programId: program.toBase58(),
    uiTokenAmount: uiAmount(amount, decimals),
  };
}
