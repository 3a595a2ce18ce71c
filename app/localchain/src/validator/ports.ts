import dgram from "node:dgram";
import { once } from "node:events";
import net from "node:net";

/** Below the ports that the system gives to outgoing connections. */
const FIRST = 12_000;
const LAST = 32_000;
const ATTEMPTS = 50;

/** The first of `count` ports in a row that nobody uses, TCP or UDP, on any interface. */
export async function freePortRange(count: number): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // At random: two that look at the same time should not find the same.
    const first = FIRST + Math.floor((Math.random() * (LAST - FIRST)) / count) * count;
    const ports = Array.from({ length: count }, (_, place) => first + place);
    const free = await Promise.all(ports.flatMap((port) => [tcpIsFree(port), udpIsFree(port)]));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`no ${count} free ports in a row between ${FIRST} and ${LAST}`);
}

async function tcpIsFree(port: number): Promise<boolean> {
  const server = net.createServer();
  try {
    const listening = once(server, "listening");
    server.listen({ port, host: "0.0.0.0", exclusive: true });
    await listening;
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}

async function udpIsFree(port: number): Promise<boolean> {
  const socket = dgram.createSocket("udp4");
  try {
    const listening = once(socket, "listening");
    socket.bind({ port, address: "0.0.0.0", exclusive: true });
    await listening;
  } catch {
    socket.close();
    return false;
  }
  socket.close();
  await once(socket, "close");
  return true;
}
