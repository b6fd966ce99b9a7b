import { describe, expect, it } from 'vitest';
import { readServeOptions } from './serve-options.mjs';

describe('the options of serve', () => {
  it.each([
    [[], {}, { help: false }],
    [[], { PORT: '' }, { help: false }],
    [[], { PORT: '8080' }, { help: false, port: 8080 }],
    [['--port', '4000'], {}, { help: false, port: 4000 }],
    [['--port=4000'], { PORT: '8080' }, { help: false, port: 4000 }],
    [['-p', '0'], {}, { help: false, port: 0 }],
    [['--help'], {}, { help: true }],
    [['--snapshot', 'account.json'], {}, { help: false, snapshot: 'account.json' }],
    [['--snapshot=a', '--port', '4000'], {}, { help: false, port: 4000, snapshot: 'a' }],
  ])('%j with %j', (args, env, expected) => {
    expect(readServeOptions(args, env)).toEqual(expected);
  });

  it.each([
    [['--port', 'http'], {}, '“http” in --port is not a port'],
    [['--port', '65536'], {}, '“65536” in --port is not a port'],
    [['--port', '-1'], {}, '“-1” in --port is not a port'],
    [['--port', '80.5'], {}, '“80.5” in --port is not a port'],
    [['--port', '0x10'], {}, '“0x10” in --port is not a port'],
    [['--port='], {}, '“” in --port is not a port'],
    [['--port'], {}, '--port needs a number'],
    [[], { PORT: 'http' }, '“http” in the environment variable PORT is not a port'],
    [['--prot', '4000'], {}, 'Unknown option --prot'],
    [['4000'], {}, 'Unexpected “4000”'],
  ])('%j with %j says what to write', (args, env, sentence) => {
    const read = readServeOptions(args, env, 'npm start --');
    expect(read).toHaveProperty('problem', expect.stringContaining(sentence));
    expect(read).toHaveProperty('problem', expect.stringMatching(/npm start -- --port 4000\.$/));
  });

  it('wants a file after --snapshot', () => {
    const problem = 'The option --snapshot needs a file, as in npm start -- --snapshot account.json.';
    expect(readServeOptions(['--snapshot'], {}, 'npm start --')).toEqual({ problem });
    expect(readServeOptions(['--snapshot='], {}, 'npm start --')).toEqual({ problem });
  });
});
