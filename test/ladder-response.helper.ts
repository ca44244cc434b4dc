import type { MessageLine } from './ladder-lines.helper.ts';
import { bodyOf, editRows } from './ladder-request.helper.ts';
import { callOf, elementOf, finalOf, hostPort, rowValue } from './ladder-state.helper.ts';
import type { CallState, Element, HeaderRow, LadderState, SentRequest, SentResponse } from './ladder-state.helper.ts';

const PHRASES: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  181: 'Call Is Being Forwarded',
  183: 'Session Progress',
  200: 'OK',
  202: 'Accepted',
  302: 'Moved Temporarily',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  415: 'Unsupported Media Type',
  423: 'Interval Too Brief',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  491: 'Request Pending',
  500: 'Server Internal Error',
  503: 'Service Unavailable',
  603: 'Decline',
};

/** The response of a line: sent again, passed on by a proxy, or made by the element itself. Throws where the hop has no such request. */
export function sendResponse(state: LadderState, line: MessageLine): SentResponse {
  const call = callOf(state, line.options.get('call') ?? '1');
  const code = line.code ?? 0;
  const request = answeredBy(call, line, code);
  const again =
    line.options.get('again') === '' ? request.responses.findLast((response) => response.code === code) : undefined;
  if (again !== undefined) return again;
  const below = code === 100 || line.options.has('new') ? [] : request.passedTo.flatMap((next) => next.responses);
  const passed = below.findLast((response) => response.code === code);
  const response = passed === undefined ? ownResponse(state, call, line, request) : passOn(state, line, passed);
  request.responses.push(response);
  learn(call, request, response);
  return response;
}

function answeredBy(call: CallState, line: MessageLine, code: number): SentRequest {
  const method = line.options.get('for');
  const onHop = call.requests.filter(
    (request) =>
      request.from === line.to &&
      request.to === line.from &&
      request.method !== 'ACK' &&
      (method === undefined || request.method === method),
  );
  const found =
    (line.options.has('again')
      ? onHop.findLast((request) => request.responses.some((response) => response.code === code))
      : undefined) ??
    onHop.findLast((request) => finalOf(request) === undefined) ??
    onHop.at(-1);
  if (found === undefined)
    throw new Error(
      `Unexpected ${code} from ${line.from} to ${line.to}, expected a request before it (flag it hidden)`,
    );
  return found;
}

// 16.7: the topmost Via goes, the rest stays as it came
function passOn(state: LadderState, line: MessageLine, passed: SentResponse): SentResponse {
  const body = bodyOf(line, elementOf(state, line.from)) ?? passed.body;
  const top = passed.rows.findIndex((row) => row[0] === 'Via');
  const rows = editRows(
    passed.rows.filter((_, index) => index !== top),
    line,
    body,
  );
  const startLine = line.rest === '' ? passed.startLine : `SIP/2.0 ${passed.code} ${line.rest}`;
  return { startLine, rows, body, code: passed.code, toTag: passed.toTag };
}

function ownResponse(state: LadderState, call: CallState, line: MessageLine, request: SentRequest): SentResponse {
  const code = line.code ?? 0;
  const element = elementOf(state, line.from);
  const asked = rowValue(request.rows, 'To') ?? '';
  const known = /;tag=([^;]+)/.exec(asked)?.[1];
  const toTag = known ?? (code === 100 ? '' : (line.options.get('tag') ?? `${element.name}-${call.name}`));
  const body = bodyOf(line, element) ?? '';
  const rows: HeaderRow[] = [
    ...request.rows.filter((row) => row[0] === 'Via'),
    ...(code > 100 && code < 300 ? request.rows.filter((row) => row[0] === 'Record-Route') : []),
    ['From', rowValue(request.rows, 'From') ?? ''],
    ['To', known === undefined && toTag !== '' ? `${asked};tag=${toTag}` : asked],
    ['Call-ID', rowValue(request.rows, 'Call-ID') ?? ''],
    ['CSeq', rowValue(request.rows, 'CSeq') ?? ''],
    ...ownRows(call, element, line, request),
  ];
  const phrase = line.rest === '' ? (PHRASES[code] ?? 'Unknown') : line.rest;
  return { startLine: `SIP/2.0 ${code} ${phrase}`, rows: editRows(rows, line, body), body, code, toTag };
}

function ownRows(call: CallState, element: Element, line: MessageLine, request: SentRequest): HeaderRow[] {
  const code = line.code ?? 0;
  const rows: HeaderRow[] = [];
  const opensDialog = code > 100 && code < 300 && /^(?:INVITE|SUBSCRIBE|UPDATE)$/.test(request.method);
  if (opensDialog) rows.push(['Contact', `<${contactOf(call, element, line, request)}>`]);
  if (request.method === 'REGISTER' && code >= 200 && code < 300) {
    const expires = line.options.get('expires') ?? rowValue(request.rows, 'Expires') ?? '3600';
    const contact = rowValue(request.rows, 'Contact');
    if (contact !== undefined && expires !== '0') rows.push(['Contact', `${contact};expires=${expires}`]);
  }
  if (code === 401 || code === 407) rows.push(challenge(call, line, code));
  if (line.options.has('rel')) rows.push(['Require', '100rel'], ['RSeq', line.options.get('rel') || '1']);
  const ua = element.options.get('ua');
  if (ua !== undefined) rows.push(['Server', ua]);
  return rows;
}

function contactOf(call: CallState, element: Element, line: MessageLine, request: SentRequest): string {
  const user = /^sips?:([^@]*)@/.exec(request.uri)?.[1] ?? element.name;
  const contact = `sip:${user}@${line.options.get('contact') ?? hostPort(element)}`;
  const isFromCaller = rowValue(request.rows, 'From')?.includes(`;tag=${call.callerTag}`) ?? true;
  call.contacts.set(isFromCaller ? 'callee' : 'caller', contact);
  return contact;
}

function challenge(call: CallState, line: MessageLine, code: number): HeaderRow {
  const count = Number(/\d+$/.exec(call.challenge?.nonce ?? '0')?.[0] ?? 0) + 1;
  const nonce = line.options.get('nonce') ?? `nonce-${call.name}-${count}`;
  call.challenge = { code, nonce };
  const stale = line.options.get('stale');
  const realm = line.options.get('realm') ?? 'atlanta.example.com';
  const value = `Digest realm="${realm}", nonce="${nonce}", algorithm=MD5${stale === undefined ? '' : `, stale=${stale}`}`;
  return [code === 407 ? 'Proxy-Authenticate' : 'WWW-Authenticate', value];
}

// 12.1: a 2xx, or a provisional response with a To-tag, makes the dialog
function learn(call: CallState, request: SentRequest, response: SentResponse): void {
  const { code, toTag } = response;
  if (!/^(?:INVITE|SUBSCRIBE)$/.test(request.method) || code === 100 || code >= 300 || call.answered) return;
  if (call.calleeTag === '' || code >= 200) call.calleeTag = toTag;
  if (code >= 200) call.answered = true;
  call.routes = response.rows.filter((row) => row[0] === 'Record-Route').map((row) => row[1]);
}
