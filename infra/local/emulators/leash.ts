import { spawn } from 'node:child_process';

/**
 * Runs the command of its arguments for as long as its own standard input stays open, and ends it then: however
 * the process at the other end of the pipe ends, killed outright included, its child does not outlive it.
 */
const [command = '', ...options] = process.argv.slice(2);
const child = spawn(command, options, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', () => process.exit(127));
child.on('exit', (code) => process.exit(code ?? 0));
process.stdin.on('end', () => child.kill()).on('error', () => child.kill());
process.stdin.resume();
