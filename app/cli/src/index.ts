// The command line as a library: a command from its words to its exit code, in the caller's process.
export type { Io } from "./context/io";
export { processIo } from "./context/process";
export { EXIT } from "./output/exit";
export { run } from "./run";
