// Every action in a fresh pool, and what a node is asked for it.
import type { Keypair, PublicKey } from "@solana/web3.js";
import { fetchQueue, keypairWallet, TruestakeClient } from "../../src";
import { MOST_SETTLED } from "../../src/cranks/settle";
import { fetchRulesFor } from "../../src/cranks/validator";
import { fetchSituations, fetchStakeRules } from "../../src/operators";
import { SOL } from "../pool";
import { type Cost, Meter } from "./meter";
import { openPool } from "./pool";

/** What an action took, with all that is known of a pool still to be found out, and once it is known. */
export interface ActionCost {
  action: string;
  /** What it read before it began to simulate, sign and send. */
  first: Cost;
  again: Cost;
  /** All of it the second time, sending included. */
  whole: Cost;
}

export interface Costs {
  validators: number;
  actions: ActionCost[];
  /** A keeper's look at the whole pool. */
  snapshot: Cost;
  /** Its look at the queue's head, the first time and from then on. */
  queue: { first: Cost; again: Cost };
  /** What moving stake depends on: all of it, and what the stake of a validator needs. */
  rules: { all: Cost; needed: Cost };
}

/** Most bytes of accounts that an action reads the first time, in a pool of any size: transactions.md has the table. */
export const BUDGETS: Readonly<Record<string, { data: number; rounds: number }>> = {
  price: { data: 1_250, rounds: 1 },
  depositSol: { data: 2_050, rounds: 2 },
  liquidUnstake: { data: 2_050, rounds: 2 },
  orderUnstake: { data: 1_250, rounds: 2 },
  addLiquidity: { data: 1_750, rounds: 1 },
  removeLiquidity: { data: 1_950, rounds: 1 },
  depositStakeAccount: { data: 3_300, rounds: 4 },
  "withdrawStakeAccount, validator named": { data: 2_800, rounds: 4 },
  "withdrawStakeAccount, any validator": { data: 6_000, rounds: 5 },
  planExit: { data: 6_600, rounds: 4 },
  ticketPosition: { data: 1_650, rounds: 1 },
  quoteCancelTicket: { data: 1_500, rounds: 1 },
  tickets: { data: 2 * 256, rounds: 1 },
  cancelTicket: { data: 1_500, rounds: 1 },
  claimTickets: { data: 1_064 + 17 + 4 * 256, rounds: 2 },
};

interface Given {
  client: TruestakeClient;
  vote: PublicKey;
  stakes: PublicKey[];
  tickets: PublicKey[];
}

const ACTIONS: Record<string, (given: Given) => Promise<unknown>> = {
  price: ({ client }) => client.price(),
  depositSol: ({ client }) => client.depositSol({ lamports: 5n * SOL }),
  liquidUnstake: ({ client }) => client.liquidUnstake({ tokens: SOL }),
  addLiquidity: ({ client }) => client.addLiquidity({ lamports: 5n * SOL }),
  removeLiquidity: ({ client }) => client.removeLiquidity({ shares: SOL }),
  depositStakeAccount: ({ client, stakes }) => client.depositStakeAccount({ stake: stakes.pop() as PublicKey }),
  "withdrawStakeAccount, validator named": ({ client, vote }) =>
    client.withdrawStakeAccount({ tokens: 2n * SOL, vote }),
  "withdrawStakeAccount, any validator": ({ client }) => client.withdrawStakeAccount({ tokens: 2n * SOL }),
  planExit: ({ client }) => client.planExit({ tokens: 2n * SOL }),
  orderUnstake: async ({ client, tickets }) => tickets.push((await client.orderUnstake({ tokens: SOL })).ticket),
  ticketPosition: ({ client, tickets: [ticket] }) => client.ticketPosition({ ticket: ticket as PublicKey }),
  quoteCancelTicket: ({ client, tickets: [ticket] }) => client.quoteCancelTicket({ ticket: ticket as PublicKey }),
  tickets: ({ client }) => client.tickets(),
  claimTickets: ({ client }) => client.claimTickets(),
  cancelTicket: ({ client, tickets }) => client.cancelTicket({ ticket: tickets.shift() as PublicKey }),
};

/** Every action of a user in a pool of so many validators, twice: by a client that knows nothing, and by one that has read before. */
export async function measure(validators: number): Promise<Costs> {
  const { localnet, mint, userKey, vote, stakes } = await openPool(validators);
  try {
    const given = { vote, stakes, tickets: [] };
    const actions: ActionCost[] = [];
    // The user's own account for shares is there both times.
    await connect(localnet.url, userKey, mint).client.addLiquidity({ lamports: SOL });
    for (const [action, act] of Object.entries(ACTIONS)) {
      const { meter, client } = connect(localnet.url, userKey, mint);
      await act({ ...given, client });
      const first = meter.cost("reads");
      meter.reset();
      await act({ ...given, client });
      actions.push({ action, first, again: meter.cost("reads"), whole: meter.cost("all") });
    }
    const { meter, client } = connect(localnet.url, userKey, mint);
    await client.orderUnstake({ tokens: SOL });
    meter.reset();
    const found = await client.snapshot();
    const snapshot = meter.cost("all");
    const costOf = async (read: () => Promise<unknown>): Promise<Cost> => {
      meter.reset();
      await read();
      return meter.cost("all");
    };
    const record = found.validators.find(vote);
    const situations = await fetchSituations(meter.connection, found.pool, record ? [record] : []);
    const accounts = situations.flatMap(({ stake, transient }) => [stake, transient]);
    const head = () => fetchQueue(meter.connection, found.pool, MOST_SETTLED);
    return {
      ...{ validators, actions, snapshot },
      queue: { first: await costOf(head), again: await costOf(head) },
      rules: {
        all: await costOf(() => fetchStakeRules(meter.connection)),
        needed: await costOf(() => fetchRulesFor(meter.connection, found.clock.epoch, accounts)),
      },
    };
  } finally {
    await localnet.close();
  }
}

function connect(url: string, user: Keypair, mint: PublicKey): { meter: Meter; client: TruestakeClient } {
  const meter = new Meter(url);
  const options = { pollEvery: 1 };
  const client = new TruestakeClient({ connection: meter.connection, wallet: keypairWallet(user), mint, options });
  return { meter, client };
}
