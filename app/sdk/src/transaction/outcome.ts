// What may be said of a transaction, and nothing more.
import { PublicKey, VersionedTransaction } from "@solana/web3.js";
import { TruestakeError } from "../errors";
import type { Nodes } from "../nodes";
import { nodeError } from "../nodes/errors";
import { type CallOptions, nodesOf } from "../nodes/nodes";
import { pause, raced } from "../nodes/race";
import { type Landing, landed, type Sent } from "./details";
import type { Answer, ExpiryProof, History, Lookout, Sighting } from "./expiry";
import { bytesOf, checkHandle, type Handle } from "./handle";
import { nonceOf } from "./nonce";

/**
 * What is known of a transaction. `landed` and `failed` are confirmed or finalized, `expired` is proven; `unknown` may still
 * become any of them.
 */
export type Outcome =
  | { status: "landed"; sent: Sent; handle: Handle }
  | { status: "failed"; error: TruestakeError; handle: Handle }
  | { status: "expired"; proof: ExpiryProof; refusal: TruestakeError | undefined; handle: Handle }
  | { status: "unknown"; handle: Handle };

/**
 * Sends signed bytes on their way; may be called many times with the same. What it throws is taken for a way that was closed this
 * time, never for proof that the transaction has not left.
 */
export type Broadcast = (bytes: Uint8Array, handle: Handle) => Promise<void>;

/** How a transaction that was signed is followed. */
export interface SettleOptions extends CallOptions {
  /** Sends the bytes instead of the nodes, which are asked for the outcome all the same; they are sent to all nodes if not given. */
  broadcast?: Broadcast | undefined;
  /** What the result waits for; "confirmed" if not given. */
  commitment?: "confirmed" | "finalized" | undefined;
  /** Milliseconds between two broadcasts of the same transaction; 2,000 if not given. */
  rebroadcastEvery?: number | undefined;
  /** Milliseconds between two looks at its status; 500 if not given. */
  pollEvery?: number | undefined;
  /** Milliseconds until its outcome is given up as unknown; 120,000 if not given. */
  deadline?: number | undefined;
}

const REBROADCAST_EVERY = 2_000;
const POLL_EVERY = 500;
const DEADLINE = 120_000;

/**
 * Sends signed bytes, again and again, and follows them to their outcome. A deadline or an abort ends in `unknown`: what was sent
 * may land. Safe to repeat, at any time, by anybody. `WrongCluster` where a node tells that it is of another one than the handle;
 * nothing is sent then.
 */
export async function settle(
  connection: Parameters<typeof nodesOf>[0],
  handle: Handle,
  options: SettleOptions = {},
): Promise<Outcome> {
  checkHandle(handle);
  const { deadline = DEADLINE, signal, broadcast } = options;
  const { pollEvery = POLL_EVERY, rebroadcastEvery = REBROADCAST_EVERY, commitment = "confirmed" } = options;
  // A caller who stops waits no longer; what is asked then ends by itself.
  const nodes = nodesOf(connection).with({ ...options, signal: undefined });
  const programId = new PublicKey(handle.programId);
  const { genesis } = handle;
  const foreign = genesis === null ? undefined : await nodes.foreignTo(genesis);
  if (foreign !== undefined) {
    throw new TruestakeError("WrongCluster", "the transaction is of another cluster than a connection", {
      args: { expected: genesis, found: foreign, signature: handle.signature, handle },
      ...{ phase: "confirm", effect: "unknown", retry: "resume" },
    });
  }
  const following = new Following(nodes, commitment, genesis);
  const bytes = bytesOf(handle);
  const nonce = bytes && nonceOf(VersionedTransaction.deserialize(bytes));
  // What proves an expiry is loaded when nothing has landed for a while: most transactions never need it.
  const proofs = () => import("./expiry");
  let lookout: Lookout | undefined;
  let history: History | undefined;
  const until = Date.now() + deadline;
  const isOver = () => signal?.aborted === true || Date.now() >= until;
  let named = handle;
  let refusal: TruestakeError | undefined;
  let sighting: Sighting | undefined;
  let [sentAt, looked] = [Number.NEGATIVE_INFINITY, Date.now()];

  const found = async (landing: Landing): Promise<Outcome> => {
    const of = named as Handle & { signature: string };
    const result = await landed(nodes, of, landing, {
      pollEvery,
      commitment,
      programId,
      ...(signal ? { signal } : {}),
    });
    return "hasDetails" in result
      ? { status: "landed", sent: result, handle: named }
      : { status: "failed", error: result, handle: named };
  };

  while (!isOver()) {
    if (named.signature === undefined) {
      const { sentBy } = await import("./search");
      const signature = await sentBy(nodes, named);
      if (signature !== undefined) named = { ...named, signature };
    }
    if (named.signature !== undefined) {
      if (bytes && !sighting && Date.now() - sentAt >= rebroadcastEvery) {
        sentAt = Date.now();
        const refused = (error: unknown): never => {
          refusal = nodeError("sendTransaction", error);
          throw error;
        };
        // What throws at once is a way that is closed, too.
        const own = broadcast && Promise.resolve().then(() => broadcast(bytes, named));
        const sends: Promise<unknown> = own
          ? own.catch(refused)
          : nodes.each("sendTransaction", (node) =>
              node.sendRawTransaction(bytes, { skipPreflight: true, maxRetries: 0 }).catch(refused),
            );
        // A node that takes its time keeps nobody from looking.
        await raced(sends, { milliseconds: pollEvery, signal, late: () => new Error() }).catch(() => undefined);
      }
      const answers = await following.look(named.signature);
      if (following.landing) return found(following.landing);
      if (sighting && lookout) {
        const { History, unknownTo } = await proofs();
        const unknown = unknownTo(answers, sighting, lookout.since);
        const proof = (by: ExpiryProof["by"], count: number): Outcome => ({
          status: "expired",
          proof: {
            ...(sighting as Sighting).why,
            finalizedSlot: (sighting as Sighting).slot,
            signedSlot: handle.slot,
            by,
            nodes: count,
          },
          refusal,
          handle: named,
        });
        if (unknown === true && following.confirmsAbsence())
          return proof("status", answers.filter(({ counts }) => counts).length);
        if (unknown === "late") {
          history ??= new History(nodes, named, lookout, sighting);
          const told = await history.look(isOver);
          if (told.found) return found(told.found);
          if (told.without > 0 && following.confirmsAbsence()) return proof("history", told.without);
          // Some nodes find in their history what they have forgotten.
          await following.look(named.signature, true);
          if (following.landing) return found(following.landing);
        }
      } else if (!lookout?.isOver && Date.now() - looked >= Math.min(rebroadcastEvery, pollEvery * 4)) {
        looked = Date.now();
        lookout ??= new (await proofs()).Lookout(nodes, handle, nonce);
        sighting = lookout.isOver ? undefined : await lookout.look();
        // At once: what is asked now is asked after the sighting.
        if (sighting) continue;
      }
    }
    await pause(Math.max(0, Math.min(pollEvery, until - Date.now())), signal).catch(() => undefined);
  }
  return { status: "unknown", handle: named };
}

/** What the nodes have said of a signature so far. */
class Following {
  landing: Landing | undefined;
  private wasSeen = false;
  private absences = 0;

  constructor(
    private readonly nodes: Nodes,
    private readonly commitment: "confirmed" | "finalized",
    private readonly genesis: string | null,
  ) {}

  /** Asks all nodes; one that knows it outweighs all others. */
  async look(signature: string, searchTransactionHistory = false): Promise<Answer[]> {
    const config = searchTransactionHistory ? { searchTransactionHistory } : undefined;
    const answers = await this.nodes.each("getSignatureStatuses", async (node) => {
      const { context, value } = await node.getSignatureStatuses([signature], config);
      const [status] = value;
      // What is cut short does not say that nobody knows it.
      if (status === undefined || value.length > 1 || !Number.isSafeInteger(context.slot)) throw new Error("no answer");
      return { slot: context.slot, status, counts: await this.nodes.isOf(node, this.genesis) };
    });
    return answers.map(({ slot, status, counts }) => {
      const level = status?.confirmationStatus;
      if (status && (level === "finalized" || level === this.commitment)) this.landing ??= status;
      if (status) {
        this.wasSeen = true;
        this.absences = 0;
      }
      return { slot, isKnown: Boolean(status), counts };
    });
  }

  /** Whether its absence has been seen often enough: twice where somebody has ever seen it. */
  confirmsAbsence(): boolean {
    this.absences += 1;
    return this.absences >= (this.wasSeen ? 2 : 1);
  }
}
