import { duration } from '../copy/locale.ts'
import { copyFor } from './copy-for.ts'
import { type Html, type HtmlValue, html } from './html.ts'
import { layout } from './layout.ts'
import { moment } from './moment.ts'
import { pathTo } from './path-to.ts'
import type { LimitedView, PageContext } from './views.ts'

const hour = 3_600_000

/** A limit on what the reader sent is spent: says which, and until when. */
export function limitedPage(context: PageContext, view: LimitedView): string {
  const { limited, shared } = copyFor(context)
  return layout(context, {
    gate: 'shut',
    title: limited[view.what],
    lede: html`${limited[`${view.what}Lede`]} ${limited.askAgainAt(moment(context, view.retryAt))}`,
    outcome: true,
    content: html`<div class="stack">${clock(context, view)}
<a class="button" href="${pathTo(context, '/sign-in')}" data-waits="${view.retryAt}">${limited.askAgain}</a>
${view.attemptId !== undefined && html`<p class="or">${shared.or}</p>\n${typeCode(context, view.attemptId)}`}
${view.what !== 'network' && view.what !== 'busy' && html`<p class="note center">${limited.stillWork}</p>`}
</div>`,
  })
}

// The script shows the clock; without one it would stand still.
function clock(context: PageContext, view: LimitedView): HtmlValue {
  const left = view.retryAt - context.now
  if (left <= 0 || left > hour) return undefined
  const { checkEmail } = copyFor(context)
  return html`\n<p class="clock" role="timer" aria-label="${checkEmail.timeLeft}" data-until="${view.retryAt}" hidden>${duration(left)}</p>`
}

function typeCode(context: PageContext, attemptId: string): Html {
  const { limited } = copyFor(context)
  return html`<a class="button quiet" href="${context.base}/check-email/${attemptId}">${limited.haveCode}</a>`
}
