import { fileURLToPath } from 'node:url';

/**
 * Steps to a SIPp scenario. A party whose first step is `expect` of an INVITE or the like waits for the call, else it makes it.
 *
 *   send(method, options)   a request; a new transaction, except ACK and CANCEL
 *   recv(code, options)     a response; 1xx are optional unless told
 *   expect(method, options) a request of the other side
 *   reply(code, reason, options)
 *   wait(ms)   media(host, options)
 */
export const send = (method, options = {}) => ({ kind: 'send', method, ...options });
export const recv = (code, options = {}) => ({ kind: 'recv', code, ...options });
export const expect = (method, options = {}) => ({ kind: 'expect', method, ...options });
export const reply = (code, reason, options = {}) => ({ kind: 'reply', code, reason, ...options });
export const wait = (ms) => ({ kind: 'wait', ms });
export const media = (to, options = {}) => ({ kind: 'media', to, ...options });
/** Any text as it stands: broken messages. */
export const raw = (lines, options = {}) => ({ kind: 'raw', lines, ...options });
/** A place to go to when a `recv` or `expect` with `timeoutMs` waited in vain. */
export const label = (id) => ({ kind: 'label', id });

const RTP = fileURLToPath(new URL('rtp.mjs', import.meta.url));
const KEPT = { INVITE: 1, REGISTER: 1, SUBSCRIBE: 1 };
const PEOPLE = {
  alice: { name: 'Alice', uri: 'sip:alice@atlanta.example.com' },
  bob: { name: 'Bob', uri: 'sip:bob@biloxi.example.com' },
  carol: { name: 'Carol', uri: 'sip:carol@biloxi.example.com' },
};

const block = (lines, attributes) => `<send${attributes}><![CDATA[\n\n${lines.join('\n')}\n\n]]></send>`;

/** The XML of `steps` as played by `who`. `seed` makes its tags, branches and Call-IDs its own; `at` are the addresses of the hosts. */
export function scenario(steps, { who, seed, at, to = 'bob', transport = 'UDP', agent = 'SIPp/3.6' }) {
  const self = PEOPLE[who] ?? PEOPLE.alice;
  const peer = PEOPLE[to] ?? PEOPLE.bob;
  const waits = steps[0].kind === 'expect';
  const mine = `${seed}[call_number]`;
  const state = { cseq: 0, branch: 0, invite: { cseq: 1, branch: 1 }, kept: false, early: false };
  const used = new Set();

  function body(lines, type = 'application/sdp') {
    return lines === undefined
      ? ['Content-Length: 0', '']
      : [`Content-Type: ${type}`, 'Content-Length: [len]', '', ...lines];
  }

  function request(step) {
    const { method } = step;
    const same = method === 'ACK' || method === 'CANCEL';
    if (!same) {
      state.cseq += 1;
      state.branch += 1;
      if (method === 'INVITE')
        state.invite = {
          cseq: state.cseq,
          branch: state.branch,
          from: step.from,
          uri: step.uri,
          inside: step.inside ?? (state.early && step.again === true),
        };
    } else if (method === 'ACK' && !step.failed) state.branch += 1;
    const { cseq, branch } =
      method === 'CANCEL' || step.failed
        ? state.invite
        : { cseq: same ? state.invite.cseq : state.cseq, branch: state.branch };
    const inside =
      step.inside ??
      (step.failed ? state.invite.inside : undefined) ??
      (state.early &&
        !['REGISTER', 'CANCEL', 'OPTIONS'].includes(method) &&
        !(method === 'INVITE' && step.again !== true));
    if (step.failed || method === 'CANCEL') step = { uri: state.invite.uri, ...step };
    const from =
      step.from ??
      state.invite.from ??
      (waits && inside ? `[$to];tag=${mine}` : `"${self.name}" <${step.fromUri ?? self.uri}>;tag=${mine}`);
    const target =
      step.toValue ??
      (method === 'REGISTER'
        ? `"${self.name}" <${self.uri}>`
        : waits && inside
          ? '[$from]'
          : `"${peer.name}" <${step.uri?.startsWith('sip') ? step.uri : peer.uri}>${inside || (step.failed && step.method === 'ACK') ? '[peer_tag_param]' : ''}`);
    if (waits && inside) ['from', 'to', 'contact'].forEach((name) => used.add(name));
    const uri =
      step.requestUri ??
      (method === 'REGISTER'
        ? 'sip:atlanta.example.com'
        : inside
          ? waits
            ? '[$contact]'
            : '[next_url]'
          : (step.uri ?? peer.uri));
    const contact =
      step.contact === null
        ? []
        : [
            `Contact: ${step.contact ?? `<sip:${who}@[local_ip]:[local_port]${transport === 'UDP' ? '' : `;transport=${transport.toLowerCase()}`}>`}`,
          ];
    const needsContact = ['INVITE', 'REGISTER', 'SUBSCRIBE', 'REFER', 'NOTIFY', 'UPDATE'].includes(method);
    return [
      `${method} ${uri} SIP/2.0`,
      `Via: SIP/2.0/${transport} ${step.via ?? '[local_ip]'}:[local_port];${step.rport === false ? '' : 'rport;'}branch=${step.branchValue ?? `z9hG4bK${mine}.${step.branch ?? branch}`}`,
      ...(inside && step.routes !== false ? ['[routes]'] : []),
      `Max-Forwards: ${step.maxForwards ?? 70}`,
      `From: ${from}`,
      `To: ${target}`,
      `Call-ID: ${step.callId ?? '[call_id]'}`,
      `CSeq: ${step.cseq ?? cseq} ${method}`,
      ...(needsContact ? contact : []),
      `User-Agent: ${step.agent ?? agent}`,
      ...(step.headers ?? []),
      ...(step.rawBody ?? body(step.sdp ?? step.body, step.type)),
    ];
  }

  function response(step) {
    const old = step.of === 'INVITE';
    if (old) ['via', 'from', 'to', 'cseq', 'contact'].forEach((name) => used.add(name));
    const tagged = step.code > 100 && step.tag !== null ? `;tag=${step.tag ?? mine}` : '';
    const head = old
      ? ['Via: [$via]', 'From: [$from]', `To: [$to]${tagged}`, 'Call-ID: [call_id]', 'CSeq: [$cseq]']
      : [
          '[last_Via:]',
          '[last_Record-Route:]',
          '[last_From:]',
          `[last_To:]${state.inside ? '' : tagged}`,
          '[last_Call-ID:]',
          '[last_CSeq:]',
        ];
    const contact =
      step.code > 100 && step.code < 400 && step.contact !== null
        ? [
            `Contact: ${step.contact ?? `<sip:${who}@[local_ip]:[local_port]${transport === 'UDP' ? '' : `;transport=${transport.toLowerCase()}`}>`}`,
          ]
        : [];
    const drop = step.without ?? [];
    return [
      `SIP/2.0 ${step.code} ${step.reason}`,
      ...head.filter((line) => !drop.some((name) => line.includes(name))),
      ...contact,
      `Server: ${step.agent ?? agent}`,
      ...(step.headers ?? []),
      ...(step.rawBody ?? body(step.sdp ?? step.body, step.type)),
    ];
  }

  const parts = steps.map((step) => {
    const timeout = step.timeoutMs === undefined ? '' : ` timeout="${step.timeoutMs}" ontimeout="${step.onTimeout}"`;
    switch (step.kind) {
      case 'send':
        return block(request(step), step.retransmit === false || step.method === 'ACK' ? '' : ' retrans="500"');
      case 'raw':
        return block(step.lines, step.retransmit === true ? ' retrans="500"' : '');
      case 'reply':
        return block(response(step), step.code >= 200 && step.retransmit === true ? ' retrans="500"' : '');
      case 'recv': {
        if (step.code > 100 && step.code < 300) state.early = true;
        const optional = (step.optional ?? step.code < 200) ? ' optional="true"' : '';
        return `<recv response="${step.code}"${optional}${step.code > 100 && step.code < 300 ? ' rrs="true"' : ''}${step.auth ? ' auth="true"' : ''}${timeout}/>`;
      }
      case 'expect': {
        const first = !state.kept && KEPT[step.method] === 1 && waits;
        state.inside =
          (!waits || state.kept) && step.method !== 'CANCEL' && step.fresh !== true && step.method !== 'OPTIONS';
        if (!first) return `<recv request="${step.method}"${step.optional ? ' optional="true"' : ''}${timeout}/>`;
        state.kept = true;
        state.early = true;
        const keep = [
          ['Via:', 'via'],
          ['From:', 'from'],
          ['To:', 'to'],
          ['CSeq:', 'cseq'],
        ].map(([header, name]) => `<ereg regexp="[^ ].*" search_in="hdr" header="${header}" assign_to="${name}"/>`);
        return `<recv request="${step.method}" rrs="true"${timeout}><action>${keep.join('')}<ereg regexp="sip:[^>]*" search_in="hdr" header="Contact:" assign_to="contact"/></action></recv>`;
      }
      case 'wait':
        return `<pause milliseconds="${step.ms}"/>`;
      case 'label':
        return `<label id="${step.id}"/>`;
      case 'media': {
        const command = [
          'setsid',
          '-f',
          'node',
          RTP,
          step.port ?? 40000,
          step.address ?? at[step.to],
          step.remotePort ?? 40000,
          step.type ?? 18,
          step.seconds ?? 3,
          step.ptime ?? 20,
          ...(step.digit === undefined ? [] : [step.digit]),
        ];
        return `<nop><action><exec command="${command.join(' ')}"/></action></nop>`;
      }
      default:
        throw new Error(`Unexpected step ${step.kind}, expected send, recv, expect, reply, wait, media, raw or label`);
    }
  });
  const kept =
    steps.some((step) => step.kind === 'expect' && KEPT[step.method] === 1) && waits
      ? '<Reference variables="via,from,to,cseq,contact"/>'
      : '';
  return `<?xml version="1.0" encoding="ISO-8859-1" ?>\n<!DOCTYPE scenario SYSTEM "sipp.dtd">\n<scenario name="${seed}">\n${parts.join('\n')}\n${kept}</scenario>\n`;
}
