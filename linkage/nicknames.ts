/** English given names and what they are shortened to; one row is one name. */
const rows = `
alexander alex alec sandy xander
alexandra alex sandra sandy lexi
andrew andy drew
anthony tony
antonia toni
barbara barb babs
benjamin ben benny benji
catherine katherine kathryn cathy kathy kate katie kitty kay
charles charlie chuck chas
charlotte charlie lottie
christine christina chris chrissie tina
christopher chris kit
daniel dan danny
david dave davy
deborah deb debbie
donald don donny
dorothy dot dottie dolly
edward ed eddie ted teddy ned
eleanor ellie nell nora
elizabeth eliza liz lizzie beth betty bess betsy libby lisa
emily em millie
frances fran fanny
francis frank
frederick fred freddie
gabriel gabe
george georgie
gerald gerry jerry
gregory greg
harold harry hal
henry harry hank hal
isabella bella izzy
jacob jake
james jim jimmy jamie
jane jenny janie
jennifer jen jenny
joan joanie
john jack johnny jon
jonathan jon johnny
joseph joe joey jo
joshua josh
judith judy
kenneth ken kenny
lawrence laurence larry laurie
leonard len lenny leo
lewis louis lou
margaret maggie meg peggy madge marge daisy greta
martha patty
mary molly polly may mamie
matthew matt
michael mike mick mickey
nathaniel nathan nat nate
nicholas nick nicky
oliver ollie
patricia pat patty tricia trish
patrick pat paddy
peter pete
philip phil pip
rebecca becky becca
reginald reg reggie
richard dick rick ricky richie
robert rob bob bobby robbie bert
ronald ron ronnie
samantha sam sammy
samuel sam sammy
sarah sally sadie
stephen steven steve
susan sue susie
susanna sue susie
theodore ted teddy theo
theresa terry tess tessa
thomas tom tommy
timothy tim
victoria vicky tori
vincent vince vinny
walter walt wally
william will bill billy willie liam
`;

const groups = new Map<string, Set<string>>();
for (const row of rows.trim().split('\n')) {
  const names = row.split(' ');
  for (const name of names) {
    // Two short forms of one name can be one person; two rows that share a short form are two names.
    const known = groups.get(name) ?? new Set();
    for (const other of names) known.add(other);
    groups.set(name, known);
  }
}

/** @param name folded */
export const nicknamesOf = (name: string): ReadonlySet<string> | undefined => groups.get(name);
