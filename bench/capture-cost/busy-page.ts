/** A page that never rests: 20,000 elements, a thousand changes a second, and all that a person can do something with. */
import { type ServedPages, servePages } from '../../e2e/apps/serve-pages.ts';

const ROWS = 1_700;
export const CHANGES_A_SECOND = 1_000;

/** What the page itself saw while it was used. */
export interface Seen {
  readonly nodes: number;
  readonly changes: number;
  /** From the press of a key to the page's own listener, in ms. */
  readonly keyDelays: readonly number[];
  /** From one frame to the next, in ms. */
  readonly frames: readonly number[];
  /** From a press to the next paint, of every interaction over 16 ms (Event Timing). */
  readonly interactions: readonly number[];
}

/** What a person finds where: by ids of elements that stay in their place. */
export const PLACES = {
  field: '#field',
  area: '#area',
  editor: '#editor',
  comment: '#comment',
  send: '#send',
  button: '#save',
  route: '#route',
  box: '#box',
  shadow: '#shadow',
  copied: '#copied',
  row: '#here',
} as const;

export const startBusyPage = (): Promise<ServedPages> => servePages(() => ({ html: HTML }));

const row = (
  i: number,
) => `<li class="row" id="row-${i}"><span class="title"><a href="/item/${i}">Item ${i}: the bridge opens
<b>late</b></a></span><span class="badge">open</span><span class="who">ana</span><time datetime="2026-05-04T09:00:00Z">4 May</time>
<label>Note <input name="note-${i}"></label><button type="button" aria-label="Archive item ${i}"><i class="icon-archive"></i></button>
<p class="words">The <em>ferry</em> waits at pier ${i % 40}.</p></li>`;

const HTML = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Board: everything at once</title>
<style>
  body { margin: 0; font: 14px/18px sans-serif }
  #bar { position: fixed; inset: 0 0 auto; height: 190px; background: #fff; border-bottom: 1px solid; z-index: 1; overflow: hidden }
  #bar > div { display: flex; gap: 8px; padding: 4px 8px; height: 36px }
  textarea, #editor { width: 260px; height: 30px; overflow: auto; border: 1px solid }
  main { padding-top: 200px }
  .row { height: 40px; overflow: hidden; contain: strict; list-style: none }
  .row > * { display: inline }
</style>
<header id="bar">
  <div><label>Title <input id="field"></label><label>Text <textarea id="area" aria-label="Text"></textarea></label>
    <div id="editor" contenteditable="true" role="textbox" aria-label="Page"></div></div>
  <div><button id="save" type="button" class="btn-save">Save</button><a id="route" href="/board/1">Next board</a>
    <label><input id="box" type="checkbox"> Done</label><span id="shadow"></span></div>
  <form id="form"><div><textarea id="comment" name="comment" aria-label="Comment"></textarea><button id="send">Comment</button></div></form>
  <div><p id="copied">The harbour opens again when the ice is gone, says the council of the island</p></div>
  <div role="status" aria-live="polite" id="live">ready</div>
</header>
<main><h1>Board</h1><article><a id="here" href="/item/here">The item at hand</a><ul id="list">${Array.from({ length: ROWS }, (_, i) => row(i)).join('')}</ul></article></main>
<script>(${inPage})(${CHANGES_A_SECOND})</script>`;

export interface BusyWindow {
  busyStart(): void;
  busyStop(): Seen;
}

/** Runs in the page: its changes, and what it sees of its own speed. */
function inPage(perSecond: number): void {
  const list = document.getElementById('list')!;
  const rows = [...list.children];
  const live = document.getElementById('live')!;
  const roots = [...rows.slice(0, 20), document.getElementById('shadow')!].map((host) => {
    const at = host.id === 'shadow' ? host : host.querySelector('.words')!;
    const root = at.attachShadow({ mode: 'open' });
    root.innerHTML = '<button type="button">In the shadow</button> <span>0</span>';
    return root;
  });
  const texts = rows.map((each) => each.querySelector('.who')!.firstChild as Text);
  const badges = rows.map((each) => each.querySelector('.badge')!);

  let changes = 0;
  /** One change, which is one record of a mutation observer; where and what goes round. */
  const change = () => {
    const n = changes++;
    const at = (n * 7) % rows.length;
    switch (n % 8) {
      case 0:
      case 1:
        texts[at]!.data = `ana ${n}`;
        break;
      case 2:
        badges[at]!.className = `badge state-${n % 5}`;
        break;
      case 3:
        rows[at]!.setAttribute('aria-busy', String(n % 2 === 0));
        break;
      case 4:
        badges[at]!.append(` ${n % 10}`);
        break;
      case 5:
        badges[((n - 1) * 7) % rows.length]!.lastChild?.remove();
        break;
      case 6:
        if (n % 400 === 6) live.textContent = `${n} changes`;
        else roots[n % roots.length]!.lastElementChild!.firstChild!.nodeValue = String(n);
        break;
      default: {
        const news = document.createElement('p');
        news.className = 'words error-free';
        news.innerHTML = `news <b>${n}</b> of <a href="/item/${n}">that</a>`;
        rows[at]!.lastElementChild!.replaceWith(news);
      }
    }
  };

  let seen = { keyDelays: [] as number[], frames: [] as number[], interactions: [] as number[] };
  let began = 0;
  let before = 0;
  let timer = 0;
  let frame = 0;
  addEventListener('keydown', (event) => seen.keyDelays.push(performance.now() - event.timeStamp));
  addEventListener('submit', (event) => event.preventDefault());
  addEventListener('click', (event) => {
    const link = (event.target as Element).closest('a');
    if (!link) return;
    event.preventDefault();
    if (link.id !== 'route') return;
    history.pushState(null, '', link.href);
    document.title = `Board ${link.href.split('/').pop()}`;
    link.href = `/board/${Number(link.href.split('/').pop()) + 1}`;
  });
  document.getElementById('save')!.addEventListener('click', () => {
    live.textContent = `Saved ${changes}`;
  });
  new PerformanceObserver((told) => {
    for (const entry of told.getEntries() as (PerformanceEntry & { interactionId: number })[])
      if (entry.interactionId > 0) seen.interactions.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);

  Object.assign(window, {
    busyStart() {
      seen = { keyDelays: [], frames: [], interactions: [] };
      began = performance.now();
      before = changes;
      timer = window.setInterval(() => {
        // Never more than a tenth of a second's at once: a browser that was held up is not to be punished for it.
        const due = Math.min(((performance.now() - began) * perSecond) / 1_000 - (changes - before), perSecond / 10);
        for (let i = 0; i < due; i++) change();
      }, 10);
      let last = began;
      const tick = (now: number) => {
        seen.frames.push(now - last);
        last = now;
        frame = requestAnimationFrame(tick);
      };
      frame = requestAnimationFrame(tick);
    },
    busyStop() {
      clearInterval(timer);
      cancelAnimationFrame(frame);
      return { ...seen, nodes: document.querySelectorAll('*').length, changes: changes - before };
    },
  });
}
