/*
 * The document around every hosted page: the wall, the door and the floor. Knows no single page.
 * `gate` is how the door stands, which a reader sees before a word is read.
 */
import { directionOf } from '../copy/locale.ts'
import type { PagesCopy } from '../copy/pages/pages-copy.ts'
import { copyFor } from './copy-for.ts'
import { address, type Html, type HtmlValue, html, toText } from './html.ts'
import type { PageContext } from './views.ts'

export interface Page {
  readonly gate: 'shut' | 'ajar' | 'open' | 'barred'
  readonly title: string
  /** The heading, where it is marked up or says more than the title. */
  readonly heading?: HtmlValue
  readonly lede?: HtmlValue
  /** The page tells an outcome: its heading takes the focus and is announced. */
  readonly outcome?: boolean
  /** The page follows an act of the reader and asks for the next: its heading takes the focus. */
  readonly step?: boolean
  /** The title blinks while nobody looks, because something has changed. */
  readonly calls?: boolean
  /** `data-` attributes of the body, for the script. */
  readonly data?: Readonly<Record<string, string>>
  readonly content: HtmlValue
}

/** The whole document of a page that is a door. */
export function layout(context: PageContext, page: Page): string {
  const attributes = html` data-gate="${page.gate}"${page.calls === true && html` data-calls`}${data(page)}`
  return documentOf(context, {
    title: page.title,
    attributes,
    body: html`<main class="door">
${crown(context)}
${head(page)}
${page.content}
</main>
${floor(context)}`,
  })
}

export interface Bare {
  readonly title: string
  /** Of the body. */
  readonly attributes: Html
  readonly body: Html
  /** Further style sheets, on top of ours. */
  readonly sheets?: readonly string[]
}

/** The document around any page of ours. */
export function documentOf(context: PageContext, { title, attributes, body, sheets = [] }: Bare): string {
  const { theme: own } = context.assets
  const more = [...sheets, ...(own === undefined ? [] : [own])].map(
    (sheet) => html`\n<link rel="stylesheet" href="${address(sheet)}">`,
  )
  const whole = toText(html`<!doctype html>
<html lang="${context.locale}" dir="${directionOf(context.locale)}"${theme(context)}>
<head>
<meta charset="utf-8">
<title>${titleOf(context, title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="stylesheet" href="${address(context.assets.css)}">${more}${icon(context)}
<script src="${address(context.assets.script)}" defer></script>
</head>
<body${attributes} data-now="${context.now}">
${body}
</body>
</html>
`)
  return hyphenated.has(context.locale) ? whole.replace(betweenTags, inOnePiece) : whole
}

// In these languages the word has a hyphen, at which a narrow line would break it. No break comes at U+2011.
const hyphenated: ReadonlySet<string> = new Set(['de', 'fr', 'pt', 'nl', 'sv', 'da', 'pl', 'cs'])
// Where the word stands in a sentence: not in an attribute, and not in an address such as `e-mail@example.com`.
const emails = /(?<=[\s>’(]e|[\s>’(]E)-(?=mail|Mail|post)(?![\w-]*[@.]\w)/g
// Each stretch of text is gone through once: what somebody typed may be long.
const betweenTags = />[^<>]+(?=<)/g
const inOnePiece = (text: string): string => text.replace(emails, '\u2011')

export function icon({ assets }: PageContext): HtmlValue {
  return assets.icon && html`\n<link rel="icon" href="${address(assets.icon)}" type="image/svg+xml">`
}

function theme(context: PageContext): HtmlValue {
  return context.theme && html` data-theme="${context.theme}"`
}

function titleOf(context: PageContext, title: string): string {
  const { name } = context.application
  return title.includes(name) ? title : `${title} · ${name}`
}

function data(page: Page): HtmlValue {
  return Object.entries(page.data ?? {}).map(([name, value]) => html` data-${name}="${value}"`)
}

function crown(context: PageContext): Html {
  return html`<div class="crown">${logoOf(context)}</div>`
}

/** The application by logo and name, leading home where it has one. */
export function logoOf({ application }: PageContext): Html {
  const inside = html`${logo(application)}<span dir="auto">${application.name}</span>`
  const homeUrl = application.homeUrl === undefined ? '' : address(application.homeUrl)
  return homeUrl === ''
    ? html`<span class="logo">${inside}</span>`
    : html`<a class="logo" href="${homeUrl}">${inside}</a>`
}

function logo(application: PageContext['application']): Html {
  if (application.logoUrl !== undefined) return html`<img src="${address(application.logoUrl)}" alt="">`
  return html`<svg class="mark" viewBox="0 0 20 24" aria-hidden="true"><path d="M0 24V10a10 10 0 0 1 20 0v14z"/><path class="lamp" d="M11 24V5.2A5 5 0 0 1 15.5 10v14z"/></svg>`
}

function head(page: Page): Html {
  const heading = page.heading ?? page.title
  const lede = page.lede === undefined ? undefined : html`\n<p class="lede">${page.lede}</p>`
  const focus = (page.outcome === true || page.step === true) && html` tabindex="-1" autofocus`
  return html`<div class="head"${page.outcome === true && html` role="status"`}>\n<h1${focus}>${heading}</h1>${lede}\n</div>`
}

export function floor(context: PageContext): Html {
  const copy: PagesCopy['shared'] = copyFor(context).shared
  const { name, homeUrl } = context.application
  const home = homeUrl && html`<a href="${address(homeUrl)}">${copy.backTo(html`<bdi>${name}</bdi>`)}</a>`
  const inbox = context.development === true && inboxLink(context, copy)
  return html`<footer class="floor">${home}${inbox}</footer>`
}

function inboxLink(context: PageContext, copy: PagesCopy['shared']): Html {
  const url = context.inboxUrl ?? `${context.base}/dev/inbox`
  return html`<a href="${address(url)}">${copy.developmentNote} · ${copy.devInbox}</a>`
}
