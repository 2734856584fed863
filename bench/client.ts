import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 256 })

/** A request whose answer's body is of no interest. @returns its status; 0 when there was no answer */
export function send(method: string, url: string, headers: Record<string, string>, body?: string): Promise<number> {
  return new Promise(resolve => {
    // Node announces the body of a DELETE neither by its length nor in chunks.
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const sent = request(url, { method, headers: { ...headers, ...length }, agent }, reply => {
      reply.resume()
      reply.on('end', () => resolve(reply.statusCode ?? 0))
    })
    sent.on('error', () => resolve(0))
    sent.end(body)
  })
}

export const useKey = (base: string, key: string) =>
  send('GET', `${base}/forward-auth`, { authorization: `Bearer ${key}` })

export const revokeKey = (base: string, { id, token }: { id: string; token: string }) =>
  send('DELETE', `${base}/api/v1/keys/${id}`, { cookie: `sb-access-token=${token}` })
