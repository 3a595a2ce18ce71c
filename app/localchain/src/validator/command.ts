import { PublicKey } from "@solana/web3.js";
import type { Running } from "../command";
import { accountInfo } from "../inProcess/account";
import type { Options } from "../options";
import { programsWith } from "../programs";
import { readAccountFile } from "../server/accountFile";
import { ValidatorChain, type ValidatorOptions } from "./chain";

const MILLISECONDS_PER_TICK = 6.25;

/** `--chain validator`: a solana-test-validator with Truestake's programs. */
export async function startValidator(
  { port, programs: given, accounts, slotMs, slotsPerEpoch }: Options,
  binary: string,
): Promise<Running> {
  const programs = programsWith(given);
  const options: ValidatorOptions = {
    binary,
    port,
    programs,
    accounts: accounts.map(({ address, file }) => {
      const { address: pubkey, account } = readAccountFile(file, address);
      return { pubkey: new PublicKey(pubkey), account: accountInfo(account) };
    }),
    voteAccounts: 2,
  };
  if (slotsPerEpoch !== undefined) options.slotsPerEpoch = Number(slotsPerEpoch);
  if (slotMs !== undefined) options.ticksPerSlot = Math.max(1, Math.round(slotMs / MILLISECONDS_PER_TICK));
  const chain = await ValidatorChain.start(options);
  const { url, websocketUrl } = chain;
  const validators = (await chain.voteAccounts()).map((vote) => vote.toBase58());
  return { about: { url, websocketUrl, validators }, programs, close: () => chain.close() };
}
