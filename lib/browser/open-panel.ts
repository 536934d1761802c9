/**
 * Opens the panel from the toolbar icon. The two browsers have different panels: Chrome's side panel is opened for a window,
 * Firefox's sidebar is toggled; both only straight from the click.
 */
import { browser } from 'wxt/browser';

export function openPanelOnIcon(): void {
  browser.action.onClicked.addListener((tab) => {
    if (import.meta.env.FIREFOX) void sidebar().toggle();
    else if (tab.windowId !== undefined) void browser.sidePanel.open({ windowId: tab.windowId });
  });
}

/** Opens one view of the panel in a tab: from a web page neither browser lets us open the panel itself. */
export async function openPanelTab(route: string): Promise<void> {
  if (!/^\/[a-z]+(\/[\w:.~%-]+)*$/i.test(route)) throw new Error(`${route} is no view of the panel.`);
  await browser.tabs.create({ url: browser.runtime.getURL(`/sidepanel.html#${route}`) });
}

/** Not in WXT's types, which follow Chrome. */
function sidebar(): { toggle(): Promise<void> } {
  return (browser as unknown as { sidebarAction: { toggle(): Promise<void> } }).sidebarAction;
}
