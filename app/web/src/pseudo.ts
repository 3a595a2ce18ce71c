// A language that nobody speaks: every text gets accents, a third more length, and brackets. What shows without brackets is not in
// strings.ts; what is cut shows where a longer language would break.

const LETTERS: Record<string, string> = { a: "á", e: "é", i: "í", o: "ó", u: "ú", c: "ç", n: "ñ", s: "š", y: "ý" };

export const stretched = (text: string): string => {
  const accented = text.replace(/[aeioucnsy]/g, (letter) => LETTERS[letter] ?? letter);
  return `⟦${accented}${"·".repeat(Math.ceil(text.length / 3))}⟧`;
};

/** The same tree of texts and functions that give texts. */
export function pseudo<T>(texts: T): T {
  if (typeof texts === "string") return stretched(texts) as T;
  if (typeof texts === "function") {
    const give = texts as unknown as (...args: unknown[]) => string;
    return ((...args: unknown[]) => `⟦${give(...args)}${"·".repeat(6)}⟧`) as T;
  }
  if (Array.isArray(texts)) return texts.map(pseudo) as T;
  if (typeof texts === "object" && texts !== null) {
    return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, pseudo(value)])) as T;
  }
  return texts;
}

/** The words in use. `?locale=pseudo` stretches all of them, to find what is cut and what is in no list of words. */
export const spoken = <T>(texts: T): T =>
  new URLSearchParams(location.search).get("locale") === "pseudo" ? pseudo(texts) : texts;
