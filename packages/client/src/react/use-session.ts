import { useEffect, useState } from 'react'
import type { Session } from '../types.ts'
import { useKnown } from './provider.tsx'

/** This session, asked for anew when somebody else signs in; `undefined` while it is not known, `null` for none. */
export function useSession(): Session | null | undefined {
  const { client, user } = useKnown()
  const id = user?.id
  const [found, setFound] = useState<{ readonly of: string; readonly session: Session | null }>()
  useEffect(() => {
    if (id === undefined) return undefined
    let wanted = true
    client.getSession().then(
      (session) => wanted && setFound({ of: id, session }),
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [client, id])
  if (user === null) return null
  return found !== undefined && found.of === id ? found.session : undefined
}
