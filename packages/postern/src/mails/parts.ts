/*
 * What a mail is put together from. Every style is inline, with a class beside it where night changes the colour, and
 * every part is plain and complete where a client understands neither gradients nor round corners.
 */

import type { MailApplication } from './facts.ts'
import { Markup, markup } from './markup.ts'
import type { Row } from './rows.ts'

/** The application by its name, and by its logo where it wants that in mails. */
export function applicationName({ name, logoUrl }: MailApplication): Markup {
  const logo =
    logoUrl === undefined
      ? []
      : [
          markup`<img src="${logoUrl}" alt="" height="28" style="height:28px;width:auto;vertical-align:middle;border:0"> `,
        ]
  return markup`<p class="ink" style="${styles.application}">${logo}<bdi>${name}</bdi></p>`
}

export function title(text: string): Markup {
  return markup`<h1 class="ink" style="${styles.title}">${text}</h1>`
}

/** The title of a mail in which something else is the largest. */
export function quietTitle(text: string): Markup {
  return markup`<h1 class="soft" style="${styles.quietTitle}">${text}</h1>`
}

/**
 * The code in its arch. The gaps between groups are drawn, not typed: one touch marks the whole code, and what is copied
 * has no space in it.
 */
export function codeArch(groups: readonly string[]): Markup {
  const [first = '', ...others] = groups
  const rest = others.map((group) => markup`<span style="margin-left:14px">${group}</span>`)
  return markup`<table ${table} align="center"><tr><td class="lit" dir="ltr" align="center" bgcolor="#fff0cf" style="${styles.arch}"><strong class="ink" style="${styles.code}">${first}${rest}</strong></td></tr></table>`
}

export function paragraph(tone: 'ink' | 'soft', content: string | Markup): Markup {
  return markup`<p class="${tone}" style="${styles[tone]}">${content}</p>`
}

export function smallPrint(content: Markup): Markup {
  return markup`<p class="soft" style="${styles.smallPrint}">${content}</p>`
}

/** `main` is what most people came for; `quiet` is the button that undoes. */
export function button(tone: 'main' | 'quiet', href: string, label: string | Markup): Markup {
  const { cell, text, style } = buttons[tone]
  return markup`<table ${table} width="100%"><tr><td align="center" ${cell}><a class="${text}" href="${href}" style="${style}">${label}</a></td></tr></table>`
}

/** A link inside a sentence. */
export function textLink(tone: 'link' | 'bad', href: string, label: string | Markup): Markup {
  return markup`<a class="${tone}" href="${href}" style="color:${tone === 'link' ? '#824600' : '#ad2419'}">${label}</a>`
}

/** An address of the web, to be read and copied. */
export function visibleUrl(url: string): Markup {
  return markup`<bdi dir="ltr" style="word-break:break-all">${url}</bdi>`
}

export function factsTable(rows: readonly Row[], direction: 'ltr' | 'rtl'): Markup {
  const value = valueCells[direction]
  const lines = rows.map((row) => markup`<tr><td ${labelCell}>${row.label}</td><td ${value}>${row.html}</td></tr>`)
  return markup`<table ${table} width="100%" class="ink" style="${styles.facts}">${lines}</table>`
}

export function gap(pixels: 16 | 20 | 24): Markup {
  return gaps[pixels]
}

// Built once: a mail is written while somebody waits for it.
const table = new Markup('role="presentation" cellpadding="0" cellspacing="0"')

const font = `font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif`
const mono = 'font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace'
const ink = 'color:#16202b'
const soft = 'color:#4d5965'
const body = `margin:0;${font};font-size:15px;line-height:23px`
const wholeAtOnce = '-webkit-user-select:all;user-select:all'

const styles = {
  application: new Markup(
    `margin:0 0 26px;${font};font-size:17px;line-height:24px;font-weight:600;text-align:center;${ink}`,
  ),
  title: new Markup(
    `margin:0;${font};font-size:22px;line-height:30px;font-weight:600;text-align:center;text-wrap:balance;${ink}`,
  ),
  quietTitle: new Markup(
    `margin:0 0 10px;${font};font-size:15px;line-height:22px;font-weight:400;text-align:center;${soft}`,
  ),
  arch: new Markup('padding:18px 32px 14px;border:1px solid #f2a31b;border-radius:36px 36px 0 0;background:#fff0cf'),
  code: new Markup(
    `${mono};font-size:32px;line-height:38px;letter-spacing:2px;white-space:nowrap;${wholeAtOnce};${ink}`,
  ),
  ink: new Markup(`${body};${ink}`),
  soft: new Markup(`${body};${soft}`),
  smallPrint: new Markup(`margin:0;${font};font-size:13px;line-height:20px;text-wrap:balance;${soft}`),
  facts: new Markup(`${font};font-size:15px;line-height:22px;${ink}`),
} as const

const buttonPadding = '14px 20px'
// Word, which draws mails in Outlook for Windows, leaves out the padding of a link and takes this from its cell.
const inOutlook = `mso-padding-alt:${buttonPadding}`
const buttonText = `display:block;padding:${buttonPadding};${font};font-size:16px;line-height:20px;font-weight:600;text-align:center;text-decoration:none`

const buttons = {
  main: {
    cell: new Markup(`class="action" bgcolor="#16202b" style="border-radius:10px;background:#16202b;${inOutlook}"`),
    text: 'on',
    style: new Markup(`${buttonText};color:#fffdf9`),
  },
  quiet: {
    cell: new Markup(`class="edge" bgcolor="#fffdf9" style="border-radius:10px;border:1px solid #848c95;${inOutlook}"`),
    text: 'ink',
    style: new Markup(`${buttonText};${ink}`),
  },
} as const

const hairline = 'border-top:1px solid #e7e2d8'
const labelCell = new Markup(
  `class="soft line" valign="top" style="padding:7px 0;white-space:nowrap;${hairline};${soft}"`,
)
const valueCells = {
  ltr: new Markup(
    `class="line" valign="top" align="right" style="padding:7px 0 7px 16px;word-break:break-word;${hairline}"`,
  ),
  rtl: new Markup(
    `class="line" valign="top" align="left" style="padding:7px 16px 7px 0;word-break:break-word;${hairline}"`,
  ),
} as const

const gaps = { 16: gapOf(16), 20: gapOf(20), 24: gapOf(24) } as const

function gapOf(pixels: number): Markup {
  return new Markup(`<div style="height:${pixels}px;line-height:${pixels}px;font-size:1px">&nbsp;</div>`)
}
