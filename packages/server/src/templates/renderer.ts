/**
 * Mails from a tenant's templates. Whoever asks for a link gets it: where a template fails or takes too long, the built-in
 * mail is sent instead, an event says so, and the template rests for a minute.
 */
import {
  createRenderer,
  type EventDraft,
  type Id,
  type Made,
  type MailFacts,
  type RenderedMail,
  type Renderer,
  type RenderInput,
  tidyFacts,
} from 'postern/kit'
import type { ServerDirectory } from '../directory/directory.ts'
import type { Shelved } from '../resources/shelf.ts'
import type { TemplateDocument } from '../resources/template.ts'
import { complete, missingIn } from './complete.ts'
import { createFindTemplate, type FindTemplate } from './find-template.ts'
import type { Press, Printed } from './press.ts'
import { type Recipient, variablesOf } from './variables.ts'

export interface TemplateRendering {
  readonly directory: Pick<ServerDirectory, 'generation'>
  readonly press: Press
  readonly onFault: (fault: unknown, about: { readonly route: string }) => void
}

const restsFor = 60_000
const mostResting = 10_000

export function createTemplateRenderer(made: Made, parts: TemplateRendering): Renderer {
  const find = createFindTemplate(made, parts.directory)
  const resting = new Map<string, number>()
  return createRenderer(async (input, facts) => {
    try {
      return await write({ ...parts, made, find, resting }, input, facts)
    } catch (fault) {
      parts.onFault(fault, { route: 'templates' })
      return undefined
    }
  })
}

interface Room extends TemplateRendering {
  readonly made: Made
  readonly find: FindTemplate
  /** Until when a version of a template is left alone. */
  readonly resting: Map<string, number>
}

async function write(room: Room, input: RenderInput, untidy: MailFacts): Promise<RenderedMail | undefined> {
  const { tenant, application } = input.scope
  const { kind, locale } = untidy
  const found = await room.find({ tenant: tenant.id, application: application.id, kind, locale })
  if (!found) return undefined
  // An erased tenant that came back counts versions anew.
  const key = `${tenant.id}/${found.id}/${found.version}/${found.changedAt}`
  const now = room.made.clock.now()
  if ((room.resting.get(key) ?? 0) > now) return undefined
  const facts = tidyFacts(untidy)
  const recipient = await recipientOf(room, input)
  const variables = variablesOf({ facts, application, recipient, now })
  const printed = await room.press.print({ key, parts: found.value, variables: [variables] })
  const why = whyNot(printed, facts)
  if (why === undefined && printed.kind === 'written' && printed.results[0]) {
    return complete(facts, printed.results[0]).parts
  }
  if (room.resting.size >= mostResting) room.resting.clear()
  room.resting.set(key, now + restsFor)
  await note(room, input, found, why ?? 'died')
  return undefined
}

async function recipientOf({ made }: Room, { scope, message, secrets }: RenderInput): Promise<Recipient> {
  const at = { tenant: scope.tenant.id, now: made.clock.now() }
  const found = await made.store.users.find({ ...at, address: message.to.key })
  const user = found && found.status !== 'removed' ? found : undefined
  const state = secrets && 'link' in secrets ? secrets.state : undefined
  return { email: message.to.address, user, state }
}

/** A stable word. */
function whyNot(printed: Printed, facts: MailFacts): string | undefined {
  if (printed.kind === 'lost') return printed.why
  if (printed.kind === 'failed') return 'not-written'
  const [result] = printed.results
  return result && missingIn(facts, result).length === 0 ? undefined : 'incomplete'
}

async function note(
  { made, onFault }: Room,
  { scope }: RenderInput,
  template: Shelved<TemplateDocument>,
  reason: string,
): Promise<void> {
  const now = made.clock.now()
  const { id: tenant } = scope.tenant
  const fault = Object.assign(new Error(`A template could not be used: ${reason}`), { code: reason })
  onFault(fault, { route: `template ${tenant}/${template.id}` })
  const event: EventDraft = {
    id: made.vault.id<'event'>(now) as Id<'event'>,
    type: 'template.failed',
    application: scope.application.id,
    reason,
    about: { kind: 'template', id: template.id, version: String(template.version) },
  }
  await made.store.messages.post({ tenant, now, charges: [], also: { events: [event], messages: [] } })
}
