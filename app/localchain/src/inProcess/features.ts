import { PublicKey } from "@solana/web3.js";
import { FeatureSet, LiteSvm } from "litesvm/dist/internal.js";

/** Features of the runtime that a chain can do without, as every chain does before they are activated. */
export const FEATURES = {
  /** SIMD-0392: an account that lacks rent because rent has risen may still be written to, and be paid. */
  relaxedRentCheck: new PublicKey("BY4JhHLahVzS9ynfDz4exzGPbVXhFmJvEyMWsXbDBqME"),
} as const;

const FAUCET_LAMPORTS = 1_000_000_000_000_000n;

/** What `new LiteSvm()` gives, without some features. */
export function svmWithout(inactive: readonly PublicKey[]): LiteSvm {
  if (inactive.length === 0) return new LiteSvm();
  const features = FeatureSet.allEnabled();
  for (const feature of inactive) {
    if (!features.isActive(feature.toBytes())) throw new Error(`litesvm knows no feature ${feature.toBase58()}`);
    features.deactivate(feature.toBytes());
  }
  const svm = LiteSvm.default();
  // The features come first: they decide how the virtual machine is set up, and what it has.
  svm.setFeatureSet(features);
  svm.setBuiltins();
  svm.setLamports(FAUCET_LAMPORTS);
  svm.setSysvars();
  svm.setPrecompiles();
  svm.setDefaultPrograms();
  svm.withNativeMints();
  svm.setSigverify(true);
  return svm;
}
