import { agreedLater, mediaFound, mediaRefusals } from '../look/media-refusal.ts';
import { defineRule } from '../rule.ts';

/** T.38 offered (`m=image ... udptl t38`, ITU-T T.38 Annex D) and refused. The call goes on as it was (RFC 3261 14.1). */
export const rule = defineRule({
  id: '488-t38',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['t38-switch-fail', 'bye-q850', 'q850-by-class'],
  spec: ['ITU-T T.38 Annex D', 'RFC 3264 8', 'RFC 3261 14.1'],
  find(call) {
    return mediaRefusals(call)
      .filter(({ kind }) => kind === 'fax')
      .slice(0, 1)
      .map((refusal) => {
        const isSaved = agreedLater(call, refusal);
        const found = mediaFound(refusal, ['m=image']);
        return {
          ...found,
          ...(isSaved && { severity: 'risk' as const }),
          certainty: 'proven' as const,
          atFault: refusal.refuser,
          values: { ...found.values, then: isSaved ? 'audio' : 'nothing' },
          reasons: [
            {
              key: isSaved ? 'fell-back' : 'no-t38',
              certainty: isSaved ? ('proven' as const) : ('likely' as const),
              atFault: refusal.refuser,
            },
          ],
        };
      });
  },
});
