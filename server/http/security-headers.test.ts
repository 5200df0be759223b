import { afterAll, describe, expect, it } from 'vitest';
import { testApi } from '../testing/test-api.ts';

const api = testApi();
afterAll(api.close);
const withMap = testApi({
  environment: { MAP_TILES_URL: 'https://{s}.tile.example.com/{z}/{x}/{y}.png' },
});
afterAll(withMap.close);

const csp = 'content-security-policy';

describe('a browser', () => {
  it('runs, loads and frames nothing of an answer of the API, be it data or a problem', async () => {
    const { viewer } = await api.tenant();
    for (const { headers } of [
      await viewer('/api/v1/customers'),
      await viewer('/api/v1/nothing'),
      await api.ask('/api/v1/customers'),
    ]) {
      expect(headers.get(csp)).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
  });

  it('runs only our own scripts on a page, and frames none', async () => {
    const { headers } = await api.ask('/docs');
    expect(headers.get(csp)).toContain("script-src 'self';");
    expect(headers.get(csp)).toContain("frame-ancestors 'none'");
    expect(headers.get(csp)).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  it('gets pictures from us and, where a map is set up, from its host, and from nowhere else', async () => {
    const pictures = async ({ ask }: typeof api) =>
      /img-src [^;]*/.exec((await ask('/docs')).headers.get(csp)!)?.[0];
    expect(await pictures(api)).toBe("img-src 'self' data:");
    expect(await pictures(withMap)).toBe("img-src 'self' data: https://*.tile.example.com");
  });
});
