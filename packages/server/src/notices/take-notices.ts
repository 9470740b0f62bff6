/** Verified notices, noted: an event of the message each, and a suppression where the address is bad or its owner complained. */
import { after, days, type EventDraft, type Id, type Instant, type Ports, parseId } from 'postern/kit'
import type { Notice } from './notice.ts'

/** The design's: a verified notice suppresses for a week, and never binds a known browser. */
const suppression = days(7)
/** Longer than any service goes on telling. */
const remembered = days(30)

/** Answers how many told something new about a message of ours. */
export async function takeNotices(
  ports: Pick<Ports, 'store' | 'vault' | 'clock' | 'hooks'>,
  {
    tenant,
    provider,
    found,
  }: { readonly tenant: Id<'tenant'>; readonly provider: string; readonly found: readonly Notice[] },
): Promise<number> {
  let noted = 0
  for (const notice of found) if (await take(ports, { tenant, provider, notice })) noted++
  return noted
}

async function take(
  { store, vault, clock, hooks }: Pick<Ports, 'store' | 'vault' | 'clock' | 'hooks'>,
  { tenant, provider, notice }: { readonly tenant: Id<'tenant'>; readonly provider: string; readonly notice: Notice },
): Promise<boolean> {
  const id: Id<'message'> | undefined = parseId(notice.message)
  if (!id) return false
  const now = clock.now()
  const event: EventDraft = {
    id: vault.id(now),
    type: `message.${notice.kind}`,
    application: '' as Id<'application'>,
    ...(notice.reason && { reason: notice.reason }),
    about: { message: id, provider, ...(notice.status !== undefined && { status: notice.status }) },
  }
  const artifact = {
    kind: 'mail-notice',
    id: `${provider}/${notice.id}`,
    json: '{}',
    expiresAt: after(now, remembered),
  }
  const suppresses =
    notice.kind === 'complained' || (notice.badAddress && (await isAddressee(store, { tenant, now, id }, notice)))
  const suppress = suppresses ? { suppress: { until: after(now, suppression), reason: notice.kind } } : {}
  const outcome = await store.messages.report({ tenant, now, id, artifact, event, ...suppress })
  if (outcome.kind !== 'noted') return false
  const { application, attempt } = outcome
  hooks.tell(tenant, now, [{ ...event, application, ...(attempt && { attempt }) }])
  return true
}

/** Whether the notice speaks of the address that the mail was sent to, as far as it says of whom it speaks. */
async function isAddressee(
  store: Ports['store'],
  message: { readonly tenant: Id<'tenant'>; readonly now: Instant; readonly id: Id<'message'> },
  { recipients = [] }: Notice,
): Promise<boolean> {
  if (recipients.length === 0) return true
  const found = await store.messages.find(message)
  return recipients.every((key) => key === found?.to.key)
}
