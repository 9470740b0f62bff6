import { copyFor } from './copy-for.ts'
import { whoAsked } from './facts.ts'
import { hiddenFields } from './fields.ts'
import { html } from './html.ts'
import { layout } from './layout.ts'
import type { ApprovedView, PageContext } from './views.ts'

/** Said where the number was typed: the asking browser may come in. */
export function approvedPage(context: PageContext, view: ApprovedView): string {
  const { approved, shared } = copyFor(context)
  return layout(context, {
    gate: 'open',
    title: approved.title,
    lede: approved.lede,
    outcome: true,
    content: html`${whoAsked(context, view.asked, view.address)}
<form class="stack" method="post" action="${context.base}/attempts/${view.attemptId}/cancel">
<p class="note center">${approved.note}</p>
${hiddenFields({ token: view.token })}
<button class="button quiet bad">${shared.thatWasntMe}</button>
</form>`,
  })
}
