// A number that changes counts up to its new value, unless somebody wants no motion.
import { useEffect, useRef, useState } from "preact/hooks";
import { decimal } from "../format/amounts";

const MILLISECONDS = 300;

export function CountUp({ text, value }: { text: string; value: bigint }) {
  const before = useRef(value);
  const [shown, setShown] = useState<string>();
  useEffect(() => {
    const from = before.current;
    before.current = value;
    if (from === value || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const begin = performance.now();
    let frame = requestAnimationFrame(function turn(now) {
      const part = BigInt(Math.round(Math.min(1, (now - begin) / MILLISECONDS) * 1_000));
      if (part >= 1_000n) return setShown(undefined);
      setShown(decimal(from + ((value - from) * part) / 1_000n, { least: 9 }));
      frame = requestAnimationFrame(turn);
    });
    return () => cancelAnimationFrame(frame);
  }, [value]);
  return <>{shown ?? text}</>;
}
