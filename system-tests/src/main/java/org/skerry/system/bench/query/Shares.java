package org.skerry.system.bench.query;

/** How many records of each kind. */
record Shares(int cities, int villages, int invented) {

    /** No more, so that villages and invented records have a part in a million. */
    static final int MAX_CITIES = 100_000;

    /** One in so many is invented, also where the real ones would do: only those have lists, nulls and long texts. */
    private static final int INVENTED_PART = 5;

    /** Two cities to three villages. */
    private static final double CITIES_PART = 0.4;

    /** So many records of all kinds, where so many real ones are there. */
    static Shares of(int records, int citiesThere, int villagesThere) {
        int cities = Math.min(citiesThere, MAX_CITIES);
        int invented = Math.max(records / INVENTED_PART, records - cities - villagesThere);
        return split(records - invented, cities, villagesThere, invented);
    }

    /** Real records only, as many as there are up to a number. */
    static Shares ofReal(int records, int citiesThere, int villagesThere) {
        int cities = Math.min(citiesThere, MAX_CITIES);
        return split(Math.min(records, cities + villagesThere), cities, villagesThere, 0);
    }

    private static Shares split(int real, int citiesThere, int villagesThere, int invented) {
        int cities = Math.min(citiesThere, Math.max((int) (real * CITIES_PART), real - villagesThere));
        return new Shares(cities, real - cities, invented);
    }

    int records() {
        return cities + villages + invented;
    }
}
