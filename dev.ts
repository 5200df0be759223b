import { spawn } from 'node:child_process';
import path from 'node:path';

/**
 * `npm run dev`: the server, restarted when its files change, and in front of it the admin by Vite, which shows
 * every edit at once. Ctrl-C ends both.
 */
const root = import.meta.dirname;
const children = [
  spawn(process.execPath, ['--watch', 'server/main.ts'], { cwd: root, stdio: 'inherit' }),
  spawn(path.join(root, 'node_modules/.bin/vite'), ['admin'], { cwd: root, stdio: 'inherit' }),
];
for (const child of children) {
  child.on('exit', (code) => {
    for (const other of children) if (other !== child) other.kill('SIGTERM');
    process.exitCode ??= code ?? 1;
  });
}
// The terminal sends Ctrl-C to them as well: they end by themselves, and this one waits for them.
process.on('SIGINT', () => {});
