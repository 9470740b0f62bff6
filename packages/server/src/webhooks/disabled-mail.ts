/** The mail to a webhook's contact that it was switched off: plain words for whoever runs the receiver, in English. */
import { after, days, type MessageDraft, type Ports, parseEmailAddress, type Scope } from 'postern/kit'

interface Disabled {
  readonly sender: Scope
  readonly to: string
  readonly url: string
  readonly reason: string
}

export function disabledMail(
  { vault, clock }: Pick<Ports, 'vault' | 'clock'>,
  { sender, to, url, reason }: Disabled,
): MessageDraft {
  const now = clock.now()
  const { tenant, application } = sender
  const id = vault.id<'message'>(now)
  const address = parseEmailAddress(to) ?? { address: to, key: to.toLowerCase() }
  const { host } = new URL(url)
  const lines = [
    `The webhook to ${host} is switched off: it failed for five days, or said that it is gone.`,
    `The last answer was: ${reason}.`,
    `Events are kept. Once the receiver works, switch the webhook on again (PATCH /api/v1/webhooks/… with "enabled": true) and replay what it missed.`,
  ]
  const content = {
    subject: `Webhook to ${host} is switched off`,
    text: `${lines.join('\n\n')}\n`,
    html: lines.map((line) => `<p>${escaped(line)}</p>`).join(''),
    attachments: [],
  }
  return {
    id,
    channel: 'mail',
    application: application.id,
    to: address,
    facts: { kind: 'custom', locale: 'en', askedAt: now, program: true, asked: {} },
    sealed: vault.seal({ tenant: tenant.id, purpose: 'message', row: id }, JSON.stringify(content)),
    state: 'queued',
    lease: { owner: '', until: now },
    deadline: after(now, days(1)),
  }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
