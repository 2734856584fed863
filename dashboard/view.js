export {
  html,
  render,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from '../node_modules/htm/preact/standalone.module.js'
