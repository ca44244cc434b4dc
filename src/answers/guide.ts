import type { Catalog, GuideEntry, Messages } from '../catalog/index.ts';
import { inline, type Block, type Item } from './answer.ts';
import { commandsFor, type CommandChoice } from './commands.ts';

/** A guide's steps in order, the commands of each whole; its timers, where it has them. */
export function guideBlocks(catalog: Catalog, guide: GuideEntry, messages: Messages, choice: CommandChoice): Block[] {
  const items = Object.values(guide.steps).map((step): Item => ({
    text: inline(step.do),
    lines: [
      ...(step.commands ?? []).map((command) => ({
        label: messages.message('labels.run'),
        text: [{ value: 'token' as const, text: command }],
      })),
      ...commandsFor(catalog, step.run ?? [], { ...choice, most: 2 }).map((command) => ({
        label: command.label,
        text: [{ value: 'token' as const, text: command.command }],
      })),
      ...(step.look === undefined ? [] : [{ label: messages.message('labels.look'), text: inline(step.look) }]),
      ...(step.then === undefined ? [] : [{ label: messages.message('labels.then'), text: inline(step.then) }]),
    ],
  }));
  const timers = Object.entries(guide.timers ?? {}).map(([time, timer]) => ({
    label: time.replace(/s$/, ' s'),
    text: inline([timer.what, timer.why, timer.check].filter(Boolean).join(' ')),
  }));
  return [
    { kind: 'list', ordered: true, items },
    ...(timers.length > 0 ? [{ kind: 'facts' as const, rows: timers }] : []),
  ];
}
