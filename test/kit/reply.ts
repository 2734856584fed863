export interface Reply {
  /** NaN when no answer came. */
  status: number
  /** By lower-case name; values of a repeated header are joined with commas. */
  headers: Record<string, string>
  body: string
  /** The body, which must be JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read any response
  json(): any
  /** From the connection to its end. */
  milliseconds: number
}

/** @param bytes everything received; interim responses such as 100 Continue precede the final one */
export function parse(bytes: Buffer): Omit<Reply, 'milliseconds'> {
  const end = bytes.indexOf('\r\n\r\n')
  const rest = bytes.subarray(end + 4)
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  if (statusLine.startsWith('HTTP/1.1 1')) return parse(rest)
  const headers: Record<string, string> = {}
  for (const line of lines) {
    const [, name = '', value = ''] = /^([^:]*):\s*(.*)$/.exec(line) ?? []
    const before = headers[name.toLowerCase()]
    headers[name.toLowerCase()] = before === undefined ? value : `${before}, ${value}`
  }
  const body = (headers['transfer-encoding'] === 'chunked' ? joined(rest) : rest).toString()
  return { status: Number(statusLine.split(' ')[1]), headers, body, json: () => JSON.parse(body) }
}

/** A body without the sizes of its chunks. */
function joined(bytes: Buffer): Buffer {
  const end = bytes.indexOf('\r\n')
  const size = Number.parseInt(bytes.subarray(0, end).toString(), 16)
  if (!(size > 0)) return Buffer.alloc(0)
  const from = end + 2
  return Buffer.concat([bytes.subarray(from, from + size), joined(bytes.subarray(from + size + 2))])
}
