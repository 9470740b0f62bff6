/*
 * The account of whoever is signed in: where, by which addresses, and what is kept. Works without script: every act is a
 * form or a page of its own. What wants a fresh proof is offered once there is one.
 */
import { directionOf, monthAndYear } from '../copy/locale.ts'
import { accountCopyFor } from './account-copy-for.ts'
import type { AccountSession, AccountView } from './account-views.ts'
import { copyFor } from './copy-for.ts'
import { browserLabel } from './facts.ts'
import { button, hiddenFields } from './fields.ts'
import { type Html, type HtmlValue, html } from './html.ts'
import { insideLayout } from './inside-layout.ts'
import { dayAndTime, moment } from './moment.ts'
import type { PageContext } from './views.ts'

export function accountPage(context: PageContext, view: AccountView): string {
  const { account } = accountCopyFor(context.locale)
  const since = monthAndYear(context.locale, view.since, context.timeZone)
  const who = html`<strong><bdi>${view.name ?? view.address}</bdi></strong>`
  return insideLayout(context, {
    title: account.title,
    lede: account.lede(who, html`<bdi>${context.application.name}</bdi>`, html`${since}`),
    content: [
      done(context, view),
      view.freshUntil === undefined && confirm(context, view),
      sessions(context, view),
      addresses(context, view),
      name(context, view),
      data(context, view),
    ],
  })
}

function done(context: PageContext, { done: what, freshUntil }: AccountView): HtmlValue {
  const { done: copy } = accountCopyFor(context.locale).account
  const confirmed = freshUntil !== undefined && copy.confirmed(moment(context, freshUntil))
  const sentence = what === 'confirmed' ? confirmed : what && copy[what]
  return sentence && html`<p class="warn" role="status" tabindex="-1" autofocus>${sentence}</p>\n`
}

function section(id: string, title: HtmlValue, content: HtmlValue): Html {
  return html`<section aria-labelledby="${id}">\n<h2 id="${id}">${title}</h2>\n${content}\n</section>\n`
}

function confirm(context: PageContext, { address, user }: AccountView): Html {
  const { confirm: copy } = accountCopyFor(context.locale)
  const content = html`<p class="note">${copy.lede(html`<bdi>${address}</bdi>`)}</p>
<form method="post" action="${context.base}/account/step-up">${hiddenFields({ user })}${button(context, copy.send)}</form>`
  return section('confirm', copy.title, content)
}

function sessions(context: PageContext, view: AccountView): Html {
  const { sessions: copy } = accountCopyFor(context.locale)
  const others = html`\n<form method="post" action="${context.base}/sessions/revoke-others">${hiddenFields({ user: view.user })}<button class="button quiet">${copy.others}</button></form>`
  const content = html`<p class="note">${copy.note}</p>
<ul class="rows">${view.sessions.map((session, index) => sessionRow(context, { row: `session-${index}`, session, user: view.user }))}
</ul>${view.sessions.length > 1 && others}`
  return section('sessions', copy.title, content)
}

interface SessionRow {
  readonly row: string
  readonly session: AccountSession
  readonly user: string
}

function sessionRow(context: PageContext, { row, session, user }: SessionRow): Html {
  const { account, sessions: copy } = accountCopyFor(context.locale)
  const browser = browserLabel(context, session.browser)
  const place = session.place !== undefined && html`<bdi>${session.place}</bdi> ${copyFor(context).shared.roughly} · `
  const tag = session.current && html`<span class="tag">${copy.thisOne}</span>`
  const act = html`<form method="post" action="${context.base}/sessions/${session.id}/revoke">${hiddenFields({ user })}${rowButton(row, 'out', account.signOut)}</form>`
  return html`\n<li><div><strong><bdi id="${row}" dir="${directionOf(context.locale)}">${browser}</bdi></strong>${tag}<p class="note">${place}${dayAndTime(context, session.seenAt)}</p></div>${!session.current && act}</li>`
}

// Named by what it says and by its row, in this order: who speaks to a browser says what is seen.
function rowButton(row: string, act: string, label: string): Html {
  const id = `${row}-${act}`
  return html`<button class="text-button" id="${id}" aria-labelledby="${id} ${row}">${label}</button>`
}

function addresses(context: PageContext, view: AccountView): Html {
  const { addresses: copy } = accountCopyFor(context.locale)
  const another = html`\n<a class="button quiet" href="${context.base}/account/address">${copy.another}</a>`
  const fresh = view.freshUntil !== undefined
  const rows = view.addresses.map(({ address, primary }, index) =>
    addressRow(context, { row: `address-${index}`, address, primary, fresh, user: view.user }),
  )
  const content = html`<p class="note">${copy.note}</p>\n<ul class="rows">${rows}\n</ul>${fresh && another}`
  return section('addresses', copy.title, content)
}

interface AddressRow {
  readonly row: string
  readonly address: string
  readonly primary: boolean
  readonly fresh: boolean
  readonly user: string
}

function addressRow(context: PageContext, { row, address, primary, fresh, user }: AddressRow): Html {
  const { addresses: copy } = accountCopyFor(context.locale)
  const act = (what: string, label: string): Html =>
    html`<form method="post" action="${context.base}/account/addresses/${what}">${hiddenFields({ user, email: address })}${rowButton(row, what, label)}</form>`
  const acts = html`<div class="acts">${act('primary', copy.makeMain)}${act('remove', copy.remove)}</div>`
  const tag = primary && html`<span class="tag">${copy.main}</span>`
  return html`\n<li><div><strong><bdi id="${row}">${address}</bdi></strong>${tag}</div>${fresh && !primary && acts}</li>`
}

function name(context: PageContext, view: AccountView): Html {
  const { name: copy } = accountCopyFor(context.locale)
  const content = html`<form method="post" action="${context.base}/account">${hiddenFields({ user: view.user })}
<div class="pair"><input class="input" id="name" name="name" autocomplete="name" dir="auto" maxlength="200" value="${view.name ?? ''}"><button class="button quiet">${copy.save}</button></div>
</form>`
  return section('name-title', html`<label for="name">${copy.title}</label>`, content)
}

function data(context: PageContext, { user }: AccountView): Html {
  const { data: copy } = accountCopyFor(context.locale)
  const { base, application } = context
  const content = html`<ul class="rows">
<li><div>${copy.all(html`<bdi>${application.name}</bdi>`)}</div><a class="text-button" href="${base}/account/export?user=${user}">${copy.download}</a></li>
<li><div>${copy.remove}<p class="note">${copy.removeNote}</p></div><a class="text-button" href="${base}/account/delete">${copy.removeLink}</a></li>
</ul>`
  return section('data', copy.title, content)
}
