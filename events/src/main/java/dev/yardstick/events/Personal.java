package dev.yardstick.events;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * A text that tells about a person: a name, a mail address, free text. In the log, on the wire and
 * in every database it is sealed under that person's own key, so that destroying the key erases it.
 */
public sealed interface Personal {

    /** The id of the person whose key seals it. */
    String person();

    /** The text in clear, in memory only. */
    record Open(String person, String text) implements Personal {

        /** Tells the person only, so that no log of a program shows the text. */
        @Override
        public String toString() {
            return "Open[" + person + "]";
        }
    }

    /**
     * The text as it is stored.
     *
     * @param sealed Base64 of a 12-byte nonce, the AES-256-GCM ciphertext and its 16-byte tag, with
     *     the person's id as additional data
     */
    record Sealed(String person, String sealed) implements Personal {

        /** As read from stored JSON. */
        @JsonCreator
        public Sealed {}
    }
}
