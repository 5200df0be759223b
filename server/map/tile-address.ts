const example: Record<string, string> = { '{s}': 'a', '{z}': '0', '{x}': '0', '{y}': '0', '{r}': '' };

const read = (template: string): URL | null => {
  const filled = template.replace(/\{[szxyr]\}/g, (place) => example[place]!);
  return /[{}]/.test(filled) || !URL.canParse(filled) ? null : new URL(filled);
};

/** Is it the address of map tiles: http(s), with `{z}`, `{x}`, `{y}`, and `{s}` at most as the first part of the host? */
export const isTileAddress = (template: string): boolean => {
  const url = read(template);
  return (
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.username === '' &&
    ['{z}', '{x}', '{y}'].every((place) => template.includes(place)) &&
    // Nothing but the path and the query changes from tile to tile, so that one host can be allowed.
    /^https?:\/\/(\{s\}\.)?[^/?#{}]+\/[^#]*$/.test(template) &&
    !/\{s\}/.test(template.replace(/^https?:\/\/\{s\}\./, ''))
  );
};

/** The host of the tiles as a source of a content security policy. */
export const tileSource = (template: string): string => {
  const { protocol, host } = read(template)!;
  return `${protocol}//${template.includes('{s}') ? host.replace(/^a\./, '*.') : host}`;
};
