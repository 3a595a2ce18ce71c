import { command } from "../../framework/command";
import { addressOf } from "../../options/values";
import { facts, table } from "../../output/table";
import { decimal, tokens as inTokens, sol } from "../../output/words";
import { takenStakes } from "../../reports/exits";
import { symbolOf } from "../../reports/token";
import { fetchParts, lamportsOf } from "../../reports/worth";
import { address, amount, list as listOf, object, one, text } from "../../schema/build";
import { balancesOf } from "../../signing/amounts";

interface Holding {
  owner: string;
  lamports: bigint;
  tokens: bigint;
  tokensWorth: bigint;
  symbol: string;
  shares: bigint;
  tickets: { address: string; tokens: bigint; claimable: bigint }[];
  stakeAccounts: { address: string; vote: string; lamports: bigint; state: string; next: string }[];
}

export const NEXT = {
  active: "truestake stake deactivate",
  activating: "truestake stake deactivate",
  deactivating: "wait for the next epoch",
  withdrawable: "truestake stake withdraw",
} as const;

export const stakeList = command<Holding>({
  name: "list",
  summary: "what a wallet has: tokens, tickets, shares, stake accounts",
  details:
    "Lists what the wallet of -k, which may be an address, has of the pool, and the stake accounts that it took on their way to SOL. Those that were taken elsewhere are named by address.",
  options: [{ flags: "--stake-account <address>", summary: "another stake account; as often as needed", isList: true }],
  schema: object({
    ...{ owner: address, lamports: amount, tokens: amount, tokensWorth: amount, symbol: text, shares: amount },
    tickets: listOf(object({ address, tokens: amount, claimable: amount })),
    stakeAccounts: listOf(
      object({
        address,
        vote: text,
        lamports: amount,
        state: one("active", "activating", "deactivating", "withdrawable"),
        next: text,
      }),
    ),
  }),
  run: async (context, { lists }) => {
    const [client, signer] = [await context.reader(), await context.signer()];
    const owner = signer.address;
    const more = (lists.stakeAccount ?? []).map((each) => addressOf("--stake-account", each));
    const [balances, symbol, tickets, { taken }, parts] = [
      await balancesOf(client, owner),
      await symbolOf(client),
      await client.tickets({ owner }),
      await takenStakes(client, owner, more),
      await fetchParts(client),
    ];
    const { lamports, tokens, shares } = balances;
    return {
      ...{ owner: owner.toBase58(), lamports, tokens, tokensWorth: lamportsOf(parts, tokens), symbol, shares },
      tickets: tickets.map((each) => ({
        address: each.address.toBase58(),
        tokens: each.tokens,
        claimable: each.claimableLamports,
      })),
      stakeAccounts: taken.map(({ account, state, waitEpochs }) => ({
        address: account.address.toBase58(),
        vote: account.delegation?.vote.toBase58() ?? "",
        lamports: account.lamports,
        state,
        next: state === "deactivating" && waitEpochs > 1n ? `wait about ${waitEpochs} epochs` : NEXT[state],
      })),
    };
  },
  text: ({ owner, lamports, tokens, tokensWorth, symbol, shares, tickets, stakeAccounts }, { io }) => {
    const parts = [
      facts(
        [
          ["wallet", owner],
          ["SOL", decimal(lamports)],
          ["tokens", `${inTokens(tokens, symbol)}, worth ${sol(tokensWorth)}`],
          ["shares", decimal(shares)],
        ],
        io.width,
      ),
    ];
    if (tickets.length > 0) {
      parts.push(
        table(
          tickets,
          [
            { title: "ticket", of: (each) => each.address, canShrink: true },
            { title: "tokens left", of: (each) => decimal(each.tokens), isNumber: true },
            { title: "claimable SOL", of: (each) => decimal(each.claimable), isNumber: true },
          ],
          io.width,
        ),
      );
    }
    if (stakeAccounts.length > 0) {
      parts.push(
        table(
          stakeAccounts,
          [
            { title: "stake account", of: (each) => each.address, canShrink: true },
            { title: "SOL", of: (each) => decimal(each.lamports), isNumber: true },
            { title: "state", of: ({ state }) => state },
            { title: "next", of: ({ next }) => next },
          ],
          io.width,
        ),
      );
    }
    return parts.join("\n\n");
  },
});
