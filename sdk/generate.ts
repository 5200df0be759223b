import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript';

/** The text of openapi.gen.ts: types of every request and answer in `openapiJson`. */
export const openapiTypesOf = async (openapiJson: string): Promise<string> => {
  const document: OpenAPI3 = JSON.parse(openapiJson);

  // Every failure is a Problem, whose type stands in components: without them the file is half as long.
  for (const item of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(item)) {
      operation.responses = Object.fromEntries(
        Object.entries(operation.responses ?? {}).filter(([status]) => status.startsWith('2')),
      );
    }
  }

  // A field with a default is one that may be left out of a request.
  const types = await openapiTypes(document, { defaultNonNullable: false });
  return `// Made from openapi.json by generate.ts: change the contract, not this file.\n\n${astToString(types)}`;
};
