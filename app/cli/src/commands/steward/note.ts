import { isError } from "@truestake/sdk";
import { noteEpoch, referenceOf } from "@truestake/sdk/steward";
import { command } from "../../framework/command";
import { amount, yes } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { situationOf } from "./found";

interface Noted {
  epoch: bigint;
  /** Whether anything is known of it. */
  isKnown: boolean;
  /** Whether this call has noted it: somebody else may have before. */
  isNew: boolean;
}

export const stewardNote = command<Shown<Noted>>({
  name: "note",
  summary: "write down what all stake earned in the epoch before; anybody may",
  sends: true,
  schema: actedSchema({ epoch: amount, isKnown: yes, isNew: yes }),
  run: async (context) => {
    const acted = await act(context, {
      question: "Note the epoch before?",
      run: async ({ session }) => {
        try {
          return { ...(await noteEpoch(session)), isNew: true };
        } catch (error) {
          // It is as good that somebody else has done it.
          if (!isError(error, "AlreadyNoted")) throw error;
          const { steward, clock } = await situationOf(context);
          const epoch = clock.epoch - 1n;
          return { epoch, reference: referenceOf(steward, epoch), isNew: false };
        }
      },
      isAnybodys: true,
    });
    return shown(acted, ({ epoch, reference, isNew }) => ({ epoch, isKnown: reference !== undefined, isNew }));
  },
  text: (result, { io }) =>
    actedText(
      result,
      io.width,
      ({ epoch, isKnown, isNew }) =>
        `epoch ${epoch} ${isNew ? "is" : "was"} ${isKnown ? "noted" : "unknown"}${isNew ? "" : " before"}`,
    ),
});
