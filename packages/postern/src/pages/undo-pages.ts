/*
 * Undoing a change of addresses. The landing page decides nothing and only carries the secret; the next one says what
 * would be undone and wants the address typed, because a mail scanner presses every button.
 */
import { accountCopyFor } from './account-copy-for.ts'
import type { UndoView } from './account-views.ts'
import { copyFor } from './copy-for.ts'
import { whoDid } from './facts.ts'
import { emailField, hiddenFields } from './fields.ts'
import { address, html } from './html.ts'
import { layout } from './layout.ts'
import { pathTo } from './path-to.ts'
import type { PageContext } from './views.ts'

export function undoLandingPage(context: PageContext, { id }: Pick<UndoView, 'id'>): string {
  const { undo } = accountCopyFor(context.locale)
  return layout(context, {
    gate: 'shut',
    title: undo.title,
    content: html`<form method="post" action="${pathTo(context, `/undo/${id}`)}" data-fragment="${id}" hidden><input type="hidden" name="token"></form>
<div class="unscripted"><p class="center">${undo.noScript}</p></div>`,
  })
}

export function undoPage(context: PageContext, view: UndoView): string {
  const { undo } = accountCopyFor(context.locale)
  const { shared } = copyFor(context)
  const errors = { 'address-differs': shared.addressDiffers, 'email-invalid': shared.emailInvalid }
  const back = address(context.application.homeUrl ?? pathTo(context, '/sign-in'))
  return layout(context, {
    gate: 'shut',
    title: undo.title,
    lede: undo.lede,
    step: view.error === undefined,
    content: html`${whoDid(context, view.asked, [
      { label: undo.newAddress, value: html`<bdi>${view.now}</bdi>` },
      { label: undo.toldAddress, value: html`<bdi>${view.address}</bdi>` },
    ])}
<form class="stack" method="post" action="${pathTo(context, `/undo/${view.id}`)}">
<div>${emailField({ label: undo.typeAddress, error: view.error && errors[view.error] })}</div>
${hiddenFields({ token: view.token, sure: 'yes' })}
<button class="button bad">${undo.undo}</button>
<a class="button quiet" href="${back}">${undo.keep}</a>
</form>`,
  })
}

export function undonePage(context: PageContext): string {
  const { undo } = accountCopyFor(context.locale)
  const content = html`<a class="button" href="${pathTo(context, '/sign-in')}">${undo.signInAgain}</a>`
  return layout(context, { gate: 'shut', title: undo.doneTitle, lede: undo.doneLede, outcome: true, content })
}

export function undoDeadPage(context: PageContext): string {
  const { undo } = accountCopyFor(context.locale)
  const content = html`<a class="button" href="${pathTo(context, '/sign-in')}">${copyFor(context).shared.signIn}</a>`
  return layout(context, { gate: 'barred', title: undo.deadTitle, lede: undo.deadLede, outcome: true, content })
}
