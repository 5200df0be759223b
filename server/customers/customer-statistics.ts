export const customerStatisticsOf = null as any;
