/** One client for a tree of components, and who is in. */
import { createContext, type JSX, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { PosternClient } from '../options.ts'
import type { AppTypes, User } from '../types.ts'

export interface PosternProviderProps<T extends AppTypes> {
  readonly client: PosternClient<T>
  /** Who is in, where the server that renders the page knows it already: nothing flickers then. */
  readonly initialUser?: User<T> | null
  readonly children?: ReactNode
}

/** `undefined` while nobody knows yet. */
export interface Known {
  readonly client: PosternClient<AppTypes>
  readonly user: User | null | undefined
}

const Context = createContext<Known | undefined>(undefined)

export function PosternProvider<T extends AppTypes>(props: PosternProviderProps<T>): JSX.Element {
  const { client, initialUser, children } = props
  const [user, setUser] = useState<User<T> | null | undefined>(initialUser)
  useEffect(() => client.onAuthStateChange(setUser), [client])
  const known = useMemo(() => ({ client, user }) as unknown as Known, [client, user])
  return <Context.Provider value={known}>{children}</Context.Provider>
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
