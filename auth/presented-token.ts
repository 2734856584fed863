/**
 * The password of HTTP Basic, in both readings: OAuth clients encode it as a form first (RFC 6749, 2.3.1), everything
 * else, such as `curl -u`, sends it as it is.
 * @returns nothing for another scheme
 */
export function basicPasswords(authorization: string): string[] {
  const [, encoded] = /^basic[ \t]+(\S+)$/i.exec(authorization) ?? []
  if (encoded === undefined) return []
  const pair = Buffer.from(encoded, 'base64').toString('utf8')
  const password = pair.slice(pair.indexOf(':') + 1)
  return [password, String(new URLSearchParams(`x=${password.replaceAll('&', '%26')}`).get('x'))]
}
