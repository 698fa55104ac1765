/** A real PostgreSQL of our own: unpacked, initialized, run as a child process, ended with us. */
@NullMarked
package dev.yardstick.standalone.postgres;

import org.jspecify.annotations.NullMarked;
