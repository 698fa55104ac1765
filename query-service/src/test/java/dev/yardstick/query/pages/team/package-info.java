@NullMarked
package dev.yardstick.query.pages.team;

import org.jspecify.annotations.NullMarked;
