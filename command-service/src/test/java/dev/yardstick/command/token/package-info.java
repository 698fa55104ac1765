@org.jspecify.annotations.NullMarked
package dev.yardstick.command.token;
