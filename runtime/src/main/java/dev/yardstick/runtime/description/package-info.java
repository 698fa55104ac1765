/**
 * What a service says of itself as OpenAPI: out of Javadoc and of the records that it reads and
 * writes, with the examples of {@code openapi/SERVICE.json}.
 */
@NullMarked
package dev.yardstick.runtime.description;

import org.jspecify.annotations.NullMarked;
