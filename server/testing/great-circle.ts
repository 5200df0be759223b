export interface Point {
  latitude: number;
  longitude: number;
}

/** Mean radius of the earth in metres, R1 of the Geodetic Reference System 1980 rounded as everywhere. */
export const earthRadius = 6_371_008.8;

const vector = ({ latitude, longitude }: Point) => {
  const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)] as const;
};

/** Metres along a great circle by the angle between two vectors: shares nothing with the haversine of the database. */
export const greatCircle = (from: Point, to: Point): number => {
  const [ax, ay, az] = vector(from);
  const [bx, by, bz] = vector(to);
  const cross = Math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx);
  return earthRadius * Math.atan2(cross, ax * bx + ay * by + az * bz);
};
