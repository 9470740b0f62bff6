/** Postern in the browser. The list below is what semantic versioning promises. */
export {}
