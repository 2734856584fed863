import { isWellFormed } from '../auth/api-key.ts'
import { KEY_PREFIX } from '../schemas/credentials.ts'
import { spanFinder } from './key-spans.ts'
import { readings } from './readings.ts'

/** Finds what may be keys of this service in a text: each once. */
export type FindKeys = (text: string) => Set<string>

/** No two can overlap, because only the first two underscores of a key stand where they do. */
const OWN = new RegExp(`${KEY_PREFIX}[0-9A-Za-z]{8}_[0-9A-Za-z]{49}`, 'g')

/**
 * People report keys as they come across them: in a header, a URL, a line of JSON, quotes, a wrapped mail. Keys of our
 * own format are found even between other letters, because their checksum tells where they end; others as whole words.
 * @param shapes of keys that were made elsewhere, each for a whole text
 */
export function keyFinder(shapes: readonly RegExp[]): FindKeys {
  const imported = shapes.map(shape => ({ shape, find: spanFinder(shape) }))
  return function findKeys(text) {
    const keys = new Set<string>()
    for (const reading of readings(text)) {
      for (const [key] of reading.matchAll(OWN)) if (isWellFormed(key)) keys.add(key)
      for (const { find } of imported) for (const [from, to] of find(reading)) keys.add(reading.slice(from, to))
    }
    for (const { shape } of imported) if (shape.test(text)) keys.add(text)
    return keys
  }
}
