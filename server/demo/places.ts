/** Quarters as they are met on labels: [Latin, Arabic, latitude, longitude], roughly in the middle. */
export type Quarter = readonly [latin: string, arabic: string, latitude: number, longitude: number];

export interface City {
  name: readonly [latin: string, arabic: string];
  region: readonly [latin: string, arabic: string];
  /** Where the business is. */
  position: { latitude: number; longitude: number };
  quarters: readonly Quarter[];
}

export const muscat: City = {
  name: ['Muscat', 'مسقط'],
  region: ['Muscat Governorate', 'محافظة مسقط'],
  position: { latitude: 23.5925, longitude: 58.4285 },
  quarters: [
    ['Al Khuwair', 'الخوير', 23.599, 58.433],
    ['Al Ghubra', 'الغبرة', 23.59, 58.395],
    ['Qurum', 'القرم', 23.605, 58.485],
    ['Ruwi', 'روي', 23.588, 58.545],
    ['Al Azaiba', 'العذيبة', 23.602, 58.35],
    ['Seeb', 'السيب', 23.67, 58.19],
    ['Bawshar', 'بوشر', 23.56, 58.4],
    ['Muttrah', 'مطرح', 23.617, 58.563],
    ['Al Mawaleh', 'الموالح', 23.59, 58.22],
  ],
};

export const dubai: City = {
  name: ['Dubai', 'دبي'],
  region: ['Dubai', 'دبي'],
  position: { latitude: 25.2048, longitude: 55.2708 },
  quarters: [
    ['Jumeirah', 'جميرا', 25.205, 55.245],
    ['Al Barsha', 'البرشاء', 25.105, 55.2],
    ['Deira', 'ديرة', 25.268, 55.325],
    ['Mirdif', 'مردف', 25.22, 55.42],
    ['Dubai Marina', 'مرسى دبي', 25.08, 55.142],
    ['Al Quoz', 'القوز', 25.14, 55.235],
    ['Al Karama', 'الكرامة', 25.245, 55.305],
  ],
};
