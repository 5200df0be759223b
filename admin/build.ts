import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';

/**
 * Builds admin/dist where what it is made from has changed since it was built, and compresses it, so that the
 * server only hands it out. Takes milliseconds when there is nothing to do; `npm start` and `npm test` begin with it.
 */
const admin = import.meta.dirname;
const root = path.dirname(admin);
const dist = path.join(admin, 'dist');
const stamp = '.made-from';

const sources = ['admin', 'contract', 'sdk', 'package-lock.json'];
const notSources = /(^|\/)(node_modules|dist|test)(\/|$)|\.test\.tsx?$/;

const fingerprint = async () => {
  const hash = createHash('sha256');
  for (const source of sources) {
    const place = path.join(root, source);
    const files = (await stat(place)).isFile()
      ? [place]
      : (await readdir(place, { recursive: true, withFileTypes: true }))
          .filter((entry) => entry.isFile())
          .map((entry) => path.join(entry.parentPath, entry.name));
    for (const file of files.sort()) {
      const name = path.relative(root, file);
      if (notSources.test(name)) continue;
      hash
        .update(name)
        .update('\0')
        .update(await readFile(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
};

const compressible = /\.(js|css|html|svg|json)$/;
const brotli = promisify(brotliCompress);
const gz = promisify(gzip);

const compress = async (folder: string) => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() || !compressible.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const content = await readFile(file);
    const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
    await writeFile(`${file}.br`, await brotli(content, best));
    await writeFile(`${file}.gz`, await gz(content, { level: 9 }));
  }
};

const builtFrom = () => readFile(path.join(dist, stamp), 'utf8').catch(() => null);

const wanted = await fingerprint();
if ((await builtFrom()) !== wanted) {
  process.stdout.write('Building the admin …\n');
  // Whoever starts this from a test has NODE_ENV=test, which would bring the development build of React.
  process.env.NODE_ENV = 'production';
  // Beside dist and then in its place: a build that is broken off, or two at once, leave a whole one.
  const fresh = await mkdtemp(path.join(admin, 'dist-'));
  try {
    await build({
      root: admin,
      configFile: path.join(admin, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: fresh, emptyOutDir: true },
    });
    await compress(fresh);
    await writeFile(path.join(fresh, stamp), wanted);
    // mkdtemp keeps it for whoever builds, and the server may run as somebody else.
    await chmod(fresh, 0o755);
    await rm(dist, { recursive: true, force: true });
    await rename(fresh, dist).catch(async (error: unknown) => {
      // Another build of the same was a moment faster.
      if ((await builtFrom()) !== wanted) throw error;
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}
