package dev.yardstick.runtime;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where calls may go besides public addresses.
 *
 * @param allowedHosts {@code yardstick.outgoing.allowed-hosts}: names or numbers of hosts, as
 *     addresses name them, that may lie on this machine or in a private network
 */
@ConfigurationProperties("yardstick.outgoing")
record OutgoingSettings(@DefaultValue({}) List<String> allowedHosts) {}
