import { freeswitchSiptrace } from './freeswitch-siptrace.ts';
import type { TextFormat } from './format.ts';

// 2020-08-05 14:36:22.539782 send 372 bytes to tls/[192.0.2.1]:5061 at 14:36:22.539678:
const OWN = /^\s*\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ (?:recv|send) \d+ bytes/;

/** The log of drachtio-server: the frame of Sofia-SIP with a date before it. */
export const drachtio: TextFormat = {
  name: 'drachtio',
  hints: [' bytes from ', ' bytes to '],
  frame: (line, times) => (OWN.test(line) ? freeswitchSiptrace.frame(line, times) : undefined),
};
