import { PublicKey, StakeProgram, TransactionInstruction } from "@solana/web3.js";

/** The epoch that stands for "never" in a delegation. */
export const NEVER = (1n << 64n) - 1n;

/** Part of the cluster's effective stake that may warm up or cool down in one epoch. */
const WARMUP_RATE = 0.09;

/** A stake account's contents, as far as they move. */
export interface StakeState {
  kind: "uninitialized" | "initialized" | "delegated" | "rewards-pool";
  rentExemptReserve: bigint;
  staker: PublicKey;
  withdrawer: PublicKey;
  /** Present when the account is or was delegated. */
  delegation?: Delegation;
}

export interface Delegation {
  vote: PublicKey;
  stake: bigint;
  activationEpoch: bigint;
  deactivationEpoch: bigint;
}

/** One entry of the StakeHistory sysvar. */
export interface ClusterStake {
  effective: bigint;
  activating: bigint;
  deactivating: bigint;
}

export type StakeHistoryEntries = ReadonlyMap<bigint, ClusterStake>;

const OFFSET = { reserve: 4, staker: 12, withdrawer: 44, vote: 124, stake: 156, activation: 164, deactivation: 172 };
const KINDS = ["uninitialized", "initialized", "delegated", "rewards-pool"] as const;

export function decodeStake(data: Uint8Array): StakeState {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const kind = KINDS[bytes.readUInt32LE(0)];
  if (kind === undefined) throw new Error(`not a stake account: its first number is ${bytes.readUInt32LE(0)}`);
  const key = (offset: number): PublicKey => new PublicKey(bytes.subarray(offset, offset + 32));
  const state: StakeState = {
    kind,
    rentExemptReserve: bytes.readBigUInt64LE(OFFSET.reserve),
    staker: key(OFFSET.staker),
    withdrawer: key(OFFSET.withdrawer),
  };
  if (kind === "delegated") {
    state.delegation = {
      vote: key(OFFSET.vote),
      stake: bytes.readBigUInt64LE(OFFSET.stake),
      activationEpoch: bytes.readBigUInt64LE(OFFSET.activation),
      deactivationEpoch: bytes.readBigUInt64LE(OFFSET.deactivation),
    };
  }
  return state;
}

/** The same account with another delegated amount. */
export function withDelegatedStake(data: Uint8Array, stake: bigint): Uint8Array {
  const copy = Buffer.from(data);
  copy.writeBigUInt64LE(stake, OFFSET.stake);
  return copy;
}

/**
 * How much of a delegation is effective, on its way in and on its way out at the start of `epoch`: the stake program's
 * own rule, with the cluster's limit on both ways.
 */
export function stakeAt(delegation: Delegation, epoch: bigint, history: StakeHistoryEntries): ClusterStake {
  const [effective, activating] = activation(delegation, epoch, history);
  if (epoch < delegation.deactivationEpoch) return { effective, activating, deactivating: 0n };
  if (epoch === delegation.deactivationEpoch) return { effective, activating: 0n, deactivating: effective };
  const entry = history.get(delegation.deactivationEpoch);
  if (!entry) return { effective: 0n, activating: 0n, deactivating: 0n };
  const left = approach(effective, delegation.deactivationEpoch, epoch, history, (cluster) => cluster.deactivating);
  return { effective: left, activating: 0n, deactivating: left };
}

function activation(
  delegation: Delegation,
  epoch: bigint,
  history: StakeHistoryEntries,
): [effective: bigint, activating: bigint] {
  const { stake, activationEpoch, deactivationEpoch } = delegation;
  if (activationEpoch === NEVER) return [stake, 0n];
  if (activationEpoch === deactivationEpoch || epoch < activationEpoch) return [0n, 0n];
  if (epoch === activationEpoch) return [0n, stake];
  if (!history.get(activationEpoch)) return [stake, 0n];
  const until = epoch < deactivationEpoch ? epoch : deactivationEpoch;
  const left = approach(stake, activationEpoch, until, history, (cluster) => cluster.activating);
  return [stake - left, left];
}

/** What of `amount` has not moved yet at `epoch`, when it began to move at `start` along with the cluster's `moving`. */
function approach(
  amount: bigint,
  start: bigint,
  epoch: bigint,
  history: StakeHistoryEntries,
  moving: (cluster: ClusterStake) => bigint,
): bigint {
  let left = amount;
  let cluster = history.get(start);
  for (let at = start + 1n; at <= epoch && left > 0n; at++) {
    if (!cluster || moving(cluster) === 0n) break;
    const weight = Number(left) / Number(moving(cluster));
    // In this order: in doubles another one may be a lamport off.
    const step = BigInt(Math.floor(weight * (Number(cluster.effective) * WARMUP_RATE)));
    left -= step < 1n ? 1n : step > left ? left : step;
    cluster = history.get(at);
  }
  return left;
}

/** Moves active stake between two accounts of the same authorities. */
export function moveStake(from: PublicKey, to: PublicKey, staker: PublicKey, lamports: bigint): TransactionInstruction {
  const data = Buffer.alloc(12);
  data.writeUInt32LE(16, 0);
  data.writeBigUInt64LE(lamports, 4);
  return new TransactionInstruction({
    programId: StakeProgram.programId,
    keys: [
      { pubkey: from, isSigner: false, isWritable: true },
      { pubkey: to, isSigner: false, isWritable: true },
      { pubkey: staker, isSigner: true, isWritable: false },
    ],
    data,
  });
}

/** Asks the stake program for its minimum delegation; the answer is the transaction's return data. */
export function getMinimumDelegation(): TransactionInstruction {
  return new TransactionInstruction({ programId: StakeProgram.programId, keys: [], data: Buffer.from([13, 0, 0, 0]) });
}

/** Deactivates stake of a validator that has not voted for five epochs, in which `reference` has. By anybody. */
export function deactivateDelinquent(stake: PublicKey, vote: PublicKey, reference: PublicKey): TransactionInstruction {
  return new TransactionInstruction({
    programId: StakeProgram.programId,
    keys: [
      { pubkey: stake, isSigner: false, isWritable: true },
      { pubkey: vote, isSigner: false, isWritable: false },
      { pubkey: reference, isSigner: false, isWritable: false },
    ],
    data: Buffer.from([14, 0, 0, 0]),
  });
}

/** Joins two stake accounts. */
export function mergeStake(to: PublicKey, from: PublicKey, staker: PublicKey): TransactionInstruction {
  return StakeProgram.merge({ stakePubkey: to, sourceStakePubKey: from, authorizedPubkey: staker }).instructions.at(
    -1,
  ) as TransactionInstruction;
}
