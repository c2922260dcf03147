package org.skerry.protocol.about;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * Which build of Skerry this is, as the build has written it into {@code release.properties}.
 *
 * @param version as in the parent pom
 * @param commit of the sources, in hexadecimal digits; empty in a development build
 * @param built when; empty in a development build
 */
public record Release(String version, Optional<String> commit, Optional<Instant> built) {

    public Release {
        Objects.requireNonNull(version);
        Objects.requireNonNull(commit);
        Objects.requireNonNull(built);
    }

    /** The one that is running. */
    public static Release here() {
        try (InputStream file = Objects.requireNonNull(Release.class.getResourceAsStream("release.properties"))) {
            Properties written = new Properties();
            written.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return of(written);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable); // it is in our own jar
        }
    }

    /** A value that was not set, or not put in by a build of a development environment, is none. */
    static Release of(Properties written) {
        return new Release(
                value(written, "version").orElse("unknown"),
                value(written, "commit"),
                value(written, "built").flatMap(Release::instant));
    }

    private static Optional<String> value(Properties written, String key) {
        return Optional.of(written.getProperty(key, "").strip())
                .filter(value -> !value.isEmpty() && !value.startsWith("${"));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException noInstant) {
            return Optional.empty();
        }
    }

    /** The day of the build, at Greenwich; empty in a development build. */
    public Optional<LocalDate> day() {
        return built.map(when -> LocalDate.ofInstant(when, ZoneOffset.UTC));
    }

    /** What {@code --version} prints, in English: which release it is, of which build, under which licences. */
    public List<String> lines(Notices notices) {
        return List.of(
                "skerry " + version,
                build(),
                "Apache License 2.0; the parts and their licences: %s".formatted(notices.place()));
    }

    /** In one line, in English: the version, and the build. */
    public String title() {
        return "Skerry %s, %s".formatted(version, build());
    }

    private String build() {
        String from = commit.map(digits -> " from " + digits).orElse("");
        return day().map(date -> "built " + date + from).orElse("development build" + from);
    }
}
