// A validator for the tests of several processes: prints what they join it by, and ends with its standard input.
import { once } from "node:events";
import { startShared } from "./start";

async function main(): Promise<void> {
  const chain = await startShared();
  console.log(JSON.stringify(await chain.reference()));
  process.stdin.resume();
  await once(process.stdin, "end");
  await chain.close();
}

main().catch((error: Error) => {
  console.error(`error: ${error.message}`);
  process.exit(1);
});
