package org.skerry.slave.ui.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.skerry.jio.JsonText;
import tools.jackson.databind.node.ObjectNode;

class FieldSampleTest {

    private static final List<ObjectNode> CITIES = IntStream.range(0, 20)
            .mapToObj(i -> {
                ObjectNode city = JsonText.object()
                        .put("portal_type", "City")
                        .put("country", i % 3 == 0 ? "FR" : "CN")
                        .put("population", 1000 + i)
                        .put("latitude", i / 7.0)
                        .put("name", "City " + i);
                if (i < 2) {
                    city.put("note", "rare");
                }
                return city;
            })
            .toList();

    private final FieldSample sample = FieldSample.of(CITIES);

    @Test
    void whatNamesARecordComesFirstThenWhatMostRecordsHave() {
        assertEquals(
                List.of("name", "portal_type", "country", "population", "latitude", "note"),
                sample.fields().stream().map(Field::name).toList());
    }

    @Test
    void theTypeIsNoColumnWhereAllAreOfOneType() {
        assertEquals(
                List.of("name", "country", "population", "latitude", "note"),
                sample.firstColumns(new TypeChoice.Named("City")).stream()
                        .map(Field::name)
                        .toList());
    }

    @Test
    void valuesThatComeAgainMayBeCounted() {
        assertEquals(List.of("country", "note"), sample.facets());
    }

    @Test
    void numbersAreKnownBySight() {
        assertEquals(
                List.of("population", "latitude"),
                sample.fields().stream()
                        .filter(Field::isNumber)
                        .map(Field::name)
                        .toList());
    }

    @Test
    void amountsAreLargeNumbersWhoseNameIsNoCode() {
        ObjectNode record = JsonText.object()
                .put("population", 1_689_510)
                .put("number_of_ships", 12_000)
                .put("width", 20_000.5)
                .put("year", 20_026)
                .put("visits", 2_026)
                .put("geonameid", 1_689_510)
                .put("orderNumber", 1_689_510)
                .put("zipCode", 75_002)
                .put("邮编", 100_000)
                .put("text", "1689510");

        assertEquals(
                List.of("population", "number_of_ships", "width"),
                FieldSample.of(List.of(record)).fields().stream()
                        .filter(Field::isAmount)
                        .map(Field::name)
                        .toList());
    }

    @Test
    void nothingIsLearntFromNothing() {
        assertEquals(FieldSample.NONE, FieldSample.of(List.of()));
    }
}
