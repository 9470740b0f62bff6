/** The origin every server is told it has. The real port differs; nobody builds anything from it. */
export const host = 'localhost:8080'
export const baseUrl: string = `http://${host}`
