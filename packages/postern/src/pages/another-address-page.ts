import { accountCopyFor } from './account-copy-for.ts'
import type { AnotherAddressView } from './account-views.ts'
import { copyFor } from './copy-for.ts'
import { button, emailField, hiddenFields } from './fields.ts'
import { type Html, html } from './html.ts'
import { layout } from './layout.ts'
import type { PageContext } from './views.ts'

/** Where a new address is typed. Nothing is attached before it is proved. */
export function anotherAddressPage(context: PageContext, view: AnotherAddressView): string {
  const { account, another } = accountCopyFor(context.locale)
  const errors = { 'email-invalid': copyFor(context).shared.emailInvalid, 'address-taken': another.taken }
  const error = view.error && errors[view.error]
  return layout(context, {
    gate: 'shut',
    title: another.title,
    lede: another.lede,
    step: error === undefined,
    content: html`<form class="stack" method="post" action="${context.base}/account/addresses">${hiddenFields({ user: view.user })}
<div>${emailField({ label: another.label, value: view.email, error })}</div>
<fieldset class="choices"><legend class="label">${another.what}</legend>
${choice('primary', view.mode !== 'additional', another.primary, another.primaryNote)}
${choice('additional', view.mode === 'additional', another.additional, another.additionalNote)}
</fieldset>
${button(context, another.send)}
<p class="center"><a class="text-button" href="${context.base}/account">${account.back}</a></p>
</form>`,
  })
}

function choice(value: string, checked: boolean, label: string, note: string): Html {
  return html`<div class="choice"><input type="radio" id="${value}" name="mode" value="${value}" aria-describedby="${value}-note"${checked && html` checked`}><div><label for="${value}">${label}</label><p class="note" id="${value}-note">${note}</p></div></div>`
}
