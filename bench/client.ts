import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true, maxSockets: 256 })

/** Sends a request and discards the body of the response. @returns the status; 0 if there was no response */
export function send(method: string, url: string, headers: Record<string, string>, body?: string): Promise<number> {
  return new Promise(resolve => {
    // For the body of a DELETE, Node sends neither a length nor chunks.
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
