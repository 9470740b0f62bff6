/** One client for a tree of components, and who is in. */
import { createContext, type JSX, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { PosternClient } from '../options.ts'
import type { AppTypes, User } from '../types.ts'
import { keepAttempt } from './kept-attempt.ts'

export interface PosternProviderProps<T extends AppTypes> {
  readonly client: PosternClient<T>
  /**
   * Who is in, where the server that renders the page knows it already, as the library's `getUser` answers it: nothing
   * flickers then.
   */
  readonly initialUser?: InitialUser<T> | null | undefined
  readonly children?: ReactNode
}

/** A user of this client, or of the library, where times are dates. */
export type InitialUser<T extends AppTypes = AppTypes> = Omit<User<T>, 'createdAt'> & {
  readonly createdAt: string | Date
}

/** `undefined` while nobody knows yet. */
export interface Known {
  readonly client: PosternClient<AppTypes>
  readonly user: User | null | undefined
}

const Context = createContext<Known | undefined>(undefined)

export function PosternProvider<T extends AppTypes>(props: PosternProviderProps<T>): JSX.Element {
  const { client, initialUser, children } = props
  const [user, setUser] = useState(() => initialUser && onTheWire(initialUser))
  useEffect(() => {
    return client.onAuthStateChange((now) => {
      // What a tab was waiting for is over, unless a sign-in is still shown: that keeps it anew.
      if (now) keepAttempt(undefined)
      setUser(now)
    })
  }, [client])
  const known = useMemo(() => ({ client, user }) as unknown as Known, [client, user])
  return <Context.Provider value={known}>{children}</Context.Provider>
}

function onTheWire<T extends AppTypes>({ createdAt, ...user }: InitialUser<T>): User<T> {
  return { ...user, createdAt: new Date(createdAt).toISOString() } as User<T>
}

/** The provider's client, for everything that has no hook. */
export function usePostern<T extends AppTypes = AppTypes>(): PosternClient<T> {
  return useKnown().client as unknown as PosternClient<T>
}

export function useKnown(): Known {
  const known = useContext(Context)
  if (known === undefined) throw new TypeError('PosternProvider is missing above this component')
  return known
}
