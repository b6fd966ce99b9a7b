import { runNode, runProgram } from './child.mjs';

/** Runs npm. Under `npm start` it says itself where it is, which also spares Windows its npm.cmd. */
export function runNpm(args, options = {}) {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('npm-cli.js')) return runNode(npm, args, options);
  return runProgram('npm', args, { ...options, shell: process.platform === 'win32' });
}
