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

/**
 * Any action as messages to be signed by somebody else, at any time and in this order: without compute budget, cranks and extra
 * signers, at most 848 bytes each. Nothing is sent and nothing is simulated. What a later transaction does is planned as if the
 * earlier ones had changed nothing but the accounts that they make; what depends on more is left to another call once these have
 * been run. Throws `TooLarge`; `InvalidArgument` where a minimum is not given, where nothing is to be done, and for what needs
 * another signer.
 *
 * @example
 * ```ts
 * const messages = await unsignedMessages(client.session, {
 *   authority: vault,
 *   act: (session) => claimTickets(session),
 * });
 * for (const { instructions, bytesLeft } of messages) console.log(instructions.length, bytesLeft);
 * ```
 */
export async function unsignedMessages<T>(
  session: Session,
  { authority, act }: UnsignedMessageParameters<T>,
): Promise<UnsignedMessage[]> {
  checkAddress("authority", authority);
  const messages: UnsignedMessage[] = [];
  const take = (instructions: TransactionInstruction[], signers: Signer[]): void => {
    const [signer] = signers;
    if (signer) throw invalid("act", signer.publicKey.toBase58(), "an action that no other key has to sign");
    messages.push(messageOf(instructions, authority));
  };
  const options = { ...session.options, lookupTables: undefined };
  const capture = { take, taken: new Set<string>() };
  await act({ ...session, wallet: { publicKey: authority }, options, capture });
  if (messages.length === 0) throw invalid("act", "an action that sends nothing", "one that sends a transaction now");
  return messages;
}

/**
 * The same of an action that takes one transaction; `InvalidArgument` when it takes several.
 *
 * @example
 * ```ts
 * const { instructions, bytesLeft, before } = await unsignedMessage(client.session, {
 *   authority: vault,
 *   act: (session) => depositSol(session, { lamports, minimumTokensOut }),
 * });
 * // Propose `instructions` to the multisig; when it has agreed:
 * await before(keeper.session);
 * ```
 */
export async function unsignedMessage<T>(
  session: Session,
  parameters: UnsignedMessageParameters<T>,
): Promise<UnsignedMessage> {
  const [message, ...others] = await unsignedMessages(session, parameters);
  if (!message || others.length > 0) {
    throw invalid("act", `${1 + others.length} transactions`, "an action of one: `unsignedMessages` gives all");
  }
  return message;
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
