/*
 * Where an emailed link lands. It decides nothing: with script it takes the secret out of the address bar and posts
 * it; a query link waits for a press; where neither is to be had, the code is typed.
 */
import { copyFor } from './copy-for.ts'
import { button, codeField, hiddenFields } from './fields.ts'
import { type Html, html } from './html.ts'
import { layout } from './layout.ts'
import { pathTo } from './path-to.ts'
import type { LinkView, PageContext } from './views.ts'

export function linkPage(context: PageContext, view: LinkView): string {
  const { link } = copyFor(context)
  const { name } = context.application
  const title = link.title(name).join('')
  const heading = link.title(html`<bdi>${name}</bdi>`)
  return view.token === undefined
    ? layout(context, { gate: 'ajar', title, heading, content: [carrier(context, view), fallback(context, view)] })
    : layout(context, { gate: 'shut', title, heading, lede: link.lede, content: press(context, view, view.token) })
}

function press(context: PageContext, view: LinkView, token: string): Html {
  const { shared } = copyFor(context)
  return html`<form method="post" action="${context.base}/attempts/${view.attemptId}/confirm">${hiddenFields({ token })}${button(context, shared.signIn)}</form>`
}

// Hidden, without a button: only the script sends it, with what stood behind the `#`.
function carrier(context: PageContext, view: LinkView): Html {
  const { link } = copyFor(context)
  return html`<p class="waiting scripted" role="status">${link.working}</p>
<form method="post" action="${context.base}/attempts/${view.attemptId}/confirm" data-fragment="${view.attemptId}" hidden><input type="hidden" name="token"></form>\n`
}

function fallback(context: PageContext, view: LinkView): Html {
  const { link, shared } = copyFor(context)
  const code = view.code ?? { length: 6, kind: 'digits' as const }
  return html`<div class="unscripted">
<h2 class="center">${link.typeTitle}</h2>
<p class="note center">${link.typeHelp}</p>
<form class="stack" method="post" action="${context.base}/code/verify">
<div><label class="label center" for="code">${link.codeLabel}</label>
${codeField({ id: 'code', ...code, sends: true })}</div>
${hiddenFields({ attemptId: view.attemptId })}
${button(context, shared.signIn)}
</form>
<p class="note center">${link.otherBrowser}</p>
<a class="button quiet" href="${pathTo(context, '/sign-in')}">${link.linkHere}</a>
</div>`
}
