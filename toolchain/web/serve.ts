// Serves a built page on this machine, with the headers of its _headers, and with what its deployer would have set.
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

export interface ServeOptions {
  /** Where the built page lies. */
  folder: string;
  /** Free if not given. */
  port?: number;
  /** What takes the place of the block `deployed` in the page. */
  deployed: unknown;
  /** A wallet for play: its script, and its settings. */
  burner?: { script: string; settings: unknown } | undefined;
}

export interface Served {
  url: string;
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** The headers for every path, as _headers names them. */
function headersOf(folder: string): Record<string, string> {
  const lines = fs.readFileSync(path.join(folder, "_headers"), "utf8").split("\n");
  const [, ...all] = lines.slice(
    0,
    lines.findIndex((line, at) => at > 0 && line.startsWith("/")),
  );
  return Object.fromEntries(all.map((line) => line.trim().split(/:\s(.*)/) as [string, string]));
}

/** JSON that can stand in a script element. */
const inScript = (value: unknown): string => JSON.stringify(value).replaceAll("<", "\\u003c");

const block = (id: string, value: unknown): string =>
  `<script id="${id}" type="application/json">${inScript(value)}</script>`;

function indexOf({ folder, deployed, burner }: ServeOptions): string {
  const page = fs.readFileSync(path.join(folder, "index.html"), "utf8");
  const wallet = burner ? `${block("burner", burner.settings)}<script defer src="./burner.js"></script>` : "";
  return page.replace(/<script id="deployed"[\s\S]*?<\/script>/, () => `${block("deployed", deployed)}${wallet}`);
}

export async function servePage(options: ServeOptions): Promise<Served> {
  const { folder, burner, port = 0 } = options;
  const [headers, index] = [headersOf(folder), indexOf(options)];
  const bodyOf = (name: string): Buffer | string | undefined => {
    if (name === "/") return index;
    if (name === "/burner.js") return burner?.script;
    const file = path.join(folder, name);
    return file.startsWith(`${folder}${path.sep}`) && fs.statSync(file, { throwIfNoEntry: false })?.isFile()
      ? fs.readFileSync(file)
      : undefined;
  };
  const server = http.createServer(({ url = "/" }, response) => {
    const name = decodeURIComponent(url.split("?")[0] ?? "/");
    const body = bodyOf(name);
    if (body === undefined) return void response.writeHead(404).end();
    const type = TYPES[name === "/" ? ".html" : path.extname(name)];
    response.writeHead(200, { ...headers, ...(type ? { "content-type": type } : {}) }).end(body);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const { port: own } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { url: `http://127.0.0.1:${own}/`, close };
}
