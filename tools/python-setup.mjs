/** Vitest's global set-up of the project whose tests start programs in Python. */
import { Refusal } from './bootstrap.mjs'
import { findPython } from './python.mjs'

/** @param {import('vitest/node').TestProject} project */
export async function setup(project) {
  const found = await findPython()
  if ('absent' in found) throw new Refusal(`Python is ${found.absent}`)
  project.provide(/** @type {never} */ ('python'), /** @type {never} */ (found.program))
}
