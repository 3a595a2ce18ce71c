// A value that several parts of the page show.
import { useEffect, useState } from "preact/hooks";

export interface Store<T> {
  get(): T;
  set(value: T): void;
  update(part: Partial<T>): void;
  subscribe(listener: () => void): () => void;
}

export function store<T>(first: T): Store<T> {
  let value = first;
  const listeners = new Set<() => void>();
  const set = (next: T) => {
    value = next;
    for (const listener of [...listeners]) listener();
  };
  return {
    get: () => value,
    set,
    update: (part) => set({ ...value, ...part }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What a store holds, now and after every change. */
export function useStore<T>({ get, subscribe }: Store<T>): T {
  const [value, setValue] = useState(get);
  useEffect(() => {
    // It may have changed between the first painting and now.
    setValue(() => get());
    return subscribe(() => setValue(() => get()));
  }, [get, subscribe]);
  return value;
}
