import { PublicKey } from "@solana/web3.js";

export const UPGRADEABLE_LOADER = new PublicKey("BPFLoaderUpgradeab1e11111111111111111111111");

/** The programs that own programs. */
export const LOADERS: readonly PublicKey[] = [
  new PublicKey("BPFLoader1111111111111111111111111111111111"),
  new PublicKey("BPFLoader2111111111111111111111111111111111"),
  UPGRADEABLE_LOADER,
  new PublicKey("LoaderV411111111111111111111111111111111111"),
];
