package org.skerry.installer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what a package says about its parts: {@code THIRD-PARTY.txt} with every part, its licence and the texts of the
 * licences, and {@code sbom.cdx.json}, the bill of materials of Maven with what Maven does not know: Java's runtime and the
 * native libraries inside the parts.
 *
 * <p>Fails where a part has a licence that nobody has looked at, or one whose text has to come along and does not.
 */
public final class Notices {

    /** Licences that parts may have. */
    private static final Set<String> ACCEPTED = Set.of(
            "Apache-2.0",
            "MIT",
            "BSD-3-Clause",
            "Go License",
            "Bouncy Castle Licence",
            "GPL-2.0-with-classpath-exception",
            "LGPL-2.1-or-later",
            "blessing");

    /** Those whose text is in every package: {@code legal/LICENSE}, and Java's own {@code runtime/legal}. */
    private static final Set<String> TEXT_IN_PACKAGE =
            Set.of("Apache-2.0", "GPL-2.0-with-classpath-exception", "blessing");

    private static final Pattern LEGAL_FILE =
            Pattern.compile("META-INF/[^/]*(LICENSE|LICENCE|NOTICE)[^/]*", Pattern.CASE_INSENSITIVE);

    private static final String RULE = "-".repeat(100) + "\n";

    private final Path parts;
    private final Path texts;

    /**
     * @param parts the folder of the parts' jar files, as Maven names them
     * @param texts a folder with texts of licences that the jars lack, each named {@code NAME.txt} by its artifact
     */
    Notices(Path parts, Path texts) {
        this.parts = parts;
        this.texts = texts;
    }

    /** Arguments: bill of materials, folder of the parts, folder of texts, Java's runtime, folder to write into. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 5) {
            System.err.println("Notices takes five arguments: SBOM PARTS TEXTS RUNTIME FOLDER.");
            System.exit(2);
        }
        ObjectNode sbom = (ObjectNode) JsonMapper.shared().readTree(Path.of(arguments[0]));
        addNative(sbom, javaVersion(Path.of(arguments[3])));
        Path folder = Path.of(arguments[4]);
        try {
            String notice = new Notices(Path.of(arguments[1]), Path.of(arguments[2])).text(sbom);
            Files.writeString(folder.resolve("THIRD-PARTY.txt"), notice);
        } catch (IllegalArgumentException unclear) {
            System.err.println(unclear.getMessage());
            System.exit(1);
        }
        Files.writeString(
                folder.resolve("sbom.cdx.json"),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(sbom) + "\n");
    }

    private static String javaVersion(Path runtime) throws IOException {
        Properties release = new Properties();
        try (InputStream in = Files.newInputStream(runtime.resolve("release"))) {
            release.load(in);
        }
        return release.getProperty("JAVA_VERSION", "").replace("\"", "");
    }

    /** Adds the parts that no artifact of Maven stands for; those inside a library in its version. */
    static void addNative(ObjectNode sbom, String javaVersion) {
        ArrayNode components = (ArrayNode) sbom.get("components");
        List<JsonNode> known = components.valueStream().toList();
        component(components, "OpenJDK", javaVersion, "GPL-2.0-with-classpath-exception", "https://openjdk.org");
        known.stream()
                .map(Part::of)
                .filter(part -> part.name().equals("sqlite-jdbc"))
                .findFirst()
                .ifPresent(part -> component(
                        components,
                        "SQLite",
                        part.version().replaceFirst("\\.0$", ""),
                        "blessing",
                        "https://sqlite.org"));
        known.stream()
                .map(Part::of)
                .filter(part -> part.name().equals("webrtc-java"))
                .findFirst()
                .ifPresent(part -> {
                    component(components, "libwebrtc", part.version(), "BSD-3-Clause", "https://webrtc.org");
                    component(components, "FFmpeg", part.version(), "LGPL-2.1-or-later", "https://ffmpeg.org");
                });
    }

    private static void component(ArrayNode components, String name, String version, String licence, String website) {
        ObjectNode component =
                components.addObject().put("type", "library").put("name", name).put("version", version);
        component.putArray("licenses").addObject().putObject("license").put("id", licence);
        component
                .putArray("externalReferences")
                .addObject()
                .put("type", "website")
                .put("url", website);
    }

    /**
     * The notice.
     *
     * @throws IllegalArgumentException with one plain sentence if a licence or its text is missing
     */
    String text(JsonNode sbom) throws IOException {
        List<Part> all = sbom.get("components")
                .valueStream()
                .filter(component -> !component.path("group").asString("").equals("org.skerry"))
                .map(Part::of)
                .distinct()
                .sorted(Comparator.comparing(part -> part.name().toLowerCase(Locale.ROOT)))
                .toList();
        StringBuilder notice = new StringBuilder(
                "Skerry is under the Apache License 2.0 (see LICENSE and NOTICE). With it come these parts:\n\n");
        for (Part part : all) {
            notice.append("%-32s %-20s %s%s%n"
                    .formatted(
                            part.name(),
                            part.version(),
                            String.join(", ", part.licences()),
                            part.website().isEmpty() ? "" : "   " + part.website()));
        }
        notice.append(
                "\nThe texts that come along with them. That of the Apache License 2.0 is in LICENSE, that of the GPL 2.0 with the\n"
                        + "Classpath Exception, with all of OpenJDK's own parts, in the folder legal of Java's runtime. OpenJDK and OpenJFX are\n"
                        + "here as their projects publish them; their sources are at https://github.com/adoptium/jdk25u and\n"
                        + "https://github.com/openjdk/jfx.\n");
        collected(all)
                .forEach((text, names) -> notice.append('\n')
                        .append(RULE)
                        .append(String.join(", ", names))
                        .append('\n')
                        .append(RULE)
                        .append('\n')
                        .append(text));
        return notice.toString();
    }

    /** Each text once, with the names of those it belongs to. */
    private Map<String, Set<String>> collected(List<Part> all) throws IOException {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        for (Part part : all) {
            check(part);
            List<String> own = ownTexts(part);
            if (own.isEmpty() && !TEXT_IN_PACKAGE.containsAll(part.licences())) {
                throw new IllegalArgumentException("%s %s is under %s, but its text is neither in its jar nor in %s."
                        .formatted(part.name(), part.version(), part.licences(), texts.resolve(part.name() + ".txt")));
            }
            own.forEach(
                    text -> names.computeIfAbsent(text, _ -> new TreeSet<>()).add(part.name()));
        }
        return names;
    }

    private static void check(Part part) {
        for (String licence : part.licences()) {
            if (!ACCEPTED.contains(licence)) {
                throw new IllegalArgumentException(
                        "%s %s is under %s, which nobody has looked at; see Notices.ACCEPTED."
                                .formatted(part.name(), part.version(), licence));
            }
        }
    }

    private List<String> ownTexts(Part part) throws IOException {
        List<String> found = new ArrayList<>();
        Path given = texts.resolve(part.name() + ".txt");
        if (Files.exists(given)) {
            found.add(clean(Files.readString(given)));
        }
        for (Path jar : jars(part)) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                List<? extends ZipEntry> legal = zip.stream()
                        .filter(entry -> LEGAL_FILE.matcher(entry.getName()).matches())
                        .sorted(Comparator.comparing(ZipEntry::getName))
                        .toList();
                for (ZipEntry entry : legal) {
                    String text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                    if (!isApacheLicense(text)) {
                        found.add(clean(text));
                    }
                }
            }
        }
        return found;
    }

    /** The bare licence, which is in the package once; with an appendix of other licences it is told in full. */
    private static boolean isApacheLicense(String text) {
        return text.contains("Apache License")
                && text.contains("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION")
                && text.length() < 12_500;
    }

    private static String clean(String text) {
        return text.replace("\r", "").stripTrailing() + "\n";
    }

    private List<Path> jars(Part part) throws IOException {
        try (Stream<Path> files = Files.list(parts)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.equals(part.fileStem() + ".jar")
                                || (name.startsWith(part.fileStem() + "-") && name.endsWith(".jar"));
                    })
                    .sorted()
                    .toList();
        }
    }
}
