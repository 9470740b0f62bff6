import { accountCopyFor } from './account-copy-for.ts'
import type { ElsewhereView } from './account-views.ts'
import { copyFor } from './copy-for.ts'
import { whoAsked } from './facts.ts'
import { hiddenFields } from './fields.ts'
import { type HtmlValue, html } from './html.ts'
import { layout } from './layout.ts'
import type { PageContext } from './views.ts'

/** The mail was opened where its user is not signed in, or not in the session that asked: says where it works. */
export function elsewherePage(context: PageContext, view: ElsewhereView): string {
  const { elsewhere } = accountCopyFor(context.locale)
  return layout(context, {
    gate: 'shut',
    title: elsewhere.title,
    lede: elsewhere.lede,
    step: true,
    content: [whoAsked(context, view.asked, view.address), html`\n<p>${elsewhere.text}</p>`, notMe(context, view)],
  })
}

function notMe(context: PageContext, { attemptId, token }: ElsewhereView): HtmlValue {
  if (token === undefined) return undefined
  const { shared } = copyFor(context)
  return html`\n<form method="post" action="${context.base}/attempts/${attemptId}/cancel">${hiddenFields({ token })}<button class="button quiet bad">${shared.notMe}</button></form>`
}
