// Light or dark: as the system has it, until somebody chooses.
import { useState } from "preact/hooks";
import { keep, keptBy } from "../kept";
import { t } from "../strings";

const KEY = "truestake.theme";
type Theme = "light" | "dark";

const wanted = (): Theme => {
  const saved = keptBy(KEY);
  if (saved === "light" || saved === "dark") return saved;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
};

const set = (theme: Theme): void => {
  document.documentElement.dataset.theme = theme;
};

export function startTheme(): void {
  set(wanted());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => set(wanted()));
}

export function ThemeButton() {
  const [theme, setTheme] = useState(wanted);
  const other = theme === "dark" ? "light" : "dark";
  const word = other === "dark" ? t.theme.toDark : t.theme.toLight;
  const change = () => {
    keep(KEY, other);
    set(other);
    setTheme(other);
  };
  return (
    <button type="button" class="button slim theme" aria-label={t.theme.label(word)} onClick={change}>
      {word}
    </button>
  );
}
