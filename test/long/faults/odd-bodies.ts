import fc from 'fast-check'
import { type Operation, requestsOf } from '../../bad-input/document-requests.ts'

/** The limit of most routes and that of the others, without the bytes around the content of a body. */
const FILLS = [65_000, 1_048_000]
const DEPTH = 20_000

const LARGE = FILLS.flatMap(bytes => [
  (name: string) => `{"${name}":"${'x'.repeat(bytes)}"}`,
  // Escapes take six bytes a character, and characters outside the basic plane four.
  (name: string) => `{"${name}":"${'\\u0000'.repeat(bytes / 6)}"}`,
  (name: string) => `{"${name}":"${'\u{1f511}'.repeat(bytes / 4)}"}`,
  (name: string) => `{"${name}":[${'0,'.repeat(bytes / 2)}0]}`,
  (name: string) => `{"${name}":[${'"x",'.repeat(bytes / 4)}"x"]}`,
  (name: string) => `{"${name}":"","${'x'.repeat(bytes)}":1}`,
  () => ' '.repeat(bytes),
])

const ODD = [
  (name: string) => `{"${name}":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}}`,
  (name: string) => `{${Array.from({ length: 5_000 }, (_, at) => `"${name}${at}":0`).join()}}`,
  (name: string) => `{"${name}":`,
  (name: string) => `{"__proto__":{"${name}":1}}`,
  () => '',
  () => 'null',
  () => '[]',
]

/** Of these as many as an operation gets in a round. */
const BY_THE_DOCUMENT = 5

export interface Sent {
  url: string
  body: string | undefined
}

/** Requests of an operation: the largest and the oddest bodies, and some as documented or almost so. */
export function oddRequests(path: string, operation: Operation, ids: readonly string[], large: boolean): Sent[] {
  const made = fc.sample(requestsOf(path, operation, ids), BY_THE_DOCUMENT)
  const url = path.replace(/{\w+}/g, ids[0] as string)
  const schema = operation.requestBody?.content['application/json']?.schema
  const names = Object.keys(schema?.properties ?? { x: 1 })
  const bodies = [...(large ? LARGE : []), ...ODD].map((bodyOf, at) => bodyOf(names[at % names.length] as string))
  return [
    ...made.map(({ url, body }) => ({ url, body })),
    ...(operation.requestBody ? bodies : []).map(body => ({ url, body })),
  ]
}
