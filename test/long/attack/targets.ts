/** A request for sqlmap, and the part of it to test. */
export interface Target {
  name: string
  args: string[]
}

/** Every place where a text of a client gets to the database. */
export async function targetsOf(url: string, cookie: string, token: string): Promise<Target[]> {
  const created = await fetch(`${url}/api/v1/keys`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: '{"name":"under attack"}',
  })
  const { id, key } = (await created.json()) as { id: string; key: string }
  const keys = `${url}/api/v1/keys`
  const person = ['--cookie', cookie]
  const json = (method: string, body: object) => [
    '--method',
    method,
    '-H',
    'Content-Type: application/json',
    '--data',
    JSON.stringify(body),
  ]
  return [
    {
      name: 'search of keys',
      args: ['-u', `${keys}?q=a&status=all&sort=-created_at`, '-p', 'q,status,sort', ...person],
    },
    { name: 'cursor of keys', args: ['-u', `${keys}?cursor=${id}`, '-p', 'cursor', ...person] },
    {
      name: 'search of the history',
      args: ['-u', `${url}/api/v1/audit-events?q=a&key_id=${id}`, '-p', 'q,key_id', ...person],
    },
    { name: 'usage', args: ['-u', `${url}/api/v1/usage?key_id=${id}&days=7`, '-p', 'key_id,days', ...person] },
    { name: 'ID of a key in a path', args: ['-u', `${keys}/${id}*`, ...person] },
    {
      name: 'name and description',
      args: ['-u', `${keys}/${id}`, ...json('PATCH', { name: 'a', description: 'b' }), ...person],
    },
    {
      name: 'verify',
      args: [
        '-u',
        `${url}/api/v1/verify`,
        ...json('POST', { key, count: false }),
        '-H',
        `Authorization: Bearer ${token}`,
      ],
    },
    { name: 'key in a header', args: ['-u', `${url}/forward-auth`, '-H', `X-API-Key: ${key}*`] },
    { name: 'key in a query', args: ['-u', `${url}/api/v1/me?api_key=${key}`, '-p', 'api_key'] },
    { name: 'reason of a revocation', args: ['-u', `${keys}/${id}`, ...json('DELETE', { reason: 'a' }), ...person] },
  ]
}

/** @returns the milliseconds that an answer takes, infinity if it is none or no success */
export async function ask(url: string, cookie: string) {
  const begun = performance.now()
  const answer = await fetch(url, { headers: { cookie } }).catch(() => undefined)
  await answer?.arrayBuffer()
  return answer?.ok ? performance.now() - begun : Number.POSITIVE_INFINITY
}
