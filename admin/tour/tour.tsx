import { Suspense } from 'react';
import { lazily } from '../connection/lazily.ts';
import { useTour } from './use-tour.ts';

const TourCard = lazily(() => import('./tour-card.tsx').then((module) => ({ default: module.TourCard })));

/** Shows somebody new around; who knows the way never loads it. */
export const Tour = () => {
  const { step } = useTour();
  return <Suspense>{step !== null && <TourCard step={step} />}</Suspense>;
};
