import { segment } from './address.ts';
import { type Items, itemsOf } from './items.ts';
import type {
  Merge,
  MergeList,
  MergePreview,
  MergePreviewRequest,
  MergeQuery,
  MergeResult,
  NewMerge,
  UndoneMerge,
} from './schema.ts';
import type { CallOptions, PostOptions, Send } from './transport.ts';

export interface Merges {
  /** Both customers side by side and what they would become; changes nothing. */
  preview(body: MergePreviewRequest, options?: PostOptions): Promise<MergePreview>;
  /**
   * Makes one of two customers, or throws and changes nothing. The source's id leads to the target from then on.
   * `already_merged` names the merge in `mergeId` and the survivor in `customerId`.
   */
  merge(body: NewMerge, options?: PostOptions): Promise<MergeResult>;
  /** Brings the source back; `fieldsKept` names what was edited since and therefore left as it is. */
  undo(mergeId: string, options?: PostOptions): Promise<UndoneMerge>;
  /** One page of merges, the last one first. */
  list(query?: MergeQuery, options?: CallOptions): Promise<MergeList>;
  /** Every merge, page after page as the loop asks for them. */
  iterate(query?: MergeQuery, options?: CallOptions): Items<Merge>;
}

const root = '/api/v1/customers';

export const mergesOf = (send: Send): Merges => {
  const list: Merges['list'] = (query = {}, options = {}) =>
    send<'listMerges'>({ method: 'GET', path: `${root}/merges`, query }, options);

  return {
    preview: (body, options = {}) =>
      send<'previewMerge'>({ method: 'POST', path: `${root}/merge/preview`, body }, options),
    merge: (body, options = {}) =>
      send<'mergeCustomers'>({ method: 'POST', path: `${root}/merge`, body }, options),
    undo: async (mergeId, options = {}) =>
      send<'undoMerge'>({ method: 'POST', path: `${root}/merges/${segment(mergeId)}/undo` }, options),
    list,
    iterate: (query = {}, options = {}) => itemsOf((place) => list({ ...query, ...place }, options), query),
  };
};
