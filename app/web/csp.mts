// What the page may load and ask: one policy, in index.html for any host and in _headers for hosts that read it.

/**
 * A node may be anywhere, since people choose their own, and so may what a deployer has set: a file of scores, a source of market
 * quotes. Everything else comes from where the page lies. Nothing is evaluated,
 * nothing is inline, and no form is sent.
 *
 * The machine itself is allowed for local networks, and for wallet apps of a phone: those listen at `ws://localhost`, at a port that the
 * page draws by lot from 16,384 for each visit. A policy has no ranges of ports, so it says any. `http://localhost` is asked once, for
 * nothing, where a browser first has to ask its user whether the page may reach the phone. An app is opened by its address, which no
 * policy holds back; nothing of it is ever loaded into the page.
 */
const POLICY = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "font-src": "'self'",
  "img-src": "'self' data:",
  "connect-src": "'self' https: wss: http://127.0.0.1:* ws://127.0.0.1:* http://localhost:* ws://localhost:*",
  "base-uri": "'none'",
  "form-action": "'none'",
} as const;

/** Only a header can say who may frame the page; a page in a frame refuses to sign by itself. */
const HEADER_ONLY = { "frame-ancestors": "'none'" } as const;

const text = (policy: Record<string, string>): string =>
  Object.entries(policy)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");

/** For a meta tag. */
export const META_POLICY = text(POLICY);

/** The file that Cloudflare Pages, Netlify and others read headers from. */
export const HEADERS = `/*
  Content-Security-Policy: ${text({ ...POLICY, ...HEADER_ONLY })}
  X-Content-Type-Options: nosniff
  X-Frame-Options: DENY
  Referrer-Policy: no-referrer
  Permissions-Policy: camera=(), microphone=(), geolocation=(), payment=(), usb=()
  Cross-Origin-Opener-Policy: same-origin
/assets/*
  Cache-Control: public, max-age=31536000, immutable
`;
