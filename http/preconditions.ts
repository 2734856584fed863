import type { IncomingHttpHeaders } from 'node:http'
import { invalidField } from '../errors.ts'

/** The validators of a file, with which a client compares its copy. */
export interface Validators {
  etag: string
  /** As in the Last-Modified header. */
  lastModified: string
  /** Bytes. */
  length: number
}

/** Bytes of a file, both included. */
export interface Part {
  first: number
  last: number
}

/**
 * Which bytes of a file a request is for (RFC 9110, 13.2.2 and 14.2). Of several ranges at once, none is honored.
 * @returns 'unchanged' if the client has the file already, a part for a range, and otherwise the whole
 * @throws 400 for a precondition that is false, or a range outside of the file
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

/** Whether a list of tags has this one; weak tags are enough to compare with. */
const names = (tags: string, etag: string) =>
  tags
    .split(',')
    .map(tag => tag.trim())
    .some(tag => tag === '*' || tag === etag || `W/${tag}` === etag)

const since = (date: string | undefined, lastModified: string) =>
  date !== undefined && Date.parse(date) >= Date.parse(lastModified)

/** Whether a range is meant of the file as it is now. */
function isOfThisFile(ifRange: string | undefined, { etag, lastModified }: Validators) {
  if (ifRange === undefined) return true
  return ifRange === etag || since(ifRange, lastModified)
}

function partIn(range: string | undefined, length: number): 'whole' | Part {
  const given = /^ *bytes=(.*)$/.exec(range ?? '')?.[1]
  if (given === undefined || given.includes(',')) return 'whole'
  const [, from = '', to = ''] = /^\s*(\d*)\s*-\s*(\d*)\s*$/.exec(given) ?? []
  const last = length - 1
  // Without a beginning, it is the last so many bytes.
  const part =
    from === ''
      ? { first: Math.max(0, length - Number(to)), last }
      : { first: Number(from), last: to === '' ? last : Math.min(Number(to), last) }
  if (part.first > part.last) throw unmet('Range')
  return part
}
