@NullMarked
package dev.yardstick.query.web;

import org.jspecify.annotations.NullMarked;
