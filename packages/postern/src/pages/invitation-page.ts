/*
 * Where an invitation's link lands, and what it says against the secret. Neither signs anybody in: the second one's
 * button has a mail sent to the invited address, once that is typed: a mail scanner presses every button.
 */
import { copyFor } from './copy-for.ts'
import { facts } from './facts.ts'
import { button, emailField, hiddenFields } from './fields.ts'
import { type Html, html } from './html.ts'
import { layout } from './layout.ts'
import { dayAndTime } from './moment.ts'
import { pathTo } from './path-to.ts'
import type { InvitationLinkView, InvitationView, PageContext } from './views.ts'
import { wrongAddress } from './wrong-address.ts'

/** It only carries the secret to the page that knows something. */
export function invitationLinkPage(context: PageContext, view: InvitationLinkView): string {
  const { invitation } = copyFor(context)
  const { name } = context.application
  return layout(context, {
    gate: 'ajar',
    title: invitation.title(name).join(''),
    heading: invitation.title(html`<bdi>${name}</bdi>`),
    content: view.token === undefined ? [carrier(context, view), fallback(context)] : press(context, view, view.token),
  })
}

export function invitationPage(context: PageContext, view: InvitationView): string {
  const { invitation, shared } = copyFor(context)
  const { name } = context.application
  const by = { label: invitation.invitedBy, value: html`<bdi>${view.invitedBy}</bdi>` }
  return layout(context, {
    gate: 'ajar',
    title: invitation.title(name).join(''),
    heading: invitation.title(html`<bdi>${name}</bdi>`),
    lede: invitation.lede,
    step: view.error === undefined,
    content: html`${facts([
      ...(view.invitedBy === undefined ? [] : [by]),
      { label: shared.address, value: html`<bdi>${view.address}</bdi>` },
      { label: invitation.worksUntil, value: dayAndTime(context, view.expiresAt) },
    ])}
<form class="stack" method="post" action="${pathTo(context, `/invitations/${view.invitationId}/accept`)}">
<div>${emailField({ label: shared.emailAddress, error: wrongAddress(context, view.error) })}</div>
${hiddenFields({ token: view.token })}
${button(context, invitation.emailMe)}
</form>`,
  })
}

function press(context: PageContext, view: InvitationLinkView, token: string): Html {
  const label = copyFor(context).checkEmail.goOn
  return html`<form method="post" action="${pathTo(context, `/invitations/${view.invitationId}/open`)}">${hiddenFields({ token })}${button(context, label)}</form>`
}

// Hidden, without a button: only the script sends it, with what stood behind the `#`.
function carrier(context: PageContext, { invitationId }: InvitationLinkView): Html {
  const { invitation } = copyFor(context)
  return html`<p class="waiting scripted" role="status">${invitation.working}</p>
<form method="post" action="${pathTo(context, `/invitations/${invitationId}/open`)}" data-fragment="${invitationId}" hidden><input type="hidden" name="token"></form>\n`
}

function fallback(context: PageContext): Html {
  const { invitation, shared } = copyFor(context)
  return html`<div class="unscripted">
<p class="center">${invitation.lost}</p>
<a class="button" href="${pathTo(context, '/sign-in')}">${shared.signIn}</a>
</div>`
}
