import { say } from './messages.ts';

/** Address of the page that stands in for one whose process died. Its script is beside it: none may be inline. */
export const CRASH_ROUTE = '/stopped';

/** Address of it for a page that stopped: why, and where it was. */
export function crashRoute(reason: string, route: string): string {
  return `${CRASH_ROUTE}?${new URLSearchParams({ reason, route })}`;
}

/** The page that says that the other one has stopped. Needs nothing of it: no script of ours may be what killed it. */
export function crashPage(locale: string, { searchParams }: URL): string {
  const reason = searchParams.get('reason') ?? '';
  const route = searchParams.get('route') ?? '/';
  const again = /^\/(?!\/)/.test(route) ? route : '/';
  const text = (key: Parameters<typeof say>[0], facts = {}) => asHtml(say(key, locale, facts));
  return `<!doctype html>
<html lang="${locale.startsWith('zh') ? 'zh-CN' : 'en'}">
<meta charset="utf-8">
<title>Luthier</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
  body { min-height: 90vh; display: grid; place-content: center; max-width: 34rem; margin: auto; padding: 2rem }
  h1 { font-size: 1.4rem; margin: 0 0 .5rem }
  p { margin: 0 0 1.5rem }
  a, button { font: inherit; padding: .5rem 1rem; border: 1px solid; border-radius: .4rem; background: none;
    color: inherit; text-decoration: none; cursor: pointer; margin-right: .5rem }
  :focus-visible { outline: 2px solid Highlight; outline-offset: 2px }
</style>
<main>
  <h1>${text('pageGone')}</h1>
  <p>${text('pageGoneSays', { reason })}</p>
  <a href="${asHtml(again)}" autofocus>${text('loadAgain')}</a>${again === '/' ? '' : `\n  <a href="/">${text('home')}</a>`}
  <button id="copy" data-done="${text('copied')}">${text('copyDiagnostics')}</button>
</main>
<script src="${CRASH_ROUTE}.js"></script>
</html>`;
}

/** Copies what a report needs. */
export const CRASH_SCRIPT = `
const button = document.getElementById('copy');
button.addEventListener('click', async () => {
  await navigator.clipboard.writeText(await window.luthier.diagnostics());
  button.textContent = button.dataset.done;
});
`;

function asHtml(text: string): string {
  return text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
}
