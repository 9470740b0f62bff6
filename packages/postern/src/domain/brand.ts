declare const brand: unique symbol

/** A nominal type over a structural one. Used only where a mix-up would be a vulnerability. */
export type Brand<T, B extends string> = T & { readonly [brand]: B }
