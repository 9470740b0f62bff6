/** Takes the port that was asked for or says why not; nobody having asked, the next free one. */
import type { RequestListener } from 'node:http'
import type { Plan } from '../config/plan.ts'
import { Refusal } from '../config/refusal.ts'
import { type Listening, listen } from '../web/http-servers.ts'

const mostTries = 50

export async function listenAsPlanned(plan: Plan, listener: RequestListener): Promise<Listening> {
  for (let port = plan.port; ; port++) {
    try {
      return await listen(plan.hosts, port, listener)
    } catch (fault) {
      const { code } = fault as NodeJS.ErrnoException
      const mayGoOn = code === 'EADDRINUSE' && plan.portAskedBy === undefined && port < plan.port + mostTries
      // With port 0 the first address drew a port that is taken on the second: draw again.
      if (code === 'EADDRINUSE' && plan.port === 0) port--
      else if (!mayGoOn) throw refusal(plan, port, code ?? 'an unknown fault')
    }
  }
}

function refusal({ portAskedBy, hosts }: Plan, port: number, code: string): Refusal {
  const by = portAskedBy === undefined ? '' : `, which ${portAskedBy} asks for,`
  switch (code) {
    case 'EADDRINUSE':
      return new Refusal([`Port ${port}${by} is taken: stop what listens there, or choose another with --port.`])
    case 'EACCES':
      return new Refusal([`Port ${port}${by} is not ours to take: ports below 1024 belong to the administrator.`])
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Refusal([`${hosts[0]} is no address of this machine: HOST, --host or --lan must name one.`])
    default:
      return new Refusal([`Cannot listen on ${hosts[0]}, port ${port}: ${code}.`])
  }
}
