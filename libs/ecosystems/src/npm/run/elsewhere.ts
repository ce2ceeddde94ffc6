import { hostOf } from '../imports/host-modules.ts';
import type { Audience } from './explain.ts';
import { describeFailure, type Failure, findMissingModule } from './failure.ts';

const names = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Globals of a browser's page that nothing can replace: code that extends or registers them needs a page. */
const ELEMENTS = names(`
  HTMLElement Element SVGElement HTMLInputElement HTMLCanvasElement HTMLImageElement HTMLTemplateElement
  HTMLFormElement NodeList Document DocumentFragment ShadowRoot customElements CSSStyleSheet DOMRect
  AudioContext OffscreenCanvas MutationObserver ResizeObserver IntersectionObserver RTCPeerConnection MediaStream
  MediaRecorder SpeechSynthesisUtterance MouseEvent KeyboardEvent PointerEvent TouchEvent FocusEvent UIEvent
`);

/** Globals of a browser's page that careless code uses while it loads, so that it fails on servers. */
const PAGE = names(`
  window document location localStorage sessionStorage matchMedia getComputedStyle requestAnimationFrame
  cancelAnimationFrame requestIdleCallback alert prompt XMLHttpRequest FileReader DOMParser XMLSerializer Image Audio
  Notification ProgressEvent self addEventListener removeEventListener
`);

/** Globals of workers and other runtimes, which may have modules of Node.js too. */
const RUNTIMES = names(`
  self importScripts postMessage onmessage addEventListener removeEventListener caches indexedDB Worker SharedWorker
  ServiceWorker skipWaiting WorkerGlobalScope ServiceWorkerGlobalScope DedicatedWorkerGlobalScope
  SharedWorkerGlobalScope AudioWorkletProcessor registerProcessor Deno Bun HTMLRewriter WebSocketPair EdgeRuntime
  chrome nativeFabricUIManager
`);

/** Whether a global that Node.js lacks shows that a path for this audience is for another host. */
function isOfOtherHost(global: string, audience: Audience): boolean {
  if (audience === 'node') return RUNTIMES.has(global);
  if (audience === 'anyone') return (ELEMENTS.has(global) || RUNTIMES.has(global)) && !PAGE.has(global);
  return ELEMENTS.has(global) || PAGE.has(global) || RUNTIMES.has(global);
}

/** Node.js's errors for a library that is built for another system. */
const OTHER_SYSTEM =
  /invalid ELF header|wrong ELF class|not a mach-o|incompatible architecture|Exec format error/i;

/** Explains from a failure why a module may work on another host; undefined if the failure does not show it. */
export function explainElsewhere(failure: Failure, audience: Audience): string | undefined {
  const { name, message, code, stack } = failure;
  const global = findMissingGlobal(failure);
  if (global !== undefined && isOfOtherHost(global, audience))
    return `it needs the global "${global}", which Node.js does not have`;
  if (code === 'ERR_UNSUPPORTED_ESM_URL_SCHEME') {
    const [, scheme = ''] = /Received protocol '([^']+)'/.exec(message) ?? [];
    if (hostOf(scheme) !== undefined) return ownHost(scheme);
  }
  const missing = hostOf(findMissingModule(failure) ?? '');
  if (missing !== undefined) return ownHost(missing);
  if (name === 'SyntaxError' && /[\\/]node_modules[\\/]react-native[\\/]/.test(stack))
    return 'it imports "react-native", which only its own bundler can read';
  if (code === 'ERR_DLOPEN_FAILED' && OTHER_SYSTEM.test(message))
    return `it loads a library of another system (${describeFailure(failure)})`;
  return undefined;
}

/** Returns the global name that a failure did not find. */
function findMissingGlobal({ name, message }: Failure): string | undefined {
  return name === 'ReferenceError' ? /^(\S+) is not defined$/.exec(message)?.[1] : undefined;
}

/** Advises an author about a failure that may be intended; empty if there is nothing to say. */
export function adviseOn(failure: Failure, audience: Audience): string {
  const global = findMissingGlobal(failure);
  return audience !== 'node' && global !== undefined && isOfOtherHost(global, 'browser')
    ? '. If it is made for browsers alone, name it in "smoke.skip" of its entry in workspace.json'
    : '';
}

const ownHost = (module: string): string => `it imports "${module}", which only its own host has`;
