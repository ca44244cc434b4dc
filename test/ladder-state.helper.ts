import type { Options } from './ladder-lines.helper.ts';

export type HeaderRow = [name: string, value: string];

export interface Element {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly options: Options;
  readonly mediaPort: number;
}

/** One message as it goes over the wire. */
export interface Wire {
  readonly startLine: string;
  readonly rows: readonly HeaderRow[];
  readonly body: string;
}

export interface SentRequest extends Wire {
  readonly method: string;
  readonly from: string;
  readonly to: string;
  readonly cseq: number;
  readonly branch: string;
  readonly uri: string;
  readonly passedFrom?: SentRequest;
  readonly passedTo: SentRequest[];
  readonly responses: SentResponse[];
}

export interface SentResponse extends Wire {
  readonly code: number;
  readonly toTag: string;
}

/** What the drawer of a ladder knows of one call: `call=a`. */
export interface CallState {
  readonly name: string;
  readonly callId: string;
  readonly elements: string[];
  readonly requests: SentRequest[];
  readonly cseq: Map<string, number>;
  callerUri: string;
  calleeUri: string;
  callerTag: string;
  calleeTag: string;
  answered: boolean;
  /** Contacts of both ends, by side. */
  readonly contacts: Map<string, string>;
  routes: string[];
  challenge?: { readonly code: number; readonly nonce: string };
}

export interface LadderState {
  readonly elements: Map<string, Element>;
  readonly calls: Map<string, CallState>;
  branches: number;
}

const KNOWN: Readonly<Record<string, string>> = {
  alice: '192.0.2.10',
  bob: '198.51.100.20',
  carol: '198.51.100.30',
  pbx: '203.0.113.5',
  proxy: '203.0.113.7',
  sbc: '203.0.113.8',
  trunk: '203.0.113.9',
};

export function elementOf(state: LadderState, name: string): Element {
  const known = state.elements.get(name);
  if (known !== undefined) return known;
  const count = state.elements.size;
  const address = KNOWN[name] ?? `203.0.113.${100 + count}`;
  const element = { name, address, port: 5060, options: new Map<string, string>(), mediaPort: 40000 };
  state.elements.set(name, element);
  return element;
}

export function callOf(state: LadderState, name: string): CallState {
  const known = state.calls.get(name);
  if (known !== undefined) return known;
  const call: CallState = {
    name,
    callId: `call-${name}@atlanta.example.com`,
    elements: [],
    requests: [],
    cseq: new Map(),
    callerUri: '',
    calleeUri: '',
    callerTag: '',
    calleeTag: '',
    answered: false,
    contacts: new Map(),
    routes: [],
  };
  state.calls.set(name, call);
  return call;
}

/** Which party a request from one element to another speaks for: the path of the first request runs from caller to callee. */
export function sideOf(call: CallState, from: string, to: string): 'caller' | 'callee' {
  for (const name of [from, to]) if (!call.elements.includes(name)) call.elements.push(name);
  return call.elements.indexOf(from) < call.elements.indexOf(to) ? 'caller' : 'callee';
}

export function finalOf(request: SentRequest): SentResponse | undefined {
  return request.responses.find((response) => response.code >= 200);
}

export function hostPort(element: Element): string {
  const host = element.address.includes(':') ? `[${element.address}]` : element.address;
  return `${host}:${element.port}`;
}

export function replaceRow(rows: readonly HeaderRow[], name: string, value: string): HeaderRow[] {
  const index = rows.findIndex((row) => row[0] === name);
  const row: HeaderRow = [name, value];
  return index < 0 ? [...rows, row] : rows.map((old, at) => (at === index ? row : old));
}

export function rowValue(rows: readonly HeaderRow[], name: string): string | undefined {
  return rows.find((row) => row[0] === name)?.[1];
}
