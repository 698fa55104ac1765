package dev.yardstick.command.input;

import dev.yardstick.events.refusal.Reason;
import dev.yardstick.events.refusal.ReasonedException;
import dev.yardstick.events.refusal.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON as it comes from outside: numbers exact, no field twice, nothing after the end. */
public final class StrictJson {

    /** More than 8 MiB of events have: a tree takes far more memory than its text. */
    private static final long MAX_TOKENS = 2_000_000;

    /** Reads and writes trees. */
    public static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxTokenCount(MAX_TOKENS)
                                                    .build())
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private static final ObjectWriter ASCII =
            MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private StrictJson() {}

    /**
     * Reads a body.
     *
     * @throws UnreadableException when it is no JSON in UTF-8; the message says where
     */
    public static JsonNode read(byte[] body) {
        try {
            JsonNode tree = MAPPER.readTree(body);
            if (tree.isMissingNode()) {
                throw new UnreadableException(Reason.EMPTY_BODY);
            }
            return tree;
        } catch (JacksonException e) {
            String where =
                    e.getLocation() == null
                            ? ""
                            : " at line "
                                    + e.getLocation().getLineNr()
                                    + ", column "
                                    + e.getLocation().getColumnNr();
            throw new UnreadableException(Reason.NO_JSON.of(where, e.getOriginalMessage()));
        } catch (NumberFormatException e) {
            throw new UnreadableException(Reason.NUMBER_OUT_OF_RANGE);
        }
    }

    /** A tree as JSON, in ASCII: reading it gives the same tree, half characters included. */
    public static byte[] write(JsonNode tree) {
        return ASCII.writeValueAsBytes(tree);
    }

    /** What came is not even readable. */
    public static final class UnreadableException extends ReasonedException {
        UnreadableException(Refusal refusal) {
            super(refusal);
        }
    }
}
