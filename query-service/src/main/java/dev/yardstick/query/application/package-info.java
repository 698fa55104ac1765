/** What the API and the pages both answer from; rights are checked here. */
@NullMarked
package dev.yardstick.query.application;

import org.jspecify.annotations.NullMarked;
