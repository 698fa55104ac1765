/**
 * The published language: what happened, under stable names with revisions, as JSON that any later
 * version still reads.
 */
@NullMarked
package dev.yardstick.events;

import org.jspecify.annotations.NullMarked;
