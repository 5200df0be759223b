/** A file that the server sends. */
export interface DownloadedFile {
  /** As the server calls it. */
  name: string;
  type: string;
  /** Cancel it, or abort the call, to end the sending. */
  body: ReadableStream<Uint8Array>;
  /** All of it, in memory. */
  blob(): Promise<Blob>;
  text(): Promise<string>;
}

export const fileOf = (response: Response): DownloadedFile => ({
  name: /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'file',
  type: response.headers.get('content-type') ?? '',
  body: response.body ?? new Blob([]).stream(),
  blob: () => response.blob(),
  text: () => response.text(),
});
