import { transform } from 'esbuild';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { walkthroughs } from '@/content/walkthroughs/index';
import { readers } from './amplify-readers.testing';

const lessons = await Promise.all(Object.values(walkthroughs).map((load) => load()));

/** The one package that a program imports and that is not among ours, as its documentation has it. */
const absent = `declare module '@aws-amplify/pubsub' {
  export class PubSub {
    constructor(options: { region: string; endpoint: string });
    publish(input: { topics: string | string[]; message: object }): Promise<void>;
  }
}`;

/** What the compiler has to say of some programs, none of which is on the disk. */
function complaintsOf(programs: ReadonlyMap<string, string>): readonly string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    skipLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => programs.has(name) || fileExists(name);
  host.readFile = (name) => programs.get(name) ?? readFile(name);
  host.getSourceFile = (name, version) => {
    const text = programs.get(name);
    return text === undefined ? getSourceFile(name, version) : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram([...programs.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file === undefined ? '' : file.text.slice(file.text.lastIndexOf('\n', start) + 1).split('\n')[0];
    return `${file?.fileName.split('/').at(-1) ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}: ${line ?? ''}`;
  });
}

test('TypeScript, as strict as it can be, has nothing against any lesson’s Amplify program', { timeout: 60_000 }, () => {
  const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const programs = lessons.map(({ slug, amplify }) => {
    const has = Object.entries(readers[slug]?.has ?? {}).map(([name, type]) => `declare let ${name}: ${type};\n`);
    return [beside(`${slug}.program.ts`), [...amplify.map(({ text }) => text), ...has, 'export {};\n'].join('\n')] as const;
  });
  const wrong = [beside('wrong.program.ts'), 'import { signIn } from \'aws-amplify/auth\';\nawait signIn({ user: 1 });\n'] as const;
  const complaints = complaintsOf(new Map([...programs, wrong, [beside('absent.d.ts'), absent]]));
  expect(complaints.filter((one) => !one.startsWith('wrong.'))).toEqual([]);
  expect(complaints.filter((one) => one.startsWith('wrong.')), 'and it has read Amplify’s types').not.toEqual([]);
});

test('code of Amplify v5 says that it does not run with v6, names what replaces it, and is good syntax', async () => {
  const old = lessons.flatMap(({ amplifyV5 }) => (amplifyV5 === undefined ? [] : [amplifyV5.map(({ text }) => text).join('\n')]));
  expect(old.length).toBeGreaterThan(0);
  for (const text of old) {
    expect(text.split('\n')[0]).toContain('does not run with v6');
    expect(text).toContain('// v6: ');
    await transform(text, { loader: 'ts', format: 'esm' });
  }
});
