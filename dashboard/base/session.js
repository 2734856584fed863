import { showAccount, watchSession } from './account.js'
import { api } from './api.js'
import { useLoad } from './load.js'
import { rememberPrefixes } from './secrets.js'
import { useEffect, useState } from './view.js'

/**
 * The session. If it changes to a different account, everything is loaded again for that account.
 * @returns {import('./load.js').Loaded<import('../../client/client.js').Session> & { isOther: boolean, accept: () => void }}
 * isOther: whether the account has changed since `accept` was last called
 */
export function useSession() {
  const [{ round, isOther }, set] = useState({ round: 0, isOther: false })
  useEffect(
    () => watchSession(change => change === 'changed' && set(({ round }) => ({ round: round + 1, isOther: true }))),
    [],
  )
  const session = useLoad(read, [round], { keep: true })
  const accept = () => set(({ round }) => ({ round, isOther: false }))
  return { ...session, data: session.outdated ? null : session.data, isOther, accept }
}

/** @param {AbortSignal} signal */
async function read(signal) {
  const session = await api.session({ signal })
  if (!signal.aborted) showAccount(session.account_id)
  // During an upgrade, an instance of the earlier release may answer, which has one prefix and does not name it.
  rememberPrefixes(session.key_prefixes ?? ['sk_live_'])
  return session
}
