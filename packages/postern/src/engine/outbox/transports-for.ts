/** The transports of a scope that take messages of a channel, in their order. */
import type { Channel } from '../../domain/message.ts'
import type { Scope } from '../../domain/scope.ts'
import type { Ports } from '../../ports/ports.ts'
import type { Transport } from '../../ports/transport.ts'

export async function transportsFor(
  ports: Pick<Ports, 'transports'>,
  scope: Scope,
  channel: Channel,
): Promise<readonly Transport[]> {
  return (await ports.transports(scope)).filter((transport) => transport.channel === channel)
}
