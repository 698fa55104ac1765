/** What a timeline costs, without a server around it. */
@NullMarked
package dev.yardstick.benchmark.timeline;

import org.jspecify.annotations.NullMarked;
