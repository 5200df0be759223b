import { encode } from 'uqr';
import classes from './account.module.css';

/** A text for the camera of a phone: dark on light in every appearance, with the quiet zone of four modules around it. */
export const QrCode = ({ text, label }: { text: string; label: string }) => {
  const { data, size } = encode(text, { border: 4 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} className={classes.qr}>
      <path d={path} shapeRendering="crispEdges" />
    </svg>
  );
};
