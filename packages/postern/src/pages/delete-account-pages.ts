/*
 * The three pages of a deletion: asked for, asked for once more, done. Only the second one's button deletes, and only
 * where the mail was opened or its code typed in the session that asked.
 */
import { accountCopyFor } from './account-copy-for.ts'
import type { DeleteAccountView, DeleteSureView } from './account-views.ts'
import { copyFor } from './copy-for.ts'
import { button, hiddenFields } from './fields.ts'
import { address, html } from './html.ts'
import { layout } from './layout.ts'
import type { PageContext } from './views.ts'

export function deleteAccountPage(context: PageContext, view: DeleteAccountView): string {
  const { account, deletion } = accountCopyFor(context.locale)
  return layout(context, {
    gate: 'shut',
    title: deletion.title,
    lede: deletion.lede(html`<bdi>${context.application.name}</bdi>`),
    step: true,
    content: html`<form class="stack" method="post" action="${context.base}/account/delete">${hiddenFields({ user: view.user })}
<p class="warn">${deletion.note(html`<bdi>${view.address}</bdi>`)}</p>
${button(context, deletion.send)}
<a class="button quiet" href="${context.base}/account">${account.back}</a>
</form>`,
  })
}

export function deleteSurePage(context: PageContext, view: DeleteSureView): string {
  const { deletion } = accountCopyFor(context.locale)
  return layout(context, {
    gate: 'shut',
    title: deletion.sureTitle,
    lede: deletion.sureLede,
    step: true,
    content: html`<form class="stack" method="post" action="${context.base}${view.action}">
${hiddenFields({ ...view.hidden, sure: 'yes' })}
${button(context, deletion.sure, ' bad')}
<a class="button quiet" href="${context.base}/account">${deletion.keep}</a>
</form>`,
  })
}

export function deletedPage(context: PageContext): string {
  const { deletion } = accountCopyFor(context.locale)
  const { shared } = copyFor(context)
  const { homeUrl, name } = context.application
  const home = homeUrl === undefined ? '' : address(homeUrl)
  return layout(context, {
    gate: 'barred',
    title: deletion.doneTitle,
    lede: deletion.doneLede,
    outcome: true,
    content: home !== '' && html`<a class="button quiet" href="${home}">${shared.backTo(html`<bdi>${name}</bdi>`)}</a>`,
  })
}
