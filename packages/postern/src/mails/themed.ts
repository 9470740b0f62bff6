/*
 * The style sheet of a mail that has a theme. The inline styles stay ours: a mail program that drops style sheets shows
 * the mail in our colours, whole and readable, and never half in one and half in the other.
 */
import type { MailColours, MailLook } from '../domain/look.ts'
import { Markup } from './markup.ts'

export function themed({ light, dark, radius, font }: MailLook): Markup {
  const shape = `.action,.edge{border-radius:${radius}px!important}.wall p,.wall h1,.wall a,.wall td{font-family:${font}!important}`
  const scheme = dark === undefined ? 'light' : 'light dark'
  const night = dark === undefined ? '' : `@media (prefers-color-scheme:dark){${colours(dark)}}${marked(dark)}`
  return new Markup(`:root{color-scheme:${scheme}}${shape}${colours(light)}${night}`)
}

function colours(of: MailColours): string {
  const { wall, door, glow, ink, soft, line, edge, light, lit, link, action, onAction, onWall, bad } = of
  return [
    `.wall{background:${wall}!important}`,
    `.door{background:${door} linear-gradient(${glow},${door} 150px)!important}`,
    `.ink{color:${ink}!important}`,
    `.soft{color:${soft}!important}`,
    `.line{border-color:${line}!important}`,
    `.link{color:${link}!important}`,
    `.lit{background:${lit}!important;border-color:${light}!important}`,
    `.action{background:${action}!important}`,
    `.on{color:${onAction}!important}`,
    `.edge{background:${door}!important;border-color:${edge}!important}`,
    `.bad{color:${bad}!important}`,
    `.floor .soft{color:${onWall}!important}`,
  ].join('')
}

// Outlook on the web and on phones ignores the media query, but marks what it darkened with data-ogsc.
const marked = ({ ink, soft, link, bad }: MailColours): string =>
  Object.entries({ ink, soft, link, bad })
    .map(([name, colour]) => `[data-ogsc] .${name}{color:${colour}!important}`)
    .join('')
