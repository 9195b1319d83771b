import { say } from './output.ts';

/** Shows how far a long step is, on standard error: in place on a terminal, a line now and then elsewhere. */
export function stepProgress(everyMilliseconds = 2000): {
  show(step: string, done: number, of?: number | null): void;
  end(): void;
} {
  const inPlace = process.stderr.isTTY;
  let shownAt = 0;
  let last = '';
  return {
    show(step, done, of) {
      const line = of ? `  ${step}: ${done} of ${of}` : done > 0 ? `  ${step}: ${done}` : `  ${step} …`;
      const now = Date.now();
      if (line === last || (!inPlace && now - shownAt < everyMilliseconds)) return;
      shownAt = now;
      last = line;
      if (inPlace) process.stderr.write(`\r\u001b[2K${line}`);
      else say(line);
    },
    end() {
      if (inPlace && last !== '') process.stderr.write('\r\u001b[2K');
    },
  };
}
