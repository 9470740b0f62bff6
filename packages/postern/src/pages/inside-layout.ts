/*
 * The document around pages of somebody who is in: past the gate there is no wall, the page stands in the light.
 */
import { accountCopyFor } from './account-copy-for.ts'
import { type Html, type HtmlValue, html } from './html.ts'
import { documentOf, floor, logoOf } from './layout.ts'
import { pathTo } from './path-to.ts'
import type { PageContext } from './views.ts'

export interface InsidePage {
  readonly title: string
  readonly lede: HtmlValue
  readonly content: HtmlValue
}

export function insideLayout(context: PageContext, page: InsidePage): string {
  const { account } = context.assets
  return documentOf(context, {
    title: page.title,
    attributes: html` class="inside"`,
    sheets: account === undefined ? [] : [account],
    body: html`${bar(context)}
<main>
<h1>${page.title}</h1>
<p class="lede">${page.lede}</p>
${page.content}
</main>
${floor(context)}`,
  })
}

function bar(context: PageContext): Html {
  const { account } = accountCopyFor(context.locale)
  return html`<header class="bar">${logoOf(context)}<form method="post" action="${pathTo(context, '/sign-out')}"><button class="text-button">${account.signOut}</button></form></header>`
}
