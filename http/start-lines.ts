/** Pino's level "info". */
const INFO = 30

/**
 * Formats the output after the process has started to listen, at every log level: a list of addresses on a terminal,
 * otherwise one line of JSON like the rest of the log.
 * @param signIn the link that signs a browser in to a demo
 */
export function startLines(
  address: string,
  { isTerminal, signIn }: { isTerminal: boolean; signIn?: string | undefined },
) {
  const msg = `keyward listens on ${address}`
  const [page, docs] = [`${address}/`, `${address}/docs`]
  if (!isTerminal) return `${JSON.stringify({ level: INFO, time: Date.now(), msg, page, docs, sign_in: signIn })}\n`
  const lines = [msg, `  page        ${page}`, `  Swagger UI  ${docs}`, ...(signIn ? [`  sign in     ${signIn}`] : [])]
  return `${lines.join('\n')}\n`
}
