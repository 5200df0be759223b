import { lazy, Suspense } from 'react';
import { useTour } from './use-tour.ts';

const TourCard = lazy(() => import('./tour-card.tsx').then((module) => ({ default: module.TourCard })));

/** Shows somebody new around; who knows the way never loads it. */
export const Tour = () => {
  const { step } = useTour();
  return <Suspense>{step !== null && <TourCard step={step} />}</Suspense>;
};
