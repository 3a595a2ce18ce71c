#!/usr/bin/env node
import { version } from "../package.json";
import { runCommand } from "./command";
import { validatorOnPath } from "./validator/onPath";

const surroundings = {
  name: "truestake-localnet",
  version,
  async validator(): Promise<string> {
    const binary = validatorOnPath();
    if (!binary) throw new Error("--chain validator needs a solana-test-validator 3.0 or later on the PATH");
    return binary;
  },
};

// The chain's own threads and clients' connections would keep the process.
runCommand(process.argv.slice(2), surroundings).then((code) => process.exit(code));
