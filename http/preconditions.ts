import type { IncomingHttpHeaders } from 'node:http'
import { invalidField } from '../errors.ts'

/** The validators of a file, which clients compare with their copy. */
export interface Validators {
  etag: string
  /** As in the Last-Modified header. */
  lastModified: string
  /** Bytes. */
  length: number
}

/** A range of bytes, inclusive at both ends. */
export interface Part {
  first: number
  last: number
}

/**
 * Selects the bytes of a file that a request asks for (RFC 9110, 13.2.2 and 14.2). A request for several ranges gets
 * the whole file.
 * @returns 'unchanged' if the client already has the file
 * @throws 400 for a false precondition, or a range outside of the file
 */
export function selectedBytes(headers: IncomingHttpHeaders, file: Validators): 'unchanged' | 'whole' | Part {
  const { etag, lastModified } = file
  const { 'if-match': match, 'if-unmodified-since': unmodifiedSince, 'if-none-match': noneMatch } = headers
  if (match !== undefined && !names(match, etag)) throw unmet('If-Match')
  if (unmodifiedSince !== undefined && Date.parse(unmodifiedSince) < Date.parse(lastModified))
    throw unmet('If-Unmodified-Since')
  const wantsFresh = headers['cache-control']?.includes('no-cache')
  const isUnchanged =
    noneMatch === undefined ? since(headers['if-modified-since'], lastModified) : names(noneMatch, etag)
  if (isUnchanged && !wantsFresh) return 'unchanged'
  return isOfThisFile(headers['if-range']?.toString(), file) ? partIn(headers.range, file.length) : 'whole'
}

const unmet = (header: string) => invalidField(header, 'does not match the file')

/** Whether a list contains the tag. Weak tags match too. */
const names = (tags: string, etag: string) =>
  tags
    .split(',')
    .map(tag => tag.trim())
    .some(tag => tag === '*' || tag === etag || `W/${tag}` === etag)

const since = (date: string | undefined, lastModified: string) =>
  date !== undefined && Date.parse(date) >= Date.parse(lastModified)

/** Whether a range refers to the present content of the file. */
function isOfThisFile(ifRange: string | undefined, { etag, lastModified }: Validators) {
  if (ifRange === undefined) return true
  return ifRange === etag || since(ifRange, lastModified)
}

function partIn(range: string | undefined, length: number): 'whole' | Part {
  const given = /^ *bytes=(.*)$/.exec(range ?? '')?.[1]
  if (given === undefined || given.includes(',')) return 'whole'
  const [, from = '', to = ''] = /^\s*(\d*)\s*-\s*(\d*)\s*$/.exec(given) ?? []
  const last = length - 1
  // Without a start, the number is a count of bytes from the end.
  const part =
    from === ''
      ? { first: Math.max(0, length - Number(to)), last }
      : { first: Number(from), last: to === '' ? last : Math.min(Number(to), last) }
  if (part.first > part.last) throw unmet('Range')
  return part
}
