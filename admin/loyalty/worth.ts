/** What points come to at so much each, exactly: a decimal string, however many digits that takes. */
export const worth = (points: number, pointValue: string): string => {
  const [whole = '0', fraction = ''] = pointValue.split('.');
  const product = (BigInt(points) * BigInt(whole + fraction)).toString().padStart(fraction.length + 1, '0');
  return fraction === ''
    ? product
    : `${product.slice(0, -fraction.length)}.${product.slice(-fraction.length)}`;
};
