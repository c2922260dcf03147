package org.skerry.system.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import tools.jackson.databind.JsonNode;

/** A folder of case files, and running them all. */
final class Corpus {

    private static final Outcome NOT_YET = new Outcome.Skipped("not offered yet", false);

    private final List<CaseFile> files;

    private Corpus(List<CaseFile> files) {
        this.files = files;
    }

    /** Cannot be read; the message is one plain sentence. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    static Corpus read(Path folder) throws Unreadable {
        List<CaseFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.sorted().toList()) {
                if (path.getFileName().toString().endsWith(".json") && Files.isRegularFile(path)) {
                    files.add(file(path));
                }
            }
        } catch (IOException failure) {
            throw new Unreadable("The folder " + folder + " cannot be read"
                    + (Files.isDirectory(folder) ? "." : ": there is no such folder."));
        }
        if (files.isEmpty()) {
            throw new Unreadable("The folder " + folder + " holds no case files (*.json).");
        }
        return new Corpus(files);
    }

    private static CaseFile file(Path path) throws Unreadable {
        try {
            JsonNode cases = JsonText.read(Files.readAllBytes(path));
            return new CaseFile(path, cases.isArray() ? cases.valueStream().toList() : List.of(cases));
        } catch (IOException failure) {
            throw new Unreadable("The case file " + path + " cannot be read.");
        } catch (StorageException.BadRequest notJson) {
            throw new Unreadable("The case file " + path + " cannot be read: " + notJson.getMessage());
        }
    }

    List<CaseResult> run() {
        List<CaseResult> results = new ArrayList<>();
        try (LocalStorages local = new LocalStorages()) {
            for (CaseFile file : files) {
                CaseRunner runner = runner(file.name(), local);
                for (JsonNode testCase : file.cases()) {
                    results.add(result(file, testCase, runner));
                }
            }
        }
        return results;
    }

    private static CaseRunner runner(String fileName, LocalStorages local) {
        if (fileName.contains("query")) {
            return new QueryCases(local);
        }
        if (fileName.contains("parse")) {
            return new ParseCases();
        }
        if (fileName.contains("to-text")) {
            return new ToTextCases();
        }
        if (fileName.contains("date")) {
            return new DateCases();
        }
        if (fileName.contains("api")) {
            return new ApiCases(local);
        }
        return new CaseRunner() {
            @Override
            public Outcome run(JsonNode testCase) {
                return NOT_YET;
            }

            @Override
            public String defaultLevel() {
                return "should";
            }
        };
    }

    private static CaseResult result(CaseFile file, JsonNode testCase, CaseRunner runner) {
        String level = testCase.path("compat").asString(runner.defaultLevel());
        Outcome outcome;
        try {
            outcome = runner.run(testCase);
        } catch (RuntimeException unexpected) {
            outcome = new Outcome.Failed("no exception", unexpected.toString());
        }
        return new CaseResult(
                file.name(),
                testCase.path("id").asString(file.name()),
                testCase.path("topic").asString(""),
                level,
                outcome);
    }
}
