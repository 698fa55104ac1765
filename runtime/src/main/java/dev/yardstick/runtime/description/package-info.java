/** What a service says of itself as OpenAPI, out of what its code says already. */
@NullMarked
package dev.yardstick.runtime.description;

import org.jspecify.annotations.NullMarked;
