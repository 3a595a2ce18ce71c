// npm run keeper:soak [-- --epochs N]: TEST_SEED=N for the same faults again.
import { faultsOf, soak, tableOf } from "./soak";

const at = process.argv.indexOf("--epochs");
const epochs = at < 0 ? 200 : Number(process.argv[at + 1]);
const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));

console.log(`TEST_SEED=${seed} npm run keeper:soak -- --epochs ${epochs}`);
soak(epochs, seed, console.log).then(
  (report) => {
    console.log(`\n${tableOf(report)}`);
    const faults = faultsOf(report);
    for (const fault of faults) console.error(`error: ${fault}`);
    process.exit(faults.length > 0 ? 1 : 0);
  },
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
