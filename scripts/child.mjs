import { spawn } from 'node:child_process';
import { root } from './project.mjs';

/**
 * Runs a program in the project's folder and waits for it. It gets no standard input: nothing here asks questions.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, env?: Record<string, string | undefined>, shell?: boolean }} options `quiet` holds the output back
 * @returns {Promise<{ status: number, output: string }>} `output` only when quiet; 127 when the program cannot be started
 */
export function runProgram(program, args, { quiet = false, env = {}, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      shell,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ status: 127, output: `${output}${error.message}\n` }));
    child.on('close', (code, signal) => resolve({ status: code ?? (signal === 'SIGINT' ? 130 : 1), output }));
  });
}

/** Runs JavaScript, in the project or in one of its packages, with this same Node. */
export const runNode = (script, args, options) => runProgram(process.execPath, [script, ...args], options);
