import { segment } from './address.ts';
import type { NewView, View, ViewChanges, ViewList } from './schema.ts';
import type { CallOptions, PostOptions, Send } from './transport.ts';

/** Saved views of the list of customers: one's own, and those that others share. */
export interface Views {
  list(options?: CallOptions): Promise<ViewList>;
  create(body: NewView, options?: PostOptions): Promise<View>;
  /** Changes only what `changes` names; `position` moves it among one's own. */
  update(id: string, changes: ViewChanges, options?: CallOptions): Promise<View>;
  /** It answers with the view as it was. */
  delete(id: string, options?: CallOptions): Promise<View>;
}

const path = '/api/v1/customers/views';

export const viewsOf = (send: Send): Views => ({
  list: (options = {}) => send<'listViews'>({ method: 'GET', path }, options),
  create: (body, options = {}) => send<'createView'>({ method: 'POST', path, body }, options),
  update: async (id, changes, options = {}) =>
    send<'updateView'>({ method: 'PATCH', path: `${path}/${segment(id)}`, body: changes }, options),
  delete: async (id, options = {}) =>
    send<'deleteView'>({ method: 'DELETE', path: `${path}/${segment(id)}` }, options),
});
