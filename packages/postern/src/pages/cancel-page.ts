import { copyFor } from './copy-for.ts'
import { hiddenFields } from './fields.ts'
import { type Html, html } from './html.ts'
import { layout } from './layout.ts'
import type { CancelView, PageContext } from './views.ts'

/** Where the mail's *this wasn't me* lands. It only carries the secret to the page that asks. */
export function cancelPage(context: PageContext, view: CancelView): string {
  const { stop } = copyFor(context)
  const content =
    view.token === undefined ? [carrier(context, view), fallback(context)] : press(context, view, view.token)
  return layout(context, { gate: 'shut', title: stop.title, content })
}

function press(context: PageContext, view: CancelView, token: string): Html {
  const { stop } = copyFor(context)
  return html`<form method="post" action="${context.base}/attempts/${view.attemptId}/cancel">${hiddenFields({ token })}<button class="button">${stop.goOn}</button></form>`
}

function carrier(context: PageContext, view: CancelView): Html {
  return html`<form method="post" action="${context.base}/attempts/${view.attemptId}/cancel" data-fragment="${view.attemptId}" hidden><input type="hidden" name="token"></form>\n`
}

function fallback(context: PageContext): Html {
  const { stop } = copyFor(context)
  return html`<div class="unscripted"><p class="center">${stop.noScript}</p></div>`
}
