import { showAccount, watchSession } from './account.js'
import { api } from './api.js'
import { useLoad } from './load.js'
import { useEffect, useState } from './view.js'

/**
 * Who is signed in. When another account has signed in, everything is loaded again for that one.
 * @returns {import('./load.js').Loaded<import('../../client/client.js').Session> & { isOther: boolean, accept: () => void }}
 * isOther: whether that has happened since `accept` was called
 */
export function useSession() {
  const [{ round, isOther }, set] = useState({ round: 0, isOther: false })
  useEffect(
    () => watchSession(turn => turn === 'changed' && set(({ round }) => ({ round: round + 1, isOther: true }))),
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
  return session
}
