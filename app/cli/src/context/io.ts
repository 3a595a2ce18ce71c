// Where a command's words go and come from: the process's own, or a test's.

export interface Io {
  out(text: string): void;
  error(text: string): void;
  env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  cwd: string;
  /** Columns of the terminal. */
  width: number;
  /** Asks a person; undefined where nobody can be asked. */
  ask?: ((question: string) => Promise<string>) | undefined;
  /** Milliseconds since 1970. */
  now(): number;
  /** Told when the process is to end: what runs for long stops. */
  signal?: AbortSignal | undefined;
  /** Has something run whenever the process is told to read its settings again. */
  onReload?: ((run: () => void) => void) | undefined;
}
