import { askEarly } from './early.ts';

// A script of its own in front of the others: the answers come while hundreds of kilobytes of these are read.
askEarly(location, document.visibilityState === 'visible');
