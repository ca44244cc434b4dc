import { describe, expect, it } from 'vitest';
import { hangupCause } from '../../../src/sip/headers/hangup-cause.ts';
import { checkReason, isQ850, parseReasons } from '../../../src/sip/headers/reason.ts';
import { checkWarning, parseWarnings } from '../../../src/sip/headers/warning.ts';
import { read } from '../wire.ts';

describe('Reason', () => {
  it('has a protocol, a cause and a text', () => {
    expect(parseReasons('Q.850;cause=16;text="Normal, call clearing"')).toMatchObject([
      { protocol: 'Q.850', cause: 16, text: 'Normal, call clearing' },
    ]);
  });

  it('may be several in a row', () => {
    expect(
      parseReasons('SIP ;cause=200 ;text="Call completed elsewhere", Q.850;cause=26').map((reason) => [
        reason.protocol,
        reason.cause,
      ]),
    ).toEqual([
      ['SIP', 200],
      ['Q.850', 26],
    ]);
  });

  it('may come without a cause', () => {
    expect(parseReasons('Preemption')).toMatchObject([{ protocol: 'Preemption' }]);
  });

  it.each([
    ['Q.850;cause=16', true],
    ['q850;cause=16', true],
    ['SIP;cause=480', false],
  ])('is Q.850: %s, %s', (value, expected) => {
    expect(parseReasons(value).map(isQ850)).toEqual([expected]);
  });

  it.each([
    ['SIP;cause=480', undefined],
    ['SIP;cause=many', ['reason-invalid']],
    ['', ['reason-invalid']],
  ])('what is odd about %j', (value, kinds) => {
    expect(checkReason(value)?.map((odd) => odd.kind)).toEqual(kinds);
  });
});

describe('Warning', () => {
  it('has a code, an agent and a text', () => {
    expect(parseWarnings('304 biloxi.example.com:5060 "Media type, not available", 399 "x" "y"')).toMatchObject([
      { code: 304, agent: 'biloxi.example.com:5060', text: 'Media type, not available' },
      { code: 399 },
    ]);
  });

  it('may lack its quotes or its agent', () => {
    expect(parseWarnings('399 pbx Wrong password')).toEqual([{ code: 399, agent: 'pbx', text: 'Wrong password' }]);
    expect(parseWarnings('399 "Wrong password"')).toEqual([{ code: 399, agent: '', text: 'Wrong password' }]);
    expect(parseWarnings('nothing')).toEqual([]);
  });

  it.each([
    ['301 isi.edu "Incompatible"', undefined],
    ['1812 overture "In Progress"', ['warning-invalid']],
    ['301 isi.edu Incompatible', ['warning-invalid']],
  ])('what is odd about %s', (value, kinds) => {
    expect(checkWarning(value)?.map((odd) => odd.kind)).toEqual(kinds);
  });
});

it('Asterisk says its hangup cause in two header fields', () => {
  const bye =
    'BYE sip:bob@192.0.2.4 SIP/2.0\nX-Asterisk-HangupCause: Normal Clearing\nX-Asterisk-HangupCauseCode: 16\n\n';
  expect(hangupCause(read(bye))).toEqual({ cause: 16, text: 'Normal Clearing' });
  expect(hangupCause(read('BYE sip:bob@192.0.2.4 SIP/2.0\nVia: x\n\n'))).toBeUndefined();
});
