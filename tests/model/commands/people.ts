import fc from "fast-check";
import { STAFF, USERS } from "../setup";
import { seldom } from "./command";

export const anyUser = fc.constantFrom(...USERS);
/** Instead of the one who holds a role, once in a while: whoever else may hold one. */
export const impostor = seldom(12, fc.constantFrom(...STAFF));
/** Who shall hold a role; nobody once in a while. */
export const someone = fc.option(fc.constantFrom(...STAFF), { freq: 10, nil: undefined });
