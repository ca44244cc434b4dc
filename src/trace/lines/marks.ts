// What loggers, editors and tools draw below a message: <------------->  --end msg--  --- (12 headers 21 lines) ---  ```  ]]>  '.
const END_MARK =
  /^\s*(?:<-{5,}>?|-{3,}(?!-*=?_?[A-Za-z0-9])[\s-]*|--- ?\(\d+ headers.*|={5,}.*|~{5,}|\*{5,}.*|_{5,}|--end (?:of )?(?:msg|message).*|`{3}.*|\]\]>.*|<\/\w[\w:-]*>.*|\[\/?code\]|'\.?|"[,;]?|\]|>|\^|#{1,6})\s*$/i;
// The line that a chat puts above each message when several are copied: `Alice, [24.11.2026 01:26]`, `Alice  [1:26 AM]`.
const CHAT_LINE =
  /^[^[\]:]{1,40}, ?\[\d{1,2}[./-][^\]]{4,24}\]:?\s*$|^[^[\]:]{1,40} {1,2}\[?\d{1,2}:\d\d(?: ?[AP]M)?\]?\s*$/;
// A line of a log: a time, a level or a syslog priority at its beginning.
const LOG_LINE =
  /^\s*(?:\[?\d{4}[-/]\d\d[-/]\d\d[T\s]|\[?\d{1,2}:\d\d:\d\d[\].,:\s]|\[?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* +\d|\[[A-Z]{3,8}\]|(?:DEBUG|INFO|NOTICE|WARN|WARNING|ERR|ERROR|CRITICAL|VERBOSE|TRACE|FATAL|DBG)\b|<\d{1,3}>|\d+\(\d+\) [A-Z]+:|\d{5,}: |--? (?:Executing|Channel|Called|Goto)|\s(?:--|==|>) [A-Z0-9])/;

/** True for a line that only marks where something ends. */
export function isEndMark(line: string): boolean {
  return line.length < 200 && END_MARK.test(line);
}

/** True for a line that a logger wrote, rather than a part of a message. */
export function looksLikeLog(line: string): boolean {
  return LOG_LINE.test(line) || (line.length < 80 && CHAT_LINE.test(line));
}
