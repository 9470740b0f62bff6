/** The input of a store's command. */
export type In<C extends (input: never) => Promise<unknown>> = Parameters<C>[0]
/** What a store's command answers, without the promise. */
export type Out<C extends (input: never) => Promise<unknown>> = Awaited<ReturnType<C>>
