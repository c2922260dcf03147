package org.skerry.installer;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One component of a CycloneDX bill of materials.
 *
 * @param name of the artifact
 * @param version of it
 * @param licences SPDX identifiers, or names where there is none; never empty
 * @param website where it comes from, or nothing
 */
record Part(String name, String version, List<String> licences, String website) {

    Part {
        licences = List.copyOf(licences);
        if (licences.isEmpty()) {
            throw new IllegalArgumentException(
                    "The bill of materials names no licence of %s %s.".formatted(name, version));
        }
    }

    /** Reads one component. */
    static Part of(JsonNode component) {
        List<String> licences = new ArrayList<>();
        for (JsonNode entry : component.path("licenses")) {
            JsonNode licence = entry.path("license");
            Stream.of(licence.path("id"), licence.path("name"), entry.path("expression"))
                    .map(node -> node.asString(""))
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .ifPresent(licences::add);
        }
        return new Part(
                component.path("name").asString(), component.path("version").asString(), licences, website(component));
    }

    private static String website(JsonNode component) {
        return component
                .path("externalReferences")
                .valueStream()
                .filter(reference -> Objects.equals(reference.path("type").asString(""), "website"))
                .map(reference -> reference.path("url").asString(""))
                .findFirst()
                .orElse("");
    }

    /** How the file of it is called, without what follows the version. */
    String fileStem() {
        return name + "-" + version;
    }
}
