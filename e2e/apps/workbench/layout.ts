/** The frame of every page of the workbench. */
export function layout(title: string, account: string | null, body: string, chatUrl: string): string {
  const login = ['Ana', 'Ben']
    .map(
      (name) =>
        `<button type="submit" name="account" value="${name}"${account === name ? ' aria-pressed="true"' : ''}>${name}</button>`,
    )
    .join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} – Workbench</title><link rel="stylesheet" href="/styles.css"></head><body>
<header><a class="home" href="/">Workbench</a><a href="${chatUrl}">Chat</a>
<form method="post" action="/login" class="accounts"><span>${account ? `Logged in as <b>${account}</b>` : 'Not logged in'}</span>${login}</form></header>
<main><h1>${escaped(title)}</h1>${body}</main></body></html>`;
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

export const STYLES = `
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #1c2430; background: #fbfbf8; }
header { display: flex; gap: 1rem; align-items: center; padding: .6rem 1.2rem; background: #23405c; color: #fff; }
header a { color: #fff; } .home { font-weight: 600; text-decoration: none; } .accounts { margin-left: auto; display: flex; gap: .5rem; align-items: center; }
main { max-width: 44rem; margin: 1.5rem auto; padding: 0 1.2rem; } h1 { font-size: 1.6rem; }
.tools { display: flex; gap: 1rem; } footer { margin-top: 2rem; color: #5b6573; font-size: .9rem; }
.editor { display: grid; gap: .5rem; } textarea, input { font: inherit; padding: .4rem .6rem; border: 1px solid #9aa4b0; border-radius: 6px; }
button { font: inherit; padding: .3rem .8rem; border: 1px solid #9aa4b0; border-radius: 6px; background: #fff; cursor: pointer; justify-self: start; }
button[aria-pressed] { background: #ffe9b0; } .toast { background: #e2f3e6; border: 1px solid #7fb78d; padding: .4rem .8rem; border-radius: 6px; }
[role=alert] { background: #fdeaea; border: 1px solid #d98989; padding: .4rem .8rem; border-radius: 6px; } .tag { color: #a33; }
.turns { display: grid; gap: .8rem; margin-bottom: 8rem; } .turns > * { padding: .6rem .9rem; border-radius: 10px; white-space: pre-wrap; } .user { background: #e6eef7; justify-self: end; } .assistant { background: #fff; border: 1px solid #e0e0da; }
.composer { position: fixed; inset-inline: 0; bottom: 0; margin: auto; max-width: 44rem; padding: 1rem 1.2rem; background: #fbfbf8; display: flex; gap: .5rem; } .composer textarea { flex: 1; }
`;
