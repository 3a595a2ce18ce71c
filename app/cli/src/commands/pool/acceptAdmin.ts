import type { Sent } from "@truestake/sdk";
import { command } from "../../framework/command";
import { address } from "../../schema/build";
import { act } from "../../signing/act";
import { actedSchema, actedText, type Shown, shown } from "../../signing/acted";
import { told } from "../../signing/told";

interface Accepted {
  oldAdmin: string;
  admin: string;
}

export const acceptAdmin = command<Shown<Accepted>>({
  name: "accept-admin",
  summary: "become the pool's admin, for whom the admin has proposed",
  details: "The second step of handing the role over; the first is the new admin's address in the file of pool apply.",
  sends: true,
  schema: actedSchema({ oldAdmin: address, admin: address }),
  run: async (context) => {
    const acted = await act(context, {
      question: "Become the pool's admin?",
      run: (client) => client.acceptAdmin(),
      result: ([sent]) => sent as Sent,
    });
    return shown(acted, (sent) => {
      const { oldAdmin, newAdmin } = told(sent, "AdminAccepted");
      return { oldAdmin: oldAdmin.toBase58(), admin: newAdmin.toBase58() };
    });
  },
  text: (result, { io }) =>
    actedText(result, io.width, ({ oldAdmin, admin }) => `${admin} is the pool's admin, no longer ${oldAdmin}`),
});
