package org.skerry.system.reliability;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.skerry.jio.JsonText;

/**
 * Runs one suite in a process that {@code faults.c} was loaded into; prints how far it is, line by line, and last its result as
 * JSON.
 */
public final class FaultProgram {

    private static final List<Function<FaultyDisk, Suite>> SUITES =
            List.of(PowerLoss::new, IoFaults::new, FullDisk::new, ClockJumps::new);

    private FaultProgram() {}

    /** @param arguments the name of the suite, how many cases, the seed, a folder to work in */
    public static void main(String[] arguments) throws Exception {
        FaultyDisk disk = FaultyDisk.here();
        Suite suite = SUITES.stream()
                .map(make -> make.apply(disk))
                .filter(one -> one.name().equals(arguments[0]))
                .findFirst()
                .orElseThrow();
        Suite.Bench bench = new Suite.Bench(Path.of(arguments[3]), System.out::println);
        SuiteResult result = suite.run(bench, Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
        System.out.println(JsonText.write(result.json()));
        System.exit(0);
    }
}
