/*
 * The inbox of a development server: what would have been sent, code first. Has a dress of its own, the console's.
 */
import { clockTimeWithSeconds } from '../copy/locale.ts'
import { devInbox as copy } from '../copy/pages/dev-inbox.ts'
import { address, type Html, html, toText } from './html.ts'
import { icon } from './layout.ts'
import { pathTo } from './path-to.ts'
import type { DevInboxMessage, DevInboxView, PageContext } from './views.ts'

type Selected = NonNullable<DevInboxView['selected']>

export function devInboxPage(context: PageContext, view: DevInboxView): string {
  const theme = context.theme && html` data-theme="${context.theme}"`
  return toText(html`<!doctype html>
<html lang="en" dir="ltr"${theme}>
<head>
<meta charset="utf-8">
<title>${copy.page(view.messages.length)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="stylesheet" href="${address(context.assets.css)}">${icon(context)}
<script src="${address(context.assets.script)}" defer></script>
</head>
<body class="inbox" data-now="${context.now}" data-inbox="${newerThan(context, view)}">
<header>
<a class="mark" href="${inboxUrl(context, view)}"><svg viewBox="0 0 20 24" aria-hidden="true"><path fill="currentColor" d="M0 24V10a10 10 0 0 1 20 0v14z"/><path fill="#ffc04a" d="M11 24V5.2A5 5 0 0 1 15.5 10v14z"/></svg>${copy.title}</a>
<span class="soft">${copy.note}</span>
</header>
${view.messages.length > 0 && list(context, view)}
<main>
${view.selected === undefined ? empty(context, view) : message(context, view.selected)}
</main>
</body>
</html>
`)
}

function list(context: PageContext, view: DevInboxView): Html {
  const rows = view.messages.map((row) => html`\n<li>${listed(context, view, row)}</li>`)
  return html`<nav class="list" aria-label="${copy.messages}"><ul>${rows}\n</ul></nav>`
}

function listed(context: PageContext, view: DevInboxView, row: DevInboxMessage): Html {
  const current = row.id === view.selected?.id && html` aria-current="true"`
  const code = row.code !== undefined && html`<span class="code">${grouped(row.code)}</span>`
  return html`<a href="${inboxUrl(context, view, row.id)}"${current}>${code}<strong><bdi>${row.to}</bdi></strong><br><span class="soft">${row.code === undefined ? row.subject : row.kind} · ${time(context, row.at)}</span></a>`
}

function message(context: PageContext, selected: Selected): Html {
  return html`<h1>${selected.subject}</h1>
<p class="soft">${copy.envelope(selected.to, selected.from)} ${time(context, selected.at)}</p>
<div class="take">${selected.code !== undefined && take(selected.code)}
${selected.link !== undefined && html`<a class="button quiet" href="${address(selected.link)}">${copy.openLink}</a>`}
<a class="button quiet" href="${address(selected.textUrl)}">${copy.asText}</a>
</div>
<iframe src="${address(selected.htmlUrl)}" title="${copy.frame}" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
}

function take(code: string): Html {
  return html`
<output aria-label="${copy.code}">${grouped(code)}</output>
<button class="button" type="button" data-copy="${code}" data-copied="${copy.copied}">${copy.copyCode}</button>`
}

function empty(context: PageContext, view: DevInboxView): Html {
  if (view.messages.length > 0) return html`<p class="soft">${copy.note}</p>`
  return html`<h1>${copy.emptyTitle}</h1>
<p class="soft">${copy.empty}</p>
<div class="take"><a class="button" href="${pathTo(context, '/sign-in')}">${copy.signIn}</a></div>`
}

function inboxUrl(context: PageContext, view: DevInboxView, id?: string): string {
  return withQuery(address(context.inboxUrl ?? `${context.base}/dev/inbox`), { id, key: view.key })
}

// What the script asks now and then, to show a new mail without a reload by hand.
function newerThan(context: PageContext, view: DevInboxView): string {
  const url = `${address(context.inboxUrl ?? `${context.base}/dev/inbox`)}/messages`
  return withQuery(url, { after: view.messages[0]?.id, key: view.key })
}

function withQuery(url: string, values: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return pairs.length === 0 ? url : `${url}?${pairs.join('&')}`
}

function grouped(code: string): string {
  return code.length % 2 === 0 && code.length >= 6
    ? `${code.slice(0, code.length / 2)} ${code.slice(code.length / 2)}`
    : code
}

function time(context: PageContext, at: number): Html {
  return html`<time datetime="${new Date(at).toISOString()}" data-clock="seconds">${clockTimeWithSeconds(at, context.timeZone)}</time>`
}
