import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { REVOKED, RevokedLine } from '../schemas/revoked-line.ts'

const ajv = new Ajv({ strict: false })
formats.default(ajv)
const isRevokedLine = ajv.compile<RevokedLine>(RevokedLine)

export interface Reading {
  /** One line a key: the earliest. */
  lines: RevokedLine[]
  /** Numbers of lines that speak of a revocation and cannot be read. */
  unreadable: number[]
}

/**
 * Finds the lines of revocations in a log. They may have a prefix, as log shippers add; all other lines are ignored.
 * One that mentions a revocation and cannot be read is not ignored: it may be the only trace of a key that is alive.
 */
export async function readRevokedLines(log: AsyncIterable<string>): Promise<Reading> {
  const earliest = new Map<string, RevokedLine>()
  const unreadable: number[] = []
  let number = 0
  for await (const text of log) {
    number++
    if (!text.includes(REVOKED)) continue
    const line = parse(text)
    if (line === undefined) unreadable.push(number)
    else keep(earliest, line)
  }
  return { lines: [...earliest.values()], unreadable }
}

/** A key that was revoked again after an earlier restore has lines of both revocations. */
function keep(earliest: Map<string, RevokedLine>, line: RevokedLine) {
  const key = `${line.key_id} ${line.digest}`
  const known = earliest.get(key)
  if (!known || line.at < known.at) earliest.set(key, line)
}

/** The object that a line ends with. */
function parse(text: string): RevokedLine | undefined {
  for (let start = text.indexOf('{'); start >= 0; start = text.indexOf('{', start + 1)) {
    const line = asJson(text.slice(start))
    if (isRevokedLine(line)) return { ...line, at: new Date(line.at) }
  }
  return undefined
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
