/** Something that is opened at its first use, once, however many ask at the same time. */
export interface Opened<T> {
  opened(): T | undefined
  open(): Promise<T>
  /** Closes what was opened, once, and lets nothing be opened again. */
  close(): Promise<void>
}

export function openOnce<T extends { close(): Promise<void> }>(make: () => Promise<T>): Opened<T> {
  let opening: Promise<T> | undefined
  let opened: T | undefined
  let closing: Promise<void> | undefined
  const closeAll = async (): Promise<void> => {
    const made = await opening?.catch(() => undefined)
    await made?.close()
  }
  return {
    opened: () => opened,
    open() {
      if (closing) return Promise.reject(new Error('postern is closed'))
      opening ??= make().then(
        (made) => {
          opened = made
          return made
        },
        (fault: unknown) => {
          // What could not be opened now may be there at the next call.
          opening = undefined
          throw fault
        },
      )
      return opening
    },
    close() {
      closing ??= closeAll()
      return closing
    },
  }
}
