/** A mail to Anna that its mail server took, the password by which that server tells of it, and what came of what it told. */
import type { Event, Id, Rendered, Transport } from 'postern/kit'
import type { Called } from './called.ts'
import { type DeliveryWorld, deliveryWorld } from './delivery-world.ts'

export const secret = 'bounces:pass word of theirs'
/** Of the installation's own mail server. */
export const ofInstallation = 'relay:a-secret-of-its-own'

export interface NoticeWorld {
  readonly world: DeliveryWorld
  /** The row of the mail. */
  readonly message: string
  post(body: string | Uint8Array, more?: { readonly by?: string; readonly tenant?: string }): Promise<Called>
  putTransports(tenant: string, transport: object): Promise<Called>
  events(): Promise<readonly Event[]>
  suppressedUntil(): Promise<number | undefined>
}

export const basic = (text: string): { readonly authorization: string } => ({ authorization: `Basic ${btoa(text)}` })

export async function noticeWorld(): Promise<NoticeWorld> {
  const mails: Rendered[] = []
  const world = await deliveryWorld({ transports: [takenInto(mails)], noticeSecret: ofInstallation })
  const key = await world.key()
  const { store, clock } = world.runtime.ports
  const tenant = 'acme' as Id<'tenant'>
  await world.call('POST', '/t/acme/auth/magic-link', { body: { email: 'anna@example.com' } })
  await world.settle()
  const message = /^<([^@]+)@/.exec(mails[0]?.messageId ?? '')?.[1] ?? ''
  if (message === '') throw new Error('no mail was sent')
  const putTransports: NoticeWorld['putTransports'] = (of, transport) =>
    world.call('PUT', '/api/v1/transports', {
      key,
      tenant: of,
      body: { transports: [{ id: 'main', kind: 'smtp', host: 'mail.acme.example', ...transport }] },
    })
  await putTransports('acme', { noticeSecret: secret })
  return {
    world,
    message,
    putTransports,
    post: (body, { by = secret, tenant: of = 'acme' } = {}) =>
      world.call('POST', `/hooks/mail/smtp/${of}`, { body, headers: basic(by) }),
    async events() {
      const { items } = await store.events.list({ tenant, now: clock.now(), limit: 1000 })
      return items.filter(({ type }) => type.startsWith('message.'))
    },
    async suppressedUntil() {
      const address = { address: 'anna@example.com', key: 'anna@example.com' }
      const application = 'shop' as Id<'application'>
      return (await store.attempts.prepare({ tenant, now: clock.now(), application, address })).subject.suppressedUntil
    },
  }
}

const takenInto = (mails: Rendered[]): Transport => ({
  name: 'taking',
  channel: 'mail',
  send: async (mail) => {
    mails.push(mail)
    return { kind: 'taken' }
  },
})
