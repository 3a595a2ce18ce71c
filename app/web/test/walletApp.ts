// A wallet app of an Android phone, played: the other end of Solana's Mobile Wallet Adapter 2, by its specification and by nothing of the
// page's own library, so that the two hold each other to it.
import assert from "node:assert/strict";
import { type webcrypto as Crypto, webcrypto } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type Keypair, VersionedTransaction } from "@solana/web3.js";
import { type WebSocket, WebSocketServer } from "ws";

const { subtle } = webcrypto;
const [POINT, SEQUENCE, IV] = [65, 4, 12];
const CURVE = "P-256";

type Key = Crypto.CryptoKey;
interface Asked {
  id: number;
  method: string;
  params: Record<string, never> & { payloads?: string[]; auth_token?: string };
}

/** What the app does when it is asked. */
export interface Manner {
  /** Its owner says no to the page. */
  isUnwilling?: boolean;
  /** Its owner says no to a transaction. */
  refuses?: boolean;
  /** Its owner goes back to the browser before it has answered the first greeting. */
  leaves?: boolean;
  /** It signs nothing that it does not send; what takes it there. */
  sends?: (transaction: VersionedTransaction) => Promise<Uint8Array>;
  /** It has forgotten whom it knew. */
  forgets?: boolean;
}

export class WalletApp {
  /** Every question after the greetings, in their order. */
  readonly asked: Asked[] = [];
  manner: Manner = {};
  private known = new Set<string>();

  constructor(private readonly key: Keypair) {}

  /** Does what Android does with the address of an association: opens the app, which listens at the port that it names. */
  async open(address: string): Promise<void> {
    const { protocol, pathname, searchParams } = new URL(address);
    assert.equal(`${protocol}${pathname}`, "solana-wallet:/v1/associate/local");
    assert.equal(searchParams.get("v"), "v1");
    const port = Number(searchParams.get("port"));
    assert.ok(port >= 49_152 && port <= 65_535, `port ${port}`);
    const encoded = (searchParams.get("association") ?? "").replace(
      /[-_.]/g,
      (letter) => ({ "-": "+", _: "/", ".": "=" })[letter] ?? "",
    );
    const association = Buffer.from(encoded, "base64");
    // The page has chosen the port blindly: another connection of this machine may have it, on one of the two.
    const server = await listening(port, "127.0.0.1").catch(() => listening(port, "::1"));
    assert.equal((server.address() as AddressInfo).port, port);
    server.once("connection", (socket) => {
      // One page, once: nobody else gets in.
      server.close();
      assert.equal(socket.protocol, "com.solana.mobilewalletadapter.v1");
      if (this.manner.leaves) return socket.terminate();
      this.serve(socket, association).catch((error) => socket.close(1011, String(error)));
    });
  }

  private async serve(socket: WebSocket, association: Buffer): Promise<void> {
    const [greeting] = (await once(socket, "message")) as [Buffer];
    const point = greeting.subarray(0, POINT);
    const ecdsa = { name: "ECDSA", namedCurve: CURVE, hash: "SHA-256" };
    const by = await subtle.importKey("raw", association, ecdsa, false, ["verify"]);
    assert.ok(
      await subtle.verify(ecdsa, by, greeting.subarray(POINT), point),
      "the greeting is the page's that opened the app",
    );
    const own = await subtle.generateKey({ name: "ECDH", namedCurve: CURVE }, false, ["deriveBits"]);
    const other = await subtle.importKey("raw", point, { name: "ECDH", namedCurve: CURVE }, false, []);
    const bits = await subtle.deriveBits({ name: "ECDH", public: other }, own.privateKey, 256);
    const hkdf = { name: "HKDF", hash: "SHA-256", salt: association, info: new Uint8Array() };
    const source = await subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"]);
    const secret = await subtle.deriveKey(hkdf, source, { name: "AES-GCM", length: 128 }, false, [
      "encrypt",
      "decrypt",
    ]);
    let sequence = 0;
    const seal = (message: unknown) => sealed(secret, ++sequence, message);
    const answered = Buffer.concat([
      Buffer.from(await subtle.exportKey("raw", own.publicKey)),
      await seal({ v: "v1" }),
    ]);
    let turn: Promise<void> = Promise.resolve();
    socket.on("message", (data: Buffer) => {
      turn = turn.then(async () => {
        const asked = (await unsealed(secret, data)) as Asked;
        this.asked.push(asked);
        const { id } = asked;
        const answer = await this.answer(asked).then(
          (result) => ({ result }),
          ({ code, message }: { code: number; message: string }) => ({ error: { code, message } }),
        );
        socket.send(await seal({ jsonrpc: "2.0", id, ...answer }));
      });
    });
    socket.send(answered);
  }

  private async answer({ method, params }: Asked): Promise<unknown> {
    const { sends } = this.manner;
    const no = (code: number, message: string) => Object.assign(new Error(message), { code });
    switch (method) {
      case "get_capabilities":
        return {
          ...{
            max_transactions_per_request: 10,
            max_messages_per_request: 10,
            supported_transaction_versions: ["legacy", 0],
          },
          features: sends ? [] : ["solana:signTransactions"],
        };
      case "authorize": {
        if (this.manner.forgets) this.known.clear();
        if (params.auth_token !== undefined && !this.known.has(params.auth_token)) throw no(-1, "auth_token not valid");
        if (this.manner.isUnwilling) throw no(-1, "authorization declined");
        const token = params.auth_token ?? `token ${this.known.size}`;
        this.known.add(token);
        return { auth_token: token, accounts: [{ address: this.key.publicKey.toBuffer().toString("base64") }] };
      }
      case "sign_transactions":
        if (this.manner.refuses) throw no(-3, "request declined");
        if (sends) throw no(-32_601, "method not found");
        return { signed_payloads: this.signed(params).map((each) => Buffer.from(each.serialize()).toString("base64")) };
      case "sign_and_send_transactions": {
        if (!sends || this.manner.refuses) throw no(-3, "request declined");
        const signatures = await Promise.all(this.signed(params).map(sends));
        return { signatures: signatures.map((each) => Buffer.from(each).toString("base64")) };
      }
      default:
        throw no(-32_601, "method not found");
    }
  }

  private signed({ payloads = [] }: Asked["params"]): VersionedTransaction[] {
    return payloads.map((payload) => {
      const transaction = VersionedTransaction.deserialize(Buffer.from(payload, "base64"));
      transaction.sign([this.key]);
      return transaction;
    });
  }
}

async function listening(port: number, host: string): Promise<WebSocketServer> {
  const server = new WebSocketServer({ port, host, path: "/solana-wallet" });
  await once(server, "listening");
  return server;
}

async function sealed(secret: Key, sequence: number, message: unknown): Promise<Buffer> {
  const [additionalData, iv] = [Buffer.alloc(SEQUENCE), webcrypto.getRandomValues(new Uint8Array(IV))];
  additionalData.writeUInt32BE(sequence);
  const how = { name: "AES-GCM", iv, additionalData, tagLength: 128 };
  const text = await subtle.encrypt(how, secret, Buffer.from(JSON.stringify(message)));
  return Buffer.concat([additionalData, iv, Buffer.from(text)]);
}

async function unsealed(secret: Key, data: Buffer): Promise<unknown> {
  const [additionalData, iv] = [data.subarray(0, SEQUENCE), data.subarray(SEQUENCE, SEQUENCE + IV)];
  const how = { name: "AES-GCM", iv, additionalData, tagLength: 128 };
  return JSON.parse(Buffer.from(await subtle.decrypt(how, secret, data.subarray(SEQUENCE + IV))).toString());
}
