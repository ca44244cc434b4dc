import { RENDERED } from './render.mjs';

const FORMATS = {
  pcap: 'a capture (tcpdump, Ethernet)',
  pcapng: 'a pcapng capture (tcpdump, then editcap)',
  sll: 'a capture of "any" (Linux cooked, v1)',
  sll2: 'a capture of "any" (Linux cooked, v2)',
  vlan: 'a capture (tcpdump) in which every frame got an 802.1Q tag afterwards',
  tcp: 'a capture of TCP (Ethernet)',
  ngrep: '`ngrep -W byline -t` of the capture',
  'tcpdump-A': '`tcpdump -A -tttt` of the capture',
  'tshark-V': '`tshark -V -O sip,sdp` of the capture',
  'tshark-summary': "tshark's one line a packet",
  sngrep: 'the capture saved as text by sngrep',
  'sipp-messages': "SIPp's own message log (`-trace_msg`)",
  linphone: "linphonec's debug log",
  baresip: "baresip's output with `-s`",
  kamailio: "Kamailio's own log",
  'kamailio-sipdump': "the file of Kamailio's sipdump module",
};

/** `case.json`: what is wrong, and which rules are right, allowed or wrong there. */
export function caseFile({ fault, group, expected, format }) {
  const { verdict, first = [], also = [], never = [], atFault = ['nobody'] } = expected;
  return `${JSON.stringify({ fault, group, expected: { verdict, first, also, never, atFault }, format: RENDERED.includes(format) ? `${format} (rendered)` : format }, null, 2)}\n`;
}

function programs({ parties }) {
  const names = parties.map((party) => {
    if (party.steps !== undefined) return `SIPp (${party.host})`;
    if (party.kamailio !== undefined) return `Kamailio (${party.host})`;
    if (party.baresip !== undefined) return `baresip (${party.host})`;
    if (party.linphone !== undefined) return `linphonec (${party.host})`;
    return `${party.command[0]} (${party.host})`;
  });
  return [...new Set(names)].join(', ');
}

export function readme(definition, file) {
  const { name, fault, how, at, format, expected, network = {} } = definition;
  const router = (network.router ?? []).map((rule) => `The router: \`${rule}\`.`);
  const what = RENDERED.includes(format)
    ? `\`${file}\` is rendered: the messages of the capture, written as ${format} writes them.`
    : `\`${file}\` is ${FORMATS[format]}.`;
  return [
    `# ${name}`,
    '',
    `${fault}.`,
    '',
    `Recorded with ${programs(definition)}, seen at ${at}. ${what}`,
    ...(how === undefined ? [] : [how]),
    ...router,
    '',
    expected.verdict === 'found'
      ? `Right as first finding: ${expected.first.join(', ')}.`
      : `Verdict: ${expected.verdict}.`,
    '',
    `Again: \`node test/lab/record.mjs ${name}\``,
    '',
  ].join('\n');
}
