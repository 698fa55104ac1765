/** What the services have in common, put together. */
@NullMarked
package dev.yardstick.runtime.service;

import org.jspecify.annotations.NullMarked;
