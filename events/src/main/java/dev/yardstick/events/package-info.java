/** The published language. */
@org.jspecify.annotations.NullMarked
package dev.yardstick.events;
