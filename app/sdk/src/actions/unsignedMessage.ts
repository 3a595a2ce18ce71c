import {
  PACKET_DATA_SIZE,
  type PublicKey,
  type Signer,
  type TransactionInstruction,
  type VersionedMessage,
} from "@solana/web3.js";
import type { Refreshed } from "../cranks/refresh";
import { TruestakeError } from "../errors";
import { checkAddress, invalid } from "../errors/arguments";
import { ANY_BLOCKHASH, compile } from "../transaction/compile";
import { type Session, WRAPPER_BYTES } from "../transaction/session";
import { update } from "./internal/look";

/** Most bytes of a message, so that a multisig's wrapper still fits around it. */
export const MOST_MESSAGE_BYTES = PACKET_DATA_SIZE - WRAPPER_BYTES;

/** An action that somebody else is to sign and send: a multisig, a custodian. */
export interface UnsignedMessage {
  /** What it does, for wrappers that take instructions. */
  instructions: TransactionInstruction[];
  /** The same as a message without a compute budget; its blockhash is still to be set. */
  message: VersionedMessage;
  /** Size of the message. */
  bytes: number;
  /** Bytes left for the wrapper beyond the 384 that every message leaves. */
  bytesLeft: number;
  /**
   * Runs the cranks that are missing, for anybody, just before the message is executed: what uses the price is refused without
   * them. Whoever's session it is pays.
   */
  before(session: Session): Promise<Refreshed>;
}

export interface UnsignedMessageParameters<T> {
  /** Whose action it is, such as a multisig's vault: it signs and pays when the message is run. */
  authority: PublicKey;
  /** The action, called as ever with the session that it is given. Minimums have to be named: it may be run in days. */
  act(session: Session): Promise<T>;
}

/** What keeps an action from going on once its instructions are known. */
class Captured {
  constructor(readonly instructions: TransactionInstruction[]) {}
}

/**
 * Any action of one transaction as a message to be signed by somebody else, at any time: without compute budget, cranks and
 * extra signers, at most 848 bytes. Nothing is sent and nothing is simulated. Of an action in several transactions it is the
 * first; call it again once that has been run. Throws `TooLarge`; `InvalidArgument` where a minimum is not given, where nothing
 * is to be done, and for what needs another signer.
 *
 * @example
 * ```ts
 * import { actions } from "@truestake/sdk";
 *
 * const { instructions, bytesLeft, before } = await actions.unsignedMessage(client.session, {
 *   authority: vault,
 *   act: (session) => actions.depositSol(session, { lamports, minimumTokensOut }),
 * });
 * // Propose `instructions` to the multisig; when it has agreed:
 * await before(keeper.session);
 * ```
 */
export async function unsignedMessage<T>(
  session: Session,
  { authority, act }: UnsignedMessageParameters<T>,
): Promise<UnsignedMessage> {
  checkAddress("authority", authority);
  const capture = (instructions: TransactionInstruction[], signers: Signer[]): never => {
    const [signer] = signers;
    if (signer) throw invalid("act", signer.publicKey.toBase58(), "an action that no other key has to sign");
    throw new Captured(instructions);
  };
  const options = { ...session.options, lookupTables: undefined };
  try {
    await act({ ...session, wallet: { publicKey: authority }, options, capture });
  } catch (error) {
    if (!(error instanceof Captured)) throw error;
    return messageOf(error.instructions, authority);
  }
  throw invalid("act", "an action that sends nothing", "one that sends a transaction now");
}

function messageOf(instructions: TransactionInstruction[], payer: PublicKey): UnsignedMessage {
  for (const { pubkey, isSigner } of instructions.flatMap(({ keys }) => keys)) {
    if (isSigner && !pubkey.equals(payer)) {
      throw invalid("act", pubkey.toBase58(), "an action that no other key has to sign");
    }
  }
  const { message } = compile({ payer, instructions, blockhash: ANY_BLOCKHASH });
  const bytes = message.serialize().length;
  if (bytes > MOST_MESSAGE_BYTES) {
    throw new TruestakeError("TooLarge", `the message has ${bytes} of ${MOST_MESSAGE_BYTES} bytes`, {
      args: { bytes, limit: MOST_MESSAGE_BYTES },
    });
  }
  const before = (session: Session) => update(session);
  return { instructions, message, bytes, bytesLeft: MOST_MESSAGE_BYTES - bytes, before };
}
