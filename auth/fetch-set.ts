export interface Source<T> {
  url: string | URL
  /** If `url` is a document that names the address of the set: finds it. @throws if the document is unsuitable */
  locate?: ((document: string) => URL) | undefined
  /** Parses the text of a response. @throws if it is not a key set */
  parse(text: string): T
  /** The set to use for a 404; if unset, a 404 is a failure. */
  absent?: T
  /** The largest response; by default, 256 kB. */
  mostBytes?: number | undefined
}

/** Requests give up earlier (auth/published-set.ts). */
const FETCH_MS = 10_000
/** Real key sets have a few kB. */
const MOST_BYTES = 262_144

/** @throws if no key set can be fetched within ten seconds */
export async function fetchSet<T>(source: Source<T>, closing: AbortSignal): Promise<T> {
  const { url, locate, parse, absent, mostBytes = MOST_BYTES } = source
  const signal = AbortSignal.any([closing, AbortSignal.timeout(FETCH_MS)])
  const get = async (address: string | URL) => {
    // Redirects are not followed: the address is a setting, or the provider's document names it.
    const response = await fetch(address, { signal, redirect: 'manual', headers: { accept: 'application/json' } })
    if (response.ok) return textOf(response, mostBytes)
    await response.body?.cancel()
    if (response.status === 404 && absent !== undefined) return undefined
    throw new Error(`the server answered ${response.status}`)
  }
  const text = await get(url)
  const set = locate && text !== undefined ? await get(locate(text)) : text
  return set === undefined ? (absent as T) : parsed(set, parse)
}

function parsed<T>(text: string, parse: (text: string) => T) {
  try {
    return parse(text)
  } catch (error) {
    throw new Error(`the response is not a key set: ${(error as Error).message}`)
  }
}

async function textOf({ body }: Response, mostBytes: number) {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of body ?? []) {
    bytes += part.length
    if (bytes > mostBytes) throw new Error(`the response has more than ${mostBytes} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** The reason why a fetch failed, for the log. `fetch` throws "fetch failed" and keeps the reason in the cause. */
export function reasonOf(error: Error) {
  if (error.name === 'TimeoutError') return `no complete response within ${FETCH_MS / 1000} s`
  const { code, message } = (error.cause ?? error) as NodeJS.ErrnoException
  return [code, message].filter(Boolean).join(': ')
}
