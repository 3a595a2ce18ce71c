import type { Method } from "./method";

export const getIdentity: Method = ({ identity }) => ({ identity });
