import { noteEpoch } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { amount, yes } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";

export const stewardNote = command<Shown<{ epoch: bigint; isKnown: boolean }>>({
  name: "note",
  summary: "write down what all stake earned in the epoch before; anybody may",
  sends: true,
  schema: actedSchema({ epoch: amount, isKnown: yes }),
  run: async (context) => {
    const acted = await act(context, {
      question: "Note the epoch before?",
      run: ({ session }) => noteEpoch(session),
      isAnybodys: true,
    });
    return shown(acted, ({ epoch, reference }) => ({ epoch, isKnown: reference !== undefined }));
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ epoch, isKnown }) => `epoch ${epoch} is ${isKnown ? "noted" : "unknown"}`),
});
