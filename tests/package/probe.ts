// What every kind of project runs with the packed SDK: whatever loads it has to come to the same.
export const PROBE = `
export async function probe(sdk, { PublicKey }) {
  const key = (byte) => new PublicKey(new Uint8Array(32).fill(byte));
  const pool = sdk.deployment({ mint: key(1) });
  const deposit = (lamports) => sdk.instructions.depositSol({
    pool: { ...pool, treasury: key(2) }, depositor: key(3), destination: key(4), lamports, minimumTokensOut: 4n, ifBalance: 0n,
  });
  const metadata = { name: "Pool \\u00e9", symbol: "P", uri: "https://example.com" };
  const named = sdk.instructions.createTokenMetadata({ pool, admin: key(5), token: "pool", metadata });
  const budget = { units: 200000, price: 7n };
  const transaction = sdk.compile({ payer: key(3), instructions: [deposit(5n), named], blockhash: key(9).toBase58(), budget });
  const refused = (attempt) => { try { attempt(); } catch (error) { return sdk.isTruestakeError(error) && error.toJSON(); } };
  const nothing = {
    getMultipleAccountsInfoAndContext: async (addresses) => ({ context: { slot: 1 }, value: addresses.map(() => null) }),
  };
  const client = new sdk.TruestakeClient({ connection: nothing, mint: key(1) });
  const failed = async (promise) => promise.then(() => "no error", (error) => error.toJSON());
  return {
    pool: pool.pool.toBase58(),
    bytes: Array.from(transaction.serialize()),
    argument: refused(() => deposit(-1n)),
    missing: await failed(client.pool()),
    noWallet: await failed(client.depositSol({ lamports: 5n })),
    price: sdk.formatPrice({ total: 3n, supply: 2n }),
    minimum: String(sdk.minimumFor(10n ** 18n, 50)),
  };
}
`;
