import { accountCopyFor } from './account-copy-for.ts'
import { copyFor } from './copy-for.ts'
import { button, hiddenFields } from './fields.ts'
import { address, type Html, html } from './html.ts'
import { layout } from './layout.ts'
import { pathTo } from './path-to.ts'
import type { CheckEmailState, CheckEmailView, PageContext } from './views.ts'

type Settled = Exclude<CheckEmailState, 'waiting'>

const gates = {
  approved: 'open',
  'completed-here': 'open',
  'completed-elsewhere': 'open',
  ended: 'barred',
  expired: 'barred',
} as const satisfies Record<Settled, string>

/** What became of an attempt, told to the browser that waited for it. */
export function waitedPage(context: PageContext, view: CheckEmailView, state: Settled): string {
  const { title, text } = view.act === true ? actState(context, state) : copyFor(context).states[state]
  return layout(context, {
    gate: gates[state],
    title,
    lede: text,
    outcome: true,
    calls: true,
    content: next(context, view, state),
  })
}

function actState(context: PageContext, state: Settled): { readonly title: string; readonly text: string } {
  const { states } = accountCopyFor(context.locale)
  return state === 'ended' || state === 'expired' ? states[state] : states.completed
}

function next(context: PageContext, view: CheckEmailView, state: Settled): Html {
  const { checkEmail, shared } = copyFor(context)
  if (view.act === true) {
    const { account } = accountCopyFor(context.locale)
    return html`<a class="button" href="${address(backFrom(context, view, state))}">${account.back}</a>`
  }
  switch (state) {
    case 'approved':
      return html`<form method="post" action="${context.base}/attempts/${view.attemptId}/claim" data-auto>${button(context, checkEmail.goOn)}</form>`
    case 'completed-here': {
      const on = view.continueUrl ?? context.application.homeUrl ?? pathTo(context, '/sign-in')
      return html`<a class="button" href="${address(on)}">${shared.continueTo(html`<bdi>${context.application.name}</bdi>`)}</a>`
    }
    case 'completed-elsewhere':
      return again(context, view, checkEmail.signInHereToo)
    case 'ended':
    case 'expired':
      return again(context, view, shared.emailNewLink)
  }
}

function again(context: PageContext, view: CheckEmailView, label: string): Html {
  const { deadLink, shared } = copyFor(context)
  return html`<form class="stack" method="post" action="${pathTo(context, '/magic-link')}">
${hiddenFields({ again: view.attemptId })}
${button(context, label)}
<p class="note center">${deadLink.goesTo(html`<bdi>${view.address}</bdi>`)}</p>
<p class="center"><a class="text-button" href="${view.signInUrl ?? pathTo(context, '/sign-in')}">${shared.otherAddress}</a></p>
</form>`
}

function backFrom(context: PageContext, view: CheckEmailView, state: Settled): string {
  const done = state === 'completed-here' ? view.continueUrl : undefined
  return done ?? `${context.base}/account`
}
