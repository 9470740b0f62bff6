/*
 * A new mail for an old link that was asked for by a press before. This time the address is typed: a mail scanner presses
 * every button, and one old link must not empty a mailbox's budget.
 */
import { copyFor } from './copy-for.ts'
import { button, emailField, hiddenFields } from './fields.ts'
import { html } from './html.ts'
import { layout } from './layout.ts'
import { pathTo } from './path-to.ts'
import type { AskAgainView, PageContext } from './views.ts'
import { wrongAddress } from './wrong-address.ts'

export function askAgainPage(context: PageContext, view: AskAgainView): string {
  const { deadLink, shared } = copyFor(context)
  const goesTo = deadLink.goesTo(html`<bdi>${view.address}</bdi>`)
  return layout(context, {
    gate: 'shut',
    title: shared.emailNewLink,
    lede: goesTo,
    step: view.error === undefined,
    content: html`<form class="stack" method="post" action="${pathTo(context, '/magic-link')}">
<div>${emailField({ label: shared.emailAddress, error: wrongAddress(context, view.error) })}</div>
${hiddenFields({ again: view.again })}
${button(context, shared.emailNewLink)}
<p class="center"><a class="text-button" href="${pathTo(context, '/sign-in')}">${shared.otherAddress}</a></p>
</form>`,
  })
}
