// The options that every command takes: one table, from which the command line, its help and its completion are made.

export interface GlobalOption {
  flags: string;
  summary: string;
  /** Applies only to commands that send. */
  isSending?: boolean;
  choices?: readonly string[];
}

export const GLOBAL_OPTIONS = [
  { flags: "-u, --url <url>", summary: "node to ask: an http address, or m, t, d, l as in Solana's CLI" },
  { flags: "-C, --config <file>", summary: "the Solana CLI's config file" },
  { flags: "-k, --keypair <file>", summary: "who acts: a keypair file, or an address where nothing is signed" },
  { flags: "--pool <mint>", summary: "the pool, by its token's mint or its own address" },
  { flags: "--program-id <address>", summary: "the program, where it is a deployment of your own" },
  { flags: "--output <format>", summary: "table, or json for scripts", choices: ["table", "json"] },
  {
    flags: "--commitment <level>",
    summary: "what a result waits for: confirmed or finalized",
    choices: ["confirmed", "finalized", "processed"],
  },
  { flags: "--timeout <seconds>", summary: "how long a transaction is followed before its outcome is unknown" },
  { flags: "-y, --yes", summary: "do not ask", isSending: true },
  { flags: "--dry-run", summary: "send nothing: simulate, and show how balances would change", isSending: true },
  { flags: "--print-only", summary: "send nothing: print the message for somebody else to sign", isSending: true },
  { flags: "--squads <multisig>", summary: "propose it to a Squads multisig, whose vault then acts", isSending: true },
  { flags: "--vault <index>", summary: "the multisig's vault; 0 if not given", isSending: true },
  { flags: "--fee-payer <file>", summary: "keypair file that pays the fees and new token accounts", isSending: true },
  { flags: "--nonce-account <address>", summary: "sign with this durable nonce, which never expires", isSending: true },
  { flags: "--lean", summary: "cranks in transactions of their own, for hardware wallets", isSending: true },
  {
    flags: "--max-fee-lamports <lamports>",
    summary: "the most that one transaction's priority fee costs",
    isSending: true,
  },
  {
    flags: "--slippage-bps <bps>",
    summary: "how far below the quote a result may be; 10 if not given",
    isSending: true,
  },
] as const satisfies readonly GlobalOption[];

/** The global options as they were given. */
export interface Globals {
  url?: string;
  config?: string;
  keypair?: string;
  pool?: string;
  programId?: string;
  output?: "table" | "json";
  commitment?: string;
  timeout?: string;
  yes?: boolean;
  dryRun?: boolean;
  printOnly?: boolean;
  squads?: string;
  vault?: string;
  feePayer?: string;
  nonceAccount?: string;
  lean?: boolean;
  maxFeeLamports?: string;
  slippageBps?: string;
}
