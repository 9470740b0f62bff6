/**
 * From a queued message to a mail: its links from configuration and its words from the facts. Decides nothing about
 * delivery.
 */
import { withTexts } from '../copy/custom-texts.ts'
import { chooseLocale } from '../copy/locale.ts'
import { loadWords, spoken, wordsOf } from '../copy/words.ts'
import type { Id } from '../domain/id.ts'
import { after, days } from '../domain/instant.ts'
import type { Message, MessageContent, MessageSecrets, Rendered } from '../domain/message.ts'
import { undoWindow } from '../engine/rules/acts.ts'
import { cancelUrl, invitationUrl, linkUrl, undoUrl } from '../engine/rules/link-url.ts'
import type { Renderer, RenderInput } from '../ports/renderer.ts'
import type { AddressChange, MailFacts, NewDeviceFacts, RenderedMail, SignInFacts } from './facts.ts'
import { renderMail } from './render-mail.ts'

/** Invariant 14: *this wasn't me* works for seven days. */
const cancelLife = days(7)

/** Writes a mail in words of its own; `undefined` leaves it to ours. Never rejects. */
export type MailWriter = (input: RenderInput, facts: MailFacts) => Promise<RenderedMail | undefined>

/** Renders every kind but `none`, for which there is nothing to say: asking for one throws. */
export function createRenderer(write?: MailWriter): Renderer {
  return { render: (input) => render(input, write) }
}

async function render(input: RenderInput, write: MailWriter | undefined): Promise<Rendered> {
  const { message, scope } = input
  const { from, replyTo } = scope.application.mail
  const envelope = {
    messageId: `<${message.id}@${from.address.slice(from.address.lastIndexOf('@') + 1).toLowerCase()}>`,
    from,
    to: message.to.address,
    ...(replyTo !== undefined && { replyTo }),
  }
  // What the host application wrote leaves as it was written.
  if (message.facts.kind === 'custom') return { ...envelope, ...contentOf(input), facts: { kind: 'custom' } }
  await loadWords(chooseLocale(message.facts.locale, scope.application.locales))
  const facts = toMailFacts(input)
  return {
    ...envelope,
    ...((await write?.(input, facts)) ?? renderMail(facts)),
    facts: {
      kind: facts.kind,
      ...('link' in facts && { link: facts.link }),
      ...('code' in facts && { code: facts.code }),
    },
  }
}

function contentOf({ secrets }: RenderInput): MessageContent {
  if (!secrets || 'link' in secrets)
    throw new TypeError('A message of kind custom cannot be rendered without its content')
  return secrets
}

function toMailFacts(input: RenderInput): MailFacts {
  const { facts, attempt } = input.message
  const { name, mail, timeZone, look, locales, texts: own } = input.scope.application
  const logoUrl = look?.mail.logo && look.logo !== undefined ? input.scope.baseUrl + look.logo : undefined
  const application = { name, postalLine: mail.postalLine, look: look?.mail, logoUrl }
  const asked = { browser: facts.asked.browser, place: facts.asked.place, at: facts.askedAt, program: facts.program }
  const locale = spoken(chooseLocale(facts.locale, locales))
  const texts = own?.[locale]
  const words = texts && withTexts(wordsOf(locale), texts).mails
  const common = { locale, words, application, timeZone, asked }
  switch (facts.kind) {
    case 'sign-in':
    case 'step-up':
    case 'delete':
      return { kind: facts.kind, ...common, ...codeFacts(input) }
    case 'change-address':
      return { kind: facts.kind, ...common, ...codeFacts(input), account: facts.about?.['account'] ?? '' }
    case 'address-changed':
      return { kind: facts.kind, ...common, ...changeFacts(input) }
    case 'address-taken':
    case 'deleted':
      return { kind: facts.kind, ...common }
    case 'approved-elsewhere': {
      const cancelUntil = after(facts.askedAt, cancelLife)
      return { kind: facts.kind, ...common, cancelLink: cancelLinkOf(input, secretsOf(input)), cancelUntil }
    }
    case 'new-device': {
      const cancelUntil = after(facts.askedAt, cancelLife)
      const way = (facts.about?.['way'] ?? 'link') as NewDeviceFacts['way']
      return { kind: facts.kind, ...common, cancelLink: cancelLinkOf(input, secretsOf(input)), cancelUntil, way }
    }
    case 'invitation': {
      const { invitedBy, until } = facts.about ?? {}
      const link = invitationLinkOf(input, secretsOf(input))
      return { kind: facts.kind, ...common, link, worksUntil: Number(until), invitedBy }
    }
    case 'sign-up-closed':
      return { kind: facts.kind, ...common }
    case 'custom':
    case 'event':
    case 'none':
      throw new TypeError(`A message of kind ${facts.kind} cannot be rendered (attempt ${attempt})`)
  }
}

function codeFacts(input: RenderInput): Pick<SignInFacts, 'code' | 'link' | 'cancelLink' | 'mark' | 'worksUntil'> {
  const secrets = secretsOf(input)
  return {
    code: secrets.code,
    link: linkOf(input, secrets),
    cancelLink: cancelLinkOf(input, secrets),
    mark: input.message.facts.mark ?? '',
    worksUntil: input.worksUntil,
  }
}

function changeFacts(input: RenderInput): AddressChange {
  const { about = {}, askedAt } = input.message.facts
  const { what = 'changed', before = '', now = '', undo = '' } = about
  if (what === 'gone' || what === 'restored') return { what, before, now }
  return {
    what: what as 'changed' | 'added' | 'removed' | 'primary',
    before,
    now,
    undoLink: undoUrl(input.scope, undo, secretsOf(input).cancel),
    undoUntil: after(askedAt, undoWindow),
  }
}

function secretsOf({ message, secrets }: RenderInput): MessageSecrets {
  if (!secrets || !('link' in secrets))
    throw new TypeError(`A message of kind ${message.facts.kind} cannot be rendered without its secrets`)
  return secrets
}

function linkOf({ scope, message }: RenderInput, secrets: MessageSecrets): string {
  return linkUrl(scope, attemptOf(message), secrets.link)
}

function invitationLinkOf({ scope, message }: RenderInput, secrets: MessageSecrets): string {
  return invitationUrl(scope, message.facts.about?.['invitation'] ?? '', secrets.link)
}

function cancelLinkOf({ scope, message }: RenderInput, secrets: MessageSecrets): string {
  return cancelUrl(scope, attemptOf(message), secrets.cancel)
}

function attemptOf({ attempt, facts }: Message): Id<'attempt'> {
  if (!attempt) throw new TypeError(`A message of kind ${facts.kind} cannot be rendered without its attempt`)
  return attempt
}
