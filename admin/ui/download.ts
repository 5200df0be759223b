/** Lets the browser fetch a file of our own server, which names it: nothing of it passes through the page. */
export const download = (address: string) => {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
};
