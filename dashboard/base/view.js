export { html } from 'htm/preact'
export { createContext, render } from 'preact'
export { useCallback, useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
