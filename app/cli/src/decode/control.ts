// Who controls an account: what a transaction may change without a lamport or a token moving.
import { StakeProgram, SystemProgram } from "@solana/web3.js";
import { decodeTokenAccount, type RawAccount } from "@truestake/sdk";
import { keyAt } from "./known";

/** Rights over an account and who has them. */
type Control = Readonly<Record<string, string>>;

const NONCE_BYTES = 80;
/** A token program's optional address: four bytes that say whether it is there, then the address. */
const maybeAt = (data: Uint8Array, at: number): string => (data[at] === 1 ? keyAt(data, at + 4) : "nobody");

/** Offsets as the token, stake and system programs lay their accounts out. */
function controlOf(account: RawAccount): Control {
  const { owner, data } = account;
  const program = { "its program": owner.toBase58() };
  const tokens = decodeTokenAccount(account);
  if (tokens) {
    return {
      ...program,
      "the owner of the tokens": tokens.owner.toBase58(),
      "who may take tokens": maybeAt(data, 72),
      "who may close it": maybeAt(data, 129),
    };
  }
  if (owner.equals(StakeProgram.programId) && (data[0] === 1 || data[0] === 2)) {
    return {
      ...program,
      "the staker": keyAt(data, 12),
      "the withdrawer": keyAt(data, 44),
      "the lockup's custodian": keyAt(data, 92),
    };
  }
  if (owner.equals(SystemProgram.programId) && data.length === NONCE_BYTES) {
    return { ...program, "the nonce's authority": keyAt(data, 8) };
  }
  return program;
}

/** One right that would be somebody else's. */
export interface Takeover {
  address: string;
  label: string | null;
  right: string;
  from: string;
  to: string;
}

/** Rights over an account that is there before and after, and that would change. */
export function takeovers(before: RawAccount, after: RawAccount): Pick<Takeover, "right" | "from" | "to">[] {
  const [old, now] = [controlOf(before), controlOf(after)];
  return Object.entries(old).flatMap(([right, from]) => {
    const to = now[right];
    return to === undefined || to === from ? [] : [{ right, from, to }];
  });
}
