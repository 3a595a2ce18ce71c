import type { Method } from "./method";

export const getHealth: Method = (node) => {
  node.checkHealth();
  return "ok";
};
