import { copyFor } from './copy-for.ts'
import { button, emailField, hiddenFields } from './fields.ts'
import { address, type Html, type HtmlValue, html } from './html.ts'
import { layout } from './layout.ts'
import { moment } from './moment.ts'
import { pathTo } from './path-to.ts'
import type { PageContext, ProofWanted, SignInView } from './views.ts'

/** Where a sign-in starts: one address. Does not ask whether somebody is new; that is decided after proof. */
export function signInPage(context: PageContext, view: SignInView): string {
  const { name } = context.application
  const { signIn } = copyFor(context)
  return layout(context, {
    gate: 'shut',
    title: signIn.title(name).join(''),
    heading: signIn.title(html`<bdi>${name}</bdi>`),
    lede: signIn.lede,
    content: [form(context, view), suggested(context, view), session(context, view)],
  })
}

function form(context: PageContext, view: SignInView): Html {
  const { shared, signIn } = copyFor(context)
  const proof =
    view.proof &&
    html` data-challenge="${view.proof.challenge}" data-bits="${view.proof.bits}" data-working="${signIn.proofWorking}"`
  const field = emailField({
    label: shared.emailAddress,
    value: view.email,
    error: errorText(context, view),
    describedBy: 'hint',
    autofocus: view.session === undefined,
  })
  return html`<form class="stack" method="post" action="${pathTo(context, '/magic-link')}" data-hints${proof}>
<div>${field}
${hint(context, view)}</div>
${carried(view)}${view.proof && html`<input type="hidden" name="proof">`}
${button(context, signIn.emailMe)}
${view.proof && proofNote(context, view.proof)}${view.signUp !== 'closed' && view.proof === undefined && html`<p class="note center">${signIn.newHere}</p>`}
</form>`
}

function carried(view: SignInView): readonly Html[] {
  return hiddenFields({ redirectTo: view.redirectTo, state: view.state, ...view.hidden })
}

function errorText(context: PageContext, view: SignInView): string | undefined {
  const { shared, signIn } = copyFor(context)
  switch (view.error) {
    case undefined:
      return undefined
    case 'email-invalid':
      return shared.emailInvalid
    case 'origin-refused':
      return signIn.originRefused
    case 'attempt-unknown':
      return signIn.attemptUnknown
    case 'busy':
      return signIn.busy
  }
}

// The button belongs to the second form, so that the offer can be taken without script as well.
function hint(context: PageContext, view: SignInView): Html {
  const { signIn } = copyFor(context)
  const offer = html`<button class="text-button" form="suggested" dir="ltr">${view.suggestion}</button>`
  return html`<p class="note" id="hint" role="status"><span${view.suggestion === undefined && html` hidden`}>${signIn.didYouMean(offer)}</span></p>`
}

function suggested(context: PageContext, view: SignInView): HtmlValue {
  return html`<form id="suggested" method="post" action="${pathTo(context, '/magic-link')}" hidden>${carried(view)}<input type="hidden" name="email" value="${view.suggestion}"></form>`
}

function proofNote(context: PageContext, proof: ProofWanted): Html {
  const { signIn } = copyFor(context)
  return html`<p class="note center">${signIn.proofNote}</p>
<p class="note center" data-without-proof>${signIn.proofLater(moment(context, proof.retryAt))}</p>`
}

function session(context: PageContext, { session: current }: SignInView): HtmlValue {
  if (current === undefined) return undefined
  const { shared, signIn } = copyFor(context)
  const on = current.continueUrl ?? context.application.homeUrl
  const { name } = context.application
  return html`<section class="offer stack">
<p class="note">${signIn.signedInAs(html`<strong><bdi>${current.address}</bdi></strong>`)}</p>
${on && html`<a class="button quiet" href="${address(on)}">${shared.continueTo(html`<bdi>${name}</bdi>`)}</a>`}
</section>`
}
