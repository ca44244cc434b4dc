import type { Answer } from '../answers/index.ts';
import type { Explanation } from '../explain/index.ts';

/** Who asks and where. Ids carry their platform, e.g. `telegram:42`. */
export interface From {
  readonly person: string;
  readonly chat: string;
  readonly private: boolean;
}

/** A log or capture that came as a file: its name, and its bytes piece by piece. */
export interface QuestionFile {
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** A question as any platform asks it. */
export interface Question {
  readonly words: string;
  /** Read instead of the words. */
  readonly file?: QuestionFile;
  readonly from: From;
  /** Telegram `language_code`, Slack locale, `--lang` has its own field. */
  readonly platformLanguage?: string;
  /** Asked for in this very question; wins over everything and is not kept. */
  readonly language?: string;
  readonly product?: string;
  /** Mask numbers and addresses even in private. In a group they always are. */
  readonly redact?: boolean;
  /** How this platform asks, for the help: `/sip`. */
  readonly command: string;
}

/** What a button press says: its token, and who pressed. */
export interface Press {
  readonly token: string;
  readonly from: From;
  readonly platformLanguage?: string;
  readonly command: string;
}

/** A button or numbered action: at most 64 bytes of token. */
export interface Button {
  readonly label: string;
  readonly token: string;
}

/** An answer with its buttons. `explanation` is there where a question was asked. */
export interface Reply {
  readonly answer: Answer;
  readonly buttons: readonly Button[];
  /** Token that shows this very answer again, for another reader or place. */
  readonly again: string;
  readonly explanation?: Explanation;
  /** The pressed button's session has ended; the answer is the help. */
  readonly expired?: true;
  /** The pressed button set the presser's language to this tag. */
  readonly languageSet?: string;
}
