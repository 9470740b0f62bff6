/** `postern keys rotate`: the keys that access tokens are signed with. API keys are `postern key`. */
import { iso } from 'postern/kit'
import { Refusal } from '../../config/refusal.ts'
import type { Verb } from './verb.ts'

export const keysVerbs: Readonly<Record<string, Verb>> = {
  async rotate(office, { values }) {
    const scope = await office.scope(values)
    const outcome = await office.engine.rotateKeys(scope, undefined)
    if (outcome.kind === 'unsigned') {
      throw new Refusal(
        [
          `${scope.tenant.id}/${scope.application.id} signs no access tokens: its settings have no tokens. For API keys: postern key rotate <id>`,
        ],
        'refused',
      )
    }
    const json = { kid: outcome.kid, signsFrom: iso(outcome.signsFrom) }
    return { json, text: `The key ${json.kid} signs from ${json.signsFrom}.` }
  },
}
