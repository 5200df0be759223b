export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** The same for whoever reads HTML. */
  html: string;
}
