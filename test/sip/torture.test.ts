import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sessionDescription } from '../../src/sip/bodies.ts';
import { firstHeader, headerValues } from '../../src/sip/fields.ts';
import { parseContacts } from '../../src/sip/headers/contact.ts';
import { parseNameAddr } from '../../src/sip/headers/name-addr.ts';
import { parseVia } from '../../src/sip/headers/via.ts';
import { parseMessageBytes, splitMessages } from '../../src/sip/parse.ts';
import { parseUri } from '../../src/sip/uri.ts';
import type { SipMessage } from '../../src/sip/message.ts';

const FOLDER = new URL('../../../shared/corpus/dev/torture/', import.meta.url);

interface Expectation {
  /** Section of RFC 4475. */
  readonly section: string;
  /** `kind@line`, in the order in which they are found; none for a valid message. */
  readonly problems: readonly string[];
  /** What a reader must have understood of it. */
  readonly reads?: (message: SipMessage) => unknown;
  readonly as?: unknown;
}

const viaHosts = (message: SipMessage): string[] => headerValues(message, 'Via').map((value) => parseVia(value).host);
const toUser = (message: SipMessage): string | undefined => parseNameAddr(firstHeader(message, 'To') ?? '').uri?.user;
const contactUris = (message: SipMessage): (string | undefined)[] =>
  headerValues(message, 'Contact').flatMap((value) => parseContacts(value).map((contact) => contact.uri?.text));

const EXPECTED: Readonly<Record<string, Expectation>> = {
  // Valid, though few would send them. What RFC 2543 allowed and an extension method are told all the same.
  'wsinv.dat': {
    section: '3.1.1.1',
    problems: ['via-branch-old@12'],
    reads: viaHosts,
    as: ['192.0.2.2', 'spindle.example.com', '192.168.255.111'],
  },
  'intmeth.dat': {
    section: '3.1.1.2',
    problems: ['method-unknown@1', 'uri-password@1'],
    reads: (message) => firstHeader(message, "extensionheader-!.%*+_`'~"),
    as: '\uFEFF\u5927\u505C\u96FB',
  },
  'esc01.dat': { section: '3.1.1.3', problems: [], reads: toUser, as: 'user' },
  'escnull.dat': { section: '3.1.1.4', problems: [], reads: toUser, as: 'null-\0-null' },
  'esc02.dat': {
    section: '3.1.1.5',
    problems: ['method-unknown@1'],
    reads: contactUris,
    as: ['sip:alias1@host1.example.com', 'sip:alias3@host3.example.com'],
  },
  'lwsdisp.dat': {
    section: '3.1.1.6',
    problems: [],
    reads: (message) => parseNameAddr(firstHeader(message, 'From') ?? '').displayName,
    as: 'caller',
  },
  'longreq.dat': {
    section: '3.1.1.7',
    problems: ['via-branch-missing@7'],
    reads: (message) => headerValues(message, 'Via').length,
    as: 34,
  },
  'dblreq.dat': { section: '3.1.1.8', problems: ['message-follows@9'], reads: (message) => message.body, as: '' },
  'semiuri.dat': {
    section: '3.1.1.9',
    problems: [],
    reads: (message) => message.kind === 'request' && parseUri(message.requestUri).user,
    as: 'user;par=u@example.net',
  },
  'transports.dat': {
    section: '3.1.1.10',
    problems: [],
    reads: (message) => headerValues(message, 'Via').map((value) => parseVia(value).transport),
    as: ['UDP', 'SCTP', 'TLS', 'UNKNOWN', 'TCP'],
  },
  'mpart01.dat': {
    section: '3.1.1.11',
    problems: [],
    reads: (message) => firstHeader(message, 'Content-Length'),
    as: '553',
  },
  'unreason.dat': {
    section: '3.1.1.12',
    problems: [],
    reads: (message) => message.kind === 'response' && message.reasonPhrase,
    as: '= 2**3 * 5**2 но сто девяносто девять - простое',
  },
  'noreason.dat': {
    section: '3.1.1.13',
    problems: [],
    reads: (message) => message.kind === 'response' && message.reasonPhrase,
    as: '',
  },
  // Invalid.
  'badinv01.dat': { section: '3.1.2.1', problems: ['params-empty@7', 'params-empty@8', 'via-branch-missing@7'] },
  'clerr.dat': { section: '3.1.2.2', problems: ['content-length-wrong@10'] },
  'ncl.dat': { section: '3.1.2.3', problems: ['content-length-invalid@10'] },
  'scalar02.dat': {
    section: '3.1.2.4',
    problems: ['cseq-too-large@5', 'max-forwards-invalid@7', 'seconds-too-large@8', 'seconds-too-large@9'],
  },
  'scalarlg.dat': {
    section: '3.1.2.5',
    problems: ['cseq-too-large@5', 'seconds-too-large@7', 'warning-invalid@8', 'tag-missing@3'],
  },
  'quotbal.dat': { section: '3.1.2.6', problems: ['quote-unclosed@2'] },
  'ltgtruri.dat': {
    section: '3.1.2.7',
    problems: ['request-uri-in-brackets@1', 'via-branch-missing@7'],
    reads: (message) => sessionDescription(message)?.media.length,
    as: 2,
  },
  'lwsruri.dat': {
    section: '3.1.2.8',
    problems: ['request-uri-with-space@1'],
    reads: (message) => message.kind === 'request' && message.requestUri,
    as: 'sip:user@example.com; lr',
  },
  'lwsstart.dat': { section: '3.1.2.9', problems: ['start-line-spaces@1'] },
  'trws.dat': {
    section: '3.1.2.10',
    problems: ['start-line-spaces@1'],
    reads: (message) => message.version,
    as: 'SIP/2.0',
  },
  'escruri.dat': { section: '3.1.2.11', problems: ['request-uri-headers@1'] },
  'baddate.dat': { section: '3.1.2.12', problems: ['date-invalid@8'] },
  'regbadct.dat': { section: '3.1.2.13', problems: ['uri-needs-brackets@8'] },
  'badaspec.dat': { section: '3.1.2.14', problems: ['uri-with-space@5'], reads: toUser, as: 't.watson' },
  'baddn.dat': {
    section: '3.1.2.15',
    problems: ['display-name-unquoted@4', 'display-name-unquoted@5', 'empty-line-missing@9'],
    reads: toUser,
    as: 't.watson',
  },
  'badvers.dat': {
    section: '3.1.2.16',
    problems: ['version-unsupported@1', 'version-unsupported@2'],
    reads: (message) => message.version,
    as: 'SIP/7.0',
  },
  'mismatch01.dat': { section: '3.1.2.17', problems: ['cseq-method-mismatch@6'] },
  'mismatch02.dat': { section: '3.1.2.18', problems: ['method-unknown@1', 'cseq-method-mismatch@6'] },
  'bigcode.dat': {
    section: '3.1.2.19',
    problems: ['status-code-invalid@1'],
    reads: (message) => message.kind === 'response' && message.statusCode,
    as: 4294967301,
  },
  // Transaction layer.
  'badbranch.dat': { section: '3.2.1', problems: ['via-branch-empty@5'] },
  // Application layer: the syntax is sound, what it asks for is not.
  'insuf.dat': {
    section: '3.3.1',
    problems: ['header-missing@1', 'header-missing@1', 'header-missing@1', 'header-missing@1', 'header-missing@1'],
  },
  'unkscm.dat': { section: '3.3.2', problems: ['uri-scheme-unknown@1'] },
  'novelsc.dat': { section: '3.3.3', problems: ['uri-scheme-unknown@1'] },
  'unksm2.dat': {
    section: '3.3.4',
    problems: ['uri-scheme-unknown@2', 'uri-scheme-unknown@3', 'uri-scheme-unknown@8'],
  },
  'bext01.dat': {
    section: '3.3.5',
    problems: [],
    reads: (message) => headerValues(message, 'Require'),
    as: ['nothingSupportsThis', 'nothingSupportsThisEither'],
  },
  'invut.dat': {
    section: '3.3.6',
    problems: [],
    reads: (message) => firstHeader(message, 'Content-Type'),
    as: 'application/unknownformat',
  },
  'regaut01.dat': { section: '3.3.7', problems: ['auth-scheme-unknown@8'] },
  'multi01.dat': {
    section: '3.3.8',
    problems: [
      'header-repeated@7',
      'header-repeated@8',
      'header-repeated@11',
      'header-repeated@12',
      'header-repeated@16',
    ],
  },
  'mcl01.dat': { section: '3.3.9', problems: ['header-repeated@9', 'content-length-wrong@7'] },
  'bcast.dat': { section: '3.3.10', problems: ['address-broadcast@3'] },
  'zeromf.dat': { section: '3.3.11', problems: ['max-forwards-zero@7'] },
  'cparam01.dat': { section: '3.3.12', problems: [], reads: contactUris, as: ['sip:+19725552222@gw1.example.net'] },
  'cparam02.dat': {
    section: '3.3.13',
    problems: [],
    reads: contactUris,
    as: ['sip:+19725552222@gw1.example.net;unknownparam'],
  },
  'regescrt.dat': {
    section: '3.3.14',
    problems: [],
    reads: contactUris,
    as: ['sip:user@example.com?Route=%3Csip:sip.example.com%3E'],
  },
  'sdp01.dat': {
    section: '3.3.15',
    problems: [],
    reads: (message) => firstHeader(message, 'Accept'),
    as: 'text/nobodyKnowsThis',
  },
  // RFC 2543.
  'inv2543.dat': {
    section: '3.4',
    problems: ['tag-missing@3', 'via-branch-missing@2', 'header-missing@1', 'header-missing@1'],
  },
};

function load(file: string): Buffer {
  return readFileSync(new URL(file, FOLDER));
}

if (!existsSync(FOLDER)) {
  it.skip('RFC 4475: skipped, because ../shared/corpus is not there', () => {
    expect(existsSync(FOLDER)).toBe(true);
  });
} else {
  describe('RFC 4475', () => {
    it('has 49 messages, and each is expected', () => {
      expect(readdirSync(FOLDER).filter((file) => file.endsWith('.dat'))).toEqual(Object.keys(EXPECTED).sort());
      expect(Object.keys(EXPECTED)).toHaveLength(49);
    });

    it.each(Object.entries(EXPECTED).map(([file, expected]) => ({ file, ...expected })))(
      '$section $file',
      ({ file, problems, reads, as }) => {
        const message = parseMessageBytes(load(file));
        expect(message?.problems.map((problem) => `${problem.kind}@${problem.line}`)).toEqual(problems);
        if (message !== undefined && reads !== undefined) expect(reads(message)).toEqual(as);
      },
    );

    it('3.1.1.8 dblreq.dat holds a second message, of which its own length ends the first', () => {
      expect(
        splitMessages(load('dblreq.dat').toString()).map((piece) => [piece.line, piece.text.split(' ', 1)[0]]),
      ).toEqual([
        [1, 'REGISTER'],
        [12, 'INVITE'],
      ]);
    });

    it('every problem names its clause', () => {
      for (const file of Object.keys(EXPECTED)) {
        for (const problem of parseMessageBytes(load(file))?.problems ?? [])
          expect(problem.clause).toMatch(/^RFC \d{4} \d/);
      }
    });
  });
}
