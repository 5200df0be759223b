/** The arrows of ARCHITECTURE.md: what may import what. */
const onlyFrom = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.tsx?$|^server/testing/' },
  to: {
    pathNot: `${allowed}|node_modules|^(node:)?[a-z_/:]+$`,
    dependencyTypesNot: ['core', 'npm', 'npm-dev', 'npm-optional'],
  },
});

export default {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    onlyFrom(
      'contract-stands-alone',
      '^contract/',
      '^contract/',
      'The contract knows no database and no server.',
    ),
    onlyFrom(
      'database-stands-alone',
      '^database/',
      '^database/',
      'The database knows nothing of what is above.',
    ),
    onlyFrom(
      'linkage-stands-alone',
      '^linkage/',
      '^linkage/',
      'Record linkage is arithmetic on records: no database, no server.',
    ),
    onlyFrom(
      'sdk-stands-alone',
      '^sdk/',
      '^sdk/|^openapi\\.json$',
      'The SDK is made from openapi.json alone.',
    ),
    onlyFrom(
      'server-stands-on',
      '^server/',
      '^(server|contract|database|linkage)/',
      'Not on the admin, not on the SDK.',
    ),
    onlyFrom(
      'admin-stands-on',
      '^admin/',
      '^(admin|contract|sdk)/',
      'The admin reaches the server through the SDK.',
    ),
    {
      name: 'tenancy-is-below-http',
      severity: 'error',
      from: { path: '^server/tenancy/', pathNot: '\\.test\\.ts$' },
      to: { path: '^server/(?!tenancy/|refusal\\.ts)' },
    },
    {
      name: 'http-is-below-the-domains',
      severity: 'error',
      from: { path: '^server/http/', pathNot: '\\.test\\.ts$' },
      to: { path: '^server/(?!http/|tenancy/|refusal\\.ts)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|test|testing)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
