import { maskText } from '@regulars/contract/mask-text';
import { captureException, globalHandlersIntegration, init } from '@sentry/browser';

/**
 * Reports errors that nobody caught: which, and where in the code. No address (it can hold what was searched for), no
 * trail of what was done before, nobody's name.
 *
 * @returns reports one that somebody caught
 */
export const startReports = (dsn: string) => {
  init({
    dsn,
    defaultIntegrations: false,
    integrations: [globalHandlersIntegration()],
    beforeSend: ({ breadcrumbs, request, user, extra, ...event }) => {
      for (const exception of event.exception?.values ?? []) {
        exception.value = maskText(exception.value ?? '');
      }
      if (event.message) event.message = maskText(event.message);
      return event;
    },
  });
  return (error: unknown) => void captureException(error);
};
