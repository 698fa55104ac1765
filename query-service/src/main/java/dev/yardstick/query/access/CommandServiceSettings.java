package dev.yardstick.query.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;

/**
 * Where command-service is.
 *
 * @param url {@code yardstick.command-service.url}: without a slash at the end
 */
@ConfigurationProperties("yardstick.command-service")
public record CommandServiceSettings(@DefaultValue("http://localhost:8081") URI url) {}
