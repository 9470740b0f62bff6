import { copyFor } from './copy-for.ts'
import { address, html } from './html.ts'
import { layout } from './layout.ts'
import { pathTo } from './path-to.ts'
import type { PageContext, SignedInView } from './views.ts'

/** The gate is open. Shown where the application gave no place to go on to, or asked for it. */
export function signedInPage(context: PageContext, view: SignedInView): string {
  const { shared, signedIn } = copyFor(context)
  const name = html`<bdi>${context.application.name}</bdi>`
  const on = address(view.continueUrl ?? context.application.homeUrl ?? '')
  const heading = view.name === undefined ? signedIn.title : signedIn.titleNamed(html`<bdi>${view.name}</bdi>`)
  return layout(context, {
    gate: 'open',
    title: signedIn.title,
    heading,
    lede: signedIn.lede(name, html`<strong><bdi>${view.address}</bdi></strong>`),
    outcome: true,
    calls: true,
    content: html`<form class="stack" method="post" action="${pathTo(context, '/sign-out')}">
${on !== '' && html`<a class="button" href="${on}">${shared.continueTo(name)}</a>`}
<button class="button quiet">${signedIn.signOut}</button>
</form>`,
  })
}
