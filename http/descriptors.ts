/**
 * The most connections of an instance, if it may open enough files. A connection that downloads takes 25 kB: 250 MB for
 * all.
 */
const MOST_CONNECTIONS = 10_000
/** The fewest connections that a gateway in front of keyward needs, even if few files can be opened. */
const LEAST_CONNECTIONS = 8
/** Descriptors for everything else: the embedded database has about 100 files, Node about 30. */
const RESERVED = 200

/**
 * @returns how many clients can be connected, so that enough descriptors remain for the database pool and everything
 *   else
 */
export function connectionsFor(databasePoolMax: number, openFiles = openFilesLimit()) {
  const left = [openFiles - RESERVED - databasePoolMax].filter(Number.isFinite)
  return Math.max(LEAST_CONNECTIONS, Math.min(MOST_CONNECTIONS, ...left))
}

/** The system's limit on open files; NaN if there is none or it is unknown (Windows). */
function openFilesLimit() {
  Object.assign(process.report, { excludeNetwork: true })
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files: { soft: unknown } } }
  return Number(Object(userLimits?.open_files).soft)
}
