import { readDeployment } from '../config/config.ts'

/** Longer than any operation at `/admin/v1` takes. */
const TIMEOUT_MS = 30_000

export interface AdminRequest {
  method: 'GET' | 'POST' | 'DELETE'
  /** Below `/admin/v1`, encoded. */
  path: string
  body?: object
}

/**
 * Sends a request to `/admin/v1` of the deployment in KEYWARD_URL, with the token in ADMIN_TOKEN.
 * @returns the body of a successful response
 * @throws an Error for all others, with the code, the details and the request ID
 */
export async function adminRequest<T>({ method, path, body }: AdminRequest): Promise<T> {
  const { url, token } = readDeployment()
  const reply = await fetch(`${url.replace(/\/+$/, '')}/admin/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
    // A redirect could lead the token elsewhere.
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const text = await reply.text()
  if (!reply.ok) throw new Error(problemOf(reply.status, text))
  return JSON.parse(text)
}

function problemOf(status: number, text: string) {
  const { code, message, details, request_id } = errorIn(text)
  if (!code) return `unexpected response with status ${status}`
  return `${message} (${status} ${code}${details ? `, ${JSON.stringify(details)}` : ''}, ${request_id})`
}

function errorIn(text: string): Record<string, unknown> {
  try {
    return Object(Object(JSON.parse(text)).error)
  } catch {
    return {}
  }
}
