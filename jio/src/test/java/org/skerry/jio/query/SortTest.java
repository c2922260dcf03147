package org.skerry.jio.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skerry.jio.JsonText;
import org.skerry.jio.RecordId;
import org.skerry.jio.StoredRecord;
import tools.jackson.databind.node.ObjectNode;

class SortTest {

    private static String sorted(String values, String direction) {
        List<String> bodies = new ArrayList<>();
        for (String value : values.split(";")) {
            bodies.add(value.equals("-") ? "{}" : "{\"v\":" + value + "}");
        }
        return Records.ids("{\"sort_on\":[[\"v\",\"" + direction + "\"]]}", Records.of(bodies.toArray(String[]::new)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`3;20;100;0.5;-1`, edabc, cbade",
                "`\"3\";\"20\";\"100\"`, cba, abc",
                "`\"b\";-;\"a\";\"\"`, bdca, acdb",
                "`1;\"2\";10;\"3\"`, abdc, cdba",
                "`true;false;2;-1;null`, dbeac, cabed",
                "`[\"b\",\"a\"];\"b\";[\"a\",\"z\"];[];[\"b\",\"c\"]`, dcbae, eabcd",
                "`{\"content\":\"m\"};\"a\";{\"content\":\"z\"}`, bac, cab",
                "`\"\uD83D\uDE00\";\"\uFF21\";\"Z\";\"a\"`, cdab, badc"
            })
    void ordersAsJavaScript(String values, String ascending, String descending) {
        assertEquals(ascending, sorted(values, "ascending"));
        assertEquals(descending, sorted(values, "descending"));
    }

    @Test
    void tiesKeepTheStoragesOrder() {
        assertEquals("bdac", sorted("2;1;2;1", "ascending"));
        assertEquals("acbd", sorted("2;1;2;1", "descending"));
    }

    private static final String[] MIXED = {
        "1",
        "2",
        "10",
        "-3",
        "\"1\"",
        "\"2\"",
        "\"10\"",
        "\"9\"",
        "\"x\"",
        "\"\"",
        "null",
        "true",
        "[1,\"a\"]",
        "[]",
        "[\"b\",2]",
        "{\"content\":5}",
        "{}",
        "\"1e1\"",
        "9007199254740993"
    };

    private static List<StoredRecord> random(Random random, int count) {
        List<StoredRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ObjectNode body = JsonText.object();
            for (String field : new String[] {"v", "w"}) {
                if (random.nextInt(8) > 0) {
                    body.set(field, JsonText.read(MIXED[random.nextInt(MIXED.length)]));
                }
            }
            records.add(new StoredRecord(new RecordId("r" + i), body));
        }
        return records;
    }

    @Test
    void totalOrderHoldsOnMixedValues() {
        long seed = 777001;
        Random random = new Random(seed);
        List<SortValue> values = random(random, 70).stream()
                .map(stored -> SortValue.of(stored.body().path("v")))
                .toList();
        for (SortValue a : values) {
            for (SortValue b : values) {
                assertEquals(Integer.signum(a.compareTo(b)), -Integer.signum(b.compareTo(a)), () -> a + " " + b);
                for (SortValue c : values) {
                    assertTrue(
                            a.compareTo(b) > 0 || b.compareTo(c) > 0 || a.compareTo(c) <= 0,
                            () -> a + " " + b + " " + c);
                }
            }
        }
    }

    @Test
    void mixedValuesAreSortedWithoutComplaintAndPagesFitTogether() {
        long seed = 424242;
        Random random = new Random(seed);
        for (int count : new int[] {5, 40, 900, 1_500, 7_000}) {
            List<StoredRecord> records = random(random, count);
            String order = "\"sort_on\":[[\"v\",\"descending\"],[\"w\",\"ascending\"]]";
            List<Row> all = Records.answer("{" + order + "}", records).rows();
            List<Row> pages = new ArrayList<>();
            for (int from = 0; from < count; from += 400) {
                pages.addAll(Records.answer("{" + order + ",\"limit\":[" + from + ",400]}", records)
                        .rows());
            }

            assertEquals(count, all.size());
            assertEquals(all, pages, () -> "seed " + seed);
        }
    }

    @Test
    void oneTypeIsOrderedWhateverTheNumberOfRecords() {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            numbers.add(i);
        }
        Collections.shuffle(numbers, new Random(1));
        List<StoredRecord> records = numbers.stream()
                .map(number -> new StoredRecord(
                        new RecordId("r" + number), JsonText.object().put("n", number)))
                .toList();

        Answer answer = Records.answer("{\"sort_on\":[[\"n\",\"descending\"]],\"limit\":[2,3]}", records);

        assertEquals("r4997r4996r4995", Records.ids(answer));
        assertEquals(5_000, answer.totalCount());
    }
}
