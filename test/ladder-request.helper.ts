import type { MessageLine } from './ladder-lines.helper.ts';
import { sdpBody } from './ladder-sdp.helper.ts';
import { callOf, elementOf, finalOf, hostPort, replaceRow, rowValue, sideOf } from './ladder-state.helper.ts';
import type { CallState, Element, HeaderRow, LadderState, SentRequest } from './ladder-state.helper.ts';

const IN_EARLY_DIALOG: ReadonlySet<string> = new Set(['PRACK', 'UPDATE', 'INFO', 'BYE', 'ACK']);
const STARTS_DIALOG: ReadonlySet<string> = new Set(['INVITE', 'SUBSCRIBE', 'REFER']);

/** The request of a line: sent again, passed on by a proxy, a CANCEL or ACK of the hop, in a dialog or the first of a call. */
export function sendRequest(state: LadderState, line: MessageLine): SentRequest {
  const call = callOf(state, line.options.get('call') ?? '1');
  const method = line.method ?? '';
  const onHop = call.requests.filter((request) => request.from === line.from && request.to === line.to);
  const before = onHop.findLast((request) => request.method === method);
  if (line.options.has('again') && before !== undefined && line.options.get('again') === '') return before;
  const invite = onHop.findLast((request) => request.method === 'INVITE');
  const isHopAck = method === 'ACK' && invite !== undefined && (finalOf(invite)?.code ?? 200) >= 300;
  sideOf(call, line.from, line.to);
  const passed = line.options.has('new') || method === 'CANCEL' || isHopAck ? undefined : toPassOn(call, line);
  const request =
    passed === undefined
      ? invite !== undefined && (isHopAck || method === 'CANCEL')
        ? ofInvite(line, invite)
        : ownRequest(state, call, line)
      : passOn(state, line, passed);
  passed?.passedTo.push(request);
  call.requests.push(request);
  return request;
}

function toPassOn(call: CallState, line: MessageLine): SentRequest | undefined {
  const waiting = (request: SentRequest): boolean =>
    request.to === line.from &&
    request.method === line.method &&
    (request.method === 'ACK' || finalOf(request) === undefined) &&
    !request.passedTo.some((next) => next.to === line.to) &&
    request.from !== line.to;
  return call.requests.findLast(waiting);
}

// 16.6: one Via more, one hop less, the element's own Record-Route where it wants to stay on the path
function passOn(state: LadderState, line: MessageLine, passed: SentRequest): SentRequest {
  const element = elementOf(state, line.from);
  const branch = line.options.get('branch') ?? nextBranch(state, line.from);
  const forwards = Number(rowValue(passed.rows, 'Max-Forwards') ?? 70) - 1;
  const recorded: HeaderRow[] =
    element.options.has('rr') && passed.method === 'INVITE' ? [['Record-Route', `<sip:${hostPort(element)};lr>`]] : [];
  const kept = replaceRow(passed.rows, 'Max-Forwards', String(forwards)).filter(
    (row) => !(row[0] === 'Route' && row[1].includes(hostPort(element))),
  );
  const rows: HeaderRow[] = [['Via', via(element, branch, line)], ...recorded, ...kept];
  const uri = line.rest === '' ? passed.uri : line.rest;
  return finish(
    line,
    { method: passed.method, uri, cseq: passed.cseq, branch, body: bodyOf(line, element) ?? passed.body, passed },
    rows,
  );
}

// 9.1 and 17.1.1.3: CANCEL and the ACK to a failure repeat branch, Request-URI and CSeq number of the INVITE on this hop
function ofInvite(line: MessageLine, invite: SentRequest): SentRequest {
  const method = line.method ?? '';
  const to = rowValue(invite.rows, 'To') ?? '';
  const rows: HeaderRow[] = [
    ['Via', rowValue(invite.rows, 'Via') ?? ''],
    ['Max-Forwards', '70'],
    ['From', rowValue(invite.rows, 'From') ?? ''],
    ['To', method === 'ACK' && !to.includes(';tag=') ? `${to};tag=${finalOf(invite)?.toTag}` : to],
    ['Call-ID', rowValue(invite.rows, 'Call-ID') ?? ''],
    ['CSeq', `${line.options.get('cseq') ?? invite.cseq} ${method}`],
  ];
  return finish(line, { method, uri: invite.uri, cseq: invite.cseq, branch: invite.branch, body: '' }, rows);
}

function ownRequest(state: LadderState, call: CallState, line: MessageLine): SentRequest {
  const method = line.method ?? '';
  const element = elementOf(state, line.from);
  const side = (line.options.get('as') as 'caller' | 'callee' | undefined) ?? sideOf(call, line.from, line.to);
  const isFirst = call.requests.length === 0;
  if (isFirst) openCall(call, element, line);
  const inDialog =
    !line.options.has('initial') && (call.answered || (call.calleeTag !== '' && IN_EARLY_DIALOG.has(method)));
  const branch = line.options.get('branch') ?? nextBranch(state, line.from);
  const cseq = nextCseq(call, side, method, line);
  const remote = call.contacts.get(side === 'caller' ? 'callee' : 'caller') ?? call.calleeUri;
  const uri = line.rest === '' ? (inDialog ? remote : call.calleeUri) : line.rest;
  const caller = `<${call.callerUri}>;tag=${call.callerTag}`;
  const callee =
    inDialog && call.calleeTag !== '' ? `<${call.calleeUri}>;tag=${call.calleeTag}` : `<${call.calleeUri}>`;
  const routes = side === 'caller' ? call.routes.toReversed() : call.routes;
  const rows: HeaderRow[] = [
    ['Via', via(element, branch, line)],
    ...(inDialog && !line.options.has('norr') ? routes.map((route): HeaderRow => ['Route', route]) : []),
    ['Max-Forwards', '70'],
    ['From', side === 'caller' ? caller : callee],
    ['To', side === 'caller' ? callee : caller],
    ['Call-ID', call.callId],
    ['CSeq', `${cseq} ${method}`],
    ...ownRows(call, element, line, side),
  ];
  return finish(line, { method, uri, cseq, branch, body: bodyOf(line, element) ?? '' }, rows);
}

function openCall(call: CallState, element: Element, line: MessageLine): void {
  call.callerUri = line.options.get('as-uri') ?? `sip:${line.options.get('user') ?? element.name}@atlanta.example.com`;
  const isRegister = line.method === 'REGISTER';
  call.calleeUri = isRegister ? call.callerUri : line.rest === '' ? `sip:${line.to}@biloxi.example.com` : line.rest;
  call.callerTag = line.options.get('tag') ?? `${element.name}-${call.name}`;
}

function ownRows(call: CallState, element: Element, line: MessageLine, side: string): HeaderRow[] {
  const rows: HeaderRow[] = [];
  const method = line.method ?? '';
  if (STARTS_DIALOG.has(method) || method === 'REGISTER' || method === 'UPDATE') {
    const user = side === 'caller' ? call.callerUri : call.calleeUri;
    const contact = `sip:${/^sips?:([^@]*)@/.exec(user)?.[1] ?? element.name}@${line.options.get('contact') ?? hostPort(element)}`;
    call.contacts.set(side, contact);
    rows.push(['Contact', `<${contact}>`]);
  }
  if (method === 'REGISTER') rows.push(['Expires', line.options.get('expires') ?? '3600']);
  if (line.options.has('auth') && call.challenge !== undefined) rows.push(credentials(call, line));
  const ua = element.options.get('ua');
  if (ua !== undefined) rows.push(['User-Agent', ua]);
  return rows;
}

function credentials(call: CallState, line: MessageLine): HeaderRow {
  const name = call.challenge?.code === 407 ? 'Proxy-Authorization' : 'Authorization';
  const user = /^sips?:([^@]*)@/.exec(call.callerUri)?.[1] ?? '';
  const nonce = line.options.get('nonce') ?? call.challenge?.nonce ?? '';
  const parts = [
    `username="${line.options.get('auth') || user}"`,
    `realm="${line.options.get('realm') ?? 'atlanta.example.com'}"`,
    `nonce="${nonce}"`,
    `uri="${call.calleeUri}"`,
    'response="0123456789abcdef0123456789abcdef"',
    'algorithm=MD5',
  ];
  return [name, `Digest ${parts.join(', ')}`];
}

function nextCseq(call: CallState, side: string, method: string, line: MessageLine): number {
  const wanted = line.options.get('cseq');
  const last = call.cseq.get(side) ?? 0;
  const invites = call.requests.filter(
    (request) => request.method === 'INVITE' && sideOf(call, request.from, request.to) === side,
  );
  const next = wanted === undefined ? (method === 'ACK' ? (invites.at(-1)?.cseq ?? 1) : last + 1) : Number(wanted);
  call.cseq.set(side, Math.max(last, next));
  return next;
}

interface Parts {
  readonly method: string;
  readonly uri: string;
  readonly cseq: number;
  readonly branch: string;
  readonly body: string;
  readonly passed?: SentRequest;
}

function finish(line: MessageLine, parts: Parts, rows: readonly HeaderRow[]): SentRequest {
  const { method, uri, cseq, branch, body, passed } = parts;
  return {
    startLine: `${method} ${uri} SIP/2.0`,
    rows: editRows(rows, line, body),
    body,
    method,
    from: line.from,
    to: line.to,
    cseq,
    branch,
    uri,
    ...(passed === undefined ? {} : { passedFrom: passed }),
    passedTo: [],
    responses: [],
  };
}

/** Adds Content-Type and Content-Length, then the edits that stand under the line. */
export function editRows(rows: readonly HeaderRow[], line: MessageLine, body: string): HeaderRow[] {
  const bare = rows.filter((row) => row[0] !== 'Content-Type' && row[0] !== 'Content-Length');
  const type: HeaderRow[] =
    body === '' ? [] : [['Content-Type', body.startsWith('v=') ? 'application/sdp' : 'text/plain']];
  let edited: HeaderRow[] = [...bare, ...type, ['Content-Length', String(Buffer.byteLength(body))]];
  for (const edit of line.edits) {
    if (edit.how === '+') edited.push([edit.name, edit.value]);
    else if (edit.how === '!') edited = replaceRow(edited, edit.name, edit.value);
    else edited = edited.filter((row) => row[0] !== edit.name);
  }
  return edited;
}

/** The body that a line asks for; undefined where it asks for none. */
export function bodyOf(line: MessageLine, element: Element): string | undefined {
  if (line.body.length > 0) return `${line.body.join('\r\n')}\r\n`;
  return sdpBody(line.options, { address: element.address, port: element.mediaPort });
}

function via(element: Element, branch: string, line: MessageLine): string {
  return `SIP/2.0/${line.options.get('transport') ?? 'UDP'} ${line.options.get('sent-by') ?? hostPort(element)};branch=${branch};rport`;
}

function nextBranch(state: LadderState, from: string): string {
  state.branches++;
  return `z9hG4bK-${from}-${state.branches}`;
}
