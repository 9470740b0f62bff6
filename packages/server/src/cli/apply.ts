/** `postern apply <file>`: configuration as code. */
import { type Applied, applyFile } from '../apply/apply-file.ts'
import { readAppliedFile } from '../apply/read-file.ts'
import { Refusal } from '../config/refusal.ts'
import type { CommandOrder } from './arguments.ts'
import { confirm } from './confirm.ts'
import { inOffice } from './office.ts'
import type { Said } from './said.ts'

export async function apply({ args: [file = ''], values }: CommandOrder): Promise<Said> {
  const read = await readAppliedFile(process.cwd(), file, process.env)
  const dryRun = values['dry-run'] ?? false
  const mayRemove = (what: readonly string[]): Promise<void> =>
    confirm(`${file} does not name these, and --prune removes them: ${what.join(', ')}.`, values)
  const applying = { dryRun, prune: values.prune ?? false, mayRemove }
  const applied = await inOffice(values, ({ desk }) => applyFile(desk, read, applying), 'apply')
  if (applied.kind === 'faulty') throw refusalOf(applied, dryRun)
  const { acts, stayed } = applied
  return { json: { dryRun, acts, stayed }, text: wordsOf(applied, dryRun), failed: stayed.length > 0 }
}

function refusalOf({ what, faults, acts }: Extract<Applied, { readonly kind: 'faulty' }>, dryRun: boolean): Refusal {
  const done =
    acts.length === 0 || dryRun
      ? 'Nothing was changed.'
      : `Done before: ${acts.map((one) => one.what).join(', ')}. Mend the file and apply it again.`
  return new Refusal([...faults.map(({ path, why }) => `${what}${path === '' ? '' : `, ${path}`}: ${why}`), done])
}

const signs = { create: '+', change: '~', remove: '-' } as const

type Done = Extract<Applied, { readonly kind: 'done' }>

function wordsOf({ acts, stayed }: Done, dryRun: boolean): string {
  if (acts.length + stayed.length === 0) return 'All is as the file says.'
  const lines = acts.flatMap(({ act, what, lines: inner }) => [
    `${signs[act]} ${what}`,
    ...inner.map((line) => `    ${line}`),
  ])
  const count = `${acts.length} ${acts.length === 1 ? 'change' : 'changes'}`
  const kept = stayed.map(({ what, why }) => `Not removed: ${what}. ${why}`)
  return [...lines, '', dryRun ? `${count} to be made. Nothing was changed.` : `${count} made.`, ...kept].join('\n')
}
