import { escaped } from './layout.ts';

/** The page that walks a person through the story. It is the one page of the workbench that speaks of Retrace. */
export function guideHtml(site: string, chatUrl: string): string {
  return `<ol class="guide">
<li>Open Retrace's panel by its icon in the toolbar (or use the tab that is open). Choose <b>Sites</b>, type <code>${escaped(site)}</code>, press <b>Switch on</b>. The browser asks once.</li>
<li>Here on the workbench, press <b>Ana</b> above. Open <a href="/page/Bridge%20opening%20dates">Bridge opening dates</a>, choose <b>Edit this page</b>, add a sentence of your own, save.</li>
<li>Press <b>Ben</b>. Open the page's <b>History</b> and press <b>Revert the last edit</b>. Nobody tells Retrace.</li>
<li>Press <b>Ana</b> and open the page again. Look at <b>Now</b> in the panel: the revert is there, traced back to your edit. <b>You</b> has a card with that evidence.</li>
<li>In <b>Sites</b>, switch on <code>${escaped(new URL(chatUrl).host)}</code> and say that it is an AI chat. <a href="${chatUrl}">Open the chat</a> and begin a message about the bridge. The line that fits is offered above the box: Tab adds it, Esc dismisses it, one undo takes it out. You press Send.</li>
</ol>
<p>Everything stays on this machine. Closing the browser deletes this profile.</p>`;
}
