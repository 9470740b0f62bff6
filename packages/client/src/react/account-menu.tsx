/** Who is in, and what she may do with it: a menu button as the ARIA authoring practices describe it. */
import { type JSX, type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { useKnown } from './provider.tsx'

export interface AccountMenuItem {
  readonly label: string
  /** A link, or else what is done. */
  readonly href?: string | undefined
  readonly onSelect?: (() => void) | undefined
}

export interface AccountMenuProps {
  /** Between the account page and the way out. */
  readonly items?: readonly AccountMenuItem[] | undefined
  /** Of the account page. The hosted one by default; `null` for none. In bearer mode there is none. */
  readonly accountUrl?: string | null | undefined
  readonly texts?: Partial<AccountMenuTexts> | undefined
  /** Nobody is in here any more. In bearer mode also where the server could not be told. */
  readonly onSignedOut?: (() => void) | undefined
  /** The server could not be told of a sign-out. In cookie mode its user is still in, and reads so. */
  readonly onError?: ((fault: unknown) => void) | undefined
  readonly className?: string | undefined
}

export interface AccountMenuTexts {
  readonly account: string
  readonly signOut: string
  readonly stillIn: string
}

const english: AccountMenuTexts = {
  account: 'Your account',
  signOut: 'Sign out',
  stillIn: 'You are still signed in: we can’t be reached from here. Try it again in a minute.',
}

/** Nothing while nobody is in. */
export function AccountMenu(props: AccountMenuProps): JSX.Element | null {
  const { client, user } = useKnown()
  const [stillIn, setStillIn] = useState(false)
  const texts = { ...english, ...props.texts }
  if (!user) return null
  const hosted = client.mode === 'cookie' ? `${client.baseUrl}/account` : null
  const { accountUrl = hosted, items = [] } = props
  const leave = async (): Promise<void> => {
    setStillIn(false)
    try {
      await client.signOut()
    } catch (fault) {
      props.onError?.(fault)
      if (client.mode === 'cookie') return setStillIn(true)
    }
    props.onSignedOut?.()
  }
  const all = [
    ...(accountUrl === null ? [] : [{ label: texts.account, href: accountUrl }]),
    ...items,
    { label: texts.signOut, onSelect: () => void leave() },
  ]
  return (
    <MenuButton items={all} className={props.className} problem={stillIn && texts.stillIn}>
      <span className="postern-face" aria-hidden="true">
        {[...(user.name ?? user.email)][0]?.toUpperCase()}
      </span>
      <bdi className="postern-who">{user.name ?? user.email}</bdi>
    </MenuButton>
  )
}

function MenuButton(props: {
  readonly items: readonly AccountMenuItem[]
  readonly className: string | undefined
  readonly problem: ReactNode
  readonly children: ReactNode
}): JSX.Element {
  const { items, className = '', problem, children } = props
  const [at, setAt] = useState<number | undefined>()
  const id = useId()
  const whole = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const open = at !== undefined
  useEffect(() => {
    if (at !== undefined) whole.current?.querySelectorAll<HTMLElement>('[role=menuitem]')[at]?.focus()
  }, [at])
  useAway(whole, open, setAt)
  const close = (): void => {
    setAt(undefined)
    button.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') return setAt(undefined)
    if (event.key === 'Escape' && open) return close()
    const next = moved(event.key, at, items)
    if (next === undefined) return
    event.preventDefault()
    setAt(next)
  }
  return (
    <div className={`postern postern-account ${className}`} ref={whole} onKeyDown={onKeyDown}>
      <button
        id={id}
        ref={button}
        type="button"
        className="postern-account-button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? `${id}menu` : undefined}
        onClick={() => setAt(open ? undefined : 0)}
      >
        {children}
      </button>
      <p className="postern-wrong" role="alert">
        {problem}
      </p>
      {open && (
        <div className="postern-menu" id={`${id}menu`} role="menu" aria-labelledby={id}>
          {items.map((item, index) => (
            <Item key={`${index} ${item.label}`} item={item} current={index === at} close={close} />
          ))}
        </div>
      )}
    </div>
  )
}

/** Shuts an open menu when something else is pressed. */
function useAway(whole: RefObject<HTMLElement | null>, open: boolean, setAt: (at: undefined) => void): void {
  useEffect(() => {
    if (!open) return undefined
    const away = ({ target }: Event): void => {
      if (!whole.current?.contains(target as Node)) setAt(undefined)
    }
    document.addEventListener('pointerdown', away)
    return () => document.removeEventListener('pointerdown', away)
  }, [whole, open, setAt])
}

function Item(props: {
  readonly item: AccountMenuItem
  readonly current: boolean
  readonly close: () => void
}): JSX.Element {
  const { label, href, onSelect } = props.item
  const choose = (): void => {
    props.close()
    onSelect?.()
  }
  const shared = { role: 'menuitem', tabIndex: props.current ? 0 : -1, onClick: choose }
  return href === undefined ? (
    <button type="button" {...shared}>
      {label}
    </button>
  ) : (
    <a href={href} {...shared}>
      {label}
    </a>
  )
}

/** Where a key leads; `undefined` for keys that lead nowhere. */
function moved(key: string, at: number | undefined, items: readonly AccountMenuItem[]): number | undefined {
  const last = items.length - 1
  switch (key) {
    case 'ArrowDown':
      return at === undefined || at === last ? 0 : at + 1
    case 'ArrowUp':
      return at === undefined || at === 0 ? last : at - 1
    case 'Home':
      return at === undefined ? undefined : 0
    case 'End':
      return at === undefined ? undefined : last
  }
  if (at === undefined || key.length !== 1 || key === ' ') return undefined
  const begins = (index: number): boolean =>
    items[index % items.length]?.label.toLowerCase().startsWith(key.toLowerCase()) === true
  const found = items.map((_, step) => at + 1 + step).find(begins)
  return found === undefined ? undefined : found % items.length
}
