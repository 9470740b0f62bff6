import { copyFor } from './copy-for.ts'
import { html } from './html.ts'
import { layout } from './layout.ts'
import { pathTo } from './path-to.ts'
import type { PageContext, SignedOutView } from './views.ts'

export function signedOutPage(context: PageContext, _view: SignedOutView = {}): string {
  const { signedOut } = copyFor(context)
  return layout(context, {
    gate: 'shut',
    title: signedOut.title,
    lede: signedOut.lede,
    outcome: true,
    content: html`<a class="button" href="${pathTo(context, '/sign-in')}">${signedOut.signInAgain}</a>`,
  })
}
