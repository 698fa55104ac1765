package dev.yardstick.runtime.tracing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where traces go.
 *
 * @param endpoint {@code yardstick.tracing.endpoint}: takes OTLP over HTTP, such as {@code
 *     http://collector:4318/v1/traces}; empty: nothing is traced
 * @param share {@code yardstick.tracing.share}: of the requests that come without a trace, how many
 *     begin one, from 0 to 1
 */
@ConfigurationProperties("yardstick.tracing")
record TracingSettings(@DefaultValue("") String endpoint, @DefaultValue("1") double share) {

    TracingSettings {
        if (share < 0 || share > 1) {
            throw new IllegalArgumentException("yardstick.tracing.share must be from 0 to 1");
        }
    }
}
