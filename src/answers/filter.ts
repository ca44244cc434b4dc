import type { AnyCall } from '../calls/types.ts';
import type { Catalog } from '../catalog/index.ts';
import type { Answer, Block } from './answer.ts';
import { languageActions } from './entry.ts';

/** Filters that show this one call in Wireshark, tshark and sngrep. */
export function filterAnswer(catalog: Catalog, call: AnyCall, language: string): Answer {
  const messages = catalog.messages(language);
  const expression = call.callIds.map((callId) => `sip.Call-ID == "${callId.replace(/["\\]/g, '\\$&')}"`).join(' || ');
  const callId = call.callIds[0] ?? '';
  const plainId = /^[\w.@:+-]+$/.test(callId);
  const blocks: Block[] = [
    { kind: 'command', label: 'Wireshark', command: expression },
    ...(plainId
      ? [
          {
            kind: 'command' as const,
            label: 'tshark',
            command: `tshark -r trace.pcap -Y 'sip.Call-ID == "${callId}"' -w call.pcap`,
          },
          { kind: 'command' as const, label: 'sngrep', command: `sngrep -I trace.pcap '${callId}'` },
        ]
      : []),
  ];
  return {
    language: messages.language,
    headline: [messages.message('filter.headline')],
    blocks,
    actions: languageActions(catalog, messages.language),
    sources: [],
  };
}
