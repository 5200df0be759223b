import { regulars } from '../session/regulars.ts';
import { download } from '../ui/download.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** How often the server is asked whether the export has begun, and how long between two times. */
const looks = 12;
const between = 500;

/**
 * Starts the download and watches for it in the history of exports: a browser does not tell a page whether a download
 * was refused. Where the server cannot be asked at all, nothing is started.
 *
 * @returns whether it has begun
 */
export const startExport = async (address: string, actorId: string): Promise<boolean> => {
  const own = async () => {
    const { data } = await regulars.exports.list({ limit: 10 });
    return data.filter(({ by }) => by.id === actorId).map(({ id }) => id);
  };
  const before = new Set(await own());
  download(address);
  for (let look = 0; look < looks; look += 1) {
    await pause(between);
    if ((await own()).some((id) => !before.has(id))) return true;
  }
  return false;
};
