import { copyFor } from './copy-for.ts'
import { address, html } from './html.ts'
import { layout } from './layout.ts'
import type { PageContext, StoppedView } from './views.ts'

export function stoppedPage(context: PageContext, view: StoppedView): string {
  const { shared, stop } = copyFor(context)
  const { homeUrl, name } = context.application
  const home =
    homeUrl && html`\n<a class="button quiet" href="${address(homeUrl)}">${shared.backTo(html`<bdi>${name}</bdi>`)}</a>`
  return layout(context, {
    gate: 'barred',
    title: stop.stopped,
    lede: view.sessionEnded ? stop.signedOut : stop.keptOut,
    outcome: true,
    content: html`<div class="stack">
<p class="center">${view.sessionEnded ? stop.wasInside : stop.mistyped}</p>${home}
</div>`,
  })
}
