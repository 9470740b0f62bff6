/*
 * The link was opened in a browser that did not ask, or only pressed to ask. Two honest ways on, each wanting something typed, because a
 * mail scanner presses every button; and one way to stop.
 */
import { copyFor } from './copy-for.ts'
import { whoAsked } from './facts.ts'
import { button, codeField, emailField, hiddenFields, wrong } from './fields.ts'
import { type Html, type HtmlValue, html } from './html.ts'
import { layout } from './layout.ts'
import type { ConfirmElsewhereView, PageContext } from './views.ts'
import { wrongAddress } from './wrong-address.ts'

export function confirmElsewherePage(context: PageContext, view: ConfirmElsewhereView): string {
  const { confirm } = copyFor(context)
  return layout(context, {
    gate: 'ajar',
    title: confirm.title,
    ...(!view.pressed && { lede: confirm.lede }),
    // A wrong address is put right in its field.
    step: view.error !== 'address-differs' && view.error !== 'email-invalid',
    content: [
      view.sameDevice && html`<p class="warn">${confirm.sameDevice}</p>\n`,
      whoAsked(context, view.asked, view.address),
      view.here ? signInHere(context, view) : html`\n<p class="warn">${confirm.onlyThere}</p>`,
      letIn(context, view),
      notMe(context, view),
    ],
  })
}

function signInHere(context: PageContext, view: ConfirmElsewhereView): Html {
  const { confirm } = copyFor(context)
  const typed = view.error === 'address-differs' || view.error === 'email-invalid' ? view.error : undefined
  const error = wrongAddress(context, typed)
  return html`
<form class="stack" method="post" action="${context.base}/attempts/${view.attemptId}/confirm">
<div>${emailField({ label: confirm.typeAddress, error })}</div>
${hiddenFields({ token: view.token })}
${button(context, confirm.signInHere)}
</form>`
}

function letIn(context: PageContext, view: ConfirmElsewhereView): HtmlValue {
  const { confirm, shared } = copyFor(context)
  if (view.approval === 'off') return undefined
  if (view.approval === 'shut' || view.error === 'number-wrong' || view.error === 'approval-shut') {
    const sentence = view.error === 'number-wrong' ? confirm.numberWrong : confirm.approvalShut
    return view.error === undefined ? html`\n<p class="note">${sentence}</p>` : wrong(sentence)
  }
  return html`
<p class="or">${shared.or}</p>
<form class="stack" method="post" action="${context.base}/attempts/${view.attemptId}/approve">
<div>
<label class="label" for="number">${confirm.typeNumber}</label>
${warning(context, view)}
<div class="pair">${codeField({ id: 'number', length: 2, kind: 'digits', describedBy: 'warn' })}
<button class="button quiet" data-busy="${shared.sending}">${confirm.letIn}</button></div>
</div>
${hiddenFields({ token: view.token })}
</form>`
}

function warning(context: PageContext, view: ConfirmElsewhereView): Html {
  const { confirm } = copyFor(context)
  const differs = [
    view.otherNetwork && html`<strong>${confirm.otherNetwork}</strong> `,
    view.otherPlace && html`<strong>${confirm.otherPlace}</strong> `,
  ]
  const look = view.otherNetwork || view.otherPlace ? 'warn' : 'note'
  return html`<p class="${look}" id="warn">${differs}${confirm.stopIfGiven}</p>`
}

function notMe(context: PageContext, view: ConfirmElsewhereView): Html {
  const { shared } = copyFor(context)
  return html`
<form method="post" action="${context.base}/attempts/${view.attemptId}/cancel">${hiddenFields({ token: view.token })}<button class="button quiet bad">${shared.notMe}</button></form>`
}
