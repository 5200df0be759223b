// What is looked for in any text: messages of errors quote what they were given, and the path of a request is for its
// sender to choose. So none may begin anew at each letter of a long word: the log would stop the server.
const masks: [RegExp, string | ((found: string) => string)][] = [
  // Rows, as PostgreSQL tells of them.
  [/Failing row contains \((?:.*\)|.*)/gs, 'Failing row contains (***)'],
  [/\)=\(.*\)/gs, ')=(***)'],
  [/(invalid input [^:\n]{1,100}: )"[^"]*"/g, '$1"***"'],
  // Tokens, keys, cookies, passwords in addresses.
  [/\beyJ[\w-]{5,}(?:\.[\w-]*)*/g, '***'],
  [/\b(rg[ilr]_)[\w-]+/g, '$1***'],
  [/\b(Bearer|Basic) +[^\s"',]+/gi, '$1 ***'],
  [/((?:session_token|token|code|key|password|secret)=)[^\s;&"',]+/gi, '$1***'],
  [/(:\/\/[^\s:/@]+:)[^\s@/]+@/g, '$1***@'],
  // People.
  [/(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]+(@|%40)(?=[\p{L}\p{N}-]+\.[\p{L}\p{N}])/gu, '***$1'],
  [
    // Neither a day, nor a part of an id. In an address of the web its plus is %2B.
    /(?:(?<=%2B)|(?<![\p{L}\p{N}_.:-]))(?!\d{4}-\d\d-\d\d)\+?\p{Nd}(?:[ ().-]?\p{Nd}){6,14}(?![\p{L}\p{N}_:-])/gu,
    (phone) => `****${phone.slice(-2)}`,
  ],
];

/** A text without what is secret or says who somebody is: for the log, and for whoever is told of errors. */
export const maskText = (text: string): string =>
  masks.reduce((masked, [found, instead]) => masked.replaceAll(found, instead as string), text);
