import { PublicKey } from "@solana/web3.js";
import { accountInfo } from "../inProcess/account";
import type { Options } from "../options";
import { ownPrograms } from "../programs";
import { readAccountFile } from "../server/accountFile";
import { ValidatorChain, type ValidatorOptions } from "./chain";

const MILLISECONDS_PER_TICK = 6.25;

/** `--chain validator`: a solana-test-validator with this repository's programs. */
export async function startValidator({ port, programs, accounts, slotMs, slotsPerEpoch }: Options) {
  // The toolchain knows where one is, or builds it. Only this command needs it.
  const { ensureValidator } = await import("../../../../toolchain/validator");
  const others = programs.map(({ address }) => address.toBase58());
  const options: ValidatorOptions = {
    binary: await ensureValidator(),
    port,
    programs: [...ownPrograms().filter(({ address }) => !others.includes(address.toBase58())), ...programs],
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
  const about = { url, websocketUrl, programs: options.programs?.map(({ address }) => address.toBase58()), validators };
  return { about, close: () => chain.close() };
}
