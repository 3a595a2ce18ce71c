// Of every instruction Anchor's client finds by itself each account that the IDL and the chain can tell it.
import assert from "node:assert/strict";
import { BN } from "@coral-xyz/anchor";
import { getAssociatedTokenAddressSync } from "@solana/spl-token";
import { Keypair, PublicKey } from "@solana/web3.js";
import {
  deployment,
  fetchPool,
  keypairWallet,
  liquidityAddresses,
  markAddress,
  stakeAddress,
  TruestakeClient,
  transientAddress,
} from "@truestake/sdk";
import { ANCHORS, programOf } from "./support/anchor";
import { camelCase, fieldsOf, IDL, type Type, variantsOf } from "./support/idl";
import { withNetwork } from "./support/world";

/** Accounts that lead to one another, beside a pool and its mint: somebody has to name the first. */
const CIRCULAR: Record<string, string[]> = { removeValidator: ["pool", "vote"] };

/** Addresses that are made anew: there is nothing to compare them with. */
const IS_NEW = new Set([
  ...["pool", "mintAuthority", "stakeAuthority", "reserve", "escrow", "seed", "validators", "history", "queue"].map(
    (name) => `createPool.${name}`,
  ),
  "orderUnstake.ticket",
]);

/** Who paid a validator's mark, not a ticket. */
const PAID_BY_OPERATOR = new Set(["removeValidator.rentPayer"]);

interface Account {
  name: string;
  signer?: boolean;
  optional?: boolean;
  address?: string;
  pda?: unknown;
  relations?: string[];
}

/** Some value of a type: which one does not matter for accounts. */
function some(type: Type): unknown {
  if (typeof type === "string") {
    if (type === "u64" || type === "i64") return new BN(1);
    if (type === "pubkey") return PublicKey.default;
    if (type === "bool") return false;
    return type === "string" ? "" : 1;
  }
  if ("option" in type) return null;
  if ("vec" in type) return [];
  if ("array" in type) return Array(type.array[1]).fill(some(type.array[0]));
  const { name } = type.defined;
  const [variant] = variantsOf(name) ?? [];
  if (variant) return { [variant]: {} };
  return Object.fromEntries(fieldsOf(name).map((field) => [camelCase(field.name), some(field.type)]));
}

describe("Anchor's client by the IDL alone", function () {
  this.timeout(180_000);
  const network = withNetwork({ demo: true });

  for (const [name, anchor] of ANCHORS) {
    it(`finds every account that can be found: ${name}`, async () => {
      const localnet = network();
      const connection = localnet.connection("confirmed");
      const demo = localnet.node.facts.demo as { mint: string; validators: { vote: string }[] };
      const [mint, vote] = [new PublicKey(demo.mint), new PublicKey(demo.validators[0]?.vote ?? "")];
      const [operator, alice] = [localnet.key("operator"), localnet.key("alice")];
      const client = new TruestakeClient({ connection, wallet: keypairWallet(alice), mint });
      const { ticket } = await client.orderUnstake({ tokens: 1_000_000_000n });
      const addresses = deployment({ mint });
      const pool = await fetchPool(connection, addresses);

      /** What accounts are, by their names. */
      const known: Record<string, PublicKey> = {
        ...Object.fromEntries(Object.entries(pool).filter(([, value]) => value instanceof PublicKey)),
        ...liquidityAddresses(addresses),
        ...{ pool: addresses.pool, mint, vote, ticket, owner: alice.publicKey, rentPayer: alice.publicKey },
        ...{ stake: stakeAddress(addresses, vote), transient: transientAddress(addresses, vote) },
        ...{ mark: markAddress(addresses, vote), seed: addresses.seed, treasury: pool.treasury },
        ...{ source: getAssociatedTokenAddressSync(mint, alice.publicKey), admin: operator.publicKey },
      };
      const nobody = Keypair.generate().publicKey;
      const left: string[] = [];
      let found = 0;
      for (const { name, accounts, args } of IDL.instructions as {
        name: string;
        accounts: Account[];
        args: { name: string; type: Type }[];
      }[]) {
        const method = camelCase(name);
        // The pool's address follows from the mint, and the mint stands in the pool.
        const isPoolOfMint = accounts.some(({ name, pda }) => name === "pool" && pda !== undefined);
        const isGiven = ({ name, signer, address, pda, relations }: Account): boolean =>
          CIRCULAR[method]?.includes(camelCase(name)) ||
          (name === "mint" && isPoolOfMint) ||
          (!address && !pda && !relations && !signer);
        const given = Object.fromEntries(
          accounts.filter(isGiven).map((account) => {
            const own = camelCase(account.name);
            return [own, account.optional ? null : (known[own] ?? nobody)];
          }),
        );
        const program = programOf(anchor, connection, operator);
        const builder = program.methods[method]?.(...args.map(({ type }) => some(type))) ?? assert.fail(method);
        const resolved = (await builder
          .accounts(given as never)
          .pubkeys()
          .catch((error: Error) => assert.fail(`${method}: ${error.message}`))) as Record<
          string,
          PublicKey | undefined
        >;
        for (const account of accounts.filter((each) => !isGiven(each))) {
          const own = camelCase(account.name);
          const address = resolved[own];
          const wanted =
            account.address ?? (PAID_BY_OPERATOR.has(`${method}.${own}`) ? operator.publicKey : known[own])?.toString();
          if (!address) left.push(`${method}.${own}`);
          else if (wanted && !account.signer && !IS_NEW.has(`${method}.${own}`))
            assert.equal(address.toBase58(), wanted, `${method}.${own}`);
          found += address ? 1 : 0;
        }
      }
      assert.deepEqual(left, []);
      assert.ok(found > 150, `${found} accounts`);
    });
  }
});
