const width = 100;

/** The text in lines of a readable length, each two spaces in. Lines that are already there stay. */
export function indented(text: string): string {
  return text.split('\n').flatMap(wrapped).map((line) => `  ${line}`.trimEnd()).join('\n');
}

function wrapped(line: string): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}
