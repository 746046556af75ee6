// The views of the page as tabs: one is shown, arrows move between them.

import { byId } from "./dom.ts";

export interface Tabs {
  readonly open: (name: string) => void;
  readonly openAt: (place: number) => void;
}

/** `onOpen` is called each time a view is shown, when it has its size. */
export function createTabs(names: readonly string[], onOpen: (name: string) => void): Tabs {
  const tabs = names.map((name) => ({ name, tab: byId(`tab-${name}`), panel: byId(`view-${name}`) }));
  const open = (wanted: string): void => {
    for (const { name, tab, panel } of tabs) {
      const isOpen = name === wanted;
      tab.setAttribute("aria-selected", String(isOpen));
      tab.tabIndex = isOpen ? 0 : -1;
      panel.hidden = !isOpen;
    }
    onOpen(wanted);
  };
  const openAt = (place: number): void => {
    const found = tabs[place];
    if (found !== undefined) open(found.name);
  };
  for (const [index, { name, tab }] of tabs.entries()) {
    tab.hidden = false;
    tab.addEventListener("click", () => open(name));
    tab.addEventListener("keydown", (event) => {
      const targets: Readonly<Record<string, number>> = { ArrowRight: (index + 1) % tabs.length, ArrowLeft: (index + tabs.length - 1) % tabs.length, Home: 0, End: tabs.length - 1 };
      const target = targets[event.key];
      if (target === undefined) return;
      event.preventDefault();
      openAt(target);
      tabs[target]!.tab.focus();
    });
  }
  return { open, openAt };
}
