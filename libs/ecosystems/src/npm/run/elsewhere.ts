import { hostOf } from '../imports/host-modules.ts';
import { describeFailure, type Failure, missingModule } from './failure.ts';

/** Global names of the web's pages: no file that uses them as it loads also needs a file system. */
const PAGE_GLOBALS = [
  ...['window', 'document', 'location', 'localStorage', 'sessionStorage', 'matchMedia', 'getComputedStyle'],
  ...['HTMLElement', 'Element', 'NodeList', 'Document', 'DocumentFragment', 'ShadowRoot', 'SVGElement'],
  ...['HTMLInputElement', 'HTMLCanvasElement', 'HTMLImageElement', 'HTMLTemplateElement', 'HTMLFormElement'],
  ...[
    'customElements',
    'CSSStyleSheet',
    'DOMParser',
    'XMLSerializer',
    'DOMRect',
    'Image',
    'Audio',
    'AudioContext',
  ],
  ...['MutationObserver', 'ResizeObserver', 'IntersectionObserver', 'XMLHttpRequest', 'FileReader'],
  ...['MouseEvent', 'KeyboardEvent', 'PointerEvent', 'TouchEvent', 'FocusEvent', 'UIEvent', 'ProgressEvent'],
  ...[
    'requestAnimationFrame',
    'cancelAnimationFrame',
    'requestIdleCallback',
    'alert',
    'prompt',
    'SharedWorker',
  ],
  ...['RTCPeerConnection', 'MediaStream', 'MediaRecorder', 'SpeechSynthesisUtterance', 'Notification'],
];

/** Global names of workers, service workers and other runtimes, which may have modules of Node.js too. */
const RUNTIME_GLOBALS = [
  ...[
    'self',
    'importScripts',
    'postMessage',
    'onmessage',
    'addEventListener',
    'removeEventListener',
    'caches',
  ],
  ...['indexedDB', 'OffscreenCanvas', 'Worker', 'ServiceWorker', 'skipWaiting', 'WorkerGlobalScope'],
  ...['ServiceWorkerGlobalScope', 'DedicatedWorkerGlobalScope', 'SharedWorkerGlobalScope'],
  ...['AudioWorkletProcessor', 'registerProcessor', 'Deno', 'Bun', 'HTMLRewriter', 'WebSocketPair'],
  ...['EdgeRuntime', 'chrome', 'nativeFabricUIManager'],
];

/** What Node.js says of a library that is built for another system. */
const OTHER_SYSTEM =
  /invalid ELF header|wrong ELF class|not a mach-o|incompatible architecture|Exec format error/i;

/**
 * Why a module that failed here may work on another host, by what the failure itself says; undefined where it says no
 * such thing.
 *
 * @param isForNode whether the module is made for Node.js by what it imports, or by a condition of `exports`.
 */
export function reasonElsewhere(failure: Failure, isForNode: boolean): string | undefined {
  const { name, message, code, stack } = failure;
  const [, global] = /^(\S+) is not defined$/.exec(message) ?? [];
  const globals = isForNode ? RUNTIME_GLOBALS : [...PAGE_GLOBALS, ...RUNTIME_GLOBALS];
  if (name === 'ReferenceError' && global !== undefined && globals.includes(global))
    return `it needs the global "${global}", which Node.js does not have`;
  if (code === 'ERR_UNSUPPORTED_ESM_URL_SCHEME') {
    const [, scheme = ''] = /Received protocol '([^']+)'/.exec(message) ?? [];
    if (hostOf(scheme) !== undefined) return ownHost(scheme);
  }
  const missing = hostOf(missingModule(failure) ?? '');
  if (missing !== undefined) return ownHost(missing);
  if (name === 'SyntaxError' && /[\\/]node_modules[\\/]react-native[\\/]/.test(stack))
    return 'it imports "react-native", which only its own bundler can read';
  if (code === 'ERR_DLOPEN_FAILED' && OTHER_SYSTEM.test(message))
    return `it loads a library of another system (${describeFailure(failure)})`;
  return undefined;
}

const ownHost = (module: string): string => `it imports "${module}", which only its own host has`;
