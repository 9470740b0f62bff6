/** The invariants of refresh tokens that show at the store. */
import { type EntryOf, hexOf } from './entry.ts'
import { isFamilyAlive, userOfFamily } from './families.ts'
import type { Rules } from './model.ts'

export const findFamilyRules: Rules<EntryOf<'families.find'>> = {
  'invariant 15: a family is found in its own tenant only': (model, { input, output }) =>
    !output || model.families.get(input.id)?.tenant === input.tenant,
  'nothing acknowledged is lost: a family is found until its session ends, and never after': (model, entry) => {
    const { input, output } = entry
    const family = model.families.get(input.id)
    if (!family || family.tenant !== input.tenant) return output === undefined
    if (output) return model.sessions.get(family.session)?.ended === false
    // What is past its end may have been swept.
    return !isFamilyAlive(model, family, input.now)
  },
  'invariant 2: a family knows its current token, the one before it, and all that were replaced': (model, entry) => {
    const { input, output } = entry
    const facts = model.families.get(input.id)
    if (!output || !facts || facts.expiresAt <= input.now) return true
    const { family, spent } = output
    const before = [...facts.rotations.keys()].at(-1)
    const same = hexOf(family.hash) === facts.hash && (family.previousHash && hexOf(family.previousHash)) === before
    return same && spent === facts.rotations.has(input.spent)
  },
  'invariant 13: a refresh sees the user as she is': (model, { input, output }) => {
    const family = model.families.get(input.id)
    const user = family && userOfFamily(model, family)
    return !output || (output.user.id === user?.id && output.user.status === user.status)
  },
}

export const rotateRules: Rules<EntryOf<'families.rotate'>> = {
  'invariant 2: a refresh token takes effect once: while it is current, its session lives and its user is as she was': (
    model,
    { input, output },
  ) => {
    const family = model.families.get(input.id)
    const user = family && userOfFamily(model, family)
    const current = family?.tenant === input.tenant && family.hash === hexOf(input.from)
    const same = user?.id === input.user && user.version === input.userVersion
    const holds = current && same && isFamilyAlive(model, family, input.now)
    return holds === (output.kind === 'done')
  },
  'invariant 3: only who holds a refresh token has it replaced': (_model, { input, output, operation }) =>
    output.kind !== 'done' || operation.token === hexOf(input.from),
  'invariant 13: nobody refreshes who is banned or locked': (model, { input, output }) => {
    const family = model.families.get(input.id)
    return output.kind !== 'done' || (family !== undefined && userOfFamily(model, family)?.status === 'active')
  },
}
