import { ApiError } from '../../client/api-error.js'
import { watchSession } from './account.js'
import { useCallback, useEffect, useState } from './view.js'

/**
 * The data of a view and the state of its loading. The data stays while it is reloaded, and when a reload fails.
 * @template Data
 * @typedef {object} Loaded
 * @property {Data | null} data
 * @property {ApiError | null} error
 * @property {boolean} loading
 * @property {boolean} outdated whether the data was loaded for earlier inputs
 * @property {() => void} reload
 * @property {(change: (data: Data) => Data) => void} update changes the data without loading it
 */

/**
 * Loads data now, and again whenever one of its inputs changes.
 * @template Data
 * @param {(signal: AbortSignal) => Promise<Data>} load
 * @param {unknown[]} inputs what `load` depends on
 * @param {{ keep?: boolean }} [options] keep: the data stays when the session ends
 * @returns {Loaded<Data>}
 */
export function useLoad(load, inputs, { keep = false } = {}) {
  const wanted = JSON.stringify(inputs)
  const [round, setRound] = useState(0)
  const [{ loaded, ...state }, setState] = useState(
    /** @type {State<Data>} */ ({ data: null, error: null, loading: true, loaded: wanted }),
  )
  useEffect(() => {
    const controller = new AbortController()
    /** @param {(before: State<Data>) => State<Data>} change */
    const unlessStale = change => controller.signal.aborted || setState(change)
    unlessStale(now => ({ ...now, loading: true }))
    load(controller.signal).then(
      data => unlessStale(() => ({ data, error: null, loading: false, loaded: wanted })),
      error =>
        unlessStale(({ data, loaded }) => ({
          // Data of earlier inputs must not be shown as the result for these.
          data: loaded === wanted ? data : null,
          error: known(error),
          loading: false,
          loaded: wanted,
        })),
    )
    return () => controller.abort()
  }, [round, ...inputs])
  const reload = useCallback(() => setRound(round => round + 1), [])
  useEffect(
    () =>
      watchSession(change => {
        if (change === 'ended' && !keep) setState(now => ({ ...now, data: null }))
        if (change !== 'changed') reload()
      }),
    [],
  )
  const update = useCallback(
    /** @param {(data: Data) => Data} change */
    change => setState(now => (now.data === null ? now : { ...now, data: change(now.data) })),
    [],
  )
  return { ...state, outdated: state.data !== null && loaded !== wanted, reload, update }
}

/**
 * @template Data
 * @typedef {{ data: Data | null, error: ApiError | null, loading: boolean, loaded: string }} State
 */

/**
 * @param {unknown} error
 * @returns {ApiError}
 */
export const known = error =>
  error instanceof ApiError ? error : new ApiError('unexpected', 'Something went wrong on this page', { cause: error })

/** State for an action that the reader starts: whether it is running, and its last error. */
export function useAction() {
  const [state, setState] = useState({ busy: false, error: /** @type {ApiError | null} */ (null) })
  /** @param {() => Promise<unknown>} act */
  async function run(act) {
    setState(({ error }) => ({ busy: true, error }))
    try {
      await act()
      setState({ busy: false, error: null })
    } catch (error) {
      setState({ busy: false, error: known(error) })
    }
  }
  return { ...state, run }
}
