package dev.yardstick.standalone.samples;

import java.text.Normalizer;
import java.util.Locale;

/** How names in the data become ids and names of people. */
final class SampleNames {

    private SampleNames() {}

    /** Lower-case words joined by hyphens, without accents: {@code Gekko & Co} is gekko-co. */
    static String kebab(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
    }

    /** The first name in a login: without domain and trailing digits, capitalised. */
    static String fromLogin(String login) {
        String name =
                Normalizer.normalize(login, Normalizer.Form.NFC)
                        .replaceFirst("^.*\\\\", "")
                        .replaceFirst("\\d+$", "");
        return name.isEmpty()
                ? ""
                : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
