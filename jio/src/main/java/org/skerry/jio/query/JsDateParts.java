package org.skerry.jio.query;

import java.time.LocalDate;
import java.util.OptionalLong;

/** What {@link JsDate} gathers while it reads. */
final class JsDateParts {

    private JsDateParts() {}

    static final class Day {

        private final int[] numbers = {1, 1, 1};
        private int count;
        int namedMonth;
        boolean isIso;

        boolean isEmpty() {
            return count == 0;
        }

        boolean add(int number) {
            if (count == numbers.length) {
                return false;
            }
            numbers[count++] = number;
            return true;
        }

        OptionalLong epochDay() {
            if (count == 0) {
                return OptionalLong.empty();
            }
            int year;
            int month;
            int date;
            if (namedMonth == 0) {
                boolean yearFirst = isIso || !isDate(numbers[0]);
                year = yearFirst ? numbers[0] : numbers[2];
                month = yearFirst ? numbers[1] : numbers[0];
                date = yearFirst ? numbers[2] : numbers[1];
            } else {
                boolean yearFirst = !isDate(numbers[0]);
                year = yearFirst ? numbers[0] : numbers[1];
                month = namedMonth;
                date = yearFirst ? numbers[1] : numbers[0];
            }
            if (!isIso && year >= 0 && year < 100) {
                year += year < 50 ? 2000 : 1900;
            }
            if (month < 1 || month > 12 || !isDate(date) || Math.abs(year) > 400_000) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(LocalDate.of(year, month, 1).toEpochDay() + date - 1);
        }

        private static boolean isDate(int number) {
            return number >= 1 && number <= 31;
        }
    }

    static final class Time {

        private final int[] numbers = new int[4];
        private int count;
        int hourOffset = -1;

        boolean isEmpty() {
            return count == 0;
        }

        boolean expects(int number) {
            return (count == 1 || count == 2) && number < 60 || count == 3 && number < 1000;
        }

        boolean add(int number) {
            if (count == numbers.length) {
                return false;
            }
            numbers[count++] = number;
            return true;
        }

        boolean addLast(int number) {
            add(number);
            count = numbers.length;
            return true;
        }

        OptionalLong millis() {
            int hour = numbers[0];
            if (hourOffset >= 0) {
                if (hour > 12) {
                    return OptionalLong.empty();
                }
                hour = hour % 12 + hourOffset;
            }
            long rest = (numbers[1] * 60L + numbers[2]) * 1000 + numbers[3];
            boolean inRange = hour < 24 && numbers[1] < 60 && numbers[2] < 60 && numbers[3] < 1000;
            return inRange || hour == 24 && rest == 0
                    ? OptionalLong.of(hour * 3_600_000L + rest)
                    : OptionalLong.empty();
        }
    }

    static final class Zone {

        int sign;
        int hour = -1;
        int minute = -1;

        void set(int hours) {
            sign = hours < 0 ? -1 : 1;
            hour = Math.abs(hours);
            minute = 0;
        }

        boolean isUtc() {
            return hour == 0 && minute == 0;
        }

        boolean expects(int number) {
            return hour >= 0 && minute < 0 && number < 60;
        }

        long offsetMillis() {
            return sign * (Math.max(hour, 0) * 60L + Math.max(minute, 0)) * 60_000;
        }
    }
}
