/** What is kept of a picture, in pixels: twice as wide as it is ever shown. */
const side = 256;

/** A file as an address that a page may show: pages of ours show nothing by the address of a blob. */
export const pictureIn = async (file: File): Promise<string> => {
  const address = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  await loaded(address);
  return address;
};

const loaded = async (address: string): Promise<HTMLImageElement> => {
  const image = new Image();
  image.src = address;
  await image.decode();
  return image;
};

/** The part of a picture that was chosen, small, as JPEG: nothing else that the file tells goes along. */
export const squareOf = async (
  address: string,
  part: { x: number; y: number; width: number; height: number },
): Promise<Blob> => {
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const drawing = canvas.getContext('2d')!;
  drawing.fillStyle = '#fff';
  drawing.fillRect(0, 0, side, side);
  drawing.imageSmoothingQuality = 'high';
  drawing.drawImage(await loaded(address), part.x, part.y, part.width, part.height, 0, 0, side, side);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The browser wrote no JPEG.'))),
      'image/jpeg',
      0.85,
    ),
  );
};
