// What a node is asked, and what it answers: the JSON-RPC texts themselves, over HTTP.
import { Connection } from "@solana/web3.js";

/** Calls, and what they took. */
export interface Cost {
  calls: number;
  /** One after the other: calls at the same time are one round. */
  rounds: number;
  /** Bytes of accounts in the answers, without what JSON and base64 add. */
  data: number;
  /** Bytes of the requests' texts. */
  request: number;
  /** Bytes of the answers' texts. */
  response: number;
}

interface Call {
  method: string;
  round: number;
  request: number;
  response: number;
  data: number;
}

/** What asks for accounts, and what they hold; all else is for sending a transaction. */
const READS = ["getAccountInfo", "getMultipleAccounts", "getProgramAccounts", "getStakeMinimumDelegation", "getSlot"];
/** Milliseconds after which all that is asked for goes out at once. */
const TICK = 2;

/** A connection of web3.js to a node, and what goes over it. */
export class Meter {
  readonly connection: Connection;
  calls: Call[] = [];
  private waiting: (() => Promise<void>)[] = [];
  private round = 0;

  constructor(url: string) {
    this.connection = new Connection(url, {
      commitment: "confirmed",
      fetch: ((to: string, init: RequestInit) => this.inRound(to, init)) as never,
    });
  }

  /** What all calls since {@link reset} took, or those that read accounts. */
  cost(only: "reads" | "all"): Cost {
    const calls = this.calls.filter(({ method }) => only === "all" || READS.includes(method));
    const sum = (of: (call: Call) => number) => calls.reduce((total, call) => total + of(call), 0);
    return {
      calls: calls.length,
      rounds: new Set(calls.map(({ round }) => round)).size,
      data: sum(({ data }) => data),
      request: sum(({ request }) => request),
      response: sum(({ response }) => response),
    };
  }

  reset(): void {
    this.calls = [];
  }

  /** Holds a call until nobody asks for more without an answer: then all go out, and their answers come back together. */
  private inRound(to: string, init: RequestInit): Promise<Response> {
    return new Promise((resolve, reject) => {
      if (this.waiting.length === 0) setTimeout(() => void this.flush(), TICK);
      this.waiting.push(async () => {
        try {
          const answered = await this.call(to, init, this.round);
          this.answers.push(() => resolve(answered));
        } catch (error) {
          this.answers.push(() => reject(error));
        }
      });
    });
  }

  private answers: (() => void)[] = [];

  private async flush(): Promise<void> {
    const asked = this.waiting;
    this.waiting = [];
    this.round++;
    await Promise.all(asked.map((ask) => ask()));
    const answers = this.answers;
    this.answers = [];
    for (const answer of answers) answer();
  }

  private async call(to: string, init: RequestInit, round: number): Promise<Response> {
    const request = String(init.body);
    const { method } = JSON.parse(request) as { method: string };
    const response = await fetch(to, init);
    const text = await response.text();
    const data = READS.includes(method) ? dataIn(JSON.parse(text)) : 0;
    this.calls.push({ method, round, request: Buffer.byteLength(request), response: Buffer.byteLength(text), data });
    return new Response(text, { status: response.status, headers: response.headers });
  }
}

/** Bytes of the accounts in an answer. */
function dataIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const { data } = value as { data?: unknown };
  if (Array.isArray(data) && data[1] === "base64") return Buffer.from(String(data[0]), "base64").length;
  return Object.values(value).reduce((sum: number, each) => sum + dataIn(each), 0);
}
