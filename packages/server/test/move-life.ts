/** One life of a move: it ends at the wanted point by SIGKILL, or with its report as a line of JSON. */
import { moveInstallation } from 'postern/kit'

const [path = '', url = '', dieAt = '', times = '0'] = process.argv.slice(2)
const seen = new Map<string, number>()

const report = await moveInstallation(
  { kind: 'sqlite', path },
  { kind: 'postgres', url },
  {
    now: Date.now,
    batch: 3,
    checkpoint(name) {
      const count = (seen.get(name) ?? 0) + 1
      seen.set(name, count)
      if (name === dieAt && count === Number(times)) process.kill(process.pid, 'SIGKILL')
    },
  },
)
process.stdout.write(JSON.stringify({ kind: report.kind, moved: report.moved }))
