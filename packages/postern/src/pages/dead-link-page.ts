/*
 * A link that opens nothing any more: says which way it died, and offers a new one to the same place.
 */
import { copyFor } from './copy-for.ts'
import { facts, whoUsed } from './facts.ts'
import { button, hiddenFields } from './fields.ts'
import { address, type Html, type HtmlValue, html } from './html.ts'
import { layout } from './layout.ts'
import { dayAndTime, moment } from './moment.ts'
import { pathTo } from './path-to.ts'
import type { DeadLinkView, PageContext } from './views.ts'

export function deadLinkPage(context: PageContext, view: DeadLinkView): string {
  const { title, lede } = words(context, view)
  return layout(context, {
    gate: 'barred',
    title,
    lede,
    outcome: true,
    content: [used(context, view), marks(context, view), next(context, view)],
  })
}

function words(context: PageContext, view: DeadLinkView): { title: string; lede: HtmlValue } {
  const { deadLink } = copyFor(context)
  switch (view.reason) {
    case 'link-expired': {
      const lede = view.at === undefined ? deadLink.expiredLede : deadLink.expiredAt(moment(context, view.at))
      return { title: deadLink.expired, lede }
    }
    case 'link-used':
      return { title: deadLink.used, lede: deadLink.usedLede }
    case 'link-superseded':
      return { title: deadLink.superseded, lede: deadLink.supersededLede }
    case 'link-unknown':
      return { title: deadLink.unknown, lede: deadLink.unknownLede }
    case 'attempt-ended':
      return { title: deadLink.ended, lede: deadLink.endedLede }
  }
}

function used(context: PageContext, view: DeadLinkView): HtmlValue {
  if (view.reason !== 'link-used') return undefined
  const { deadLink } = copyFor(context)
  const who = view.used && whoUsed(context, view.used)
  return html`${who}\n<p class="note center">${deadLink.usedByYou} ${deadLink.usedByOther}</p>\n`
}

function marks(context: PageContext, view: DeadLinkView): HtmlValue {
  if (view.thisOne === undefined || view.newest === undefined) return undefined
  const { deadLink } = copyFor(context)
  const { thisOne, newest } = view
  return html`${facts([
    {
      label: deadLink.thisOne,
      value: html`${dayAndTime(context, thisOne.at)} <small>· <bdi>${thisOne.mark}</bdi></small>`,
    },
    {
      label: deadLink.newest,
      value: html`<strong>${dayAndTime(context, newest.at)} · <bdi>${newest.mark}</bdi></strong>`,
    },
  ])}\n`
}

function next(context: PageContext, view: DeadLinkView): Html {
  const { deadLink, shared } = copyFor(context)
  if (!view.canAskAgain) return html`<a class="button" href="${pathTo(context, '/sign-in')}">${shared.signIn}</a>`
  const { webmail } = view
  if (view.reason !== 'link-superseded' || webmail === undefined)
    return again(context, view, button(context, shared.emailNewLink))
  const instead = html`<p class="center"><button class="text-button">${deadLink.newLinkInstead}</button></p>`
  return html`<a class="button" href="${address(webmail.url)}">${shared.open(html`<bdi>${webmail.name}</bdi>`)}</a>\n${again(context, view, instead)}`
}

function again(context: PageContext, view: DeadLinkView, press: Html): Html {
  const { deadLink, shared } = copyFor(context)
  const goesTo = view.address && html`\n<p class="note center">${deadLink.goesTo(html`<bdi>${view.address}</bdi>`)}</p>`
  return html`<form class="stack" method="post" action="${pathTo(context, '/magic-link')}">
${hiddenFields({ again: view.token ?? view.attemptId })}
${press}${goesTo}
<p class="center"><a class="text-button" href="${pathTo(context, '/sign-in')}">${shared.otherAddress}</a></p>
</form>`
}
