/*
 * The frame of every mail: the arch, 440 px wide, on the wall, and the small print under it. Owns day and night colours
 * and the direction; knows no kind of mail. No image, no font, no script, nothing that tells anybody of the reading.
 */

import { directionOf } from '../copy/locale.ts'
import type { MailsCopy } from '../copy/mails/en.ts'
import type { MailFacts } from './facts.ts'
import { fill, isolated, Markup, markup } from './markup.ts'
import { applicationName, smallPrint } from './parts.ts'
import { themed } from './themed.ts'

export interface MailBody {
  readonly subject: string
  /** What an inbox shows beside the subject. */
  readonly preview: string
  readonly content: readonly Markup[]
}

/** The HTML document of a mail. */
export function mailDocument(facts: MailFacts, copy: MailsCopy, body: MailBody): string {
  const { locale, application } = facts
  const direction = directionOf(locale)
  const footer = smallPrint(markup`${fill(copy.sentBy, isolated(sender(facts)))}<br>${copy.neverAsked}`)
  return markup`<!doctype html>
<html lang="${locale}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<title>${body.subject}</title>
<style>${application.look ? themed(application.look) : night}</style>
</head>
<body class="wall" style="margin:0;padding:0;background:#d5dce1">
<div role="article" aria-roledescription="email" lang="${locale}" dir="${direction}">
<div style="display:none;max-height:0;overflow:hidden">${body.preview}</div>
<table role="presentation" class="wall" width="100%" cellpadding="0" cellspacing="0" bgcolor="#d5dce1" style="background:#d5dce1"><tr><td align="center" style="padding:28px 12px 0">
${inOutlook.open}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:440px">
<tr><td class="door" bgcolor="#fffdf9" style="${arch}">
${applicationName(application)}${body.content}
</td></tr>
<tr><td class="floor" align="center" style="padding:18px 28px 32px">${footer}</td></tr>
</table>${inOutlook.close}
</td></tr></table>
</div>
</body>
</html>
`.html
}

/** Who sends: the application and, where it has one, its postal address. */
export function sender(facts: MailFacts): string {
  const { name, postalLine } = facts.application
  return postalLine === undefined ? name : `${name}, ${postalLine}`
}

// Word, which draws mails in Outlook for Windows, knows no greatest width. To all others this is a comment.
const inOutlook = {
  open: new Markup(
    '<!--[if mso]><table role="presentation" width="440" cellpadding="0" cellspacing="0"><tr><td><![endif]-->',
  ),
  close: new Markup('<!--[if mso]></td></tr></table><![endif]-->'),
} as const

const arch = new Markup(
  'padding:52px 28px 36px;border-radius:220px 220px 0 0;background:#fffdf9 linear-gradient(#ffecc4,#fffdf9 150px)',
)

// Outlook on the web and on phones ignores the media query, but marks what it darkened with data-ogsc.
const night = new Markup(`
:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.wall{background:#0a1017!important}
.door{background:#1b1a18 linear-gradient(#5a3c12,#1b1a18 150px)!important}
.ink{color:#f5f1e8!important}
.soft{color:#b5aea2!important}
.line{border-color:#35312b!important}
.link{color:#ffcd75!important}
.lit{background:#3b2c12!important;border-color:#ffc04a!important}
.action{background:#ffc04a!important}
.on{color:#1d1403!important}
.edge{background:#1b1a18!important;border-color:#857e72!important}
.bad{color:#ffa091!important}
}
[data-ogsc] .ink{color:#f5f1e8!important}
[data-ogsc] .soft{color:#b5aea2!important}
[data-ogsc] .link{color:#ffcd75!important}
[data-ogsc] .bad{color:#ffa091!important}
`)
