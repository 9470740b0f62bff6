/** `postern sign-in-link <email>`: help for a user whose mail does not come. On record, and told to her when it is used. */
import { iso, type Scope } from 'postern/kit'
import { Refusal, type RefusalCode } from '../../config/refusal.ts'
import { readWord } from '../given.ts'
import { first, type Verb } from './verb.ts'

export const signInLink: Verb = async (office, given) => {
  const by = readWord('by', given.values.by)
  const reason = readWord('reason', given.values.reason)
  if (by === undefined || reason === undefined) {
    throw new Refusal(
      ['--by and --reason are wanted, for the record: --by grace --reason mail-does-not-arrive'],
      'arguments-invalid',
    )
  }
  const scope = await office.scope(given.values)
  const outcome = await office.engine.createLink(scope, {
    email: first(given),
    client: { kind: 'program', asked: {}, networks: [] },
    locale: scope.application.locale,
    support: { actor: `cli:${by}`, reason },
  })
  if (outcome.kind !== 'created') throw new Refusal([wordsFor(outcome, scope)], codeFor(outcome))
  const { attempt, url, expiresAt } = outcome
  const json = { attempt, url, expiresAt: iso(expiresAt) }
  return {
    json,
    text: `${url}\n\nWorks once, until ${json.expiresAt}, and asks for her address. She is told by mail when it is used.`,
  }
}

type Refused = Exclude<Awaited<ReturnType<Parameters<Verb>[0]['engine']['createLink']>>, { readonly kind: 'created' }>

function codeFor({ kind }: Refused): RefusalCode {
  if (kind === 'user-unknown') return 'not-found'
  return kind === 'second-factor' ? 'refused' : kind
}

function wordsFor(outcome: Refused, { application, tenant }: Scope): string {
  switch (outcome.kind) {
    case 'limited':
      return `Five support links a day for one person: the next one ${iso(outcome.retryAt)}.`
    case 'second-factor':
      return 'She has a second factor, which a link does not replace: whoever holds one cannot be let in past it.'
    case 'user-unknown':
      return `Nobody of this address is registered with ${application.id} of ${tenant.id}. A support link makes no account: postern invite create does.`
    case 'user-banned':
    case 'user-locked':
      return 'She is shut out: postern user show says how she stands.'
    case 'sign-in-off':
      return `Nobody signs in to ${application.id} at present: its signIn is off.`
    case 'email-invalid':
      return 'That is no address: it is written like ada@example.com.'
    case 'sign-up-closed':
    case 'redirect-refused':
      return `It was refused: ${outcome.kind}.`
  }
}
