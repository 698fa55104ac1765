/** Calls the running server's API. */
@NullMarked
package dev.yardstick.standalone.client;

import org.jspecify.annotations.NullMarked;
