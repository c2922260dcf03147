package org.skerry.slave.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvColumnsTest {
    @Test
    void whatReadsBackExactlyIsANumber() {
        var numbers = List.of("0", "7", "-7", "0.5", "-0.12574", "12.50", "123456789012345");
        var texts = List.of("", "-0", "-0.00", "007", "+7", "1e3", ".5", "5.", "1,5", "1234567890123456", "٣", "NaN");

        assertEquals(numbers, numbers.stream().filter(CsvColumns::isNumber).toList());
        assertEquals(List.of(), texts.stream().filter(CsvColumns::isNumber).toList());
    }
}
