@NullMarked
package dev.yardstick.query.web.pages;

import org.jspecify.annotations.NullMarked;
