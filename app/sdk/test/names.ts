/** `snake_case` and `PascalCase` as camelCase, in which the SDK has the program's names. */
export function camelCase(name: string): string {
  return name
    .replace(/(?<=.)_(.)/g, (_, letter: string) => letter.toUpperCase())
    .replace(/^./, (first) => first.toLowerCase());
}
