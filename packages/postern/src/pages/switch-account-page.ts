import { copyFor } from './copy-for.ts'
import { button, hiddenFields } from './fields.ts'
import { address, html } from './html.ts'
import { layout } from './layout.ts'
import { pathTo } from './path-to.ts'
import type { PageContext, SwitchAccountView } from './views.ts'

/** Signed in as one, with a link for another: asks, and burns nothing. */
export function switchAccountPage(context: PageContext, view: SwitchAccountView): string {
  const { switchAccount } = copyFor(context)
  const stay = address(context.application.homeUrl ?? pathTo(context, '/sign-in'))
  const current = html`<strong><bdi>${view.current}</bdi></strong>`
  return layout(context, {
    gate: 'shut',
    title: switchAccount.title(view.next).join(''),
    heading: switchAccount.title(html`<bdi>${view.next}</bdi>`),
    lede: switchAccount.lede(current),
    step: true,
    content: html`<form class="stack" method="post" action="${context.base}${view.action}">
${hiddenFields({ ...view.hidden, switch: 'yes' })}
${button(context, switchAccount.change)}
<a class="button quiet" href="${stay}">${switchAccount.stay}</a>
<p class="note center">${switchAccount.note}</p>
</form>`,
  })
}
