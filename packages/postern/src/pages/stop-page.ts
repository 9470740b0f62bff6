import { copyFor } from './copy-for.ts'
import { whoAsked } from './facts.ts'
import { emailField, hiddenFields } from './fields.ts'
import { address, type HtmlValue, html } from './html.ts'
import { layout } from './layout.ts'
import { pathTo } from './path-to.ts'
import type { PageContext, StopView } from './views.ts'

/** The second page of *this wasn't me*: only its button acts. */
export function stopPage(context: PageContext, view: StopView): string {
  const { stop } = copyFor(context)
  const back = address(context.application.homeUrl ?? pathTo(context, '/sign-in'))
  return layout(context, {
    gate: 'shut',
    title: stop.title,
    lede: view.needsAddress ? stop.endLede : stop.lede,
    step: view.error === undefined,
    content: html`${whoAsked(context, view.asked, view.address)}
<form class="stack" method="post" action="${context.base}/attempts/${view.attemptId}/cancel">
${typed(context, view)}
${hiddenFields({ token: view.token, sure: 'yes' })}
<button class="button bad">${stop.stop}</button>
<a class="button quiet" href="${back}">${stop.wasMe}</a>
<p class="note center">${stop.ownSessions}</p>
</form>`,
  })
}

function typed(context: PageContext, view: StopView): HtmlValue {
  if (!view.needsAddress) return undefined
  const { shared, stop } = copyFor(context)
  const errors = { 'address-differs': shared.addressDiffers, 'email-invalid': shared.emailInvalid }
  return html`<div>${emailField({ label: stop.typeAddress, error: view.error && errors[view.error] })}</div>`
}
