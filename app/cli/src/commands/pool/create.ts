import { command } from "../../framework/command";
import { applied, appliedCode, appliedSchema, appliedText } from "./apply";

export const create = command<Awaited<ReturnType<typeof applied>>>({
  name: "create",
  summary: "create the pool that a TOML file describes",
  details: "Like `pool apply`, for a pool that does not exist yet; refuses to touch one that does.",
  arguments: [{ name: "<file>", summary: "the description, TOML; its mint is a keypair file" }],
  sends: true,
  schema: appliedSchema,
  run: (context, { args }) => applied(context, args.file ?? "", { only: "create" }),
  text: (result, { io }) => appliedText(result, io.width),
  exitCode: appliedCode,
});
