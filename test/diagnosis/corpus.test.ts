import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/index.ts';
import { RULES } from '../../src/diagnosis/rules/index.ts';
import { openTrace, type TraceResult } from '../../src/explain/trace.ts';

/** Logs and captures by other people, beside the project; the test skips itself where they are not. */
const corpus = join(import.meta.dirname, '../../../shared/corpus/dev');

interface Row {
  readonly file: string;
  readonly healthy?: boolean | null;
  readonly rootCause?: string | null;
  readonly messages?: number | null;
  readonly expected?: {
    readonly verdict: string;
    readonly first: readonly string[];
    readonly also: readonly string[];
    readonly never: readonly string[];
    readonly mayBeProven: boolean;
  };
}

/** Files of the other manifests whose stated cause one of our rules names. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  'captures/goffinet__sip_captures/sip-488-Not-Acceptable-Here-codec-null.pcapng': ['488-no-codec'],
  'captures/goffinet__sip_captures/sip-register-wrong_password-401-403-401-403.pcapng': ['reg-wrong-password'],
  'captures/goffinet__sip_captures/sip-register-wrong_user-401-403-404.pcapng': [
    'reg-wrong-password',
    'reg-authuser-mismatch',
    'reg-404',
  ],
  'captures/goffinet__sip_captures/sip-routing-error-wireshark.pcapng': ['404-number'],
  'captures/goffinet__sip_captures/private-test-sip.pcapng': [
    'loop-483',
    'dns-srv-nxdomain',
    'auth-407-loop',
    'reg-wrong-password',
    'callee-480',
  ],
  'captures/goffinet__sip_captures/sip-register-publish-subscribe-489-401.pcapng': ['489-event', 'mwi-no-mailbox'],
  'captures/goffinet__sip_captures/sip-register-to-repo-proxy.pcapng': ['dns-srv-nxdomain'],
  'captures/irontec__sngrep/aaa.pcap': ['auth-403-invite', 'callee-408', 'reg-wrong-password', 'callee-480'],
  'captures/ntop__nDPI/FAX-Call-t38-CA-TDM-SIP-FB-1.pcap': ['488-t38', 't38-switch-fail'],
  'captures/ntop__nDPI/webex.pcap': ['reg-no-answer'],
  'captures/sipcapture__heplify/ipip0.pcap': [
    'reg-wrong-password',
    'reg-nonce-differs',
    'auth-407-loop',
    'reg-stale-loop',
  ],
  'captures/snort3__snort3_demo/SIP_Eyebeam2Eyebeam_Video_Audio.pcap': ['ack-missing'],
  'captures/CESNET__ipfixprobe/sip.pcap': ['scanner'],
  'captures/jmartinezmolina__ptavi-pfinal/error.libpcap': ['404-number'],
  'captures/javier-pastor__ptavi-p5/sip.libpcap.gz': ['one-way-audio'],
  'captures/Matt1s__MTAA-SIP-PROXY/486_Busy_here_-_neprijaty_hovor.pcapng': ['486-busy', '603-decline-human'],
  'captures/Matt1s__MTAA-SIP-PROXY/603_Decline_-_odmietnutie_hovoru.pcapng': ['603-decline-human'],
  'captures/plugin23__mtaa_sipproxy/zakladnafunkcionalita.pcap': ['603-decline-human'],
  'captures/plugin23__mtaa_sipproxy/vlastnystatus.pcap': ['603-decline-human', 'bad-header'],
  'captures/revilO602__SIPProxy/custom_code_messages.pcap': ['bad-header'],
  'captures/revilO602__SIPProxy/decline_call.pcap': ['603-decline-human'],
  'text/asterisk-pjsip-logger/asterisk__documentation__auth-fail.txt': [
    'reg-wrong-password',
    'auth-407-loop',
    'reg-nonce-differs',
  ],
  'text/pjsua-in-app-log/DevEntities__gb28181-restreamer__app.txt': ['488-no-codec'],
  'text/pjsua-in-app-log/DevEntities__gb28181-restreamer__final_fixed.txt': ['489-event'],
  'text/pjsua-in-app-log/DevEntities__gb28181-restreamer__final_fix.txt': ['488-no-codec'],
  'text/pjsua-in-app-log/DevEntities__gb28181-restreamer__fixed_catalog.txt': ['488-no-codec'],
  'text/sip-bare/altanai__opensipsexamples__483.txt': ['loop-483'],
  'text/kamailio-debug/altanai__kamailioexamples__bad-via.txt': ['bad-header'],
  'text/cisco-phone-debug/unknown__blog-7940__cisco-alg.txt': ['sip-alg', 'nat-via-received', 'reg-no-second-request'],
};

/** Files with a stated cause that are not counted, and why. */
const NOT_COUNTED: Readonly<Record<string, string>> = {
  '-': 'no rule names the cause, or the file holds no SIP message: its log lines are explained by the catalog',
};

const catalog = loadCatalog(join(import.meta.dirname, '../../catalog'));
const rowsOf = (name: string): readonly Row[] =>
  readFileSync(join(corpus, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
const readFile = (file: string): TraceResult => {
  const session = openTrace(catalog, file);
  session.push(readFileSync(join(corpus, file)));
  return session.end();
};
const delivered = new Set(RULES.flatMap((rule) => [rule.id, ...rule.aliases]));
/** A finding under all its names. */
const namesOf = (finding: TraceResult['diagnosis']['findings'][number]): readonly string[] => [
  finding.rule,
  ...finding.aliases,
];

test.skipIf(!existsSync(corpus))('the verdict on the corpus (needs ../shared/corpus)', { timeout: 240_000 }, () => {
  let counted = 0;
  let first = 0;
  let third = 0;
  const lines: string[] = [];
  const wrong: string[] = [];
  const judge = (file: string, expected: readonly string[], result: TraceResult): void => {
    const found = result.diagnosis.findings.map(namesOf);
    const isFirst = found[0]?.some((name) => expected.includes(name)) === true;
    const isThird = found.slice(0, 3).some((names) => names.some((name) => expected.includes(name)));
    counted += 1;
    first += Number(isFirst);
    third += Number(isThird);
    lines.push(
      `${isFirst ? 'first ' : isThird ? 'third ' : 'MISS  '} ${file}: expected ${expected.join(' | ')}; found ${result.diagnosis.verdict} ${result.diagnosis.findings
        .slice(0, 4)
        .map((finding) => finding.rule)
        .join(', ')}`,
    );
  };
  for (const row of rowsOf('lab.jsonl')) {
    const result = readFile(row.file);
    const { expected } = row;
    if (expected === undefined) continue;
    const never = result.diagnosis.findings.filter((finding) =>
      namesOf(finding).some((name) => expected.never.includes(name)),
    );
    for (const finding of never) wrong.push(`${row.file}: ${finding.rule} must not be found`);
    if (expected.verdict === 'clear') {
      if (result.diagnosis.findings.length > 0)
        wrong.push(
          `${row.file}: healthy, found ${result.diagnosis.findings.map((finding) => finding.rule).join(', ')}`,
        );
    } else if (expected.verdict === 'cannot-tell') {
      const right = result.diagnosis.verdict === 'cannot-tell' && result.diagnosis.findings.length === 0;
      counted += 1;
      first += Number(right);
      third += Number(right);
      lines.push(
        `${right ? 'first ' : 'MISS  '} ${row.file}: expected cannot-tell; found ${result.diagnosis.verdict} ${result.diagnosis.findings.map((finding) => finding.rule).join(', ')}`,
      );
    } else if (expected.first.some((name) => delivered.has(name))) judge(row.file, expected.first, result);
    else
      lines.push(
        `-      ${row.file}: expected ${expected.first.join(' | ') || 'no rule'}, which no rule of ours names; found ${result.diagnosis.findings.map((finding) => finding.rule).join(', ')}`,
      );
    if (!expected.mayBeProven) {
      const proven = result.diagnosis.findings.filter(
        (finding) => finding.certainty === 'proven' && namesOf(finding).some((name) => expected.never.includes(name)),
      );
      for (const finding of proven) wrong.push(`${row.file}: ${finding.rule} is proven and wrong`);
    }
  }
  for (const row of ['captures.jsonl', 'text.jsonl'].flatMap(rowsOf)) {
    const named = NAMED[row.file];
    if (named !== undefined) judge(row.file, named, readFile(row.file));
    else if (row.healthy === true) {
      const { findings } = readFile(row.file).diagnosis;
      if (findings.length > 0)
        wrong.push(
          `${row.file}: healthy, found ${findings.map((finding) => `${finding.rule} (${finding.certainty})`).join(', ')}`,
        );
    } else if (row.rootCause !== null && row.rootCause !== undefined)
      lines.push(`-      ${row.file}: not counted, ${NOT_COUNTED['-']}`);
  }
  process.stdout.write(
    `${lines.join('\n')}\n${counted} counted: first right ${first} (${((100 * first) / counted).toFixed(0)} %), within three ${third} (${((100 * third) / counted).toFixed(0)} %)\n${wrong.join('\n')}\n`,
  );
  expect(wrong).toEqual([]);
  expect(first / counted).toBeGreaterThanOrEqual(0.8);
  expect(third / counted).toBeGreaterThanOrEqual(0.9);
});
