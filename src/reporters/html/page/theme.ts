// Light or dark: as the system has it, until the reader says otherwise.

const key = "assay-theme";

export function createTheme(button: HTMLElement): { readonly toggle: () => void } {
  const isDark = (): boolean => (document.documentElement.dataset["theme"] ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const name = (): void => {
    button.textContent = isDark() ? "Light" : "Dark";
    button.setAttribute("aria-label", isDark() ? "Switch to light colours" : "Switch to dark colours");
  };
  const kept = recall();
  if (kept !== undefined) document.documentElement.dataset["theme"] = kept;
  name();
  const toggle = (): void => {
    const next = isDark() ? "light" : "dark";
    document.documentElement.dataset["theme"] = next;
    remember(next);
    name();
  };
  button.addEventListener("click", toggle);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
  return { toggle };
}

/** A page from the disk may have no storage. */
function recall(): "dark" | "light" | undefined {
  try {
    const kept = localStorage.getItem(key);
    return kept === "dark" || kept === "light" ? kept : undefined;
  } catch {
    return undefined;
  }
}

function remember(theme: string): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Then it holds for this visit.
  }
}
