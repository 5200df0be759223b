/** How often a test of kill -9 kills: a few times, or as often as REGULARS_KILLS says, up to 100. */
export const killCount = (few: number): number => Number(process.env.REGULARS_KILLS ?? few);
