import { environmentSettings, StartError } from '../server/settings.ts';
import { smoke } from './smoke.ts';

/** `npm run smoke -- https://customers.example.com`: ends with 1 where something is not as it should be. */
const run = async () => {
  const [address, ...more] = process.argv.slice(2);
  if (!address || !/^https?:$/.test(URL.parse(address)?.protocol ?? '') || more.length > 0) {
    throw new StartError('npm run -s smoke -- https://customers.example.com');
  }
  const failed = await smoke(address.replace(/\/$/, ''), environmentSettings(), (line) =>
    process.stdout.write(`${line}\n`),
  );
  if (failed.length > 0) process.exitCode = 1;
};

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof StartError ? error.message : (error as Error).stack}\n`);
  process.exitCode = 1;
}
