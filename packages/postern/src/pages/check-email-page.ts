/*
 * Where the asker waits. It survives reload, offers code, resend and another address, and learns from the server
 * how the attempt stands; what it shows belongs to the asker alone.
 */
import { accountCopyFor } from './account-copy-for.ts'
import { copyFor } from './copy-for.ts'
import { button, codeField, hiddenFields, wrong } from './fields.ts'
import { address, type Html, type HtmlValue, html } from './html.ts'
import { layout } from './layout.ts'
import { moment } from './moment.ts'
import { pathTo } from './path-to.ts'
import type { CheckEmailView, PageContext } from './views.ts'
import { waitedPage } from './waited-page.ts'

/** The waiting page, or what became of the attempt. */
export function checkEmailPage(context: PageContext, view: CheckEmailView): string {
  return view.state === 'waiting' ? waitingPage(context, view) : waitedPage(context, view, view.state)
}

function waitingPage(context: PageContext, view: CheckEmailView): string {
  const { checkEmail } = copyFor(context)
  const sentTo = view.resent === true ? checkEmail.sentAgainTo : checkEmail.sentTo
  return layout(context, {
    gate: 'ajar',
    title: checkEmail.title,
    lede: sentTo(html`<strong><bdi>${view.address}</bdi></strong>`, moment(context, view.sentAt)),
    // With a keyboard the script moves on to the code, and a wrong code is put right in its field.
    step: view.error?.kind !== 'code-wrong',
    data: { watch: `${context.base}/attempts/${view.attemptId}` },
    content: [
      limited(context, view),
      suggestion(context, view),
      codeForm(context, view),
      number(context, view),
      whereToLook(context, view),
    ],
  })
}

// Whoever pressed *Send again* at the foot of the page is at its head now.
function limited(context: PageContext, view: CheckEmailView): HtmlValue {
  if (view.error?.kind !== 'limited') return undefined
  const { checkEmail } = copyFor(context)
  return html`${wrong(checkEmail.limited(moment(context, view.error.retryAt)), ' center')}\n`
}

function suggestion(context: PageContext, view: CheckEmailView): HtmlValue {
  if (view.suggestion === undefined || view.act === true) return undefined
  const { signIn } = copyFor(context)
  const offer = html`<button class="text-button" dir="ltr">${view.suggestion}</button>`
  const hidden = hiddenFields({ email: view.suggestion })
  return html`<form class="note center" method="post" action="${pathTo(context, '/magic-link')}">${hidden}<p>${signIn.didYouMean(offer)}</p></form>\n`
}

function codeForm(context: PageContext, view: CheckEmailView): Html {
  const { checkEmail, shared } = copyFor(context)
  const waiting = html`<p class="waiting" id="status" role="status">${checkEmail.waiting}</p>`
  const claim = html`<form id="claim" method="post" action="${context.base}/attempts/${view.attemptId}/claim" hidden></form>`
  if (view.error?.kind === 'codes-shut') return html`${wrong(checkEmail.codesShut, ' center')}\n${waiting}\n${claim}`
  const tried = view.error?.kind === 'code-wrong' ? view.error : undefined
  const field = codeField({
    id: 'code',
    ...view.code,
    wrong: tried !== undefined,
    typed: tried?.typed,
    describedBy: view.error === undefined ? 'status' : 'wrong',
    sends: true,
  })
  return html`<form class="stack" method="post" action="${context.base}/code/verify">
<div><label class="label center" for="code">${checkEmail.typeCode}</label>
${field}</div>${tried && wrong(checkEmail.codeWrong(tried.triesLeft), ' center')}
${hiddenFields({ attemptId: view.attemptId })}
${button(context, view.act === true ? checkEmail.goOn : shared.signIn)}
${waiting}
</form>
${claim}`
}

function number(context: PageContext, view: CheckEmailView): HtmlValue {
  if (view.number === '') return undefined
  const { checkEmail } = copyFor(context)
  return html`\n<div class="number">
<output aria-label="${checkEmail.yourNumber}">${view.number}</output>
<p><strong>${checkEmail.otherDevice}</strong> ${checkEmail.otherDeviceHelp}</p>
</div>`
}

function whereToLook(context: PageContext, view: CheckEmailView): Html {
  const { checkEmail, shared } = copyFor(context)
  const { name, address: from } = view.sender
  const mark = html`<strong><bdi>${view.mark}</bdi></strong>`
  const webmail =
    view.webmail &&
    html`\n<a class="button quiet" href="${address(view.webmail.url)}" target="_blank" rel="noopener">${shared.open(html`<bdi>${view.webmail.name}</bdi>`)}</a>`
  return html`
<p class="note">${checkEmail.lookFor(html`<strong><bdi>${name}</bdi></strong>`, html`<bdi>${from}</bdi>`, mark)} ${checkEmail.worksUntil(moment(context, view.expiresAt))}</p>${webmail}
<div class="links">
${resend(context, view)}
${wayOut(context, view)}
</div>
${help(context, view)}`
}

function wayOut(context: PageContext, view: CheckEmailView): Html {
  if (view.act !== true)
    return html`<a class="text-button" href="${view.signInUrl ?? pathTo(context, '/sign-in')}">${copyFor(context).shared.otherAddress}</a>`
  return html`<a class="text-button" href="${context.base}/account">${accountCopyFor(context.locale).account.back}</a>`
}

// Without script the button works at any time, and the server says when it was too early.
function resend(context: PageContext, view: CheckEmailView): Html {
  const { checkEmail } = copyFor(context)
  const at = view.error?.kind === 'limited' ? Math.max(view.error.retryAt, view.resendAt) : view.resendAt
  const later = html`<span data-later>${checkEmail.sendAgainAt(moment(context, at))} <span data-left hidden>· <span role="timer" aria-label="${checkEmail.timeLeft}" data-until="${at}"></span></span></span>`
  const content =
    at <= context.now ? checkEmail.sendAgain : html`${later}<span data-ready hidden>${checkEmail.sendAgain}</span>`
  const waits = at > context.now && html` data-waits="${at}"`
  return html`<form method="post" action="${context.base}/attempts/${view.attemptId}/resend"><button class="text-button"${waits}>${content}</button></form>`
}

const patience = 45_000

function help(context: PageContext, view: CheckEmailView): Html {
  const { checkEmail } = copyFor(context)
  const late = context.now - view.sentAt >= patience
  const from = html`<bdi>${view.sender.address}</bdi>`
  return html`<section class="help${!late && ' later'}">
<h2>${checkEmail.nothingYet}</h2>
<ul><li>${checkEmail.help[0]}</li><li>${checkEmail.helpSearch(from)}</li><li>${checkEmail.help[1]}</li></ul>
</section>`
}
