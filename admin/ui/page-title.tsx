/** React hoists it into the head. */
export const PageTitle = ({ children }: { children: string }) => <title>{`${children} · Regulars`}</title>;
