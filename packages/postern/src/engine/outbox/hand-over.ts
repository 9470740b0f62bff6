/** Handing one message to one transport. Whatever that does, or fails to do, this answers: a slot is never lost to it. */
import { type Duration, seconds } from '../../domain/instant.ts'
import type { Rendered } from '../../domain/message.ts'
import type { Handover, Transport } from '../../ports/transport.ts'
import { handoverLimit } from '../rules/lifetimes.ts'
import type { DeliveryTools } from './delivery-tools.ts'

/** How long a transport may take to end what it was told to end. */
const grace: Duration = seconds(5)

const silent: Handover = {
  kind: 'down',
  reason: 'transport-silent',
  mend: `It answered nothing in ${handoverLimit / 1000} s, nor ${grace / 1000} s after its signal was aborted.`,
}

export async function handOver(
  { deadline }: Pick<DeliveryTools, 'deadline'>,
  transport: Transport,
  rendered: Rendered,
): Promise<Handover> {
  const limit = deadline(handoverLimit)
  try {
    return await Promise.race([transport.send(rendered, limit.signal), silence(deadline, limit.signal)])
  } catch {
    return { kind: 'down', reason: 'transport-threw' }
  } finally {
    limit.clear()
  }
}

function silence(deadline: DeliveryTools['deadline'], limit: AbortSignal): Promise<Handover> {
  return new Promise((resolve) => {
    limit.addEventListener('abort', () => {
      deadline(grace).signal.addEventListener('abort', () => resolve(silent))
    })
  })
}
