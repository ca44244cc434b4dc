import { run } from './shell.mjs';

/** Formats of products that the lab does not run: the messages are those of a recorded capture, the lines around them are written here. */
export const RENDERED = ['asterisk-pjsip', 'asterisk-chan-sip', 'freeswitch', 'cisco', 'sip-bare'];

/** What the product of a rendered format calls itself; the party that the log is of says so in User-Agent and Server. */
export const AGENTS = {
  'asterisk-pjsip': 'Asterisk PBX 20.5.0',
  'asterisk-chan-sip': 'Asterisk PBX 16.30.0',
  freeswitch: 'FreeSWITCH-mod_sofia/1.10.10',
  cisco: 'Cisco-SIPGateway/IOS-16.9.4',
};

/** The SIP messages of a capture as `address` saw them: in time, with the other side. */
async function messagesOf(capture, address) {
  const fields = ['frame.time_epoch', 'ip.src', 'udp.srcport', 'ip.dst', 'udp.dstport', 'udp.payload'];
  const table = await run('tshark', [
    '-r',
    capture,
    '-n',
    '-Y',
    'sip and udp and not icmp',
    '-T',
    'fields',
    ...fields.flatMap((field) => ['-e', field]),
  ]);
  return table
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [time, source, sourcePort, destination, destinationPort, payload] = line.split('\t');
      const received = destination === address;
      const text = Buffer.from(payload.replaceAll(':', ''), 'hex').toString('utf8');
      return {
        at: new Date(Number(time) * 1000),
        micros: time.slice(-9, -3),
        received,
        peer: received ? source : destination,
        port: received ? sourcePort : destinationPort,
        text,
        bytes: payload.replaceAll(':', '').length / 2,
        request: !text.startsWith('SIP/2.0'),
      };
    });
}

const two = (value) => String(value).padStart(2, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const clock = (at) => `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
const day = (at) => `${MONTHS[at.getUTCMonth()]} ${two(at.getUTCDate())}`;
const lf = (text) => text.replaceAll('\r\n', '\n');

const WRITERS = {
  'asterisk-pjsip': (message) => {
    const what = `SIP ${message.request ? 'request' : 'response'} (${message.bytes} bytes)`;
    return `[${message.at.toISOString().slice(0, 10)} ${clock(message.at)}.${message.micros.slice(0, 3)}] ${message.received ? `<--- Received ${what} from` : `<--- Transmitting ${what} to`} UDP:${message.peer}:${message.port} --->\n${lf(message.text)}\n`;
  },
  'asterisk-chan-sip': (message) => {
    const stamp = `[${day(message.at)} ${clock(message.at)}] VERBOSE[2366] chan_sip.c: `;
    const head = message.received
      ? `\n<--- SIP read from UDP:${message.peer}:${message.port} --->`
      : message.request
        ? `Reliably Transmitting (no NAT) to ${message.peer}:${message.port}:`
        : `\n<--- Transmitting (no NAT) to ${message.peer}:${message.port} --->`;
    const headers = message.text.split('\r\n\r\n')[0].split('\r\n').length;
    return `${stamp}${head}\n${lf(message.text)}\n<------------->\n${message.received ? `${stamp}--- (${headers} headers ${message.text.split('\r\n').length - headers - 2} lines) ---\n` : ''}`;
  },
  freeswitch: (message) => {
    const rule = `   ${'-'.repeat(72)}\n`;
    const indented = lf(message.text)
      .split('\n')
      .map((line) => `   ${line}`)
      .join('\n')
      .trimEnd();
    return `${message.received ? 'recv' : 'send'} ${message.bytes} bytes ${message.received ? 'from' : 'to'} udp/[${message.peer}]:${message.port} at ${clock(message.at)}.${message.micros}:\n${rule}${indented}\n${rule}`;
  },
  cisco: (message, index) =>
    `00${7592 + index}: ${day(message.at)} ${clock(message.at)}.${message.micros.slice(0, 3)}: //-1/xxxxxxxxxxxx/SIP/Msg/ccsipDisplayMsg:\n${message.received ? 'Received' : 'Sent'}: \n${lf(message.text)}\n`,
  'sip-bare': (message) => `${lf(message.text)}\n`,
};

export async function render(format, capture, address) {
  const messages = await messagesOf(capture, address);
  return messages.map((message, index) => WRITERS[format](message, index)).join('\n');
}
