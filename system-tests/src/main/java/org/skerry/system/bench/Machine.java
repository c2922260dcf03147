package org.skerry.system.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** On what was measured. */
public final class Machine {

    private Machine() {}

    /** Cores, systems and libraries, in words. */
    public static Map<String, String> description() throws IOException {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        words.put(
                "system",
                "%s %s, %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")));
        words.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        words.put("webrtc-java", version("dev.onvoid.webrtc/webrtc-java"));
        words.put("sqlite-jdbc", version("org.xerial/sqlite-jdbc"));
        words.put("undertow", version("io.undertow/undertow-core"));
        return words;
    }

    /** How many processes wanted a core in the last minute; negative where the system does not tell. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String version(String artifact) throws IOException {
        try (InputStream file = Machine.class.getResourceAsStream("/META-INF/maven/" + artifact + "/pom.properties")) {
            Properties properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return properties.getProperty("version", "unknown");
        }
    }
}
