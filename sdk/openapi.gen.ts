// Made from openapi.json by generate.ts: change the contract, not this file.

export interface paths {
    "/api/v1/customers/merge/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look at what two customers would become
         * @description Changes nothing.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["previewMerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make one of two customers
         * @description All that refers to the source moves to the target, or nothing does. The source is inactive from then on; its id leads to the target, its phone and number find it. It can be undone.
         *
         *     **Who may:** owner, admin.
         */
        post: operations["mergeCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/merges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read who was merged into whom, the last merge first
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["listMerges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/merges/{mergeId}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a merge
         * @description The source is there again, with everything that came from it and still is with the target. What was added since stays with the target. Fields that the merge changed are as before it, but for those that were edited since: the answer names them. Merges into one customer are undone in any order; one that lies within another after it.
         *
         *     **Who may:** owner, admin.
         */
        post: operations["undoMerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/duplicates/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Who may be the customer that is being typed
         * @description For a form, while it is filled in: half-finished values do no harm, and nothing is written. Whoever has the phone is always among them.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["checkDuplicates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List pairs of customers who may be one person
         * @description Kept current within seconds of a change. Pairs whom somebody told apart are under `state=dismissed`.
         *
         *     **Who may:** owner, admin, staff, viewer.
         */
        get: operations["listDuplicates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/duplicates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who may be the same person as this customer
         * @description As of now, also of customers of a moment ago. Of an inactive customer there are no duplicates.
         *
         *     **Who may:** owner, admin, staff, viewer.
         */
        get: operations["listCustomerDuplicates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/duplicates/{otherId}/dismissal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that two customers are two people
         * @description They are shown as duplicates no more, until an edit gives them something strong in common that they had not: a phone, an e-mail, a birthday or the whole name. Repeating it changes nothing.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["dismissDuplicate"];
        /**
         * Take back that two customers are two people
         * @description Repeating it changes nothing.
         *
         *     **Who may:** owner, admin, staff.
         */
        delete: operations["reopenDuplicate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List your saved views and those shared with you
         * @description A filter, sort or column that this version does not know any more is left out.
         *
         *     **Who may:** owner, admin, staff, viewer.
         */
        get: operations["listViews"];
        put?: never;
        /**
         * Save a view of the list of customers
         * @description It comes behind your others, of which there may be 50.
         *
         *     **Who may:** owner, admin, staff, viewer.
         */
        post: operations["createView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a saved view
         * @description Yours, or as an admin one that is shared.
         *
         *     **Who may:** owner, admin, staff, viewer.
         */
        delete: operations["deleteView"];
        options?: never;
        head?: never;
        /**
         * Change a saved view
         * @description Yours, or as an admin one that is shared. Where it stands, and that it is no longer shared, only its owner says.
         *
         *     **Who may:** owner, admin, staff, viewer.
         */
        patch: operations["updateView"];
        trace?: never;
    };
    "/api/v1/customers/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take customers out as a file
         * @description All customers of the list, in its order, as of one moment; sent as they are read. CSV is UTF-8 with a byte order mark, RFC 4180. Text that a spreadsheet would run as a formula, or that would be taken for such text, has a `'` in front, which an import takes away again (docs/decisions/0024). An import takes the file as it is. Every export is kept in their history.
         *
         *     **Who may:** owner, admin.
         */
        get: operations["exportCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read who exported what, the latest first
         * @description **Who may:** owner, admin.
         */
        get: operations["listExports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List imports, the latest first
         * @description **Who may:** owner, admin.
         */
        get: operations["listImports"];
        put?: never;
        /**
         * Bring a file of customers
         * @description CSV or XLSX. Delimiter, encoding and heading are recognised, columns proposed by heading and values, in English and Arabic. A dry run begins at once; nothing is written to customers before `commitImport`.
         *
         *     **Who may:** owner, admin.
         */
        post: operations["createImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/imports/{importId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one import: how far it is, and what came of it
         * @description **Who may:** owner, admin.
         */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Say what the columns are
         * @description Before it is committed. The dry run begins anew.
         *
         *     **Who may:** owner, admin.
         */
        patch: operations["updateImport"];
        trace?: never;
    };
    "/api/v1/customers/imports/{importId}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what becomes, or became, of each row
         * @description **Who may:** owner, admin.
         */
        get: operations["listImportRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/imports/{importId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow an import
         * @description Server-sent events: the import as in `getImport`, at once and whenever it has come further. Ends when nothing is under way any more, and with the session, the membership or the role that it was opened with.
         *
         *     **Who may:** owner, admin.
         */
        get: operations["watchImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/imports/{importId}/commit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write the rows of an import to customers
         * @description In the background. Each row is looked at again when its turn comes; one that cannot go in is rejected and keeps no other out, unless all or nothing was asked for.
         *
         *     **Who may:** owner, admin.
         */
        post: operations["commitImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/imports/{importId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop an import
         * @description After the rows that are being written. Those stay and can be rolled back. One that is over stays as it is.
         *
         *     **Who may:** owner, admin.
         */
        post: operations["cancelImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/imports/{importId}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what an import did
         * @description In the background. Customers whom it added are deactivated, those whom it changed get back what they had, unless something has touched them since; the rows say what was left and why.
         *
         *     **Who may:** owner, admin.
         */
        post: operations["rollBackImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/imports/{importId}/rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the rows that could not go in, with reasons
         * @description CSV: line, reason, and the row as it was. Mended, it can be imported again. Before the commit: what the dry run found invalid.
         *
         *     **Who may:** owner, admin.
         */
        get: operations["downloadRejectedRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List or search customers
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["listCustomers"];
        put?: never;
        /**
         * Add a customer
         * @description A guest needs nothing, a stub a name and a phone. The number is the next one of the tenant. The phone of an inactive customer is free: `listCustomers` with `search` and `status=inactive` tells whom to restore instead.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["createCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count customers by type and status
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["getCustomerStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/statistics/daily": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count new customers by day
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["getDailyStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/nearby": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find the customers around a place, the nearest first
         * @description Active customers with an active address within the radius, each once, with the nearest of their addresses. Distances are great-circle ones on a sphere of 6,371,008.8 metres.
         *
         *     **Who may:** owner, admin, staff, viewer.
         */
        get: operations["findNearbyCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/bulk/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put tags on up to 500 customers, or take them away
         * @description Each as if it came alone, all in one transaction: one that is refused says why and does not sink the others. Who has the tag already, or has it not, is unchanged.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["tagCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/bulk/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deactivate up to 500 customers
         * @description Each as if it came alone, all in one transaction: one that is refused says why and does not sink the others.
         *
         *     **Who may:** owner, admin.
         */
        post: operations["deactivateCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/bulk/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore up to 500 deactivated customers
         * @description Each as if it came alone, all in one transaction: one that is refused says why and does not sink the others.
         *
         *     **Who may:** owner, admin.
         */
        post: operations["restoreCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one customer
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["getCustomer"];
        put?: never;
        post?: never;
        /**
         * Deactivate a customer
         * @description Nothing is deleted; the phone becomes free for another customer. Repeating it changes nothing.
         *
         *     **Who may:** owner, admin.
         */
        delete: operations["deactivateCustomer"];
        options?: never;
        head?: never;
        /**
         * Change a customer
         * @description Only what is sent changes. A guest who is given a name and a phone becomes a stub. A changed phone is no longer verified.
         *
         *     **Who may:** owner, admin, staff.
         */
        patch: operations["updateCustomer"];
        trace?: never;
    };
    "/api/v1/customers/{id}/upgrade": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a guest or stub a full customer
         * @description The verification token proves the phone and is used up. What the customer has stays; preferences are merged, addresses are added.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["upgradeCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a deactivated customer
         * @description Refused while another customer has the phone, and for a merged customer: undo the merge instead. Repeating it changes nothing.
         *
         *     **Who may:** owner, admin.
         */
        post: operations["restoreCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read who changed what, newest first
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["listCustomerHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a customer's picture
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["getAvatar"];
        /**
         * Give a customer a picture
         * @description What it is, its bytes tell. It is kept as it comes.
         *
         *     **Who may:** owner, admin, staff.
         */
        put: operations["setAvatar"];
        post?: never;
        /**
         * Take a customer's picture away
         * @description Repeating it changes nothing.
         *
         *     **Who may:** owner, admin, staff.
         */
        delete: operations["removeAvatar"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a customer's addresses, the default first
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["listAddresses"];
        put?: never;
        /**
         * Add an address
         * @description The first becomes the default. Exactly one is, whenever there is an active address: the one that was chosen last, or, while none was chosen, the one added first.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["createAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/addresses/{addressId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove an address
         * @description Nothing is deleted. A default is handed on to the one that was chosen before it, or else to the one added first. Repeating it changes nothing.
         *
         *     **Who may:** owner, admin, staff.
         */
        delete: operations["removeAddress"];
        options?: never;
        head?: never;
        /**
         * Change an address
         * @description Only what is sent changes. Coordinates are sent both or not at all.
         *
         *     **Who may:** owner, admin, staff.
         */
        patch: operations["updateAddress"];
        trace?: never;
    };
    "/api/v1/customers/{id}/addresses/{addressId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a removed address
         * @description Undoes the removal: it is the default again if it was, unless another has been chosen since. Repeating it changes nothing.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["restoreAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/contacts/{contactId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a further phone or e-mail
         * @description One of `contacts`, which a merge has kept: nobody is found by it any more. Nothing is deleted: the history tells its id, by which it is restored. Undoing the merge gives it back to whose it was, removed or not. Repeating it changes nothing.
         *
         *     **Who may:** owner, admin, staff.
         */
        delete: operations["removeContact"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/contacts/{contactId}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a removed phone or e-mail
         * @description Undoes the removal. Repeating it changes nothing.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["restoreContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/counter/times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how long it takes to add a stub
         * @description Medians of the last 30 days: of all, by day, by person.
         *
         *     **Who may:** owner, admin.
         */
        get: operations["getCounterTimes"];
        put?: never;
        /**
         * Record how long it took to add a stub
         * @description Of yourself, measured by the client. It is kept for 90 days.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["recordCounterTime"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List orders, the last placed first
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["listOrders"];
        put?: never;
        /**
         * Take an order in
         * @description Whoever sends the same `externalRef` with the same content again gets the order that it made, as it is now; other content is refused. A merged customer is whoever it was merged into; an inactive one is found by id and number.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["createOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take up to 500 orders in
         * @description Each is read for itself and says what became of it: a bad one does not sink the others. All that is good is written together. A known `externalRef` is changed as far as what is sent differs; it stays with its customer where a phone says whose it is.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["recordOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one order
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change an order
         * @description Any status may follow any other: the till decides. What is cancelled or refunded no longer counts, and the points that it earned are taken back as far as the customer still has them.
         *
         *     **Who may:** owner, admin, staff.
         */
        patch: operations["updateOrder"];
        trace?: never;
    };
    "/api/v1/customers/{id}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the orders of a customer, with what they come to
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["listCustomerOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/loyalty": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the points of a customer and how they came
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["getLoyalty"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/loyalty/redemptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Spend points
         * @description Only of a full customer, and never more than there are. What expires first is spent first.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["redeemPoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/loyalty/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give or take points for a reason
         * @description They do not count towards a tier.
         *
         *     **Who may:** owner, admin.
         */
        post: operations["adjustPoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenant/loyalty": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how the business gives points
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["getLoyaltySettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change how the business gives points
         * @description A rule holds for orders from then on; points that were given keep their expiry. New tiers hold for everybody when this answers.
         *
         *     **Who may:** owner, admin.
         */
        patch: operations["updateLoyaltySettings"];
        trace?: never;
    };
    "/api/v1/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what changes in the business
         * @description Server-sent events, within a second of each change, whoever made it; they name what to read anew and hold nothing of it. Each batch ends with an `id`: sent as `Last-Event-ID`, to whichever process, it brings what was missed for up to a quarter of an hour, and `everything` after that. The stream ends with the session, the membership or the role that it was opened with.
         *
         *     **Who may:** owner, admin, staff, viewer.
         */
        get: operations["watchChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who am I?
         * @description **Who may:** whoever is signed in.
         */
        get: operations["getSession"];
        put?: never;
        /**
         * Sign in with e-mail and password
         * @description Sets the session cookie. Whoever has a second factor sends its code along; without one the answer is `two_factor_required`. With a token of an invitation it joins that business.
         *
         *     **Who may:** anybody.
         */
        post: operations["signIn"];
        /**
         * Sign out
         * @description Ends the session on the server and clears its cookie.
         *
         *     **Who may:** whoever is signed in.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        /**
         * Work in another of my businesses
         * @description **Who may:** whoever is signed in.
         */
        patch: operations["switchTenant"];
        trace?: never;
    };
    "/api/v1/recovery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How does one get a link to a new password here?
         * @description **Who may:** anybody.
         */
        get: operations["getRecoveryWays"];
        put?: never;
        /**
         * Choose a new password by a link
         * @description Ends every session of the person, and the second factor where the link says so. Nobody is signed in by it: that is what `signIn` is for. API keys stay.
         *
         *     **Who may:** anybody.
         */
        post: operations["recover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recovery/mail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a link to a new password by mail
         * @description Answers the same whether or not anybody signs in with this e-mail. The second factor stays. Three mails an hour to one e-mail are the most.
         *
         *     **Who may:** anybody.
         */
        post: operations["mailRecovery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recovery/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * For whom is this link to a new password?
         * @description **Who may:** anybody.
         */
        post: operations["checkRecovery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My account
         * @description **Who may:** whoever is signed in.
         */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change my name or the language of the interface, or end the tour
         * @description **Who may:** whoever is signed in.
         */
        patch: operations["updateAccount"];
        trace?: never;
    };
    "/api/v1/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change my password
         * @description Ends every session of mine but this one, which goes on under a new cookie.
         *
         *     **Who may:** whoever is signed in.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where am I signed in?
         * @description **Who may:** whoever is signed in.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * Sign me out everywhere else
         * @description **Who may:** whoever is signed in.
         */
        delete: operations["endOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign me out there
         * @description **Who may:** whoever is signed in.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/two-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set up a second factor
         * @description It is in force once a code of the app has been sent to `confirm`.
         *
         *     **Who may:** whoever is signed in.
         */
        post: operations["startTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/two-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put the second factor in force
         * @description The session goes on under a new cookie.
         *
         *     **Who may:** whoever is signed in.
         */
        post: operations["confirmTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/two-factor/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in without a second factor again
         * @description The session goes on under a new cookie.
         *
         *     **Who may:** whoever is signed in.
         */
        post: operations["stopTwoFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/two-factor/backup-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * New backup codes
         * @description Those before are worth nothing any more.
         *
         *     **Who may:** whoever is signed in.
         */
        post: operations["renewBackupCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who works for the business
         * @description **Who may:** owner, admin.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a member
         * @description Their sessions here, the API keys that they made and the invitations that they gave end at once. Their account stays theirs.
         *
         *     **Who may:** owner, admin.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        /**
         * Give a member another role
         * @description For members alone, not for keys and tokens of other providers. Only an owner makes or unmakes owners. Invitations that the member gave are revoked; as staff or viewer so are the API keys that the member made.
         *
         *     **Who may:** owner, admin.
         */
        patch: operations["changeMember"];
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the invitations that can still be accepted
         * @description **Who may:** owner, admin.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invite somebody to work for the business
         * @description Answers a link that is good once, for seven days, and only for this e-mail. Where the server sends mail the link goes there, three times a day to one e-mail and fifty times in all at the most; `mail` says whether it does. Otherwise pass it on. Who was invited already gets another link, and the one before ends. Only an owner invites owners.
         *
         *     **Who may:** owner, admin.
         */
        post: operations["createInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an invitation
         * @description Its link is worth nothing any more.
         *
         *     **Who may:** owner, admin.
         */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/join/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What does this link invite to?
         * @description **Who may:** anybody.
         */
        post: operations["checkInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join with a new account, and sign in
         * @description Whoever has an account already signs in instead, with the token as `invitation`.
         *
         *     **Who may:** anybody.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/send-otp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a one-time code to a phone
         * @description Answers the same, as fast, whether or not the phone belongs to a customer.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["sendCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/verify-otp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a one-time code
         * @description A right code is accepted once and gives a verification token. Wrong ones are counted by phone, whatever the code; after the last try the phone is locked for a while, the right code included.
         *
         *     **Who may:** owner, admin, staff.
         */
        post: operations["verifyCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenant/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how the business sends codes
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["getVerificationSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change how the business sends codes
         * @description A limit can be made tighter than the deployment has it, never wider.
         *
         *     **Who may:** owner, admin.
         */
        patch: operations["updateVerificationSettings"];
        trace?: never;
    };
    "/api/v1/tenant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the business
         * @description **Who may:** owner, admin, staff, viewer.
         */
        get: operations["getTenant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the business
         * @description Only what is sent changes. Other processes of the server see it within seconds.
         *
         *     **Who may:** owner, admin.
         */
        patch: operations["updateTenant"];
        trace?: never;
    };
    "/api/v1/setup/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Is this one-time link valid?
         * @description **Who may:** anybody.
         */
        post: operations["checkSetupLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open the first business with its owner, and sign in
         * @description Only while there is no business at all, and only with the link that the start prints.
         *
         *     **Who may:** anybody.
         */
        post: operations["setUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the API keys in force
         * @description **Who may:** owner, admin.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key for an integration
         * @description Send it as `Authorization: Bearer …`. A retry with the same Idempotency-Key does not show it again. It ends when whoever made it leaves the business or may make none any more; a key makes no keys, for these would go on when it has ended.
         *
         *     **Who may:** owner, admin.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description It stops working at once.
         *
         *     **Who may:** owner, admin.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @example {
         *       "sourceCustomerId": "01983f6e-8a4f-7c31-9b1e-000000000001",
         *       "targetCustomerId": "01983f6e-8a4f-7c31-9b1e-000000000002"
         *     }
         */
        MergePreviewRequest: {
            /**
             * Format: uuid
             * @description Goes away; its id leads to the target from then on.
             */
            sourceCustomerId: string;
            /**
             * Format: uuid
             * @description Stays. Where it was itself merged, whoever it was merged into.
             */
            targetCustomerId: string;
            fields?: components["schemas"]["MergeChoices"];
        };
        /** @description Whose value stays, field by field. Where nothing is said the target’s does, preferences are merged (the target’s win) and notes joined. Whoever has no value leaves it to the other. A phone or e-mail that gives way stays as a further contact. Tags are always those of both. */
        MergeChoices: {
            /** @enum {string} */
            firstName?: "source" | "target";
            /** @enum {string} */
            lastName?: "source" | "target";
            /** @enum {string} */
            displayName?: "source" | "target";
            /** @enum {string} */
            name?: "source" | "target";
            /** @enum {string} */
            name2?: "source" | "target";
            /** @enum {string} */
            phone?: "source" | "target";
            /** @enum {string} */
            email?: "source" | "target";
            /** @enum {string} */
            birthDate?: "source" | "target";
            /** @enum {string} */
            avatarUrl?: "source" | "target";
            /** @enum {string} */
            preferences?: "source" | "target";
            /** @enum {string} */
            notes?: "source" | "target";
        };
        /**
         * @example {
         *       "sourceCustomerId": "01983f6e-8a4f-7c31-9b1e-000000000001",
         *       "targetCustomerId": "01983f6e-8a4f-7c31-9b1e-000000000002",
         *       "fields": {
         *         "email": "source"
         *       },
         *       "reason": "Came back with another number"
         *     }
         */
        NewMerge: {
            /**
             * Format: uuid
             * @description Goes away; its id leads to the target from then on.
             */
            sourceCustomerId: string;
            /**
             * Format: uuid
             * @description Stays. Where it was itself merged, whoever it was merged into.
             */
            targetCustomerId: string;
            fields?: components["schemas"]["MergeChoices"];
            /** @description Why both are one person. */
            reason: string;
        };
        /**
         * @description A customer as far as typed: any fields of a new customer, half-finished ones too.
         * @example {
         *       "name": "Sara Al Bal",
         *       "phone": "9012"
         *     }
         */
        CustomerDraft: {
            /** @description Whose form it is, where it is no new customer: neither they nor whom they were told apart from are shown. */
            id?: string | null;
            type?: components["schemas"]["ProfileStatus"] | null;
            firstName?: string | null;
            lastName?: string | null;
            displayName?: string | null;
            name?: string | null;
            name2?: string | null;
            phone?: string | null;
            email?: string | null;
            birthDate?: string | null;
            avatarUrl?: string | null;
            preferences?: {
                [key: string]: unknown;
            } | null;
            notes?: string | null;
            tags?: string[] | null;
        };
        /** @enum {string} */
        ProfileStatus: "guest" | "stub" | "full";
        /**
         * @example {
         *       "name": "Unproven phones",
         *       "filters": {
         *         "verified": false
         *       },
         *       "sort": "-createdAt"
         *     }
         */
        NewView: {
            /** @example Unproven phones */
            name: string;
            /** @default {} */
            filters?: components["schemas"]["ViewFilters"];
            /**
             * @description Null: as the list is sorted by itself.
             * @default null
             */
            sort?: ("-createdAt" | "createdAt" | "name" | "-name" | "-lastOrderAt" | "lastOrderAt" | "-totalOrders" | "totalOrders" | "-loyaltyPoints" | "loyaltyPoints" | "-customerNumber" | "customerNumber" | "relevance") | null;
            /** @default null */
            columns?: ("customerNumber" | "phone" | "profileStatus" | "email" | "tags" | "createdAt" | "lastOrderAt" | "totalOrders" | "totalSpent" | "loyaltyPoints")[] | null;
            /**
             * @description Everybody in the business sees it; its owner and admins change it.
             * @default false
             */
            shared?: boolean;
        };
        /** @description As in the query of the list of customers. */
        ViewFilters: {
            /** @description Beginnings of words of a name in either script, also misspelt or spelt otherwise; a phone in any form, or three or more of its last digits, alone or beside a name; the beginning of an e-mail or its domain; a customer number with or without its prefix. Of what was copied, the phones and the e-mail in it. Who was merged into another is found as the other, by every name, phone, e-mail and number. */
            search?: string;
            type?: components["schemas"]["ProfileStatus"];
            /** @enum {string} */
            status?: "active" | "inactive" | "all";
            /** @description Customers with exactly this tag. */
            tag?: string;
            verified?: boolean;
            /**
             * Format: date
             * @description Created: the first day, included, in the tenant's time zone.
             */
            createdFrom?: string;
            /**
             * Format: date
             * @description Created: the last day, included, in the tenant's time zone.
             */
            createdTo?: string;
            /**
             * Format: date
             * @description Last order: the first day, included, in the tenant's time zone.
             */
            lastOrderFrom?: string;
            /**
             * Format: date
             * @description Last order: the last day, included, in the tenant's time zone.
             */
            lastOrderTo?: string;
            hasPoints?: boolean;
        };
        /**
         * @description Only what is sent changes.
         * @example {
         *       "shared": true
         *     }
         */
        ViewChanges: {
            /** @example Unproven phones */
            name?: string;
            filters?: components["schemas"]["ViewFilters"];
            /** @description Null: as the list is sorted by itself. */
            sort?: ("-createdAt" | "createdAt" | "name" | "-name" | "-lastOrderAt" | "lastOrderAt" | "-totalOrders" | "totalOrders" | "-loyaltyPoints" | "loyaltyPoints" | "-customerNumber" | "customerNumber" | "relevance") | null;
            columns?: ("customerNumber" | "phone" | "profileStatus" | "email" | "tags" | "createdAt" | "lastOrderAt" | "totalOrders" | "totalSpent" | "loyaltyPoints")[] | null;
            /** @description Everybody in the business sees it; its owner and admins change it. */
            shared?: boolean;
            /** @description Puts it there; the others make room. */
            position?: number;
        };
        /**
         * @description Only what is sent changes; then the dry run begins anew.
         * @example {
         *       "mapping": [
         *         "name",
         *         "phone",
         *         null
         *       ]
         *     }
         */
        ImportChanges: {
            /** @description For each column its field or null, in the order of the columns. */
            mapping?: (components["schemas"]["ImportField"] | null)[];
            /** @enum {string} */
            encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "windows-1256";
            /** @enum {string} */
            delimiter?: "," | ";" | "\t" | "|";
            hasHeading?: boolean;
        };
        /**
         * @description id and customerNumber say whom a row means and change nothing. type is heeded where a customer is added.
         * @enum {string}
         */
        ImportField: "id" | "customerNumber" | "type" | "name" | "name2" | "firstName" | "lastName" | "displayName" | "phone" | "email" | "birthDate" | "tags" | "notes" | "preferences" | "avatarUrl";
        /**
         * @description By the dry run. duplicate: would be a new customer who may be one that is there already. unchanged: the customer has all of it.
         * @enum {string}
         */
        ImportOutcome: "create" | "update" | "unchanged" | "duplicate" | "invalid";
        /**
         * @description Once it was committed. skipped: a duplicate that was not to be added. rejected: see errors.
         * @enum {string}
         */
        ImportResult: "created" | "updated" | "unchanged" | "skipped" | "rejected";
        /**
         * @example {
         *       "duplicates": "skip"
         *     }
         */
        ImportCommit: {
            /**
             * @description One row that cannot go in keeps all out; rows that the dry run found invalid do so at once.
             * @default false
             */
            allOrNothing?: boolean;
            /**
             * @description Of rows that may be somebody who is there already.
             * @default skip
             * @enum {string}
             */
            duplicates?: "skip" | "create";
        };
        /**
         * @example {
         *       "type": "stub",
         *       "name": "Sara Al Balushi",
         *       "phone": "90123456"
         *     }
         */
        NewCustomer: {
            /** @description guest needs nothing; stub a name and a phone; full a proven phone. */
            type: components["schemas"]["ProfileStatus"];
            firstName?: string | null;
            lastName?: string | null;
            /** @description Shown instead of the name. */
            displayName?: string | null;
            /** @description The full name. */
            name?: string | null;
            /** @description The name in the other script. */
            name2?: string | null;
            /**
             * @description In any form; without a country code, of the tenant's country.
             * @example 90123456
             */
            phone?: string | null;
            email?: string | null;
            birthDate?: string | null;
            avatarUrl?: string | null;
            preferences?: components["schemas"]["Preferences"] | null;
            notes?: string | null;
            tags?: string[] | null;
            /** @description full: proves the phone, which then need not be sent. */
            verificationToken?: string;
            /** @description All or none of them. Where none says isDefault, the first becomes the default. */
            addresses?: components["schemas"]["NewAddress"][];
        };
        /** @description What the customer likes; further keys are kept as they are. */
        Preferences: {
            /** @example hanger */
            folding?: string | null;
            /** @example oud */
            fragrance?: string | null;
            ecoFriendly?: boolean | null;
            notifications?: ({
                sms?: boolean | null;
                whatsapp?: boolean | null;
                email?: boolean | null;
                push?: boolean | null;
            } & {
                [key: string]: unknown;
            }) | null;
        } & {
            [key: string]: unknown;
        };
        /**
         * @description Needs at least one of street, area, city, building, label, postalCode and the coordinates.
         * @example {
         *       "type": "home",
         *       "street": "Way 3021",
         *       "area": "Al Khuwair",
         *       "city": "Muscat"
         *     }
         */
        NewAddress: {
            /**
             * @description home where nothing is said.
             * @enum {string}
             */
            type?: "home" | "work" | "other";
            /**
             * @description What the customer calls it.
             * @example Office
             */
            label?: string | null;
            building?: string | null;
            floor?: string | null;
            apartment?: string | null;
            street?: string | null;
            /** @example Al Khuwair */
            area?: string | null;
            /** @example Muscat */
            city?: string | null;
            /** @description Governorate, emirate, province, state. */
            region?: string | null;
            postalCode?: string | null;
            /** @description ISO 3166-1 alpha-2; the tenant's where nothing is said. */
            country?: string | null;
            /** @description WGS 84, with longitude or not at all; 0 is a value. */
            latitude?: number | null;
            longitude?: number | null;
            deliveryNotes?: string | null;
            /** @description true: becomes the default. The first address always does. */
            isDefault?: boolean;
        };
        /**
         * @example {
         *       "customers": [
         *         {
         *           "id": "01900000-0000-7000-8000-000000000001",
         *           "add": [
         *             "vip"
         *           ]
         *         }
         *       ]
         *     }
         */
        TagBulk: {
            customers: {
                /** Format: uuid */
                id: string;
                /** @description The one that it is expected to have: with another it is refused and left as it is. */
                version?: number;
                /** @description Put behind those that are there. */
                add?: string[];
                remove?: string[];
            }[];
        };
        /**
         * @example {
         *       "customers": [
         *         {
         *           "id": "01900000-0000-7000-8000-000000000001",
         *           "version": 3
         *         },
         *         {
         *           "id": "01900000-0000-7000-8000-000000000002"
         *         }
         *       ]
         *     }
         */
        CustomerBulk: {
            customers: {
                /** Format: uuid */
                id: string;
                /** @description The one that it is expected to have: with another it is refused and left as it is. */
                version?: number;
            }[];
        };
        /**
         * @description Only what is sent changes; null clears. Preferences are merged (RFC 7396).
         * @example {
         *       "notes": "Prefers the evening",
         *       "phone": null
         *     }
         */
        CustomerChanges: {
            firstName?: string | null;
            lastName?: string | null;
            /** @description Shown instead of the name. */
            displayName?: string | null;
            /** @description The full name. */
            name?: string | null;
            /** @description The name in the other script. */
            name2?: string | null;
            /**
             * @description In any form; without a country code, of the tenant's country.
             * @example 90123456
             */
            phone?: string | null;
            email?: string | null;
            birthDate?: string | null;
            avatarUrl?: string | null;
            preferences?: components["schemas"]["Preferences"] | null;
            notes?: string | null;
            tags?: string[] | null;
            /** @description Proves the phone that is sent along. */
            verificationToken?: string;
        };
        /**
         * @example {
         *       "verificationToken": "…",
         *       "email": "sara@example.com"
         *     }
         */
        CustomerUpgrade: {
            firstName?: string | null;
            lastName?: string | null;
            /** @description Shown instead of the name. */
            displayName?: string | null;
            /** @description The full name. */
            name?: string | null;
            /** @description The name in the other script. */
            name2?: string | null;
            email?: string | null;
            birthDate?: string | null;
            avatarUrl?: string | null;
            preferences?: components["schemas"]["Preferences"] | null;
            notes?: string | null;
            tags?: string[] | null;
            verificationToken: string;
            /** @description All or none of them. Where none says isDefault, the first becomes the default. */
            addresses?: components["schemas"]["NewAddress"][];
        };
        AvatarUpload: {
            /**
             * Format: binary
             * @description A square JPEG or WebP, 512 pixels wide and 204800 bytes large at most.
             */
            file: string;
        };
        /**
         * @description Only what is sent changes; null clears (the country: back to the tenant's).
         * @example {
         *       "deliveryNotes": "Ring twice",
         *       "isDefault": true
         *     }
         */
        AddressChanges: {
            /**
             * @description home where nothing is said.
             * @enum {string}
             */
            type?: "home" | "work" | "other";
            /**
             * @description What the customer calls it.
             * @example Office
             */
            label?: string | null;
            building?: string | null;
            floor?: string | null;
            apartment?: string | null;
            street?: string | null;
            /** @example Al Khuwair */
            area?: string | null;
            /** @example Muscat */
            city?: string | null;
            /** @description Governorate, emirate, province, state. */
            region?: string | null;
            postalCode?: string | null;
            /** @description ISO 3166-1 alpha-2; the tenant's where nothing is said. */
            country?: string | null;
            /** @description WGS 84, with longitude or not at all; 0 is a value. */
            latitude?: number | null;
            longitude?: number | null;
            deliveryNotes?: string | null;
            /** @description true: becomes the default, which the other then is no longer. The default itself cannot be sent false: make another one the default. */
            isDefault?: boolean;
        };
        /**
         * @example {
         *       "milliseconds": 8400
         *     }
         */
        NewCounterTime: {
            /**
             * @description From the first character that was typed to the saved answer.
             * @example 8400
             */
            milliseconds: number;
        };
        /**
         * @description What is cancelled or refunded counts neither into totals nor as the last order; everything else does.
         * @enum {string}
         */
        OrderStatus: "received" | "in_progress" | "ready" | "delivered" | "cancelled" | "refunded";
        /**
         * @example {
         *       "externalRef": "till-2/10045",
         *       "phone": "90123456",
         *       "orderNumber": "10045",
         *       "total": "4.500",
         *       "itemCount": 3
         *     }
         */
        NewOrder: {
            /** @description What the till or shop calls the order; one order of a business has it. */
            externalRef?: string;
            /** Format: uuid */
            customerId?: string;
            /** @description An active customer's phone, in any form. */
            phone?: string;
            /** @description As given, or the number alone. */
            customerNumber?: string;
            /** @description Nobody has the phone: add a stub with this `name`, in the same transaction. */
            createStub?: boolean;
            /** @description Of the stub. */
            name?: string;
            /** @description `received` where a new order says nothing. */
            status?: components["schemas"]["OrderStatus"];
            /**
             * Format: date-time
             * @description Now, where a new order says nothing.
             */
            placedAt?: string;
            /**
             * @description With as many digits after the point as the currency has, or fewer.
             * @example 4.500
             */
            total: string;
            /** @description The business's own; another one is refused, because nothing is converted. */
            currency?: string;
            /** @description What stands on the receipt. */
            orderNumber?: string | null;
            readyAt?: string | null;
            deliveredAt?: string | null;
            itemCount?: number | null;
            branch?: string | null;
            note?: string | null;
        };
        /**
         * @example {
         *       "orders": [
         *         {
         *           "externalRef": "till-2/10045",
         *           "phone": "90123456",
         *           "total": "4.500",
         *           "status": "delivered"
         *         },
         *         {
         *           "externalRef": "till-2/10046",
         *           "phone": "97654321",
         *           "createStub": true,
         *           "name": "Salim",
         *           "total": "2"
         *         }
         *       ]
         *     }
         */
        OrderBulk: {
            /** @description Each with an `externalRef`: a known one is changed as far as it differs. */
            orders: components["schemas"]["NewOrder"][];
        };
        /**
         * @description Only what is sent changes; null clears. An order that becomes ready or delivered without a time gets the present one.
         * @example {
         *       "status": "delivered"
         *     }
         */
        OrderChanges: {
            /**
             * Format: uuid
             * @description The order was somebody else’s.
             */
            customerId?: string;
            status?: components["schemas"]["OrderStatus"];
            /** Format: date-time */
            placedAt?: string;
            /** @example 4.500 */
            total?: string;
            /** @description What stands on the receipt. */
            orderNumber?: string | null;
            readyAt?: string | null;
            deliveredAt?: string | null;
            itemCount?: number | null;
            branch?: string | null;
            note?: string | null;
        };
        /**
         * @example {
         *       "points": 100
         *     }
         */
        Redemption: {
            points: number;
            /** @description What for. */
            reason?: string;
        };
        /**
         * @example {
         *       "points": 50,
         *       "reason": "Sorry for the late delivery"
         *     }
         */
        Adjustment: {
            /** @description Negative takes away. */
            points: number;
            reason: string;
        };
        /**
         * @description Only what is sent changes; tiers are sent as a whole.
         * @example {
         *       "enabled": true,
         *       "pointsPerUnit": "1",
         *       "earnOn": "delivered",
         *       "tiers": [
         *         {
         *           "key": "silver",
         *           "name": "Silver",
         *           "name2": "فضي",
         *           "threshold": 500
         *         },
         *         {
         *           "key": "gold",
         *           "name": "Gold",
         *           "name2": "ذهبي",
         *           "threshold": 2000
         *         }
         *       ]
         *     }
         */
        LoyaltySettingsChanges: {
            /** @description Off: nothing is earned or redeemed; what is there stays. */
            enabled?: boolean;
            /**
             * @description Points for one unit of the currency.
             * @example 1
             */
            pointsPerUnit?: string;
            /**
             * @description Of the points of one order.
             * @enum {string}
             */
            rounding?: "down" | "nearest" | "up";
            /**
             * @description An order earns once it is here or further; cancelled or refunded, no longer.
             * @enum {string}
             */
            earnOn?: "received" | "in_progress" | "ready" | "delivered";
            /** @description Orders placed before earn nothing. Set to the moment in which `enabled` becomes true. */
            earnsFrom?: string | null;
            /** @description Points earned from now on expire after so many months; null: never. */
            expiryMonths?: number | null;
            /** @description What a redeemed point is worth in the currency; null: not in money. */
            pointValue?: string | null;
            tiers?: components["schemas"]["LoyaltyTier"][];
        };
        LoyaltyTier: {
            /**
             * @description What a customer’s `tier` says.
             * @example gold
             */
            key: string;
            name: string;
            /** @description In the other script. */
            name2: string | null;
            /** @description Points that were ever earned with orders, spent or not. */
            threshold: number;
        };
        /**
         * @example {
         *       "email": "owner@example.com",
         *       "password": "correct horse battery"
         *     }
         */
        SignIn: {
            /**
             * Format: email
             * @example sara@example.com
             */
            email: string;
            password: string;
            /**
             * @description Six digits of the app, or a backup code.
             * @example 123456
             */
            code?: string;
            /** @description What an invitation link carries: joins that business and works there. */
            invitation?: string;
        };
        /**
         * @example {
         *       "tenantId": "01900000-0000-7000-8000-000000000001"
         *     }
         */
        SwitchTenant: {
            /** Format: uuid */
            tenantId: string;
        };
        /**
         * @example {
         *       "token": "…",
         *       "password": "correct horse battery"
         *     }
         */
        Recovery: {
            /** @description What the link carries behind its #. */
            token: string;
            password: string;
        };
        /**
         * @example {
         *       "email": "owner@example.com"
         *     }
         */
        RecoveryRequest: {
            /**
             * Format: email
             * @example sara@example.com
             */
            email: string;
        };
        /**
         * @example {
         *       "token": "…"
         *     }
         */
        RecoveryLink: {
            /** @description What the link carries behind its #. */
            token: string;
        };
        /**
         * @example {
         *       "name": "Sara Al Balushi",
         *       "language": "ar"
         *     }
         */
        AccountChanges: {
            name?: string;
            /** @enum {string} */
            language?: "en" | "ar";
            /**
             * @description For good.
             * @constant
             */
            tourEnded?: true;
        };
        /**
         * @example {
         *       "currentPassword": "the one until now",
         *       "newPassword": "correct horse battery"
         *     }
         */
        PasswordChange: {
            currentPassword: string;
            newPassword: string;
        };
        /**
         * @example {
         *       "password": "correct horse battery"
         *     }
         */
        PasswordProof: {
            password: string;
        };
        /**
         * @example {
         *       "code": "123456"
         *     }
         */
        TwoFactorCode: {
            /**
             * @description Six digits of the app, or a backup code.
             * @example 123456
             */
            code: string;
        };
        /**
         * @example {
         *       "role": "admin"
         *     }
         */
        MemberChanges: {
            role: components["schemas"]["Role"];
        };
        /** @enum {string} */
        Role: "owner" | "admin" | "staff" | "viewer";
        /**
         * @example {
         *       "email": "mina@example.com",
         *       "role": "staff"
         *     }
         */
        NewInvitation: {
            /**
             * Format: email
             * @example sara@example.com
             */
            email: string;
            role: components["schemas"]["Role"];
        };
        /**
         * @example {
         *       "token": "…"
         *     }
         */
        InvitationLink: {
            /** @description What the link carries behind its #. */
            token: string;
        };
        /**
         * @example {
         *       "token": "…",
         *       "name": "Mina Haddad",
         *       "password": "correct horse battery"
         *     }
         */
        AcceptInvitation: {
            /** @description What the link carries behind its #. */
            token: string;
            name: string;
            password: string;
        };
        /**
         * @example {
         *       "phone": "90123456",
         *       "purpose": "verification"
         *     }
         */
        SendCode: {
            /**
             * @description In any form, as everywhere.
             * @example 90123456
             */
            phone: string;
            /**
             * @description registration, verification: the token makes a full customer or proves a changed phone. login: it does neither; for a sign-in of your own.
             * @enum {string}
             */
            purpose: "registration" | "login" | "verification";
            /**
             * @default sms
             * @enum {string}
             */
            channel?: "sms" | "whatsapp";
            /**
             * @description Of the message; the tenant's by default.
             * @enum {string}
             */
            language?: "en" | "ar";
        };
        /**
         * @example {
         *       "phone": "90123456",
         *       "purpose": "verification",
         *       "code": "123456"
         *     }
         */
        VerifyCode: {
            /**
             * @description In any form, as everywhere.
             * @example 90123456
             */
            phone: string;
            /**
             * @description registration, verification: the token makes a full customer or proves a changed phone. login: it does neither; for a sign-in of your own.
             * @enum {string}
             */
            purpose: "registration" | "login" | "verification";
            /**
             * @description Digits of any script; spaces are overlooked.
             * @example 123456
             */
            code: string;
        };
        /**
         * @description Only what is sent changes; null: as the deployment says.
         * @example {
         *       "phonePerDay": 5,
         *       "messageEn": "Al Noor: {code} is your code."
         *     }
         */
        VerificationSettingsChanges: {
            codeLength?: number | null;
            codeSeconds?: number | null;
            attempts?: number | null;
            lockSeconds?: number | null;
            cooldownSeconds?: number | null;
            phonePerHour?: number | null;
            phonePerDay?: number | null;
            actorPerHour?: number | null;
            ipPerHour?: number | null;
            tenantPerDay?: number | null;
            countryPerDay?: number | null;
            /** @description Where codes are sent to; null: wherever the deployment sends them. */
            countries?: string[] | null;
            messageEn?: string | null;
            messageAr?: string | null;
        };
        /**
         * @description Only what is sent changes; null clears.
         * @example {
         *       "position": {
         *         "latitude": 23.5859,
         *         "longitude": 58.4059
         *       }
         *     }
         */
        TenantChanges: {
            name?: string;
            name2?: string | null;
            /** @description For phones and addresses that name none, from now on. */
            country?: string;
            /** @enum {string} */
            language?: "en" | "ar";
            /** @description Only while there is no order: amounts are not converted. */
            currency?: string;
            timeZone?: string;
            /** @description Of numbers from now on; those that were given stay. */
            customerNumberPrefix?: string;
            position?: components["schemas"]["Position"] | null;
        };
        /**
         * @description WGS 84, in degrees.
         * @example {
         *       "latitude": 23.5859,
         *       "longitude": 58.4059
         *     }
         */
        Position: {
            latitude: number;
            longitude: number;
        };
        /**
         * @example {
         *       "token": "…"
         *     }
         */
        SetupLink: {
            /** @description The token in the one-time link that the start prints. */
            token: string;
        };
        /**
         * @example {
         *       "token": "…",
         *       "tenant": {
         *         "name": "Al Noor",
         *         "country": "OM",
         *         "currency": "OMR",
         *         "timeZone": "Asia/Muscat"
         *       },
         *       "owner": {
         *         "name": "Sara",
         *         "email": "owner@example.com",
         *         "password": "correct horse battery"
         *       }
         *     }
         */
        Setup: {
            /** @description The token in the one-time link that the start prints. */
            token: string;
            tenant: {
                name: string;
                name2?: string | null;
                country: string;
                /**
                 * @default en
                 * @enum {string}
                 */
                language?: "en" | "ar";
                currency: string;
                timeZone: string;
            };
            owner: {
                name: string;
                /**
                 * Format: email
                 * @example sara@example.com
                 */
                email: string;
                password: string;
            };
        };
        /**
         * @example {
         *       "name": "Till 7",
         *       "role": "staff",
         *       "expiresAt": "2099-12-31T23:59:59Z"
         *     }
         */
        NewApiKey: {
            name: string;
            /** @enum {string} */
            role: "admin" | "staff" | "viewer";
            expiresAt?: string | null;
        };
        MergePreview: {
            source: components["schemas"]["CustomerWithAddresses"];
            target: components["schemas"]["CustomerWithAddresses"];
            fields: components["schemas"]["MergedField"][];
            moves: components["schemas"]["MergeMoves"];
            /** @description birth_dates_differ, both_phones_verified: perhaps two people. verification_lost: the source’s proof does not come along, because another phone stays. */
            warnings: ("birth_dates_differ" | "both_phones_verified" | "verification_lost" | "source_inactive")[];
        };
        CustomerWithAddresses: {
            /** Format: uuid */
            id: string;
            /** @example CUST-00001 */
            customerNumber: string;
            profileStatus: components["schemas"]["ProfileStatus"];
            firstName: string | null;
            lastName: string | null;
            /** @description What to call the customer: as set, else the name, else the customer number. */
            displayName: string;
            /** @description The full name: as set, else first and last name. */
            name: string | null;
            name2: string | null;
            /**
             * @description E.164
             * @example +96890123456
             */
            phone: string | null;
            phoneVerified: boolean;
            email: string | null;
            emailVerified: boolean;
            birthDate: string | null;
            avatarUrl: string | null;
            preferences: {
                /** @example hanger */
                folding?: string | null;
                /** @example oud */
                fragrance?: string | null;
                ecoFriendly?: boolean | null;
                notifications?: ({
                    sms?: boolean | null;
                    whatsapp?: boolean | null;
                    email?: boolean | null;
                    push?: boolean | null;
                } & {
                    [key: string]: unknown;
                }) | null;
            } & {
                [key: string]: unknown;
            };
            notes: string | null;
            tags: string[];
            loyaltyPoints: number;
            tier: string | null;
            totalOrders: number;
            totalSpent: components["schemas"]["Money"];
            lastOrderAt: string | null;
            isActive: boolean;
            /** @description Customers who were merged into this one: their ids lead here. */
            mergedIds: string[];
            /** @description Seen in lists of inactive customers alone: elsewhere a merged id leads to whoever it was merged into. */
            mergedIntoId: string | null;
            /** @description Further phones and e-mails, kept when customers were merged. */
            contacts: components["schemas"]["CustomerContact"][];
            /**
             * Format: date-time
             * @description When this customer, or the first of those who were merged into it, was added.
             */
            customerSince: string;
            /** @description Goes up by one with every change; also the ETag. */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description The active ones, the default first. */
            addresses: components["schemas"]["Address"][];
            /** @description The version with which the picture of `getAvatar` came; null: there is none. */
            avatarVersion: number | null;
        };
        /**
         * @example {
         *       "amount": "25.000",
         *       "currency": "OMR"
         *     }
         */
        Money: {
            amount: string;
            currency: string;
        };
        CustomerContact: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "phone" | "email";
            /** @description A phone as E.164. */
            value: string;
            /**
             * Format: uuid
             * @description The merge that it comes from.
             */
            mergeId: string;
        };
        Address: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            type: "home" | "work" | "other";
            label: string | null;
            building: string | null;
            floor: string | null;
            apartment: string | null;
            street: string | null;
            area: string | null;
            city: string | null;
            region: string | null;
            postalCode: string | null;
            country: string;
            latitude: number | null;
            longitude: number | null;
            deliveryNotes: string | null;
            isDefault: boolean;
            /** @description false: removed, and can be restored. */
            isActive: boolean;
            /** @description Metres from the tenant's position as the crow flies; null where one of both is not known. */
            distanceM: number | null;
            /**
             * @description The lines of a label as its country writes them, in the script in which the address is written, the country last.
             * @example [
             *       "Way 3021",
             *       "Al Khuwair",
             *       "Muscat",
             *       "Oman"
             *     ]
             */
            formatted: string[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        MergedField: {
            /** @enum {string} */
            field: "firstName" | "lastName" | "displayName" | "name" | "name2" | "phone" | "email" | "birthDate" | "avatarUrl" | "preferences" | "notes" | "tags" | "profileStatus";
            /** @description Any JSON. */
            source: unknown;
            /** @description Any JSON. */
            target: unknown;
            /** @description Any JSON. */
            result: unknown;
            /** @description Whose value it is; both: equal, or made of both; null: neither has one. */
            from: ("source" | "target" | "both") | null;
            /**
             * @description target_is_named: a name or display name of the source would hide the target’s name. phone_not_proven: the source is full, but its proven phone is not the one that stays.
             * @enum {string}
             */
            why: "neither_has_one" | "equal" | "only_source_has_one" | "only_target_has_one" | "target_stays" | "target_is_named" | "chosen" | "joined" | "higher" | "phone_not_proven";
            /** @description Both have a value, and they differ. */
            isConflict: boolean;
            /** @description `fields` may say otherwise. */
            canChoose: boolean;
        };
        /** @description What the target gets. */
        MergeMoves: {
            orders: number;
            totalSpent: components["schemas"]["Money"];
            /** @description Active ones. */
            addresses: number;
            loyaltyPoints: number;
            /** @description Tags that only the source has. */
            tags: number;
            /** @description Settings of `preferences.notifications` that only the source has. */
            consents: number;
            /** @description Phones and e-mails that become further contacts. */
            contacts: number;
            /** @description Customers who were merged into the source before. */
            mergedCustomers: number;
        };
        Problem: {
            /** @description Address of the page that explains this code. */
            type: string;
            title: string;
            status: number;
            /** @enum {string} */
            code: "malformed_request" | "invalid_request" | "invalid_cursor" | "unauthenticated" | "wrong_credentials" | "two_factor_required" | "wrong_second_factor" | "forbidden" | "foreign_origin" | "no_tenant" | "setup_link_invalid" | "invitation_invalid" | "recovery_invalid" | "not_found" | "method_not_allowed" | "phone_taken" | "external_ref_taken" | "not_enough_points" | "loyalty_off" | "customer_inactive" | "too_many_views" | "account_exists" | "already_member" | "last_owner" | "mail_off" | "two_factor_on" | "two_factor_off" | "idempotency_key_in_use" | "version_conflict" | "body_too_large" | "request_timeout" | "headers_too_large" | "unsupported_media_type" | "too_many_addresses" | "address_removed" | "currency_in_use" | "already_merged" | "already_undone" | "merged_since" | "points_spent" | "already_full" | "unknown_customer" | "full_customer_required" | "wrong_password" | "wrong_code" | "code_expired" | "country_not_allowed" | "verification_token_invalid" | "too_many_requests" | "too_many_attempts" | "too_many_codes" | "phone_locked" | "message_refused" | "messages_unavailable" | "import_busy" | "import_not_ready" | "file_unreadable" | "too_many_exports" | "too_many_watchers" | "row_refused" | "verification_required" | "idempotency_key_reused" | "internal" | "storage_full" | "unavailable";
            detail?: string;
            requestId: string;
            errors?: components["schemas"]["FieldError"][];
            /** @description wrong_code: how many more tries the phone has. */
            attemptsLeft?: number;
            /**
             * Format: date-time
             * @description phone_locked: until when.
             */
            lockedUntil?: string;
            /**
             * Format: uuid
             * @description phone_taken: the customer who has it. already_merged: who it was merged into.
             */
            customerId?: string;
            /**
             * Format: uuid
             * @description already_merged: by which merge. merged_since: the one to undo first.
             */
            mergeId?: string;
            /**
             * Format: uuid
             * @description external_ref_taken: the order that has it.
             */
            orderId?: string;
            /** @description not_enough_points, points_spent: how many there are. */
            balance?: number;
        };
        FieldError: {
            /** @description JSON pointer into the body, `?name` for a query parameter, or the name of a header. */
            pointer: string;
            /** @enum {string} */
            code: "required" | "unknown_field" | "read_only" | "invalid_type" | "invalid_value" | "too_short" | "too_long" | "too_small" | "too_large" | "invalid_phone";
            detail: string;
        };
        MergeResult: {
            /** Format: uuid */
            mergeId: string;
            /** @description The target, with everything. */
            customer: components["schemas"]["CustomerWithAddresses"];
            ordersMoved: number;
            /** @description Removed ones included. */
            addressesMoved: number;
            loyaltyPointsMerged: number;
            /** @description Phones and e-mails that gave way and are further contacts now. */
            contactsKept: number;
            tagsAdded: number;
        };
        MergeList: {
            data: components["schemas"]["Merge"][];
            page: components["schemas"]["Page"];
        };
        Merge: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            at: string;
            actor: {
                id: string;
                name: string | null;
            };
            reason: string;
            source: components["schemas"]["MergedCustomer"];
            target: components["schemas"]["MergedCustomer"];
            ordersMoved: number;
            /** @description Removed ones included. */
            addressesMoved: number;
            loyaltyPointsMerged: number;
            /** @description Phones and e-mails that gave way and are further contacts now. */
            contactsKept: number;
            tagsAdded: number;
            undone: {
                /** Format: date-time */
                at: string;
                actor: {
                    id: string;
                    name: string | null;
                };
                /** @description Edited since the merge, and therefore left as they were. */
                fieldsKept: string[];
            } | null;
            canUndo: boolean;
            /** @description What an undo would be refused with. merged_since: the target was merged itself; undo `laterMergeId` first. */
            whyNot: ("already_undone" | "merged_since" | "points_spent" | "phone_taken") | null;
            laterMergeId: string | null;
        };
        MergedCustomer: {
            /** Format: uuid */
            id: string;
            customerNumber: string;
            displayName: string;
            profileStatus: components["schemas"]["ProfileStatus"];
        };
        Page: {
            /** @description Null on the last page. */
            nextCursor: string | null;
            /** @description Rows in the whole list, or the count up to which was counted. */
            total: number;
            /** @description False: there are more than `total`. */
            totalIsExact: boolean;
        };
        UndoneMerge: {
            /** Format: uuid */
            mergeId: string;
            /** @description There again. */
            source: components["schemas"]["CustomerWithAddresses"];
            target: components["schemas"]["CustomerWithAddresses"];
            ordersReturned: number;
            addressesReturned: number;
            loyaltyPointsReturned: number;
            /**
             * @description Fields of the target that were edited since the merge, and therefore left as they are.
             * @example [
             *       "email"
             *     ]
             */
            fieldsKept: string[];
        };
        DuplicateCandidates: {
            /** @description The best first, ten at most. */
            candidates: components["schemas"]["DuplicateCandidate"][];
        };
        DuplicateCandidate: {
            customer: components["schemas"]["CustomerSummary"];
            /** @description The probability that both are one person. */
            score: number;
            /**
             * @description same: more likely one person than two (a score of 0.5 or more); ask: worth a look.
             * @enum {string}
             */
            decision: "same" | "ask";
            /** @description What speaks most comes first. */
            reasons: components["schemas"]["DuplicateReason"][];
        };
        CustomerSummary: {
            /** Format: uuid */
            id: string;
            /** @example CUST-00001 */
            customerNumber: string;
            profileStatus: components["schemas"]["ProfileStatus"];
            displayName: string;
            firstName: string | null;
            lastName: string | null;
            name: string | null;
            name2: string | null;
            /**
             * @description E.164
             * @example +96890123456
             */
            phone: string | null;
            email: string | null;
            birthDate: string | null;
            isActive: boolean;
        };
        DuplicateReason: {
            /** @enum {string} */
            field: "firstName" | "lastName" | "nameOrder" | "middleName" | "birthDate" | "phone" | "email" | "address" | "postalCode" | "city" | "region" | "country" | "household";
            /** @enum {string} */
            level: "equal" | "close" | "alike" | "short_form" | "initial" | "faintly_alike" | "different" | "alike_across_scripts" | "faintly_alike_across_scripts" | "different_across_scripts" | "same" | "swapped" | "day_and_month_swapped" | "one_digit_differs" | "two_digits_differ" | "same_day" | "same_year" | "equal_year" | "one_letter_differs" | "local_part_equal" | "number_equal" | "number_differs" | "same_area" | "relatives_likely" | "namesakes_likely";
            /** @description In bits: above 0 it speaks for one person, below 0 for two; 1 doubles the odds. */
            weight: number;
            /** @description Where the level leaves room for more and less. */
            similarity?: number;
        };
        DuplicateList: {
            data: components["schemas"]["DuplicatePair"][];
            page: components["schemas"]["Page"];
        };
        DuplicatePair: {
            /** @description The one who came first is the first. */
            customers: components["schemas"]["CustomerSummary"][];
            /** @description The probability that both are one person. */
            score: number;
            /**
             * @description same: more likely one person than two (a score of 0.5 or more); ask: worth a look.
             * @enum {string}
             */
            decision: "same" | "ask";
            /** @description What speaks most comes first. */
            reasons: components["schemas"]["DuplicateReason"][];
            /**
             * Format: date-time
             * @description Since when the two have looked like one.
             */
            foundAt: string;
            dismissal: components["schemas"]["DuplicateDismissal"] | null;
        };
        /** @description Who said that they are two people, and when. */
        DuplicateDismissal: {
            /** Format: date-time */
            at: string;
            by: {
                id: string;
                name: string | null;
            };
        };
        ViewList: {
            data: components["schemas"]["View"][];
            page: components["schemas"]["Page"];
        };
        View: {
            /** Format: uuid */
            id: string;
            name: string;
            filters: components["schemas"]["ViewFilters"];
            /** @description Null: as the list is sorted by itself. */
            sort: ("-createdAt" | "createdAt" | "name" | "-name" | "-lastOrderAt" | "lastOrderAt" | "-totalOrders" | "totalOrders" | "-loyaltyPoints" | "loyaltyPoints" | "-customerNumber" | "customerNumber" | "relevance") | null;
            columns: ("customerNumber" | "phone" | "profileStatus" | "email" | "tags" | "createdAt" | "lastOrderAt" | "totalOrders" | "totalSpent" | "loyaltyPoints")[] | null;
            /** @description Everybody in the business sees it; its owner and admins change it. */
            shared: boolean;
            /** @description The place among the views of the same owner, from 1. */
            position: number;
            owner: {
                id: string;
                name: string | null;
            };
            /** Format: date-time */
            createdAt: string;
        };
        CustomerExportList: {
            data: components["schemas"]["CustomerExport"][];
            page: components["schemas"]["Page"];
        };
        CustomerExport: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            at: string;
            by: {
                id: string;
                name: string | null;
            };
            /** @enum {string} */
            format: "csv" | "xlsx" | "json";
            columns: ("customerNumber" | "name" | "name2" | "phone" | "email" | "type" | "status" | "phoneVerified" | "totalOrders" | "totalSpent" | "loyaltyPoints" | "lastOrderAt" | "createdAt" | "id" | "firstName" | "lastName" | "displayName" | "birthDate" | "tags" | "notes" | "preferences" | "avatarUrl" | "emailVerified" | "tier" | "updatedAt")[];
            /** @description As in the query of the list of customers. */
            filters: {
                [key: string]: unknown;
            };
            /** @description How many have left the server, so far or at its end. */
            rows: number;
            /**
             * @description broken_off: the client went away. failed: the server could not go on.
             * @enum {string}
             */
            state: "running" | "complete" | "broken_off" | "failed";
            endedAt: string | null;
        };
        CustomerImport: {
            /** Format: uuid */
            id: string;
            state: components["schemas"]["ImportState"];
            fileName: string;
            bytes: number;
            /** @enum {string} */
            format: "csv" | "xlsx";
            /** @description CSV alone, as the delimiter. */
            encoding: ("utf-8" | "utf-16le" | "utf-16be" | "windows-1252" | "windows-1256") | null;
            delimiter: ("," | ";" | "\t" | "|") | null;
            hasHeading: boolean;
            columns: components["schemas"]["ImportColumn"][];
            /** @description Of the dry run, as far as it has come. */
            counts: {
                rows: number;
                create: number;
                update: number;
                unchanged: number;
                duplicate: number;
                invalid: number;
            };
            /** @description As far as the import has come; null before it was committed. */
            results: {
                created: number;
                updated: number;
                unchanged: number;
                skipped: number;
                rejected: number;
            } | null;
            /** @description As far as it has come. deactivated: added by the import. restored: changed by it. left: touched since, or needed as they are. */
            rollback: {
                deactivated: number;
                restored: number;
                left: number;
            } | null;
            /** @description While something is under way. */
            progress: {
                done: number;
                /** @description Null while it is not known. */
                total: number | null;
                share: number;
                rowsPerSecond: number | null;
                secondsLeft: number | null;
            } | null;
            allOrNothing: boolean | null;
            duplicates: ("skip" | "create") | null;
            /** @description failed: why. All-or-nothing: which row did not go in. */
            failure: {
                /** @enum {string} */
                code: "malformed_request" | "invalid_request" | "invalid_cursor" | "unauthenticated" | "wrong_credentials" | "two_factor_required" | "wrong_second_factor" | "forbidden" | "foreign_origin" | "no_tenant" | "setup_link_invalid" | "invitation_invalid" | "recovery_invalid" | "not_found" | "method_not_allowed" | "phone_taken" | "external_ref_taken" | "not_enough_points" | "loyalty_off" | "customer_inactive" | "too_many_views" | "account_exists" | "already_member" | "last_owner" | "mail_off" | "two_factor_on" | "two_factor_off" | "idempotency_key_in_use" | "version_conflict" | "body_too_large" | "request_timeout" | "headers_too_large" | "unsupported_media_type" | "too_many_addresses" | "address_removed" | "currency_in_use" | "already_merged" | "already_undone" | "merged_since" | "points_spent" | "already_full" | "unknown_customer" | "full_customer_required" | "wrong_password" | "wrong_code" | "code_expired" | "country_not_allowed" | "verification_token_invalid" | "too_many_requests" | "too_many_attempts" | "too_many_codes" | "phone_locked" | "message_refused" | "messages_unavailable" | "import_busy" | "import_not_ready" | "file_unreadable" | "too_many_exports" | "too_many_watchers" | "row_refused" | "verification_required" | "idempotency_key_reused" | "internal" | "storage_full" | "unavailable";
                reason: ("required" | "invalid_value" | "invalid_phone" | "rounded_number" | "too_long" | "too_large" | "empty" | "too_many_columns" | "unreadable" | "repeated" | "phone_taken" | "ambiguous" | "merged" | "changed_meanwhile" | "too_many_rows" | "too_wide" | "unclosed_quote" | "no_csv" | "no_workbook") | null;
                /** @description Where in the file. */
                line: number | null;
                /** @description The same in English. */
                detail: string;
            } | null;
            /** Format: date-time */
            createdAt: string;
            createdBy: {
                id: string;
                name: string | null;
            };
            committedAt: string | null;
            endedAt: string | null;
            /**
             * Format: date-time
             * @description Then the file and the rows of the import are deleted.
             */
            keptUntil: string;
        };
        /**
         * @description checking: the dry run is under way. ready: it is over, nothing is written yet. cancelled: what was in by then stays, and can be rolled back.
         * @enum {string}
         */
        ImportState: "checking" | "ready" | "importing" | "done" | "rolling_back" | "rolled_back" | "cancelled" | "failed";
        ImportColumn: {
            index: number;
            /** @description In the first line; null where there is none. */
            heading: string | null;
            /** @description Up to five values from the beginning of the file. */
            samples: string[];
            /** @description What it is taken for; null: it is left out. */
            field: components["schemas"]["ImportField"] | null;
            /** @description What it looked like by heading and values. */
            proposal: components["schemas"]["ImportField"] | null;
        };
        CustomerImportList: {
            data: components["schemas"]["CustomerImport"][];
            page: components["schemas"]["Page"];
        };
        ImportRowList: {
            data: components["schemas"]["ImportRow"][];
            page: components["schemas"]["Page"];
        };
        ImportRow: {
            /** @description Of the file, where the row begins; from 1. */
            line: number;
            outcome: components["schemas"]["ImportOutcome"];
            /** @description By field, as in the file; empty cells are left out. */
            values: {
                [key: string]: string;
            };
            matchedBy: ("id" | "customerNumber" | "phone" | "email" | "earlier_import") | null;
            /** @description Who it means, may be a duplicate of, or has become. */
            customer: {
                /** Format: uuid */
                id: string;
                customerNumber: string;
                displayName: string;
            } | null;
            /** @description update: what differs, by the dry run. */
            changes: {
                field: components["schemas"]["ImportField"];
                /** @description Any JSON. */
                from: unknown;
                /** @description Any JSON. */
                to: unknown;
            }[];
            /** @description duplicate: the probability that both are one person, where it was estimated. */
            score: number | null;
            errors: {
                /** @description Index of the column; null: the row as a whole. */
                column: number | null;
                field: components["schemas"]["ImportField"] | null;
                /** @enum {string} */
                code: "required" | "invalid_value" | "invalid_phone" | "rounded_number" | "too_long" | "too_large" | "empty" | "too_many_columns" | "unreadable" | "repeated" | "phone_taken" | "ambiguous" | "merged" | "changed_meanwhile";
                detail: string;
            }[];
            result: components["schemas"]["ImportResult"] | null;
            rollback: ("deactivated" | "restored" | "left") | null;
            /** @description left: why. */
            rollbackReason: ("changed_since" | "needed" | "phone_taken" | "merged" | "inactive_since") | null;
            /** @description left: fields that are no longer as they were imported. The others were put back. */
            leftFields: components["schemas"]["ImportField"][];
        };
        CustomerList: {
            data: components["schemas"]["CustomerListItem"][];
            page: components["schemas"]["PageBothWays"];
        };
        CustomerListItem: {
            /** Format: uuid */
            id: string;
            /** @example CUST-00001 */
            customerNumber: string;
            profileStatus: components["schemas"]["ProfileStatus"];
            firstName: string | null;
            lastName: string | null;
            /** @description What to call the customer: as set, else the name, else the customer number. */
            displayName: string;
            /** @description The full name: as set, else first and last name. */
            name: string | null;
            name2: string | null;
            /**
             * @description E.164
             * @example +96890123456
             */
            phone: string | null;
            phoneVerified: boolean;
            email: string | null;
            emailVerified: boolean;
            birthDate: string | null;
            avatarUrl: string | null;
            preferences: {
                /** @example hanger */
                folding?: string | null;
                /** @example oud */
                fragrance?: string | null;
                ecoFriendly?: boolean | null;
                notifications?: ({
                    sms?: boolean | null;
                    whatsapp?: boolean | null;
                    email?: boolean | null;
                    push?: boolean | null;
                } & {
                    [key: string]: unknown;
                }) | null;
            } & {
                [key: string]: unknown;
            };
            notes: string | null;
            tags: string[];
            loyaltyPoints: number;
            tier: string | null;
            totalOrders: number;
            totalSpent: components["schemas"]["Money"];
            lastOrderAt: string | null;
            isActive: boolean;
            /** @description Customers who were merged into this one: their ids lead here. */
            mergedIds: string[];
            /** @description Seen in lists of inactive customers alone: elsewhere a merged id leads to whoever it was merged into. */
            mergedIntoId: string | null;
            /** @description Further phones and e-mails, kept when customers were merged. */
            contacts: components["schemas"]["CustomerContact"][];
            /**
             * Format: date-time
             * @description When this customer, or the first of those who were merged into it, was added.
             */
            customerSince: string;
            /** @description Goes up by one with every change; also the ETag. */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /**
             * @description In a search, how it was met: by what was typed as a whole, by its beginning (of a phone: its end), or only by something similar.
             * @enum {string}
             */
            match?: "exact" | "prefix" | "similar";
        };
        PageBothWays: {
            /** @description Null on the last page. */
            nextCursor: string | null;
            /** @description Rows in the whole list, or the count up to which was counted. */
            total: number;
            /** @description False: there are more than `total`. */
            totalIsExact: boolean;
            /** @description Null on the first page. */
            previousCursor: string | null;
        };
        CustomerStatistics: {
            total: number;
            guest: number;
            stub: number;
            full: number;
            active: number;
            inactive: number;
            /** @description Created since the first of the month in the tenant's time zone. */
            newThisMonth: number;
        };
        DailyStatistics: {
            /**
             * @description The tenant's, in which the days are days.
             * @example Asia/Muscat
             */
            timeZone: string;
            /** @description Every day, the oldest first, today last. */
            days: {
                /** Format: date */
                day: string;
                /** @description Customers created, whatever has become of them since. */
                created: number;
            }[];
        };
        NearbyCustomerList: {
            data: components["schemas"]["NearbyCustomer"][];
            page: components["schemas"]["Page"];
        };
        NearbyCustomer: {
            /** Format: uuid */
            id: string;
            /** @example CUST-00001 */
            customerNumber: string;
            profileStatus: components["schemas"]["ProfileStatus"];
            firstName: string | null;
            lastName: string | null;
            /** @description What to call the customer: as set, else the name, else the customer number. */
            displayName: string;
            /** @description The full name: as set, else first and last name. */
            name: string | null;
            name2: string | null;
            /**
             * @description E.164
             * @example +96890123456
             */
            phone: string | null;
            phoneVerified: boolean;
            email: string | null;
            emailVerified: boolean;
            birthDate: string | null;
            avatarUrl: string | null;
            preferences: {
                /** @example hanger */
                folding?: string | null;
                /** @example oud */
                fragrance?: string | null;
                ecoFriendly?: boolean | null;
                notifications?: ({
                    sms?: boolean | null;
                    whatsapp?: boolean | null;
                    email?: boolean | null;
                    push?: boolean | null;
                } & {
                    [key: string]: unknown;
                }) | null;
            } & {
                [key: string]: unknown;
            };
            notes: string | null;
            tags: string[];
            loyaltyPoints: number;
            tier: string | null;
            totalOrders: number;
            totalSpent: components["schemas"]["Money"];
            lastOrderAt: string | null;
            isActive: boolean;
            /** @description Customers who were merged into this one: their ids lead here. */
            mergedIds: string[];
            /** @description Seen in lists of inactive customers alone: elsewhere a merged id leads to whoever it was merged into. */
            mergedIntoId: string | null;
            /** @description Further phones and e-mails, kept when customers were merged. */
            contacts: components["schemas"]["CustomerContact"][];
            /**
             * Format: date-time
             * @description When this customer, or the first of those who were merged into it, was added.
             */
            customerSince: string;
            /** @description Goes up by one with every change; also the ETag. */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @description The nearest of the customer. */
            address: components["schemas"]["Address"];
            /** @description Metres to that address, as the crow flies. */
            distanceM: number;
        };
        CustomerBulkResults: {
            changed: number;
            unchanged: number;
            refused: number;
            /** @description One for each customer, in their order. */
            results: components["schemas"]["CustomerBulkResult"][];
        };
        CustomerBulkResult: {
            /** @description Place in the request, from 0. */
            index: number;
            /** @description Of a merged one: who is there instead. Null: nobody has this id. */
            customerId: string | null;
            /** @enum {string} */
            outcome: "changed" | "unchanged" | "refused";
            /** @description The version that the customer has now. */
            version: number | null;
            /** @description Tags that were not there before. */
            added: string[];
            /** @description Tags that were. */
            removed: string[];
            /** @description Why it was refused. */
            code: ("malformed_request" | "invalid_request" | "invalid_cursor" | "unauthenticated" | "wrong_credentials" | "two_factor_required" | "wrong_second_factor" | "forbidden" | "foreign_origin" | "no_tenant" | "setup_link_invalid" | "invitation_invalid" | "recovery_invalid" | "not_found" | "method_not_allowed" | "phone_taken" | "external_ref_taken" | "not_enough_points" | "loyalty_off" | "customer_inactive" | "too_many_views" | "account_exists" | "already_member" | "last_owner" | "mail_off" | "two_factor_on" | "two_factor_off" | "idempotency_key_in_use" | "version_conflict" | "body_too_large" | "request_timeout" | "headers_too_large" | "unsupported_media_type" | "too_many_addresses" | "address_removed" | "currency_in_use" | "already_merged" | "already_undone" | "merged_since" | "points_spent" | "already_full" | "unknown_customer" | "full_customer_required" | "wrong_password" | "wrong_code" | "code_expired" | "country_not_allowed" | "verification_token_invalid" | "too_many_requests" | "too_many_attempts" | "too_many_codes" | "phone_locked" | "message_refused" | "messages_unavailable" | "import_busy" | "import_not_ready" | "file_unreadable" | "too_many_exports" | "too_many_watchers" | "row_refused" | "verification_required" | "idempotency_key_reused" | "internal" | "storage_full" | "unavailable") | null;
            detail: string | null;
        };
        CustomerHistory: {
            data: components["schemas"]["CustomerHistoryEntry"][];
            page: components["schemas"]["Page"];
            /** @description On the first page: whoever made one of the last 500 changes. */
            actors?: {
                id: string;
                name: string | null;
            }[];
        };
        CustomerHistoryEntry: {
            /** @description The version of the customer that this change made. */
            version: number;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            action: "created" | "updated" | "deactivated" | "restored" | "avatar_changed" | "avatar_removed" | "address_added" | "address_changed" | "address_removed" | "address_restored" | "contact_removed" | "contact_restored" | "orders_changed" | "points_changed" | "merged" | "merged_into" | "merge_undone";
            actor: {
                id: string;
                name: string | null;
            };
            requestId: string | null;
            changes: {
                /**
                 * Format: uuid
                 * @description The field is one of this address.
                 */
                addressId?: string;
                field: string;
                /** @description Any JSON. */
                from: unknown;
                /** @description Any JSON. */
                to: unknown;
            }[];
        };
        AddressList: {
            data: components["schemas"]["Address"][];
            page: components["schemas"]["Page"];
        };
        CounterTime: {
            /**
             * @description From the first character that was typed to the saved answer.
             * @example 8400
             */
            milliseconds: number;
            /** Format: date-time */
            savedAt: string;
        };
        CounterTimes: {
            /** @description The tenant's, in which the days are days. */
            timeZone: string;
            /** @description How many were measured in the last 30 days. */
            stubs: number;
            /** @description Null where none was. */
            medianMilliseconds: number | null;
            /** @description The days on which any was, the oldest first. */
            days: {
                /** Format: date */
                day: string;
                stubs: number;
                medianMilliseconds: number;
            }[];
            /** @description Whoever added any, the most first. */
            people: {
                actor: {
                    id: string;
                    name: string | null;
                };
                stubs: number;
                medianMilliseconds: number;
            }[];
        };
        OrderList: {
            data: components["schemas"]["Order"][];
            page: components["schemas"]["Page"];
        };
        Order: {
            /** Format: uuid */
            id: string;
            externalRef: string | null;
            orderNumber: string | null;
            customer: {
                /** Format: uuid */
                id: string;
                customerNumber: string;
                displayName: string;
            };
            status: components["schemas"]["OrderStatus"];
            /** Format: date-time */
            placedAt: string;
            readyAt: string | null;
            deliveredAt: string | null;
            total: components["schemas"]["Money"];
            itemCount: number | null;
            branch: string | null;
            note: string | null;
            /** @description Loyalty points that it has earned, less those taken back. */
            points: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        OrderBulkResults: {
            created: number;
            updated: number;
            unchanged: number;
            refused: number;
            /** @description One for each order, in their order. */
            results: components["schemas"]["OrderBulkResult"][];
        };
        OrderBulkResult: {
            /** @description Place in the request, from 0. */
            index: number;
            externalRef: string | null;
            /** @enum {string} */
            outcome: "created" | "updated" | "unchanged" | "refused";
            orderId: string | null;
            /** @description Why it was refused. */
            code: ("malformed_request" | "invalid_request" | "invalid_cursor" | "unauthenticated" | "wrong_credentials" | "two_factor_required" | "wrong_second_factor" | "forbidden" | "foreign_origin" | "no_tenant" | "setup_link_invalid" | "invitation_invalid" | "recovery_invalid" | "not_found" | "method_not_allowed" | "phone_taken" | "external_ref_taken" | "not_enough_points" | "loyalty_off" | "customer_inactive" | "too_many_views" | "account_exists" | "already_member" | "last_owner" | "mail_off" | "two_factor_on" | "two_factor_off" | "idempotency_key_in_use" | "version_conflict" | "body_too_large" | "request_timeout" | "headers_too_large" | "unsupported_media_type" | "too_many_addresses" | "address_removed" | "currency_in_use" | "already_merged" | "already_undone" | "merged_since" | "points_spent" | "already_full" | "unknown_customer" | "full_customer_required" | "wrong_password" | "wrong_code" | "code_expired" | "country_not_allowed" | "verification_token_invalid" | "too_many_requests" | "too_many_attempts" | "too_many_codes" | "phone_locked" | "message_refused" | "messages_unavailable" | "import_busy" | "import_not_ready" | "file_unreadable" | "too_many_exports" | "too_many_watchers" | "row_refused" | "verification_required" | "idempotency_key_reused" | "internal" | "storage_full" | "unavailable") | null;
            detail: string | null;
            errors: components["schemas"]["FieldError"][];
        };
        /** @description Totals and months count what is neither cancelled nor refunded. */
        CustomerOrders: {
            data: components["schemas"]["Order"][];
            page: components["schemas"]["Page"];
            totals: {
                orders: number;
                spent: components["schemas"]["Money"];
                /** @description Of an order; null without any. */
                average: components["schemas"]["Money"] | null;
                firstOrderAt: string | null;
                lastOrderAt: string | null;
                byStatus: {
                    status: components["schemas"]["OrderStatus"];
                    orders: number;
                    total: components["schemas"]["Money"];
                }[];
            };
            /** @description Oldest first, by the business's time zone; months without orders are there. */
            byMonth: {
                /** @example 2026-11 */
                month: string;
                orders: number;
                spent: components["schemas"]["Money"];
            }[];
        };
        Loyalty: {
            data: components["schemas"]["LoyaltyEntry"][];
            page: components["schemas"]["Page"];
            balance: number;
            /** @description Ever earned with orders: what tiers are measured on. */
            earned: number;
            tier: components["schemas"]["LoyaltyTier"] | null;
            nextTier: components["schemas"]["NextLoyaltyTier"] | null;
            nextExpiry: {
                points: number;
                /** Format: date-time */
                at: string;
            } | null;
        };
        LoyaltyEntry: {
            /** @description Its number in the ledger of the customer. */
            entry: number;
            /** Format: date-time */
            at: string;
            /**
             * @description undo: taken back, because the order that earned them was cancelled or a merge was undone.
             * @enum {string}
             */
            kind: "earn" | "redeem" | "adjust" | "expire" | "merge" | "undo";
            /** @description Negative where they went. */
            points: number;
            /** @description Afterwards. */
            balance: number;
            reason: string | null;
            orderId: string | null;
            /** @description What stands on its receipt. */
            orderNumber: string | null;
            /** @description What redeemed points were worth. */
            value: components["schemas"]["Money"] | null;
            /** @description When these points expire; null: never, or they went. */
            expiresAt: string | null;
            actor: {
                id: string;
                name: string | null;
            };
        };
        NextLoyaltyTier: {
            /**
             * @description What a customer’s `tier` says.
             * @example gold
             */
            key: string;
            name: string;
            /** @description In the other script. */
            name2: string | null;
            /** @description Points that were ever earned with orders, spent or not. */
            threshold: number;
            /** @description Points still to be earned. */
            missing: number;
        };
        LoyaltySettings: {
            /** @description Off: nothing is earned or redeemed; what is there stays. */
            enabled: boolean;
            /**
             * @description Points for one unit of the currency.
             * @example 1
             */
            pointsPerUnit: string;
            /**
             * @description Of the points of one order.
             * @enum {string}
             */
            rounding: "down" | "nearest" | "up";
            /**
             * @description An order earns once it is here or further; cancelled or refunded, no longer.
             * @enum {string}
             */
            earnOn: "received" | "in_progress" | "ready" | "delivered";
            /** @description Orders placed before earn nothing. Set to the moment in which `enabled` becomes true. */
            earnsFrom: string | null;
            /** @description Points earned from now on expire after so many months; null: never. */
            expiryMonths: number | null;
            /** @description What a redeemed point is worth in the currency; null: not in money. */
            pointValue: string | null;
            tiers: components["schemas"]["LoyaltyTier"][];
        };
        Change: {
            /**
             * @description customer: with addresses, points and whatever else makes a version. duplicates: the inbox. everything: it cannot be told what has changed since `Last-Event-ID`.
             * @enum {string}
             */
            kind: "customer" | "order" | "duplicates" | "settings" | "everything";
            /** @description Whose. Null: of many, or of nobody in particular. */
            customerId: string | null;
            /** @description customer: the version by now. */
            version: number | null;
        };
        Session: {
            actor: {
                id: string;
                /** @enum {string} */
                kind: "person" | "token" | "key";
                name: string | null;
                email: string | null;
            };
            role: components["schemas"]["Role"];
            tenant: components["schemas"]["Tenant"];
            /** @description Of the interface, as the person last chose it; null: never, or no person. */
            language: ("en" | "ar") | null;
            /** @description False: this person is still offered the first-day tour of the pages. No person: true. */
            tourEnded: boolean;
            /** @description How one-time codes can be sent here. */
            messageChannels: ("sms" | "whatsapp")[];
            /** @description Invitations go out by mail; otherwise by whoever invites. */
            sendsMail: boolean;
            /** @description Where errors of the page are reported. Null: nowhere. */
            sentryDsn: string | null;
            /** @description Null: no map is set up here. */
            mapTiles: components["schemas"]["MapTiles"] | null;
            /** @description Every business that the person works for; what switchTenant takes. */
            tenants: {
                /** Format: uuid */
                id: string;
                name: string;
                name2: string | null;
                role: components["schemas"]["Role"];
            }[];
        };
        Tenant: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @description The name in the other script. */
            name2: string | null;
            country: string;
            /** @enum {string} */
            language: "en" | "ar";
            currency: string;
            timeZone: string;
            customerNumberPrefix: string;
            /** @description Where the business is: distances are from here. */
            position: components["schemas"]["Position"] | null;
        };
        MapTiles: {
            /**
             * @description With `{z}`, `{x}` and `{y}` for the tile and, where it names several hosts, `{s}`.
             * @example https://tiles.example.com/{z}/{x}/{y}.png
             */
            url: string;
            /** @description To be shown on the map; an address at its end is what it links to. */
            attribution: string | null;
        };
        RecoveryWays: {
            /** @description Whoever asks gets a link by mail; otherwise operators make it. */
            byMail: boolean;
        };
        RecoveryFacts: {
            /**
             * @description Whose it is, masked.
             * @example f***@example.com
             */
            email: string;
            /** @description The second factor goes with the old password. */
            endsTwoFactor: boolean;
        };
        Account: {
            name: string;
            email: string;
            language: ("en" | "ar") | null;
            twoFactor: boolean;
            /** @description False: this person is still offered the first-day tour of the pages. No person: true. */
            tourEnded: boolean;
        };
        AccountSessionList: {
            data: components["schemas"]["AccountSession"][];
            page: components["schemas"]["Page"];
        };
        AccountSession: {
            /** Format: uuid */
            id: string;
            isThisOne: boolean;
            /** @example Chrome */
            browser: string | null;
            /** @example Windows */
            system: string | null;
            /** @description Of the internet, at sign-in. */
            address: string | null;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description To within five minutes.
             */
            seenAt: string;
        };
        StartedTwoFactor: {
            /** @description otpauth://…, for the app; mostly shown as a QR code. */
            uri: string;
            /** @description The same in base32, to be typed. */
            secret: string;
            /** @description Each signs in once instead of a code of the app. Shown this once. */
            backupCodes: string[];
        };
        BackupCodes: {
            /** @description Each signs in once instead of a code of the app. Shown this once. */
            backupCodes: string[];
        };
        MemberList: {
            data: components["schemas"]["Member"][];
            page: components["schemas"]["Page"];
        };
        Member: {
            /**
             * Format: uuid
             * @description Of the person.
             */
            id: string;
            name: string;
            email: string;
            role: components["schemas"]["Role"];
            twoFactor: boolean;
            /** @description When they last did something here, to within five minutes; null: not yet. */
            seenAt: string | null;
            /** @description How many keys in force they have made: these end with their right to. */
            apiKeys: number;
        };
        InvitationList: {
            data: components["schemas"]["Invitation"][];
            page: components["schemas"]["Page"];
        };
        Invitation: {
            /** Format: uuid */
            id: string;
            email: string;
            role: components["schemas"]["Role"];
            /** @description By name. */
            invitedBy: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            createdAt: string;
        };
        CreatedInvitation: {
            /** Format: uuid */
            id: string;
            email: string;
            role: components["schemas"]["Role"];
            /** @description By name. */
            invitedBy: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            createdAt: string;
            /** @description For the invited, to be passed on by you where no mail brings it. Shown this once: null when a repeated request gets its first answer. */
            link: string | null;
            /**
             * @description queued: the link is on its way to the invited. limited: none is sent, for there have been too many. off: this server sends none.
             * @enum {string}
             */
            mail: "queued" | "limited" | "off";
        };
        InvitationFacts: {
            business: {
                name: string;
                name2: string | null;
            };
            email: string;
            role: components["schemas"]["Role"];
            invitedBy: string;
            /** @description Somebody signs in with this e-mail already: joining is signing in with the token. */
            hasAccount: boolean;
        };
        CodeSent: {
            /**
             * @description Masked.
             * @example +968901****56
             */
            phone: string;
            /** Format: date-time */
            expiresAt: string;
            /**
             * Format: date-time
             * @description Not before is another code sent to this phone.
             */
            resendAt: string;
            codeLength: number;
        };
        CodeVerified: {
            /** @constant */
            verified: true;
            /** @description Good for one profile, a few minutes long. Shown this once. */
            verificationToken: string;
            /** Format: date-time */
            expiresAt: string;
        };
        /** @description null: as the deployment says. */
        VerificationSettings: {
            codeLength: number | null;
            codeSeconds: number | null;
            attempts: number | null;
            lockSeconds: number | null;
            cooldownSeconds: number | null;
            phonePerHour: number | null;
            phonePerDay: number | null;
            actorPerHour: number | null;
            ipPerHour: number | null;
            tenantPerDay: number | null;
            countryPerDay: number | null;
            /** @description Where codes are sent to; null: wherever the deployment sends them. */
            countries: string[] | null;
            messageEn: string | null;
            messageAr: string | null;
            /** @description What holds where the business says null; its own limits are no wider. */
            deployment: {
                codeLength: number;
                /** @description How long a code is good. */
                codeSeconds: number;
                /** @description Wrong codes of a phone until it is locked. */
                attempts: number;
                lockSeconds: number;
                /** @description Between two codes for a phone. */
                cooldownSeconds: number;
                phonePerHour: number;
                phonePerDay: number;
                actorPerHour: number;
                ipPerHour: number;
                tenantPerDay: number;
                countryPerDay: number;
                countries: string[] | null;
            };
        };
        SetupLinkState: {
            /** @constant */
            valid: true;
        };
        ApiKeyList: {
            data: components["schemas"]["ApiKey"][];
            page: components["schemas"]["Page"];
        };
        ApiKey: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            role: "admin" | "staff" | "viewer";
            /** @description The first characters of the key, to tell it from others. */
            start: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Null: never. */
            expiresAt: string | null;
            /** @description To within five minutes; null: not yet. */
            lastUsedAt: string | null;
        };
        CreatedApiKey: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            role: "admin" | "staff" | "viewer";
            /** @description The first characters of the key, to tell it from others. */
            start: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Null: never. */
            expiresAt: string | null;
            /** @description To within five minutes; null: not yet. */
            lastUsedAt: string | null;
            /** @description Shown this once, only its SHA-256 is kept: null when a repeated request gets its first answer. */
            key: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    previewMerge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergePreviewRequest"];
            };
        };
        responses: {
            /** @description Both, and what comes of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergePreview"];
                };
            };
        };
    };
    mergeCustomers: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMerge"];
            };
        };
        responses: {
            /** @description The target, with everything */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeResult"];
                };
            };
        };
    };
    listMerges: {
        parameters: {
            query?: {
                /** @description Merges of this customer, and of those who were merged into it. */
                customerId?: string;
                /** @description Rows a page, 1 to 100. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, or `page.previousCursor` of the page after; it belongs to its tenant, filters and sort. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of merges */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeList"];
                };
            };
        };
    };
    undoMerge: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                mergeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Both customers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoneMerge"];
                };
            };
        };
    };
    checkDuplicates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerDraft"];
            };
        };
        responses: {
            /** @description The likeliest customers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateCandidates"];
                };
            };
        };
    };
    listDuplicates: {
        parameters: {
            query?: {
                decision?: "same" | "ask";
                state?: "open" | "dismissed";
                sort?: "-score" | "-foundAt";
                /** @description Rows a page, 1 to 100. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, or `page.previousCursor` of the page after; it belongs to its tenant, filters and sort. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of pairs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateList"];
                };
            };
        };
    };
    listCustomerDuplicates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The likeliest customers */
            200: {
                headers: {
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicateCandidates"];
                };
            };
        };
    };
    dismissDuplicate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                otherId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pair, dismissed */
            200: {
                headers: {
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DuplicatePair"];
                };
            };
        };
    };
    reopenDuplicate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                otherId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nothing stands between them any more */
            204: {
                headers: {
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listViews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Your own in their order, then those of others */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewList"];
                };
            };
        };
    };
    createView: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewView"];
            };
        };
        responses: {
            /** @description The new view */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
        };
    };
    deleteView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The view as it was */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
        };
    };
    updateView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewChanges"];
            };
        };
        responses: {
            /** @description The view after the change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
        };
    };
    exportCustomers: {
        parameters: {
            query?: {
                /** @description Beginnings of words of a name in either script, also misspelt or spelt otherwise; a phone in any form, or three or more of its last digits, alone or beside a name; the beginning of an e-mail or its domain; a customer number with or without its prefix. Of what was copied, the phones and the e-mail in it. Who was merged into another is found as the other, by every name, phone, e-mail and number. */
                search?: string;
                type?: components["schemas"]["ProfileStatus"];
                status?: "active" | "inactive" | "all";
                /** @description Customers with exactly this tag. */
                tag?: string;
                /** @description Whether the phone is proven. */
                verified?: boolean;
                /** @description Created: the first day, included, in the tenant's time zone. */
                createdFrom?: string;
                /** @description Created: the last day, included, in the tenant's time zone. */
                createdTo?: string;
                /** @description Last order: the first day, included, in the tenant's time zone. */
                lastOrderFrom?: string;
                /** @description Last order: the last day, included, in the tenant's time zone. */
                lastOrderTo?: string;
                /** @description Whether there are loyalty points. */
                hasPoints?: boolean;
                /** @description Left out: by relevance where something is searched for, else the newest first. Relevance: hits of whole words, of beginnings, then similar ones; without a search the newest first. */
                sort?: "-createdAt" | "createdAt" | "name" | "-name" | "-lastOrderAt" | "lastOrderAt" | "-totalOrders" | "totalOrders" | "-loyaltyPoints" | "loyaltyPoints" | "-customerNumber" | "customerNumber" | "relevance";
                /** @description Of the list these customers alone, between commas, 200 at most; not together with `search`. */
                ids?: string;
                format?: "csv" | "xlsx" | "json";
                /** @description Which, in which order, between commas. Left out: customerNumber, name, name2, phone, email, type, status, phoneVerified, totalOrders, totalSpent, loyaltyPoints, lastOrderAt, createdAt, id. Further ones: firstName, lastName, displayName, birthDate, tags, notes, preferences, avatarUrl, emailVerified, tier, updatedAt. */
                columns?: string;
                /** @description Language of the first line of CSV and XLSX; an import knows both. */
                headings?: "en" | "ar";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    /** @description The name of the file. */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/json": {
                        [key: string]: unknown;
                    }[];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
        };
    };
    listExports: {
        parameters: {
            query?: {
                /** @description Rows a page, 1 to 100. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, or `page.previousCursor` of the page after; it belongs to its tenant, filters and sort. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of exports */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerExportList"];
                };
            };
        };
    };
    listImports: {
        parameters: {
            query?: {
                /** @description Rows a page, 1 to 100. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, or `page.previousCursor` of the page after; it belongs to its tenant, filters and sort. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of imports */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImportList"];
                };
            };
        };
    };
    createImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description CSV or XLSX, 50 MiB at most.
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description The import, being checked */
            201: {
                headers: {
                    /** @description Address of the new thing. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImport"];
                };
            };
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                importId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImport"];
                };
            };
        };
    };
    updateImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                importId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportChanges"];
            };
        };
        responses: {
            /** @description The import, being checked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImport"];
                };
            };
        };
    };
    listImportRows: {
        parameters: {
            query?: {
                outcome?: components["schemas"]["ImportOutcome"];
                result?: components["schemas"]["ImportResult"];
                rollback?: "deactivated" | "restored" | "left";
                /** @description Rows a page, 1 to 100. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, or `page.previousCursor` of the page after; it belongs to its tenant, filters and sort. */
                cursor?: string;
            };
            header?: never;
            path: {
                importId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of rows, in the order of the file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRowList"];
                };
            };
        };
    };
    watchImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                importId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events whose data is an import */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    commitImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                importId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportCommit"];
            };
        };
        responses: {
            /** @description The import, under way */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImport"];
                };
            };
        };
    };
    cancelImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                importId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImport"];
                };
            };
        };
    };
    rollBackImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                importId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import, being rolled back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImport"];
                };
            };
        };
    };
    downloadRejectedRows: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                importId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    /** @description The name of the file. */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                /** @description Beginnings of words of a name in either script, also misspelt or spelt otherwise; a phone in any form, or three or more of its last digits, alone or beside a name; the beginning of an e-mail or its domain; a customer number with or without its prefix. Of what was copied, the phones and the e-mail in it. Who was merged into another is found as the other, by every name, phone, e-mail and number. */
                search?: string;
                type?: components["schemas"]["ProfileStatus"];
                status?: "active" | "inactive" | "all";
                /** @description Customers with exactly this tag. */
                tag?: string;
                /** @description Whether the phone is proven. */
                verified?: boolean;
                /** @description Created: the first day, included, in the tenant's time zone. */
                createdFrom?: string;
                /** @description Created: the last day, included, in the tenant's time zone. */
                createdTo?: string;
                /** @description Last order: the first day, included, in the tenant's time zone. */
                lastOrderFrom?: string;
                /** @description Last order: the last day, included, in the tenant's time zone. */
                lastOrderTo?: string;
                /** @description Whether there are loyalty points. */
                hasPoints?: boolean;
                /** @description Left out: by relevance where something is searched for, else the newest first. Relevance: hits of whole words, of beginnings, then similar ones; without a search the newest first. */
                sort?: "-createdAt" | "createdAt" | "name" | "-name" | "-lastOrderAt" | "lastOrderAt" | "-totalOrders" | "totalOrders" | "-loyaltyPoints" | "loyaltyPoints" | "-customerNumber" | "customerNumber" | "relevance";
                /** @description Rows a page, 1 to 100. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, or `page.previousCursor` of the page after; it belongs to its tenant, filters and sort. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of customers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerList"];
                };
            };
        };
    };
    createCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCustomer"];
            };
        };
        responses: {
            /** @description The new customer */
            201: {
                headers: {
                    /**
                     * @description The version, for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    /** @description Address of the new thing. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerWithAddresses"];
                };
            };
        };
    };
    getCustomerStatistics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts, exact */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerStatistics"];
                };
            };
        };
    };
    getDailyStatistics: {
        parameters: {
            query?: {
                /** @description How many, up to today. */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The days, exact */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DailyStatistics"];
                };
            };
        };
    };
    findNearbyCustomers: {
        parameters: {
            query: {
                lat: number;
                lng: number;
                /** @description Metres, 1 to 50,000. */
                radiusM?: number;
                /** @description Customers, 1 to 100. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The nearest of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NearbyCustomerList"];
                };
            };
        };
    };
    tagCustomers: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TagBulk"];
            };
        };
        responses: {
            /** @description What became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerBulkResults"];
                };
            };
        };
    };
    deactivateCustomers: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerBulk"];
            };
        };
        responses: {
            /** @description What became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerBulkResults"];
                };
            };
        };
    };
    restoreCustomers: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerBulk"];
            };
        };
        responses: {
            /** @description What became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerBulkResults"];
                };
            };
        };
    };
    getCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerWithAddresses"];
                };
            };
        };
    };
    deactivateCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if this is still the version: the ETag as read. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer, inactive */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerWithAddresses"];
                };
            };
        };
    };
    updateCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if this is still the version: the ETag as read. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerChanges"];
            };
        };
        responses: {
            /** @description The customer after the change */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerWithAddresses"];
                };
            };
        };
    };
    upgradeCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerUpgrade"];
            };
        };
        responses: {
            /** @description The full customer */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerWithAddresses"];
                };
            };
        };
    };
    restoreCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
                /** @description Only if this is still the version: the ETag as read. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer, active */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerWithAddresses"];
                };
            };
        };
    };
    listCustomerHistory: {
        parameters: {
            query?: {
                kind?: "profile" | "avatar" | "addresses" | "contacts" | "orders" | "points" | "merges";
                /** @description Changes made by this one alone. */
                actorId?: string;
                /** @description Changed: the first day, included, in the tenant's time zone. */
                from?: string;
                /** @description Changed: the last day, included, in the tenant's time zone. */
                to?: string;
                /** @description Rows a page, 1 to 100. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, or `page.previousCursor` of the page after; it belongs to its tenant, filters and sort. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of changes */
            200: {
                headers: {
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerHistory"];
                };
            };
        };
    };
    getAvatar: {
        parameters: {
            query?: {
                /** @description Changes nothing but the address: with `avatarVersion` in it, a page asks anew for a new picture. */
                version?: number;
            };
            header?: {
                /** @description The ETag of what the caller has. */
                "If-None-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                    "image/webp": string;
                };
            };
        };
    };
    setAvatar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["AvatarUpload"];
            };
        };
        responses: {
            /** @description The customer */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerWithAddresses"];
                };
            };
        };
    };
    removeAvatar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerWithAddresses"];
                };
            };
        };
    };
    listAddresses: {
        parameters: {
            query?: {
                /** @description inactive: the removed ones, of which the last hundred are shown. */
                status?: "active" | "inactive" | "all";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressList"];
                };
            };
        };
    };
    createAddress: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
                /** @description Only if this is still the version: the ETag as read. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAddress"];
            };
        };
        responses: {
            /** @description The new address */
            201: {
                headers: {
                    /**
                     * @description The version, for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    /** @description Address of the new thing. */
                    Location?: string;
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Address"];
                };
            };
        };
    };
    removeAddress: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if this is still the version: the ETag as read. */
                "If-Match"?: string;
            };
            path: {
                id: string;
                addressId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The address, inactive */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Address"];
                };
            };
        };
    };
    updateAddress: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if this is still the version: the ETag as read. */
                "If-Match"?: string;
            };
            path: {
                id: string;
                addressId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddressChanges"];
            };
        };
        responses: {
            /** @description The address after the change */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Address"];
                };
            };
        };
    };
    restoreAddress: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
                /** @description Only if this is still the version: the ETag as read. */
                "If-Match"?: string;
            };
            path: {
                id: string;
                addressId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The address, active */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Address"];
                };
            };
        };
    };
    removeContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if this is still the version: the ETag as read. */
                "If-Match"?: string;
            };
            path: {
                id: string;
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer without it */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerWithAddresses"];
                };
            };
        };
    };
    restoreContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
                /** @description Only if this is still the version: the ETag as read. */
                "If-Match"?: string;
            };
            path: {
                id: string;
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer with it */
            200: {
                headers: {
                    /**
                     * @description The version, for `If-Match` and `If-None-Match`.
                     * @example "3"
                     */
                    ETag?: string;
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerWithAddresses"];
                };
            };
        };
    };
    getCounterTimes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The medians */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CounterTimes"];
                };
            };
        };
    };
    recordCounterTime: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCounterTime"];
            };
        };
        responses: {
            /** @description The time as it was recorded */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CounterTime"];
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                status?: components["schemas"]["OrderStatus"];
                customerId?: string;
                externalRef?: string;
                placedFrom?: string;
                placedBefore?: string;
                /** @description Rows a page, 1 to 100. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, or `page.previousCursor` of the page after; it belongs to its tenant, filters and sort. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of orders */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderList"];
                };
            };
        };
    };
    createOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrder"];
            };
        };
        responses: {
            /** @description The order */
            201: {
                headers: {
                    /** @description Address of the new thing. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    recordOrders: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderBulk"];
            };
        };
        responses: {
            /** @description What became of each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderBulkResults"];
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    updateOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderChanges"];
            };
        };
        responses: {
            /** @description The order after the change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
        };
    };
    listCustomerOrders: {
        parameters: {
            query?: {
                /** @description Of the orders listed; totals tell of all. */
                status?: components["schemas"]["OrderStatus"];
                /** @description How far back `byMonth` goes, the present month included. */
                months?: number;
                /** @description Rows a page, 1 to 100. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, or `page.previousCursor` of the page after; it belongs to its tenant, filters and sort. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of orders, totals, months */
            200: {
                headers: {
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerOrders"];
                };
            };
        };
    };
    getLoyalty: {
        parameters: {
            query?: {
                /** @description Rows a page, 1 to 100. */
                limit?: number;
                /** @description `page.nextCursor` of the page before, or `page.previousCursor` of the page after; it belongs to its tenant, filters and sort. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Balance, tier, a page of the ledger */
            200: {
                headers: {
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Loyalty"];
                };
            };
        };
    };
    redeemPoints: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Redemption"];
            };
        };
        responses: {
            /** @description The entry of the ledger */
            201: {
                headers: {
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoyaltyEntry"];
                };
            };
        };
    };
    adjustPoints: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Adjustment"];
            };
        };
        responses: {
            /** @description The entry of the ledger */
            201: {
                headers: {
                    /** @description Only where the customer of the path was merged into another: the address of the one who was acted on instead. */
                    "Content-Location"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoyaltyEntry"];
                };
            };
        };
    };
    getLoyaltySettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoyaltySettings"];
                };
            };
        };
    };
    updateLoyaltySettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoyaltySettingsChanges"];
            };
        };
        responses: {
            /** @description The settings after the change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoyaltySettings"];
                };
            };
        };
    };
    watchChanges: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events whose data is a Change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Change"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is signed in, where, as what */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Who is signed in, where, as what */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    switchTenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchTenant"];
            };
        };
        responses: {
            /** @description Who is signed in, where, as what */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    getRecoveryWays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By mail or from an operator */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryWays"];
                };
            };
        };
    };
    recover: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Recovery"];
            };
        };
        responses: {
            /** @description The password is in force */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    mailRecovery: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoveryRequest"];
            };
        };
        responses: {
            /** @description It is on its way, if anybody signs in with this e-mail */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    checkRecovery: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoveryLink"];
            };
        };
        responses: {
            /** @description For whom, and what goes with it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryFacts"];
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who signs in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    updateAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountChanges"];
            };
        };
        responses: {
            /** @description The account as changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Last used first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountSessionList"];
                };
            };
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out there */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out there */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    startTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordProof"];
            };
        };
        responses: {
            /** @description For the app, and codes to keep */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedTwoFactor"];
                };
            };
        };
    };
    confirmTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TwoFactorCode"];
            };
        };
        responses: {
            /** @description In force */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    stopTwoFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordProof"];
            };
        };
        responses: {
            /** @description No longer in force */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
                };
            };
        };
    };
    renewBackupCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordProof"];
            };
        };
        responses: {
            /** @description Ten of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackupCodes"];
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, owners first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberList"];
                };
            };
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The member as they were */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
        };
    };
    changeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberChanges"];
            };
        };
        responses: {
            /** @description The member as changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
        };
    };
    listInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationList"];
                };
            };
        };
    };
    createInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitation"];
            };
        };
        responses: {
            /** @description The invitation: the only time that its link is shown */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedInvitation"];
                };
            };
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The invitation as it was */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
        };
    };
    checkInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationLink"];
            };
        };
        responses: {
            /** @description Whom, where, as what */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationFacts"];
                };
            };
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptInvitation"];
            };
        };
        responses: {
            /** @description The new member, signed in */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    sendCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendCode"];
            };
        };
        responses: {
            /** @description It is on its way */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
                };
            };
        };
    };
    verifyCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyCode"];
            };
        };
        responses: {
            /** @description The phone is proven */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeVerified"];
                };
            };
        };
    };
    getVerificationSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationSettings"];
                };
            };
        };
    };
    updateVerificationSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerificationSettingsChanges"];
            };
        };
        responses: {
            /** @description The settings after the change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationSettings"];
                };
            };
        };
    };
    getTenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The business that you work in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
        };
    };
    updateTenant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantChanges"];
            };
        };
        responses: {
            /** @description The business after the change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
        };
    };
    checkSetupLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupLink"];
            };
        };
        responses: {
            /** @description It is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupLinkState"];
                };
            };
        };
    };
    setUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Setup"];
            };
        };
        responses: {
            /** @description The owner, signed in */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys, newest first, without their secrets */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of your choice, the same for every retry: the work is done once, a repeated request gets the first answer. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description The key: the only time that it is shown */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key as it was */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
        };
    };
}
