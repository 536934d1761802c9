import { escaped } from './layout.ts';

/** The page that walks a person through the story. It is the one page of the workbench that speaks of Retrace. */
export function guideHtml(site: URL, chatUrl: string): string {
  const elsewhere = `http://localhost:${site.port}`;
  return `<ol class="guide">
<li>Open Retrace's panel: by its icon, behind the puzzle piece in the toolbar, or in the tab that is open. Choose <b>Sites</b>, type <code>${escaped(site.host)}</code>, press <b>Switch on</b>. The browser asks once.</li>
<li>Here on the workbench, press <b>Ana</b> above. Open <a href="/page/Bridge%20opening%20dates">Bridge opening dates</a>, choose <b>Edit this page</b>, add a sentence of your own, save.</li>
<li>Ben is somebody else, at another address where Retrace is off: open <a href="${elsewhere}/history/Bridge%20opening%20dates" target="_blank">his view of the page's history</a>, press <b>Ben</b>, then <b>Revert the last edit</b>. Nobody tells Retrace.</li>
<li>Come back here as Ana and open <a href="/page/Bridge%20opening%20dates">the page</a> again. Look at <b>Now</b> in the panel: the revert is there, traced back to your edit. <b>You</b> has a card with that evidence.</li>
<li>In <b>Sites</b>, switch on <code>${escaped(new URL(chatUrl).host)}</code> and say that it is an AI chat. <a href="${chatUrl}">Open the chat</a> and begin a message about the bridge. The line that fits is offered above the box: Tab adds it, Esc dismisses it, one undo takes it out. You press Send.</li>
</ol>
<p>Everything stays on this machine. Closing the browser deletes this profile.</p>`;
}
