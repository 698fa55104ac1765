/** What all tests of the whole share: servers, calls, and what is sent. */
@NullMarked
package dev.yardstick.acceptance.support;

import org.jspecify.annotations.NullMarked;
