import type { DemoOptions } from "./options";
import { openStage } from "./stage";
import { type Outcome, Story } from "./story";
import type { Terminal } from "./terminal";

/** Plays the demo from an empty chain to the verdict. */
export async function runDemo({ chain, epochs }: DemoOptions, terminal: Terminal): Promise<Outcome> {
  const started = Date.now();
  const stage = await openStage(chain);
  try {
    const outcome = await new Story(chain, stage, terminal, epochs).tell();
    terminal.say(terminal.style("dim", `${((Date.now() - started) / 1000).toFixed(1)} s`));
    return outcome;
  } finally {
    await stage.chain.close();
  }
}
