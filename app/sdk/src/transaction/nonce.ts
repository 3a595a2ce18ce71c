// Durable nonces: a transaction with one lands while an account holds it, and never again afterwards.
import { PublicKey, SystemProgram, type VersionedTransaction } from "@solana/web3.js";
import type { RawAccount } from "../accounts/round";
import { readU32 } from "../layout/bytes";
import type { Nodes } from "../nodes";
import { checkWhole } from "../nodes/errors";

/** The nonce of a transaction, which stands for its blockhash. */
export interface Nonce {
  account: PublicKey;
  value: string;
}

/** `AdvanceNonceAccount` of the system program. */
const ADVANCE = 4;
/** Layout of a nonce account: version, state, authority, nonce, fee. */
const [STATE, VALUE, BYTES] = [4, 40, 80];
const INITIALIZED = 1;

/** The nonce of a transaction that begins with its advance: it is good for as long as nobody advances that. */
export function nonceOf({ message }: VersionedTransaction): Nonce | undefined {
  const [first] = message.compiledInstructions;
  if (!first || first.data.length < 4 || readU32(first.data, 0) !== ADVANCE) return undefined;
  if (!message.staticAccountKeys[first.programIdIndex]?.equals(SystemProgram.programId)) return undefined;
  const account = message.staticAccountKeys[first.accountKeyIndexes[0] ?? -1];
  return account && { account, value: message.recentBlockhash };
}

/** The nonce that an account holds; undefined where it holds none. */
function heldBy(account: RawAccount | null | undefined): string | undefined {
  if (!account?.owner.equals(SystemProgram.programId) || account.data.length !== BYTES) return undefined;
  if (readU32(account.data, STATE) !== INITIALIZED) return undefined;
  return new PublicKey(account.data.subarray(VALUE, VALUE + 32)).toBase58();
}

/** What an account held in a slot. */
export interface Held {
  slot: number;
  value: string | undefined;
}

/** A slot in which the account holds the nonce, if it does now; undefined where that cannot be told. */
export async function slotHolding(nodes: Nodes, { account, value }: Nonce): Promise<number | undefined> {
  const found = await nodes.getMultipleAccountsInfoAndContext([account]).catch(() => undefined);
  return found && heldBy(found.value[0]) === value ? found.context.slot : undefined;
}

/** What the account holds by its finalized state, by every node of the cluster that answers. */
export function finalizedOf(nodes: Nodes, { account }: Nonce, genesis: string): Promise<Held[]> {
  return nodes.each(
    "getMultipleAccounts",
    async (node) => {
      const { context, value } = await node.getMultipleAccountsInfoAndContext([account], "finalized");
      checkWhole(1, value);
      return { slot: context.slot, value: heldBy(value[0]) };
    },
    genesis,
  );
}
