/** What a quote gives, or the error that the program would refuse with. */
export type Quoted<T> = { quote: T; refusal?: undefined } | { quote?: undefined; refusal: unknown };

export function quoted<T>(of: () => T): Quoted<T> {
  try {
    return { quote: of() };
  } catch (refusal) {
    return { refusal };
  }
}
