import type { Group } from "../../framework/command";
import { ticketCancel } from "./cancel";
import { ticketClaim } from "./claim";
import { ticketList } from "./list";
import { ticketSettle } from "./settle";
import { ticketTransfer } from "./transfer";

export const ticket: Group = {
  name: "ticket",
  summary: "delayed unstakes: list, claim, cancel, give away, settle",
  commands: [ticketList, ticketClaim, ticketCancel, ticketTransfer, ticketSettle],
};
