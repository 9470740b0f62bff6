import { directionOf } from '../copy/locale.ts'
import { copyFor } from './copy-for.ts'
import { type Html, type HtmlValue, html } from './html.ts'
import { momentAndAge } from './moment.ts'
import type { Asked, PageContext } from './views.ts'

export interface Fact {
  readonly label: string
  readonly value: HtmlValue
}

/** Who did it, then what else there is to say. */
export function whoDid(context: PageContext, asked: Asked, more: readonly Fact[]): Html {
  return facts([...deed(context, copyFor(context).shared.askedBy, asked), ...more])
}

/** Who asked, in the order that pages, mails and console keep: asked by, near, when, address. */
export function whoAsked(context: PageContext, asked: Asked, masked?: string): Html {
  const { shared } = copyFor(context)
  const address = masked === undefined ? [] : [{ label: shared.address, value: html`<bdi>${masked}</bdi>` }]
  return facts([...deed(context, shared.askedBy, asked), ...address])
}

/** Who used a link: as above, without an address. */
export function whoUsed(context: PageContext, used: Asked): Html {
  return facts(deed(context, copyFor(context).deadLink.usedOn, used))
}

export function facts(list: readonly Fact[]): Html {
  return html`<dl class="facts">${list.map(({ label, value }) => html`\n<dt>${label}</dt><dd>${value}</dd>`)}\n</dl>`
}

function deed(context: PageContext, label: string, deed: Asked): readonly Fact[] {
  const { shared } = copyFor(context)
  const place = html`<bdi>${deed.place}</bdi> <small>${shared.roughly}</small>`
  return [
    { label, value: html`<bdi dir="${directionOf(context.locale)}">${browserLabel(context, deed.browser)}</bdi>` },
    ...(deed.place === undefined ? [] : [{ label: shared.near, value: place }]),
    { label: shared.when, value: momentAndAge(context, deed.at) },
  ]
}

// The closed list of browsers is written in English: `Chrome on macOS`. Only the word between the two is translated.
export function browserLabel(context: PageContext, label = ''): string {
  const { shared } = copyFor(context)
  const [browser, system] = label.split(' on ')
  if (browser === undefined || browser === '') return shared.unknownBrowser
  return system === undefined ? browser : shared.browserOn(browser, system)
}
